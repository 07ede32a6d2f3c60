"""A small site with branches, events and dates for tests. Events are published through Wagtail, as editors do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import uuid4

from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from events.calendar.models import ActivityPage, BranchPage, EventIndexPage, EventPage, Occurrence, Schedule
from home.models import HomePage
from places.models import Branch
from tests.factories import places

_numbers = count(1)
LANGUAGES = ("en", "el", "sl", "sv", "da")


def home(language: str = "en") -> HomePage:
    """The home page in that language with its list of events; made once, the English one is the site's root."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    english = home() if language != "en" else None
    page = HomePage(title="Lindhaven Libraries", slug=language, locale=locale)
    if english:
        page.translation_key = english.translation_key
    root.add_child(instance=page)
    page.add_child(instance=_index(page, english))
    if language == "en":
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
        )
    return page


def _index(page: HomePage, english: HomePage | None) -> EventIndexPage:
    index = EventIndexPage(title="What's on", slug="events", locale=page.locale)
    if english:
        index.translation_key = EventIndexPage.objects.child_of(english).get().translation_key
    return index


def branch_page(branch: Branch | None = None, language: str = "en") -> BranchPage:
    """The page of a branch in one language; made once."""
    branch = branch or places.branch()
    parent = home(language)
    found = BranchPage.objects.filter(branch=branch, locale=parent.locale).first()
    if found:
        return found
    page = BranchPage(title=branch.name.in_language(language), slug=branch.slug, branch=branch, locale=parent.locale)
    if language != "en":
        page.translation_key = branch_page(branch).translation_key
    return parent.add_child(instance=page)


def event(
    page_type: type[EventPage] = ActivityPage,
    *,
    under: BranchPage | None = None,
    publish: bool = True,
    **fields: object,
) -> EventPage:
    """An event page under a branch page; `schedules` takes a list of `schedule()`. Published unless told otherwise."""
    under = under or branch_page()
    schedules = fields.pop("schedules", [])
    title = str(fields.pop("title", f"Event {next(_numbers)}"))
    page = page_type(
        **{
            "title": title,
            "slug": slugify(title) or f"event-{next(_numbers)}",
            "locale": under.locale,
            "summary": "One sentence.",
            "live": False,
            **fields,
        }
    )
    page.schedules.set(schedules)
    under.add_child(instance=page)
    if publish:
        page.save_revision().publish()
        page.refresh_from_db()
    return page


def schedule(first: date, start: time = time(18), end: time = time(20), **fields: object) -> Schedule:
    """One plan; give `rule="RRULE:FREQ=WEEKLY;COUNT=3"` for a series."""
    return Schedule(**{"code": uuid4(), "first_date": first, "start_time": start, "end_time": end, **fields})


def occurrence(
    event_page: EventPage | None = None, *, start: datetime, hours: float = 2, **fields: object
) -> Occurrence:
    """One date written straight into the table, for tests of what hangs on dates rather than of how they are made."""
    event_page = event_page or event()
    branch = BranchPage.objects.ancestor_of(event_page).get().branch
    end = start + timedelta(hours=hours)
    seats = fields.pop("seats", None)
    return Occurrence.objects.create(
        **{
            "event": event_page,
            "schedule_code": uuid4(),
            "planned_on": start.date(),
            "start": start,
            "end": end,
            "planned_start": start,
            "planned_end": end,
            "zone": branch.zone,
            "kind": event_page.specific_class.kind,
            "branch": branch,
            "seats": seats,
            "seats_planned": seats,
            "modified": datetime(2026, 1, 1, tzinfo=UTC),
            **fields,
        }
    )
