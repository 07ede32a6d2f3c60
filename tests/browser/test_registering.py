"""A citizen registers and cancels on a phone without JavaScript, and staff check somebody in."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import Role
from events.registration.domain.taking_part import registering
from events.registration.enums import State
from events.registration.models import Registration
from tests.factories import calendar, people, registration as make

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def now():
    """The browser's server has only the real clock."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def date(transactional_db, now):
    return make.open_date(seats=1, start=now + timedelta(days=3), title="Stories by the fire")


def faults(page: Page, heading: str) -> list[str]:
    """What axe finds, and whether the page is wider than the screen; never of an error page by accident."""
    expect(page.locator("h1")).to_contain_text(heading)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [each["id"] for each in Axe().run(page, options=RULES).response["violations"]]


def test_whole_way_of_a_registration_on_a_phone_without_javascript(open_page, date, now):
    page = open_page(f"/en/o/{date.code}/register/", javascript=False)
    page.get_by_label("Your name").fill("Ben Okri")
    page.get_by_label("Your e-mail address").fill("ben@example.org")
    page.wait_for_timeout(2_100)  # nobody fills it in faster
    page.get_by_role("button", name="Register").click()
    expect(page.locator("h1")).to_have_text("You have a place")

    cleo = make.register(date, now=now, name="Cleo")
    assert cleo.state == State.WAITING
    page.get_by_role("link", name="Cancel my registration").click()
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.locator("h1")).to_have_text("Your registration is cancelled")
    cleo.refresh_from_db()
    assert cleo.state == State.CONFIRMED


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1280, False), (1280, True), (320, False)])
def test_registration_pages_have_no_fault_that_axe_finds(open_page, date, now, width, dark):
    ben = make.register(date, now=now)
    line = make.register(date, now=now)
    seen = {
        f"/en/o/{date.code}/register/": "Register",
        ben.get_absolute_url(): "You have a place",
        f"{ben.get_absolute_url()}cancel/": "Cancel your registration?",
        line.get_absolute_url(): "You are on the waiting list",
        "/r/WRONG/": "This link opens nothing",
    }
    for address, heading in seen.items():
        page = open_page(address, width=width, dark=dark)
        assert faults(page, heading) == [], address
    registering.cancel(ben, now=now)
    assert faults(open_page(ben.get_absolute_url(), width=width, dark=dark), "Your registration is cancelled") == []


def test_error_summary_takes_the_focus_and_leads_to_the_field(open_page, date):
    page = open_page(f"/en/o/{date.code}/register/")
    page.get_by_label("Your name").fill("Ben Okri")
    page.get_by_role("button", name="Register").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert faults(page, "Register") == []
    page.locator(".error-summary a").first.click()
    expect(page.get_by_label("Your e-mail address")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Ben Okri")


def test_desk_checks_someone_in_on_a_phone(open_page, live_server, client, now):
    page_of_branch = calendar.branch_page()
    date = make.open_date(event=make.open_event(under=page_of_branch), start=now + timedelta(hours=1))
    make.register(date, now=now, name="Ben Okri", party=2)
    client.force_login(people.staff("Dora", page_of_branch.branch, Role.DESK))
    page = open_page("/admin/login/")
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}
    page.context.add_cookies([session])
    page.goto(f"/admin/desk/{date.code}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Check in: Ben Okri").click()
    expect(page.get_by_text("Ben Okri is checked in.")).to_be_visible()
    assert Registration.objects.get().arrived == 2
