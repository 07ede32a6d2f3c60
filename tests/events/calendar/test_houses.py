import json
from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup

from events.calendar.enums import Status
from events.calendar.models import ExhibitionPage
from places.domain.hours import set_week
from places.models import ClosingDay
from tests.factories import calendar as factory, places


@pytest.fixture
def page(db, now):
    branch = places.branch(
        slug="central",
        name={"en": "Central Library"},
        address="2 Market Street",
        directions={"en": "Tram 4, Market"},
        latitude="37.97500",
        longitude="23.73500",
    )
    return factory.branch_page(branch)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_branch_page_tells_where_it_is_and_what_is_on_there(client, page, now):
    elsewhere = factory.branch_page(places.branch())
    factory.occurrence(factory.event(under=page, title="Here"), start=now + timedelta(days=1))
    factory.occurrence(factory.event(under=elsewhere, title="There"), start=now + timedelta(days=1))
    exhibition = factory.event(ExhibitionPage, under=page, title="Doors")
    factory.occurrence(exhibition, start=now - timedelta(days=3), hours=24 * 30, all_day=True)

    soup = read(client, page.url)

    assert [words(title) for title in soup.select(".book h3")] == ["Doors", "Here"]
    card = words(soup.select_one(".card"))
    assert "2 Market Street" in card
    assert "Tram 4, Market" in card
    assert "mlat=37.97500&mlon=23.73500" in soup.select_one(".card a")["href"]
    assert soup.select_one(".more a")["href"] == "/en/events/?branch=central"


# --- when it is open ----------------------------------------------------------------------------------------------
def test_branch_page_tells_todays_hours_the_week_and_closing_days(client, page, now):
    set_week(page.branch, [(1, time(9), time(14)), (1, time(17), time(20)), (5, time(10), time(14))])
    ClosingDay.objects.create(
        branch=page.branch, first=date(2026, 12, 24), last=date(2026, 12, 26), reason={"en": "Christmas"}
    )
    ClosingDay.objects.create(
        branch=page.branch, first=date(2026, 12, 31), last=date(2026, 12, 31), opens=time(9), closes=time(13)
    )
    card = read(client, page.url).select_one(".card")
    assert words(card.select_one(".open-today")) == "Today 09:00–14:00, 17:00–20:00"
    week = [words(row) for row in card.select(".hours tr")]
    assert (week[0], week[1], week[5]) == (
        "Monday closed",
        "Tuesday 09:00–14:00, 17:00–20:00",
        "Saturday 10:00–14:00",
    )
    assert [words(row) for row in card.select(".closings li")] == [
        "24 December 2026 – 26 December 2026 closed · Christmas",
        "31 December 2026 09:00–13:00",
    ]


def test_branch_page_says_why_it_is_closed_today(client, page, now):
    set_week(page.branch, [(1, time(9), time(14))])
    closing = ClosingDay.objects.create(branch=page.branch, first=now.date(), last=now.date(), reason={"en": "Snow"})
    assert words(read(client, page.url).select_one(".open-today")) == "Closed today: Snow"
    closing.delete()
    page.branch.opening_times.update(weekday=3)
    assert words(read(client, page.url).select_one(".open-today")) == "Closed today"


def test_branch_page_without_hours_shows_what_was_written_by_hand(client, page, now):
    page.opening_hours = "Whenever the light is on"
    page.save_revision().publish()
    assert "Whenever the light is on" in words(read(client, page.url).select_one(".card"))
    set_week(page.branch, [(1, time(9), time(14))])
    assert "Whenever" not in words(read(client, page.url).select_one(".card"))


