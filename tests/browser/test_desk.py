"""The desk in a real browser: the network goes and comes back, nobody is lost, nothing personal stays behind."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from events.registration.domain.attending import counting
from events.registration.domain.taking_part import registering
from events.registration.enums import Verb
from events.registration.models import Entry, Headcount, Registration
from tests.factories import calendar, people, places, registration as make

KEPT = "Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith('dromena-desk')))"
NAMES = ("Ann Archer", "Bo Berg", "Cy Cole")


@pytest.fixture
def now():
    """The browser's server has only the real clock."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def date(transactional_db, now):
    date = make.open_date(seats=9, start=now + timedelta(minutes=5), under=calendar.branch_page(places.branch()))
    for name in NAMES:
        make.register(date, now=now - timedelta(days=1), name=name)
    return date


@pytest.fixture
def desk(date, open_page) -> Page:
    """The page of the date, as somebody at the desk has it open."""
    client = Client()
    client.force_login(people.staff("Dora", date.branch, Role.DESK))
    page = open_page("/healthz")
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**session, "url": page.url}])
    page.goto(f"/admin/desk/{date.code}/")
    return page


def check_in(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Check in: {name}").press("Enter")


def arrived() -> set[str]:
    return set(Registration.objects.filter(arrived__gt=0).values_list("name", flat=True))


def test_presses_wait_for_the_network_and_are_sent_once(desk, date):
    check_in(desk, NAMES[0])
    expect(desk.get_by_text("Ann Archer is checked in.")).to_be_visible()
    expect(desk.locator(".desk-waiting")).to_be_hidden()

    desk.context.set_offline(True)
    for name in NAMES[1:]:
        check_in(desk, name)
    expect(desk.locator(".desk-waiting")).to_contain_text("Waiting to be sent: 2")
    kept = [json.loads(press) for press in desk.evaluate(KEPT).values()]
    assert {tuple(sorted(press)) for press in kept} == {("fields", "key", "time", "to")}
    assert all(set(press["fields"]) <= {"number", "registration"} for press in kept)
    assert not re.search("|".join(f"{name}|{name.split()[0]}" for name in NAMES), json.dumps(kept))
    assert arrived() == {NAMES[0]}

    desk.context.set_offline(False)
    expect(desk.get_by_text("Cy Cole is checked in.")).to_be_visible(timeout=20_000)
    expect(desk.locator(".desk-waiting")).to_be_hidden()
    assert desk.evaluate(KEPT) == {}
    assert arrived() == set(NAMES)
    assert Entry.objects.filter(verb=Verb.CAME).count() == len(NAMES)


def test_walk_ins_undo_and_count_wait_for_the_network_too(desk, date):
    check_in(desk, NAMES[0])
    expect(desk.get_by_text("Ann Archer is checked in.")).to_be_visible()
    desk.reload()
    desk.context.set_offline(True)
    desk.get_by_role("button", name=f"Undo: {NAMES[0]}").press("Enter")
    check_in(desk, NAMES[1])
    desk.locator(".row", has_text=NAMES[1]).get_by_role("button", name="Undo").press("Enter")
    desk.get_by_label("How many").fill("2")
    desk.get_by_label("Name (optional)").fill("Zed Zebra")
    desk.get_by_role("button", name="Add").press("Enter")
    expect(desk.get_by_label("Name (optional)")).to_have_value("")
    desk.get_by_label("Adults").fill("7")
    desk.get_by_role("button", name="Save the count").press("Enter")
    expect(desk.locator(".desk-waiting")).to_contain_text("Waiting to be sent: 5")
    kept = [json.loads(press) for press in desk.evaluate(KEPT).values()]
    (undo,) = (press for press in kept if "undoes" in press)
    assert undo["fields"]["after"] in {press["key"] for press in kept if "check-in" in press["to"]}
    assert not re.search("zed|zebra|ann|berg", json.dumps(desk.evaluate(KEPT)), re.IGNORECASE)
    assert Registration.objects.count() == len(NAMES)

    desk.context.set_offline(False)
    expect(desk.get_by_text("The count is kept: 7.")).to_be_visible(timeout=20_000)
    expect(desk.locator(".desk-waiting")).to_be_hidden()
    assert desk.evaluate(KEPT) == {}
    assert arrived() == {"Zed Zebra"}
    assert Registration.objects.get(name="Zed Zebra").party == 2
    assert Headcount.objects.get().number == 7
    assert Entry.objects.filter(verb=Verb.UNDONE).count() == 2


def test_what_others_did_meanwhile_is_told_in_words(desk, date, now):
    desk.context.set_offline(True)
    check_in(desk, NAMES[0])
    desk.get_by_label("How many").fill("8")
    desk.get_by_role("button", name="Add").press("Enter")
    desk.get_by_label("Adults").fill("7")
    desk.get_by_role("button", name="Save the count").press("Enter")
    desk.get_by_role("button", name="Read tickets for this date only").press("Enter")
    expect(desk.get_by_text("This needs the network.")).to_be_visible()
    registering.cancel(Registration.objects.get(name=NAMES[0]), now=now)
    by, later = User.objects.get(), datetime.now(UTC) + timedelta(minutes=1)
    counting.count_heads(date, number=3, part="adults", now=later, by=by)

    desk.context.set_offline(False)
    told = desk.locator(".desk-waiting li")
    expect(told).to_have_count(3, timeout=20_000)
    expect(told.nth(0)).to_contain_text("Ann Archer, ")
    expect(told.nth(0)).to_contain_text("This registration is cancelled.")
    expect(told.nth(1)).to_contain_text("Came without registering: 8, ")
    expect(told.nth(1)).to_contain_text("There are not enough free places.")
    expect(told.nth(2)).to_contain_text("Somebody counted after you")
    assert desk.evaluate(KEPT) == {}
    assert Headcount.objects.get().number == 3
    for left in (2, 1, 0):
        told.first.get_by_role("button", name="I have read this").click()
        expect(told).to_have_count(left)
    expect(desk.locator(".desk-waiting")).to_be_hidden()


def test_presses_survive_another_page_and_a_logout_asks_first(desk, date):
    desk.set_viewport_size({"width": 1280, "height": 844})
    desk.context.route("**/do/check-in/", lambda route: route.abort())
    check_in(desk, NAMES[0])
    expect(desk.locator(".desk-waiting")).to_contain_text("1 There is no network")
    desk.goto("/admin/desk/")
    expect(desk.locator(".desk-waiting")).to_contain_text("Waiting to be sent: 1")

    asked: list[str] = []
    answers = iter(["dismiss", "accept"])
    desk.on("dialog", lambda dialog: (asked.append(dialog.message), getattr(dialog, next(answers))()))
    leave = "document.querySelector('form[action=\"/admin/logout/\"]').requestSubmit()"
    desk.locator('form[action="/admin/logout/"]').wait_for(state="attached")
    desk.evaluate(leave)
    assert desk.evaluate(KEPT)
    with desk.expect_navigation():
        desk.evaluate(leave)
    assert desk.evaluate(KEPT) == {}
    assert len(asked) == 2


def test_press_that_the_server_cannot_take_holds_up_only_what_is_about_the_same(desk, date):
    ann = Registration.objects.get(name=NAMES[0]).code
    failing = {"now": True}

    def answer(route):
        fails = failing["now"] and ann in (route.request.post_data or "")
        route.fulfill(status=500) if fails else route.continue_()

    desk.context.route("**/do/**", answer)
    desk.evaluate("localStorage.setItem('dromena-desk-old', JSON.stringify({ key: 'old', time: 1 }))")
    desk.evaluate("localStorage.setItem('dromena-desk-torn', '{')")
    desk.reload()
    assert desk.evaluate(KEPT) == {}
    desk.context.set_offline(True)
    check_in(desk, NAMES[0])
    desk.locator(".row", has_text=NAMES[0]).get_by_role("button", name="Undo").press("Enter")
    check_in(desk, NAMES[1])
    desk.context.set_offline(False)
    expect(desk.get_by_text("Bo Berg is checked in.")).to_be_visible(timeout=20_000)
    expect(desk.locator(".desk-waiting")).to_contain_text("Waiting to be sent: 2")
    assert len(desk.evaluate(KEPT)) == 2
    failing["now"] = False
    expect(desk.locator(".desk-waiting")).to_be_hidden(timeout=20_000)
    assert arrived() == {NAMES[1]}
    assert Entry.objects.filter(verb=Verb.UNDONE).count() == 1


def test_press_stays_until_somebody_has_logged_in_again(desk, date):
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    check_in(desk, NAMES[0])
    expect(desk.locator(".desk-waiting")).to_contain_text("Please log in again")
    assert desk.evaluate(KEPT)
    assert not arrived()


def test_desk_works_without_javascript(date, open_page, now):
    client = Client()
    client.force_login(people.staff("Dora", date.branch, Role.DESK))
    page = open_page("/healthz", javascript=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.url}])
    page.goto(f"/admin/desk/{date.code}/")
    check_in(page, NAMES[0])
    expect(page.get_by_role("button", name=f"Undo: {NAMES[0]}")).to_be_visible()
    assert arrived() == {NAMES[0]}
