"""The screens of staff that are ours, in a real browser: accessible and fitting on a phone and on a desk."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from core import tokens
from events.calendar.domain.branches import open_branch
from events.calendar.enums import Admission
from events.calendar.models import EventPage, LecturePage, Occurrence
from events.calendar.models.parts import Speaker
from events.partners.models import Outcome, Run, Source
from events.registration.domain.attending import desk
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.models import TICKET, Registration
from home.domain.setup import found_site
from places.models import ClosingDay
from tests.factories import calendar, partners, people, places, registration

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def event(transactional_db, now) -> LecturePage:
    found_site(name={"en": "Lindhaven Libraries"})
    branch = places.branch()
    places.space(branch=branch, name={"en": "Studio"})
    places.summer(branch)
    ClosingDay.objects.create(branch=branch, first=date(2026, 12, 1), last=date(2026, 12, 8), reason={"en": "Painting"})
    weekly = calendar.schedule(date(2026, 12, 1), rule="RRULE:FREQ=WEEKLY;COUNT=4", seats=10, on_closing_days="keep")
    page = open_branch(branch)[0]
    speakers = [Speaker(name="Ana Kovač")]
    return calendar.event(LecturePage, under=page, schedules=[weekly], speakers=speakers, admission=Admission.REGISTER)


@pytest.fixture
def staff_page(event, open_page) -> Callable[[str], Page]:
    """The address as a manager of the branch sees it."""
    client = Client()
    client.force_login(people.staff("Ada", event.get_parent().specific.branch, role="manager"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def opened(address: str) -> Page:
        page = open_page("/healthz")
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.url}])
        answer = page.goto(address)
        assert answer.status == 200
        assert page.url.endswith(address), "sent elsewhere: not allowed?"
        return page

    return opened


def family(date: Occurrence) -> Registration:
    """The party with names that is registered for the date."""
    return Registration.objects.of(date).exclude(group="").get()


def people_of(date: Occurrence, now: datetime) -> None:
    """A party with names, one that is here, and one that waits."""
    guests = Details(contact={"group": "Class 4b"}, people=[Guest("Ann", age=7), Guest("Bo", age=9)])
    registration.register(date, now=now, party=2, name="Maria", details=guests, email="", access_needs="A wheelchair")
    desk.walk_in(date, party=1, now=now, by=None, name="Walter")
    registration.register(date, now=now, party=7)
    registration.register(date, now=now, party=4, name="Lina")


def failing_source(date: Occurrence) -> Source:
    """A partner's calendar of the branch, with a good report and a bad one."""
    source = partners.source(branch=date.branch, good_at=date.modified, failures=1)
    Run.objects.create(source=source, at=date.modified, outcome=Outcome.READ, added=3)
    told = {"text": "The partner's server does not answer.", "facts": {}}
    Run.objects.create(source=source, at=date.modified, outcome=Outcome.FAILED, remarks=[told])
    return source


def later_draft(event: EventPage, date: Occurrence) -> EventPage:
    """The event with a draft that begins at another hour, while somebody holds a place."""
    Occurrence.objects.filter(pk=date.pk).update(seats_taken=2)
    draft = event.get_latest_revision_as_object()
    schedule = draft.schedules.get()
    schedule.start_time, schedule.end_time = time(19), time(20)
    draft.schedules = [schedule]
    draft.save_revision()
    return event


# Each screen by its name: the address for the event and its first date.
SCREENS: dict[str, Callable[[EventPage, Occurrence], str]] = {
    "letters": lambda event, date: reverse("letter_list"),
    "stop-letters": lambda event, date: reverse("letter_pause"),
    "event-form": lambda event, date: reverse("wagtailadmin_pages:edit", args=[event.pk]),
    "dates": lambda event, date: reverse("occurrence:index"),
    "date": lambda event, date: reverse("occurrence:show", args=[date.pk]),
    "move": lambda event, date: reverse("occurrence:change", args=[date.pk, "move"]),
    "hours": lambda event, date: reverse("opening_hours:branch", args=[date.branch_id]),
    "week": lambda event, date: reverse("opening_hours:week", args=[date.branch_id]),
    "period": lambda event, date: reverse("opening_hours:period_add", args=[date.branch_id]),
    "closing": lambda event, date: reverse(
        "opening_hours:closing", args=[date.branch_id, date.branch.closing_days.last().pk]
    ),
    "desk": lambda event, date: reverse("registration_desk:index"),
    "desk-date": lambda event, date: reverse("registration_desk:date", args=[date.code]),
    "desk-register": lambda event, date: reverse("registration_desk:register", args=[date.code]),
    "desk-locks": lambda event, date: reverse("registration_desk:locks"),
    "desk-slip": lambda event, date: reverse("registration_desk:slip", args=[date.code, family(date).code]),
    "desk-ticket": lambda event, date: reverse(
        "registration_desk:ticket", args=[tokens.sign(TICKET, family(date).code)]
    ),
    "registrations": lambda event, date: f"{reverse('registration_desk:registrations')}?date={date.code}",
    "record": lambda event, date: reverse("registration_desk:record", args=[family(date).code]),
    "to-do": lambda event, date: reverse("registration_desk:awaiting"),
    "message": lambda event, date: f"{reverse('registration_desk:message')}?date={date.code}",
    "told": lambda event, date: reverse("registration_desk:told", args=[date.code]),
    "season": lambda event, date: reverse("season:index"),
    "season-table": lambda event, date: reverse("season:table"),
    "season-calendar": lambda event, date: reverse("season:calendar"),
    "copy-event": lambda event, date: reverse("season:event-copy", args=[event.pk]),
    "sources": lambda event, date: reverse("sources:index"),
    "source": lambda event, date: reverse("sources:show", args=[failing_source(date).pk]),
    "source-form": lambda event, date: reverse("sources:edit", args=[failing_source(date).pk]),
    "publish-preview": lambda event, date: reverse("registration_desk:publish", args=[later_draft(event, date).pk]),
    "cancel-event": lambda event, date: reverse("event_cancel", args=[event.pk]),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_staff_screen_is_accessible_and_fits(event, staff_page, now, screen):
    date = event.occurrences.order_by("start").first()
    people_of(date, now)
    page = staff_page(SCREENS[screen](event, date))
    faults = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(page, context="main", options=RULES)
        faults += [f"{width}: {found.generate_report()}"] if found.violations_count else []
    assert page.locator("main").inner_text().strip()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("screen", ["cancel-event", "message"])
def test_letter_is_seen_before_it_goes(event, staff_page, now, screen):
    date = event.occurrences.order_by("start").first()
    people_of(date, now)
    page = staff_page(SCREENS[screen](event, date))
    for name, words in (("reason", "The speaker is ill."), ("subject", "Bring a cushion"), ("text", "It is cold.")):
        if page.locator(f"[name={name}]").count():
            page.fill(f"[name={name}]", words)
    page.get_by_role("button", name="Next").click()
    page.locator("pre.letter").first.wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not Axe().run(page, context="main", options=RULES).violations_count
