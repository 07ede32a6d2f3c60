"""Every component in a real browser: no accessibility violation, no sideways scroll, no word of complaint."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.urls("tests.browser.kitchen_sink")]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEADINGS = {"list": "What’s on", "event": "Mending night", "parts": "Parts"}
OpenPage = Callable[..., Page]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", HEADINGS)
def test_components_are_accessible_and_fit(open_page: OpenPage, name: str, width: int, dark: bool) -> None:
    page = open_page(f"/en/kitchen/{name}/", width=width, dark=dark)

    assert HEADINGS[name] in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", HEADINGS)
def test_long_greek_words_fit(open_page: OpenPage, name: str, width: int) -> None:
    page = open_page(f"/el/kitchen/{name}/?long", width=width)

    assert HEADINGS[name] in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width == 320:
        assert Axe().run(page, options=RULES).violations_count == 0


def test_page_without_script_opens_menu_and_filters_and_says_nothing_to_the_console(open_page: OpenPage) -> None:
    page = open_page("about:blank", javascript=False)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/en/kitchen/list/")

    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Archive").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Archive").is_visible()
    page.get_by_role("button", name="Filter (2)").click()
    assert page.get_by_role("checkbox", name="Take part").is_visible()
    assert said == []


def test_page_asks_for_one_stylesheet_and_no_script(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    kinds: list[str] = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto("/en/kitchen/list/")

    assert kinds.count("stylesheet") == 1
    assert kinds.count("script") == 0
    assert kinds.count("font") == 0


def test_error_summary_has_the_focus_and_leads_to_the_field(open_page: OpenPage) -> None:
    page = open_page("/en/kitchen/parts/", javascript=False)

    summary = page.locator(".error-summary")
    assert summary.get_attribute("autofocus") is not None
    assert page.locator(".error-summary:focus").count() == 1
    summary.get_by_role("link", name=re.compile("E-mail")).click()
    assert page.locator("#id_again-email").get_attribute("aria-describedby") == (
        "id_again-email_helptext id_again-email_error"
    )
