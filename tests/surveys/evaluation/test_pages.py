"""The survey as people see it: on a phone and a wide screen, light and dark, without JavaScript, in Greek."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from core import clock
from surveys.evaluation.domain import opening
from surveys.evaluation.models import Survey
from tests.factories import surveys

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OpenPage = Callable[..., Page]


@pytest.fixture
def survey(transactional_db: None) -> Survey:
    """Answered by the real clock: the server of a browser test lives in it."""
    return surveys.survey(at=clock.now())


@pytest.fixture
def token(survey: Survey) -> str:
    return surveys.invited(survey, 1)[0]


def check(page: Page, heading: str) -> None:
    assert heading in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_survey_is_accessible_and_fits(open_page: OpenPage, survey: Survey, token: str, width: int, dark: bool) -> None:
    page = open_page(f"/s/{token}/?lang=el", width=width, dark=dark)
    check(page, survey.occurrence.event.title)
    for box in page.locator("label:has(input[type=radio])").all():
        size = box.bounding_box()
        assert size
        assert size["height"] >= 48
        assert size["width"] > width * 0.6 or width == 1280


def test_one_statement_fills_the_screen_of_a_phone(open_page: OpenPage, token: str) -> None:
    page = open_page(f"/s/{token}/")
    for screen in page.locator(".screen").all():
        size = screen.bounding_box()
        assert size
        assert size["height"] >= 844


def test_survey_is_answered_without_javascript_by_next_and_back(
    open_page: OpenPage, survey: Survey, token: str
) -> None:
    page = open_page(f"/s/{token}/", javascript=False)
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("group", name="Was this event of use to you?").get_by_text("Very much").click()
    page.locator("#step-1").get_by_role("link", name="Next question").click()
    assert page.url.endswith("#step-2")
    page.locator("#step-2").get_by_text("Does not apply to me").click()
    page.locator("#step-2").get_by_role("link", name="Previous question").click()
    page.get_by_role("textbox", name="What should we change").fill("More chairs")
    page.get_by_role("button", name="Send my answers").click()
    assert page.locator("h1").inner_text() == "Thank you"
    assert survey.pool.count() == 1
    page.goto(f"/s/{token}/")
    assert "This link has been used" in page.locator("h1").inner_text()


@pytest.mark.parametrize("address", ["/s/thanks/?lang=el", "/s/nothing/?lang=el"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_other_pages_are_accessible(open_page: OpenPage, survey: Survey, address: str, dark: bool) -> None:
    page = open_page(address, dark=dark)
    check(page, page.locator("h1").inner_text())


def test_empty_form_says_what_to_mend(open_page: OpenPage, token: str) -> None:
    page = open_page(f"/s/{token}/")
    page.get_by_role("button", name="Send my answers").click()
    assert "Please answer at least one question" in page.get_by_role("alert").inner_text()
    check(page, "Event")


@pytest.mark.parametrize("width", [390, 1280])
def test_results_stand_on_the_page_of_the_event(open_page: OpenPage, survey: Survey, width: int) -> None:
    forms = [{"Q1": 4, "Q2": 1 + each % 5, "Q8": 3, "Q9": "apart", "Q10": 5} for each in range(8)]
    surveys.answered(survey, forms, now=clock.now())
    opening.close_surveys(clock.now() + timedelta(days=15))
    page = open_page(survey.occurrence.event.get_url(), width=width)
    assert "What people said afterwards" in page.locator("main").inner_text()
    assert "8 of 8 invited people answered (100 per cent)" in page.locator("main").inner_text()
    check(page, survey.occurrence.event.title)
