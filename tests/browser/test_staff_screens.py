"""The screens of staff that are ours, in a real browser: accessible and fitting on a phone and on a desk."""

from collections.abc import Callable
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from events.calendar.domain.branches import open_branch
from events.calendar.models import EventPage, LecturePage, Occurrence
from events.calendar.models.parts import Speaker
from home.domain.setup import found_site
from places.models import ClosingDay
from tests.factories import calendar, people, places

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
    return calendar.event(LecturePage, under=page, schedules=[weekly], speakers=[Speaker(name="Ana Kovač")])


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


# Each screen by its name: the address for the event and its first date.
SCREENS: dict[str, Callable[[EventPage, Occurrence], str]] = {
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
    "cancel-event": lambda event, date: reverse("event_cancel", args=[event.pk]),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_staff_screen_is_accessible_and_fits(event, staff_page, screen):
    date = event.occurrences.order_by("start").first()
    page = staff_page(SCREENS[screen](event, date))
    faults = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(page, context="main", options=RULES)
        faults += [f"{width}: {found.generate_report()}"] if found.violations_count else []
    assert page.locator("main").inner_text().strip()
    assert not faults, "\n".join(faults)
