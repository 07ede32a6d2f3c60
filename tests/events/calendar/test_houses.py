from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from events.calendar.enums import Status
from events.calendar.models import ExhibitionPage
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
    assert len(read(client, "/en/today/central/").select("h2")) == 6


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
    with django_assert_num_queries(17):
        client.get(page.url)
    with django_assert_num_queries(4):
        client.get("/en/today/central/")
