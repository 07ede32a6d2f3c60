"""A conference with its day programme, and an exhibition with what happens in it, as people read them."""

from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup

from events.calendar.domain import occurrences
from events.calendar.enums import Admission
from events.calendar.models import ExhibitionPage, LecturePage
from events.calendar.models.parts import Schedule
from places.domain.hours import set_week
from tests.factories import calendar as factory, places

FRIDAY = date(2026, 11, 27)
PERIOD = {"opens_on": date(2026, 11, 20), "closes_on": date(2026, 12, 20)}


@pytest.fixture
def page(db, now):
    return factory.branch_page(places.branch(slug="central", name={"en": "Central Library"}))


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


# --- conferences ------------------------------------------------------------------------------------------------------
def session(start: int, end: int, label: str, day: date = FRIDAY, **fields: object) -> Schedule:
    return factory.schedule(day, time(start), time(end), label=label, session=True, **fields)


def conference(page, *more: Schedule, **fields: object):
    hall = places.space(branch=page.branch, name={"en": "Great hall"})
    lab = places.space(branch=page.branch, name={"en": "Workshop"})
    plans = [
        factory.schedule(FRIDAY, time(9), time(16), seats=80),
        session(9, 10, "Who owns the rain?", speakers="Ifigeneia Drakou", space=hall),
        session(10, 12, "Wells", speakers="Ana Kovač", space=hall),
        session(10, 11, "Mend a tap", space=lab, seats=9, admission=Admission.REGISTER),
        *more,
    ]
    given = {"title": "A day for water", "admission": Admission.REGISTER, "schedules": plans, **fields}
    return factory.event(LecturePage, under=page, **given)


def slots(soup):
    return [
        (words(each.select_one(".time")), [words(one) for one in each.select(".session")])
        for each in soup.select(".slot")
    ]


def test_conference_shows_its_programme_by_day_and_time_side_by_side(client, page):
    soup = read(client, conference(page).url)
    assert [words(each) for each in soup.select(".progday h3")] == ["Friday 27 November"]
    assert slots(soup) == [
        ("09:00 to 10:00", ["Who owns the rain? Ifigeneia Drakou Great hall"]),
        (
            "10:00",
            ["Wells Ana Kovač Great hall, until 12:00", "Mend a tap Workshop, until 11:00 9 places left Register"],
        ),
    ]
    assert not soup.select(".dates li")


def test_programme_of_two_days_is_one_and_that_of_next_year_another(client, page):
    event = conference(
        page,
        session(9, 10, "The day after", FRIDAY + timedelta(1)),
        session(9, 10, "Next year", FRIDAY + timedelta(364)),
    )
    told = words(read(client, event.url).select_one(".programme"))
    assert "Saturday 28 November" in told
    assert "The day after" in told
    assert "Next year" not in told


def test_session_has_a_page_with_its_speakers_that_leads_to_the_whole(client, page):
    event = conference(page)
    wells = event.occurrences.get(label="Wells")
    soup = read(client, f"/en/o/{wells.code}/")
    assert words(soup.h1) == "Wells"
    assert words(soup.select_one(".title .lede")) == "Ana Kovač"
    assert soup.select_one(".title .part a")["href"].endswith(event.url)
    assert words(soup.select_one(".session[aria-current]")).startswith("Wells")
    whole = event.occurrences.get(session=False)
    assert soup.find("a", string="Register for the whole")["href"] == f"/en/o/{whole.code}/register/"


def test_session_that_asks_for_registration_has_a_door_of_its_own(client, page):
    tap = conference(page).occurrences.get(label="Mend a tap")
    soup = read(client, f"/en/o/{tap.code}/")
    assert soup.select_one(".card .button")["href"] == f"/en/o/{tap.code}/register/"
    assert client.get(f"/en/o/{tap.code}/register/").status_code == 200


def test_programme_speaks_the_language_of_the_page(client, page):
    event = conference(page)
    greek = factory.branch_page(page.branch, "el")
    told = [
        Schedule(
            code=plan.code,
            label={"Wells": "Πηγάδια"}.get(plan.label, ""),
            speakers={"Wells": "Άνα Κόβατς"}.get(plan.label, ""),
        )
        for plan in event.schedules.all()
    ]
    translated = factory.event(
        LecturePage, under=greek, title="Νερό", translation_key=event.translation_key, schedules=told
    )
    found = dict(slots(read(client, translated.url)))
    assert found["10:00"][0].startswith("Πηγάδια Άνα Κόβατς")
    (first,) = (found[key] for key in found if key.startswith("09:00"))
    assert first == ["Who owns the rain? Ifigeneia Drakou Great hall"]


def test_cancelled_session_says_so_in_the_programme(client, page, now):
    tap = conference(page).occurrences.get(label="Mend a tap")
    occurrences.cancel_occurrence(tap, reason="No water.", now=now)
    soup = read(client, tap.event.url)
    assert words(soup.select_one(".session.off")) == "Mend a tap Workshop, until 11:00 Cancelled"


