"""List, month, event, branch and sign in a real browser: accessible, fitting, silent, with and without a script."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from events.calendar.enums import Admission, Status
from events.calendar.models import ExhibitionPage, LecturePage, ParticipatoryPage
from events.calendar.models.parts import Barrier, CoCreator, Speaker
from events.partners.models import Happening, Organisation
from places.models import Audience, SpokenLanguage, Topic
from tests.factories import calendar as factory, places

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OpenPage = Callable[..., Page]
HEADINGS = {
    "/en/events/": "What's on",
    "/en/events/?kind=lecture&branch=harbour": "What's on",
    "/en/events/month/2026/11/": "What's on",
    "/en/central/mending-night/": "Mending night",
    "/el/o/MEND1NG1/": "Mending night",
    "/en/central/": "Central Library",
    "/en/today/central/": "Central Library",
}


@pytest.fixture
def town(transactional_db: None, now: datetime) -> None:
    """A week in two libraries with a date in every state."""
    branch = places.branch(
        slug="central",
        name={"en": "Central Library", "el": "Κεντρική Βιβλιοθήκη"},
        phone="210 123 4567",
        email="central@library.example",
        directions={"en": "Tram 4 to Market, then two minutes."},
        latitude="37.97500",
        longitude="23.73500",
    )
    central, greek = factory.branch_page(branch), factory.branch_page(branch, "el")
    harbour = factory.branch_page(places.branch(slug="harbour", name={"en": "Harbour Library"}))
    room = places.space(branch=branch, name={"en": "Workshop 2"}, step_free=True, hearing_loop=True)
    children = Audience.objects.create(slug="children", name={"en": "Children"})
    film = Topic.objects.create(slug="film", name={"en": "Film"})
    arabic = SpokenLanguage.objects.create(slug="ar", name={"en": "Arabic"})
    mending = factory.event(
        ParticipatoryPage,
        under=central,
        title="Mending night",
        summary="Bring one thing, leave with it whole.",
        body=[("text", "<p>Half of what we throw away could be used for years more.</p>")],
        admission=Admission.REGISTER,
        languages=[arabic],
        community="Neighbours of Market Street",
        cocreation=3,
        welcomes="Everyone with a broken thing",
        cocreators=[CoCreator(name="Ana Kovač", role="Textiles")],
        barriers=[Barrier(barrier="No tools at home", removed_by="We lend them.")],
        bring="One broken thing",
    )
    register = {"space": room, "planned_on": None}
    factory.occurrence(mending, start=now + timedelta(days=1), code="MEND1NG1", seats=24, seats_taken=21, **register)
    factory.occurrence(mending, start=now + timedelta(days=3), seats=24, seats_taken=24, **register)
    factory.occurrence(mending, start=now + timedelta(days=5), status=Status.CANCELLED, **register)
    lecture = factory.event(LecturePage, under=harbour, title="Sleep well", speakers=[Speaker(name="Ana", about="MD")])
    factory.occurrence(lecture, start=now + timedelta(days=1, hours=2), planned_start=now, planned_on=None)
    story = factory.event(under=greek, title="Ώρα του παραμυθιού", audiences=[children], age_from=3, age_to=6)
    factory.occurrence(story, start=now + timedelta(hours=2), planned_on=None)
    cinema = factory.event(under=central, title="Film club", topics=[film])
    factory.occurrence(cinema, start=now + timedelta(hours=8), planned_on=None, space=room)
    doors = factory.event(ExhibitionPage, under=central, title="Doors of the old town", opening_hours="Mon 9–17")
    start = datetime.combine(now.date() - timedelta(days=9), datetime.min.time(), now.tzinfo) - timedelta(hours=2)
    factory.occurrence(doors, start=start, hours=24 * 60, all_day=True, planned_on=None)
    school = Organisation.objects.create(slug="school", name="Music School")
    happening = {"organisation": school, "zone": "Europe/Athens", "modified": now, "place": "Town hall"}
    Happening.objects.create(uid="1", title="Winter concert", start=now + timedelta(days=2), **happening)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_are_accessible_fit_and_say_nothing_to_the_console(open_page: OpenPage, town, width, dark):
    page = open_page("about:blank", width=width, dark=dark)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    for address, heading in HEADINGS.items():
        page.goto(address)
        assert heading in page.locator("h1").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        # Nobody touches the sign, so nobody is interrupted when it renews itself.
        exempt = {"rules": {"meta-refresh": {"enabled": False}}} if "/today/" in address else {}
        found = Axe().run(page, options={**RULES, **exempt})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    assert said == []


def test_filters_work_without_a_script(open_page: OpenPage, town):
    page = open_page("/en/events/", javascript=False)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Talk or lecture").check()
    page.get_by_role("button", name="Show events").click()
    assert "kind=lecture" in page.url
    assert page.locator(".book h3").all_inner_texts() == ["Sleep well"]


def test_filters_change_the_list_in_place_where_a_script_may_run(open_page: OpenPage, town):
    page = open_page("/en/events/", width=1280)
    page.get_by_role("checkbox", name="Talk or lecture").check()
    page.wait_for_url("**kind=lecture**")
    page.wait_for_function("document.querySelectorAll('.book').length === 1")
    assert page.locator(".book h3").all_inner_texts() == ["Sleep well"]
    # The form stays, with the counts of the new choice; so do the quick dates, for the same filters.
    assert page.get_by_role("checkbox", name="Talk or lecture").is_checked()
    assert page.locator("#n-branch-central").inner_text().startswith("0")
    assert "kind=lecture" in (page.locator(".quick a").first.get_attribute("href") or "")
    page.go_back()
    page.wait_for_function("document.querySelectorAll('.book').length > 1")