def test_branch_page_tells_search_engines_when_it_is_open(client, page, now):
    set_week(page.branch, [(1, time(9), time(14))])
    places.summer(page.branch)
    ClosingDay.objects.create(branch=page.branch, first=date(2026, 12, 24), last=date(2026, 12, 24))
    data = json.loads(read(client, page.url).find("script", type="application/ld+json").string)
    assert (data["@type"], data["name"], data["address"]) == ("Library", "Central Library", "2 Market Street")
    usual = {"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "14:00"}
    july = {"validFrom": "2026-07-01", "validThrough": "2026-07-31"}
    assert data["openingHoursSpecification"] == [
        {**usual, "dayOfWeek": "https://schema.org/Tuesday"},
        {**usual, **july, "dayOfWeek": "https://schema.org/Monday"},
    ]
    closed = {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"}
    assert data["specialOpeningHoursSpecification"] == [
        {**closed, "validFrom": "2026-12-24", "validThrough": "2026-12-24"}
    ]


def test_branch_page_without_events_says_so(client, page):
    assert "Nothing has been announced here yet." in words(read(client, page.url).main)


def test_sign_shows_what_is_left_of_today(client, page, now):
    factory.occurrence(factory.event(under=page, title="Over"), start=now - timedelta(hours=3))
    factory.occurrence(factory.event(under=page, title="Running"), start=now - timedelta(hours=1))
    factory.occurrence(factory.event(under=page, title="Off"), start=now + timedelta(hours=1), status=Status.CANCELLED)
    factory.occurrence(factory.event(under=page, title="Tomorrow"), start=now + timedelta(days=1))

    soup = read(client, "/en/today/central/")

    assert [words(title) for title in soup.select("h2")] == ["Running", "Off"]
    assert [words(state) for state in soup.select(".state")] == ["Now", "Cancelled"]
    assert soup.find("meta", {"http-equiv": "refresh"})["content"] == "300"
    assert not soup.select("script")


def test_sign_shows_at_most_six(client, page, now):
    for number in range(9):
        factory.occurrence(factory.event(under=page), start=now + timedelta(minutes=10 * number))
    soup = read(client, "/en/today/central/")
    assert len(soup.select("h2")) == 6
    assert "and 3 more today" in words(soup.main)


def test_sign_says_what_is_next_where_it_is_and_until_when_it_is_open(client, page, now):
    room = places.space(branch=page.branch, name={"en": "Studio"})
    off = factory.event(under=page, title="Off")
    factory.occurrence(off, start=now + timedelta(minutes=30), status=Status.CANCELLED)
    factory.occurrence(factory.event(under=page, title="Choir"), start=now + timedelta(hours=1), space=room)
    factory.occurrence(factory.event(under=page, title="Chess"), start=now + timedelta(hours=2))
    doors = factory.event(ExhibitionPage, under=page, title="Doors")
    factory.occurrence(doors, start=now - timedelta(days=3), hours=24 * 30, all_day=True)
    set_week(page.branch, [(1, time(9), time(13)), (1, time(16), time(20))])
    soup = read(client, "/en/today/central/")
    assert [words(state) for state in soup.select(".state")] == ["Cancelled", "Next", ""]
    assert "Studio" in words(soup.select(".book")[1])
    assert words(soup.select_one(".hours")) == "Open today 09:00–13:00, 16:00–20:00"
    assert "Doors until 21 December" in words(soup.select_one(".lasting"))
    assert soup.select_one(".qrcode path")["d"]


def test_sign_says_that_it_is_closed_and_why(client, page, now):
    set_week(page.branch, [(1, time(9), time(13))])
    day = now.date()
    ClosingDay.objects.create(branch=page.branch, first=day, last=day, reason={"en": "Stocktaking"})
    assert words(read(client, "/en/today/central/").select_one(".hours")) == "Closed today Stocktaking"


def test_sign_is_never_empty(client, page, now):
    assert "Nothing more today." in words(read(client, "/en/today/central/").main)
    factory.occurrence(factory.event(under=page, title="Tomorrow"), start=now + timedelta(days=1))
    told = words(read(client, "/en/today/central/").main)
    assert "Nothing more today. Next:" in told
    assert "Tomorrow" in told
    assert "25 November, 11:00" in told


def test_sign_of_no_branch_is_not_found(client, page):
    assert client.get("/en/today/nowhere/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_branch_page_and_sign_ask_the_same_for_any_number_of_dates(
    client, page, now, number, django_assert_num_queries
):
    for count in range(number):
        factory.occurrence(factory.event(under=page), start=now + timedelta(minutes=count))
    client.get(page.url)
    with django_assert_num_queries(19):
        client.get(page.url)
    with django_assert_num_queries(6):
        client.get("/en/today/central/")
