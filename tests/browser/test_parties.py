"""A family registers on a phone without JavaScript, and one of them stays at home."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from events.calendar.models import Question
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.models import Registration
from tests.browser.test_registering import faults
from tests.factories import registration as make

STORYTIME = {
    "party_of": "people", "age_from": 3, "age_to": 9, "guardian_under": 8, "asks_photo_consent": True,
    "asks_going_home": True, "asks_heard_of": True, "open_to": "card", "mode": "hybrid", "closes_hours": 5,
}  # fmt: skip


@pytest.fixture
def now():
    """The browser's server has only the real clock."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def date(transactional_db, now):
    made = make.open_date(seats=12, start=now + timedelta(days=3), title="Παραμύθια με πιτζάμες", **STORYTIME)
    type(made).objects.filter(pk=made.pk).update(online_planned=30, online_seats=30)
    ask = {"page": made.event, "reason": "So that nobody goes hungry.", "each_person": True, "field_type": "radio"}
    Question.objects.create(label="What do you eat?", choices="Everything\nNo meat", **ask)
    return made


def test_family_registers_on_a_phone_without_javascript(open_page, date):
    page = open_page(f"/en/o/{date.code}/register/", javascript=False)
    page.get_by_label("Number of your library card").fill("1234")
    page.get_by_label("Your name").fill("Ada Okri")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.locator("#id_p1_name").fill("Mia")
    page.locator("#id_p1_age").fill("5")
    page.get_by_role("button", name="More people").click()
    expect(page.locator("#id_p1_name")).to_have_value("Mia")
    page.locator("summary", has_text="Person 7").click()
    page.get_by_label("Name of person 7").fill("Leo")
    page.get_by_label("Age of person 7").fill("12")
    page.wait_for_timeout(2_100)  # nobody fills it in faster
    page.get_by_label("Your e-mail address").press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("from 3 to 9 years")
    page.get_by_label("Age of person 7").fill("7")
    page.get_by_label("Telephone number of the adult").fill("210 123")
    page.get_by_role("button", name="Register").click()
    expect(page.locator("h1")).to_have_text("You have a place")
    page.get_by_role("link", name="Change who comes").click()
    page.get_by_label("Leo (7)").check()
    page.get_by_role("button", name="Take them off").click()
    expect(page.locator("h1")).to_have_text("You have a place")
    assert [person.name for person in Registration.objects.get().people.all()] == ["Mia"]


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1280, False), (320, True)])
def test_form_for_a_family_has_no_fault_that_axe_finds(open_page, date, width, dark):
    for language, word in (("en", "Register"), ("el", "Παραμύθια")):
        page = open_page(f"/{language}/o/{date.code}/register/", width=width, dark=dark)
        assert faults(page, word) == []
    page.locator("button[type=submit]:not(.vh)").last.click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert faults(page, "Παραμύθια") == []


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False), (320, False)])
def test_page_of_who_comes_has_no_fault_that_axe_finds(open_page, date, now, width, dark):
    contact = {"card": "1", "guardian": "Ada", "phone": "1"}
    details = Details(contact=contact, people=[Guest("Μαρία-Κωνσταντίνα", age=5), Guest("Leo", age=9)])
    two = make.register(date, now=now, party=2, details=details)
    page = open_page(f"{two.get_absolute_url()}people/", width=width, dark=dark)
    assert faults(page, "Who comes?") == []
    page.get_by_role("button", name="Add this person").click()
    assert faults(page, "Who comes?") == []
