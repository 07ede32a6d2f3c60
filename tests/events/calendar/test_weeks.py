"""The week, the day, and both on paper."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from core import qr
from events.calendar.enums import Admission, Status
from events.calendar.models import ExhibitionPage, LecturePage
from events.partners.models import Happening, Organisation
from tests.factories import calendar as factory, places

WEEK, DAY = "/en/events/week/2026-11-23/", "/en/events/day/2026-11-24/"
SHEET, MONTH_SHEET = f"{WEEK}paper/", "/en/events/month/2026/11/paper/"


@pytest.fixture
def page(db, now):
    return factory.branch_page(places.branch(slug="central", name={"en": "Central Library"}, phone="210 1"))


@pytest.fixture
def week(page, now):
    """A date this morning, one this evening, one tomorrow that is cancelled, an exhibition, a partner's date."""
    factory.occurrence(factory.event(under=page, title="Reading aloud"), start=now + timedelta(hours=2))
    factory.occurrence(factory.event(LecturePage, under=page, title="Sleep well"), start=now + timedelta(hours=8))
    factory.occurrence(factory.event(under=page, title="Choir"), start=now + timedelta(days=1), status=Status.CANCELLED)
    doors = factory.event(ExhibitionPage, under=page, title="Doors")
    factory.occurrence(doors, start=now - timedelta(days=4), hours=24 * 30, all_day=True)
    school = Organisation.objects.create(slug="school", name="Music School")
    concert = {"organisation": school, "zone": "Europe/Athens", "modified": now, "place": "Town hall"}
    Happening.objects.create(uid="1", title="Winter concert", start=now + timedelta(days=4), **concert)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def shelves(soup):
    """Titles by the number of the day."""
    return {
        words(shelf.select_one(".num")): [words(title) for title in shelf.select("h3")]
        for shelf in soup.select(".week .day")
    }


# --- week -------------------------------------------------------------------------------------------------------------
def test_week_shows_seven_days_with_what_lasts_above(client, week):
    soup = read(client, WEEK)
    assert shelves(soup) == {
        "23": [],
        "24": ["Reading aloud", "Sleep well"],
        "25": ["Choir"],
        "26": [],
        "27": [],
        "28": ["Winter concert"],
        "29": [],
    }
    assert [words(title) for title in soup.select(".ongoing h3")] == ["Doors"]
    assert words(soup.select_one(".toolbar h2")) == "Week 48, 23 November – 29 November: 5 events"
    assert words(soup.select_one(".week .off .state")) == "Cancelled"
    assert soup.select_one(".tabs [aria-current]")["href"] == WEEK


def test_week_leads_to_its_neighbours_and_keeps_the_filters(client, week):
    soup = read(client, f"{WEEK}?kind=lecture&from=2026-01-01")
    assert [title for titles in shelves(soup).values() for title in titles] == ["Sleep well"]
    assert [link["href"] for link in soup.select(".pager a")] == [
        "/en/events/week/2026-11-16/?kind=lecture",
        "/en/events/week/2026-11-30/?kind=lecture",
    ]
    back = read(client, "/en/events/week/2026-12-07/?kind=lecture").select_one(".pager .now")
    assert (words(back), back["href"]) == ("This week", f"{WEEK}?kind=lecture")


def test_week_shows_some_of_a_crowded_day_and_where_the_rest_is(client, page, now):
    for number in range(11):
        factory.occurrence(factory.event(under=page), start=now + timedelta(minutes=number))
    soup = read(client, WEEK)
    assert len(shelves(soup)["24"]) == 8
    assert words(soup.select_one(".further a")) == "3 more on 24 November"
    assert soup.select_one(".further a")["href"] == DAY
    assert "11 events" in words(soup.select_one(".toolbar h2"))


def test_date_that_began_before_the_week_stands_under_its_first_day(client, page, now):
    night = factory.event(under=page, title="Night of reading")
    factory.occurrence(night, start=now - timedelta(days=1, hours=12), hours=8)  # Sunday 23:00 to Monday 07:00
    assert shelves(read(client, WEEK))["23"] == ["Night of reading"]


def test_other_days_of_a_week_lead_to_its_monday(client, week):
    response = client.get("/en/events/week/2026-11-26/?kind=lecture")
    assert (response.status_code, response["Location"]) == (301, f"{WEEK}?kind=lecture")


@pytest.mark.parametrize("day", ["x", "2026-13-01", "2026-W48-1", "20261123", "1989-01-02", "9999-12-31", "2200-12-29"])
@pytest.mark.parametrize("view", ["week/{}/", "day/{}/", "week/{}/paper/"])
def test_day_that_is_none_is_not_found(client, page, view, day):
    assert client.get(f"/en/events/{view.format(day)}").status_code == 404


