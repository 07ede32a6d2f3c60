"""A citizen joins a course and chooses sessions on a phone without JavaScript; axe looks at every page of it."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from events.calendar.enums import Admission, RegistersFor
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.taking_part import courses
from events.registration.models import Registration
from tests.factories import calendar, registration as make

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def now():
    """The browser's server has only the real clock."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def course(transactional_db, now) -> EventPage:
    return make.course(seats=2, dates=3, start=now + timedelta(days=3), title="Weaving by hand")


@pytest.fixture
def conference(transactional_db, now) -> EventPage:
    """A day with two sessions at the same time and one after them, which is full."""
    event = make.open_event(registers_for=RegistersFor.CHOSEN, title="A day for repair", waiting_list=False)
    start = now + timedelta(days=5)
    calendar.occurrence(event, start=start, hours=6, admission=Admission.DROP_IN)
    facts = {"session": True, "admission": Admission.REGISTER, "planned_on": None}
    for hour, label, seats in ((0, "Bicycles", 9), (0, "Radios", 9), (3, "What next?", 1)):
        calendar.occurrence(event, start=start + timedelta(hours=hour), label=label, seats=seats, **facts)
    make.register(Occurrence.objects.get(label="What next?"), now=now)
    return event


def address(event: EventPage) -> str:
    return f"/en/e/{event.translation_key.hex}/register/"


def write(page: Page) -> None:
    page.get_by_label("Your name").fill("Ben Okri")
    page.get_by_label("Your e-mail address").fill("ben@example.org")
    page.wait_for_timeout(2_100)  # nobody fills it in faster
    page.get_by_role("button", name="Register").click()


def faults(page: Page, heading: str) -> list[str]:
    """What axe finds, and whether the page is wider than the screen; never of an error page by accident."""
    expect(page.locator("h1")).to_contain_text(heading)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [each["id"] for each in Axe().run(page, options=RULES).response["violations"]]


def test_whole_way_through_a_course_on_a_phone_without_javascript(open_page, course):
    page = open_page(course.url, javascript=False)
    page.get_by_role("link", name="Register for the course").first.click()
    write(page)
    expect(page.locator("h1")).to_have_text("You have a place")
    page.get_by_role("link", name="I cannot come on this date").nth(1).click()
    page.get_by_role("button", name="I cannot come on this date").click()
    expect(page.get_by_text("You said that you cannot come")).to_be_visible()
    page.get_by_role("link", name="I come after all").click()
    page.get_by_role("button", name="Take my place again").click()
    page.get_by_role("link", name="Leave the course").click()
    page.get_by_role("button", name="Give back all dates").click()
    expect(page.locator("h1")).to_have_text("Your registration is cancelled")
    assert set(Registration.objects.values_list("state", flat=True)) == {"cancelled"}


def test_sessions_are_chosen_on_a_phone_without_javascript(open_page, conference):
    page = open_page(conference.url, javascript=False)
    page.get_by_role("link", name="Choose your").first.click()
    page.get_by_label("Bicycles").check()
    page.get_by_label("Radios").check()
    write(page)
    expect(page.locator(".error-summary")).to_contain_text("at the same time")
    page.get_by_label("Radios").uncheck()
    page.get_by_role("button", name="Register").click()
    expect(page.locator("h1")).to_have_text("You have a place")
    assert Registration.objects.filter(email="ben@example.org").count() == 1


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1280, False), (320, False)])
def test_pages_of_courses_have_no_fault_that_axe_finds(open_page, course, conference, width, dark):
    now = datetime.now(UTC)
    ben = make.join(course, now=now)
    make.join(course, now=now)
    line = make.join(course, now=now)
    courses.absent_once(ben[1], now=now)
    seen = {
        course.url: "Weaving by hand",
        address(course): "Register for the course",
        ben[0].get_absolute_url(): "You have a place",
        ben[0].get_absolute_url() + "absent/": "You cannot come on this date?",
        ben[1].get_absolute_url() + "back/": "You come after all?",
        ben[0].get_absolute_url() + "leave/": "Give back all your dates?",
        line[0].get_absolute_url(): "You are on the waiting list",
        conference.url: "A day for repair",
        address(conference): "Register: A day for repair",
    }
    for place, heading in seen.items():
        page = open_page(place, width=width, dark=dark)
        assert faults(page, heading) == [], place
    page.get_by_role("button", name="Register").click()
    assert faults(page, "Register: A day for repair") == []
