"""The slip on paper: one page of its own size, also in Greek and in large print, with a code that a camera reads."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import Role
from tests.factories import calendar, people, places, registration as make

MM = 96 / 25.4
POINTS = 72 / 25.4
# What a telephone's camera reads at arm's length: modules of at least so many millimetres.
LEAST_MODULE = 0.45
# Width and height of the paper, its margin, the least size of letters in points.
SIZES = {"a6": (105, 148, 8, 9), "a5": (148, 210, 10, 13)}
LONG = {
    "en": ("Reading circle", "Ben", "Lindhaven Central Library"),
    "el": (
        "Εργαστήριο δημιουργικής γραφής για μεγάλους και παιδιά: από το προφορικό στο γραπτό",
        "Παρασκευή-Κωνσταντίνα Παπαδημητρακοπούλου-Χατζηκωνσταντίνου",
        "Δημοτική Κεντρική Βιβλιοθήκη Καλλιθέας «Κωνσταντίνος Παπαρρηγόπουλος»",
    ),
}


@pytest.fixture(params=LONG)
def slip(request, transactional_db, open_page):
    """`slip(size)`: the slip of somebody without an address, as the desk has it after its button."""
    title, name, where = LONG[request.param]
    now = datetime.now(UTC)
    under = calendar.branch_page(places.branch(name={"en": where, request.param: where}))
    date = make.open_date(start=now + timedelta(days=3), under=under, title=title)
    client = Client()
    user = people.staff("Dora", date.branch, Role.DESK)
    client.force_login(user)
    made = make.register(date, now=now, name=name, email="", language=request.param, by=user)

    def opened(size: str) -> Page:
        page = open_page("/healthz")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.url}])
        page.goto(reverse("registration_desk:slip", args=[date.code, made.code]))
        page.select_option("[name=size]", size)
        page.get_by_role("button", name="Make the slip").click()
        page.locator("svg.qrcode").wait_for()
        page.emulate_media(media="print")
        return page

    return opened


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page in whole millimetres."""
    boxes = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(round(float(width) / POINTS), round(float(height) / POINTS)) for width, height in boxes]


@pytest.mark.parametrize("size", SIZES)
def test_slip_is_one_page_of_its_paper(slip, size):
    page = slip(size)
    width, height, margin, least = SIZES[size]
    assert pages(page.pdf(prefer_css_page_size=True)) == [(width, height)]
    page.set_viewport_size({"width": int((width - 2 * margin) * MM), "height": int((height - 2 * margin) * MM)})
    assert_readable(page, least)


def test_small_slip_goes_on_a_roll_of_receipts(slip):
    """A roll of 80 mm prints 72 mm of it."""
    page = slip("a6")
    page.set_viewport_size({"width": int(72 * MM), "height": 800})
    assert_readable(page, SIZES["a6"][-1])


def assert_readable(page: Page, least: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    code = page.locator("svg.qrcode")
    modules = int(code.get_attribute("viewBox").split()[-1])
    assert code.bounding_box()["width"] / MM / modules >= LEAST_MODULE
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main *')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest * 72 / 96 >= least