def test_list_and_month_lead_to_the_day_and_the_week(client, week):
    for address in ("/en/events/?kind=lecture", "/en/events/month/2026/11/?kind=lecture"):
        links = {words(link): link["href"] for link in read(client, address).select(".tabs a")}
        assert list(links) == ["List", "Day", "Week", "Month"]
        assert links["Day"] == f"{DAY}?kind=lecture"
        assert links["Week"] == f"{WEEK}?kind=lecture"


# --- day --------------------------------------------------------------------------------------------------------------
def test_day_is_told_by_its_hours(client, week):
    soup = read(client, DAY)
    parts = {words(part.h2): [words(title) for title in part.select("h3")] for part in soup.select(".part")}
    assert parts == {"Afternoon": ["Reading aloud"], "Evening": ["Sleep well"]}
    assert words(soup.select_one(".toolbar h2")) == "Tuesday 24 November 2026: 3 events"
    assert [words(title) for title in soup.select(".ongoing h3")] == ["Doors"]
    assert [link["href"] for link in soup.select(".pager a")] == [
        "/en/events/day/2026-11-23/",
        "/en/events/day/2026-11-25/",
    ]


def test_day_without_dates_says_so(client, week):
    assert "Nothing on this day." in words(read(client, "/en/events/day/2026-11-26/").main)


def test_day_shows_sixty_dates_and_leads_to_all(client, page, now):
    event = factory.event(under=page)
    for number in range(63):
        factory.occurrence(event, start=now + timedelta(minutes=number))
    soup = read(client, DAY)
    assert len(soup.select(".part h3")) == 60
    assert soup.select_one(".more a")["href"] == "/en/events/?from=2026-11-24&to=2026-11-24"


# --- paper ------------------------------------------------------------------------------------------------------------
def test_sheet_of_a_branch_has_its_name_days_states_and_address(client, week, settings):
    soup = read(client, f"{MONTH_SHEET}?branch=central")
    assert words(soup.h1) == "Central Library"
    assert words(soup.select_one(".span")) == "November 2026"
    days = {words(day.h2): [words(title) for title in day.select("h3")] for day in soup.select(".days section")}
    assert days == {"24 Tuesday": ["Reading aloud", "Sleep well"], "25 Wednesday": ["Choir"]}
    assert words(soup.select_one(".off .state")) == "Cancelled"
    address = f"{settings.BASE_URL}/en/events/?branch=central"
    assert address in words(soup.footer)
    assert soup.select_one(".qrcode path")["d"] == qr.drawing(address).path
    assert "2 Market Street, 210 1" in words(soup.footer)


def test_sheet_says_where_one_must_register_and_no_number_that_grows_old(client, page, now):
    event = factory.event(under=page, admission=Admission.REGISTER)
    factory.occurrence(event, start=now + timedelta(days=1), seats=12, seats_taken=9)
    told = words(read(client, SHEET).main)
    assert "Please register" in told
    assert "places left" not in told


def test_sheet_of_a_week_has_its_number_and_the_filters_in_words(client, week):
    soup = read(client, f"{SHEET}?kind=lecture&branch=central")
    assert words(soup.select_one(".span")) == "Week 48: 23 November – 29 November 2026"
    assert "Talk or lecture" in words(soup.header)
    assert [words(title) for title in soup.select(".days h3")] == ["Sleep well"]


def test_sheet_shows_twenty_dates_of_a_day_and_counts_the_rest(client, page, now):
    event = factory.event(under=page)
    for number in range(23):
        factory.occurrence(event, start=now + timedelta(minutes=number))
    soup = read(client, SHEET)
    assert len(soup.select(".days h3")) == 20
    assert "and 3 more on the web" in words(soup.main)


def test_sheets_have_no_script_and_no_style(client, week):
    soup = read(client, SHEET)
    assert not soup.select("script, style, [style]")


@pytest.mark.parametrize("month", ["2026/0", "2026/13", "2201/1"])
def test_sheet_of_no_month_is_not_found(client, page, month):
    assert client.get(f"/en/events/month/{month}/paper/").status_code == 404


# --- the same number of queries ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize(("address", "queries"), [(WEEK, 12), (DAY, 12), (SHEET, 10), (MONTH_SHEET, 10)])
def test_pages_ask_the_same_for_any_number_of_dates(
    client, *, page, now, number, address, queries, django_assert_num_queries
):
    event = factory.event(under=page)
    for count in range(number):
        own = event if count % 2 else factory.event(under=page)
        factory.occurrence(own, start=now + timedelta(hours=2, minutes=count), planned_on=date(2026, 11, 24))
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
