"""A citizen with a telephone and no JavaScript: finds, registers, changes, cancels; answers what the library asks."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from events.calendar.domain.branches import open_branch
from events.calendar.enums import Admission
from events.calendar.models import BranchPage
from events.registration.models import Registration
from home.domain.setup import found_site
from surveys.evaluation.models import SealedAnswer
from tests.factories import calendar, places, surveys

WIDTH = 390


@pytest.fixture
def market(transactional_db, clock) -> BranchPage:
    """A site in five languages with one branch; its page in English."""
    found_site(name=dict.fromkeys(calendar.LANGUAGES, "Lindhaven Libraries"))
    return open_branch(places.branch(slug="market", name={"en": "Market Square Library"}))[0]


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name).first.click()


def test_event_is_found_registered_for_changed_and_cancelled(open_page, market, clock):
    schedules = [calendar.schedule(date(2026, 12, 1), rule="RRULE:FREQ=WEEKLY;COUNT=3", seats=4)]
    calendar.event(under=market, title="Stories by the fire", admission=Admission.REGISTER, schedules=schedules)
    calendar.event(under=market, title="Film club", schedules=[calendar.schedule(date(2026, 12, 1))])

    page = open_page("/", width=WIDTH, javascript=False)
    press(page, "Menu")
    press(page, "What’s on", "link")
    press(page, "Filters")
    page.get_by_role("searchbox", name="Search").first.fill("stories")
    press(page, "Show events")
    expect(page.locator(".book h3").first).to_have_text("Stories by the fire")
    expect(page.get_by_role("link", name="Film club")).to_have_count(0)
    press(page, "Stories by the fire", "link")
    expect(page.locator("h1")).to_have_text("Stories by the fire")
    press(page, "Register", "link")

    # The form says what is missing, keeps what was typed, and takes it.
    page.get_by_label("Your name").fill("Ben Okri")
    clock.shift(timedelta(seconds=20))
    press(page, "Register")
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("Your e-mail address").fill("ben@example.org")
    clock.shift(timedelta(seconds=20))
    press(page, "Register")
    expect(page.locator("h1")).to_have_text("You have a place")

    page.get_by_label("places", exact=False).first.fill("3")
    press(page, "Change")
    expect(page.locator("h1")).to_have_text("You have a place")
    ben = Registration.objects.get()
    assert (ben.name, ben.party, ben.occurrence.places_left) == ("Ben Okri", 3, 1)

    press(page, "Cancel my registration", "link")
    press(page, "No, go back", "link")
    press(page, "Cancel my registration", "link")
    press(page, "Yes, cancel it")
    expect(page.locator("h1")).to_have_text("Your registration is cancelled")
    ben.occurrence.refresh_from_db()
    assert ben.occurrence.places_left == 4


def test_survey_is_answered_question_by_question(open_page, market, now):
    survey = surveys.survey(surveys.ended(calendar.event(under=market, title="Stories by the fire"), at=now), at=now)
    page = open_page(f"/s/{surveys.invited(survey, 1)[0]}/", width=WIDTH, javascript=False)
    expect(page.locator("h1")).to_have_text("Stories by the fire")
    press(page, "Begin", "link")
    page.get_by_role("group", name="Was this event of use to you?").get_by_label("Very much").check()
    press(page, "Next question", "link")
    page.get_by_role("textbox").fill("More chairs")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "Send my answers")
    expect(page.locator("h1")).to_have_text("Thank you")
    assert SealedAnswer.objects.count() == 1
    assert survey.invitations.get().spent