@pytest.mark.parametrize("number", [1, 3, 30])
def test_programme_asks_the_same_for_any_number_of_sessions(client, page, number, django_assert_num_queries):
    event = conference(page, *[session(12, 13, f"Session {each}") for each in range(number)])
    client.get(event.url)
    with django_assert_num_queries(22):
        client.get(event.url)


# --- exhibitions ------------------------------------------------------------------------------------------------------
def exhibition(page, **fields: object):
    plans = [
        factory.schedule(date(2026, 11, 25), time(18), time(19), label="Opening", speakers="Nikos"),
        factory.schedule(
            date(2026, 11, 28), label="Tour", rule="RRULE:FREQ=WEEKLY;COUNT=2", seats=12, admission=Admission.REGISTER
        ),
    ]
    return factory.event(ExhibitionPage, under=page, **{"title": "Doors", **PERIOD, "schedules": plans, **fields})


def test_exhibition_shows_its_run_in_front_and_each_tour_with_its_door(client, page):
    event = exhibition(page)
    soup = read(client, event.url)
    assert words(soup.select_one(".card .facts dd")) == "20 November 2026 – 20 December 2026"
    assert words(soup.select_one(".card .state")) == "On now"
    assert [words(each) for each in soup.select("#dates ~ h3")] == ["Opening", "Tour"]
    assert [words(each) for each in soup.select(".dates li")] == [
        "Wednesday 25 November 2026, 18:00 Drop in, no registration Nikos",
        "Saturday 28 November 2026, 18:00 12 places left Register",
        "Saturday 5 December 2026, 18:00 12 places left Register",
    ]
    tour = event.occurrences.filter(label="Tour").order_by("start")[0]
    assert soup.select_one(f".dates a[href='/en/o/{tour.code}/register/']")["aria-label"].startswith(
        "Register: Saturday 28"
    )


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-19T12:00+02:00", "Opens on 20 November"),
        ("2026-11-20T08:00+02:00", "On now"),
        ("2026-12-13T23:00+02:00", "On now"),
        ("2026-12-14T08:00+02:00", "Last days: until 20 December"),
        ("2026-12-20T20:00+02:00", "Last days: until 20 December"),
        ("2026-12-21T08:00+02:00", "It is over"),
    ],
)
def test_exhibition_says_where_its_run_stands(client, page, clock, moment, told):
    event = exhibition(page)
    clock.move_to(datetime.fromisoformat(moment))
    assert words(read(client, event.url).select_one(".card .state")) == told
    if told != "It is over":
        strip = read(client, "/en/events/").select(".ongoing .book")
        assert [words(each.select_one(".state")) for each in strip] == [told]


def test_exhibition_is_open_when_its_branch_is_and_names_the_closing_days(client, page):
    set_week(page.branch, [(0, time(9), time(13)), (0, time(15), time(19)), (5, time(10), time(14))])
    page.branch.closing_days.create(first=date(2026, 12, 6), last=date(2026, 12, 6), reason={"en": "Saint Nicholas"})
    page.branch.closing_days.create(first=date(2026, 12, 24), last=date(2026, 12, 26))
    soup = read(client, exhibition(page).url)
    week = [words(each) for each in soup.select("dl.hours div")]
    assert week[0] == "Monday 09:00–13:00, 15:00–19:00"
    assert week[1] == "Tuesday Closed"
    assert week[5] == "Saturday 10:00–14:00"
    assert [words(each) for each in soup.select("ul.hours li")] == ["Sunday 6 December 2026 Saint Nicholas"]


def test_own_opening_hours_of_an_exhibition_go_before_those_of_its_branch(client, page):
    set_week(page.branch, [(0, time(9), time(13))])
    soup = read(client, exhibition(page, opening_hours="Always").url)
    assert "Always" in words(soup.select_one(".prose"))
    assert not soup.select("dl.hours")


def test_exhibition_is_one_entry_of_whole_days_in_the_feed(client, page):
    exhibition(page, schedules=[])
    feed = client.get("/en/events/feed.ics").content.decode()
    assert feed.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261120" in feed
    assert "DTEND;VALUE=DATE:20261221" in feed


def test_exhibition_is_one_entry_of_the_month_and_counts_under_no_day(client, page):
    exhibition(page, schedules=[])
    soup = read(client, "/en/events/month/2026/12/")
    assert [words(each) for each in soup.select(".ongoing .book")] == [
        "Exhibition Doors Central Library, until 20 December On now"
    ]
    assert not soup.select(".month.big a")


@pytest.mark.parametrize("number", [1, 3])
def test_month_asks_the_same_for_any_number_of_exhibitions(client, page, number, django_assert_num_queries):
    for each in range(number):
        exhibition(page, title=f"Doors {each}", slug=f"doors-{each}", schedules=[])
    client.get("/en/events/month/2026/12/")
    with django_assert_num_queries(8):
        client.get("/en/events/month/2026/12/?x=1")


@pytest.mark.parametrize("number", [1, 3, 10])
def test_exhibition_asks_the_same_for_any_number_of_tours(client, page, number, django_assert_num_queries):
    tours = [factory.schedule(date(2026, 12, day + 1), label=f"Tour {day}") for day in range(number)]
    event = exhibition(page, schedules=tours)
    client.get(event.url)
    with django_assert_num_queries(22):
        client.get(event.url)
