"""Copies of events for a new season: the story and the plan on other days, never what people hold.

Dates, registrations, counts and surveys hang on occurrences, and a copy has none until it is published.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain.branches import branch_of
from events.calendar.domain.closures import OnClosingDay, dates_on_closing_days
from events.calendar.domain.completeness import YEARS
from events.calendar.domain.expansion import PlannedDate, planned_dates
from events.calendar.domain.shifting import Shift, first_day, shift_page
from events.calendar.domain.sources import source_of
from events.calendar.enums import OnClosingDays
from events.calendar.models import EventPage
from events.programmes.models import Programme

# A preview shows the dates of this many days from the first one on; a series without end has no others to show.
PREVIEW_DAYS = 550


class TooFar(RuleBroken):
    """The new first date is a slip of the hand."""


@dataclass(frozen=True)
class CopyPlan:
    """What a copy would be: the draft of the source with its new plan (never saved), its dates, its languages.

    `closed` are those of the dates on which the branch is closed, as far as it is known today.
    """

    page: EventPage
    zone: str
    first: date | None
    dates: list[PlannedDate] = field(default_factory=list)
    closed: list[OnClosingDay] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def shift_for(page: EventPage, new_first: date, *, by_rule: bool, today: date) -> Shift:
    """How far the event's plan must go for its first date to become the new one; none while it has no date."""
    if abs(new_first.year - today.year) > YEARS:
        raise TooFar(_("Please check the year."))
    draft, zone = _draft(source_of(page)), _zone(page)
    old = first_day(draft)
    return Shift.between(old or new_first, new_first, by_rule=by_rule, zone=zone)


def plan_copy(page: EventPage, shift: Shift) -> CopyPlan:
    """What `copy_event` would make, nothing written."""
    source, branch = source_of(page), branch_of(page)
    draft = _draft(source)
    shift_page(draft, shift)
    first = first_day(draft)
    until = first + timedelta(days=PREVIEW_DAYS) if first else None
    dates = planned_dates(draft, zone=shift.zone, until=until) if until else []
    dates.sort(key=lambda planned: planned.start)
    closed = dates_on_closing_days(draft, dates, branch) if branch else []
    languages = [each.locale.get_display_name() for each in _in_all_languages(source)]
    return CopyPlan(draft, shift.zone, first, dates, closed, languages)


@transaction.atomic
def copy_event(
    page: EventPage, shift: Shift, *, user: User | None = None, programme: Programme | None = None
) -> EventPage:
    """A new event with the page's story and plan on other days, as drafts in all its languages; returns its source.

    Copied is the latest draft of each page. The copies share a new translation key and new schedule codes, so that they
    are one event; `programme` takes the place of the page's own when given. Whether the user may is the caller's
    question; a translation under another branch is left out.
    """
    source = source_of(page)
    key = uuid4()
    codes: dict[UUID, UUID] = {}
    # The source is copied first: of an event without dates, the oldest page keeps the plan (decision 3.2).
    copies = [
        _copy(each, shift, key=key, code=lambda old: codes.setdefault(old, uuid4()), user=user, programme=programme)
        for each in _in_all_languages(source)
    ]
    return copies[0]


def _copy(
    page: EventPage,
    shift: Shift,
    *,
    key: UUID,
    code: Callable[[UUID], UUID],
    user: User | None,
    programme: Programme | None,
) -> EventPage:
    draft = _draft(page)
    shift_page(draft, shift)
    for schedule in draft.schedules.all():
        schedule.code = code(schedule.code)
        schedule.follows = schedule.follows and code(schedule.follows)
        # That a date takes place although the house is closed was said of the old date; leaving out goes on.
        if schedule.on_closing_days == OnClosingDays.KEEP:
            schedule.on_closing_days = ""
    attributes = {
        "translation_key": key,
        "slug": find_available_slug(page.get_parent(), draft.slug),
        "reconciled_at": None,
        "go_live_at": None,
        "expire_at": None,
        "expired": False,
        "locked": False,
        "locked_at": None,
        "locked_by": None,
        **({"programme": programme} if programme else {}),
    }
    copied: EventPage = draft.copy(
        update_attrs=attributes, copy_revisions=False, keep_live=False, reset_translation_key=False, user=user
    )
    return copied


def _draft(page: EventPage) -> EventPage:
    """The page as its editor sees it, an object of its own that may be changed."""
    draft: EventPage = EventPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    # Without a draft it is the page itself, whose rows would be read afresh each time they are looked at.
    draft.schedules.set(list(draft.schedules.all()))
    return draft


def _in_all_languages(source: EventPage) -> list[EventPage]:
    """The source, then its translations under the same branch."""
    branch = branch_of(source)
    pages = EventPage.objects.filter(translation_key=source.translation_key, alias_of=None).exclude(pk=source.pk)
    translations = pages.select_related("locale").order_by("pk").specific()
    return [source, *[page for page in translations if branch_of(page) == branch]]


def _zone(page: EventPage) -> str:
    branch = branch_of(page)
    return branch.zone if branch else "UTC"
