"""Several connections at the same instant: nobody is served twice, no place is given twice (F2, F3, F4, F5, F17)."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from events.registration.domain.waiting import offers
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.models import Letter
from places.models import Branch
from tests.events.registration.test_rush import form_of, send
from tests.factories import people, registration as make
from tests.machinery import races


@pytest.fixture
def now(transactional_db):
    """The real clock: several processes have no other. By day, so that offers go out at once."""
    return datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def start(now):
    return now + timedelta(days=10)


def test_naive_counts_are_wrong_after_one_came_and_one_left(now, start):
    """Without this the next test would prove nothing."""
    assert races.naive_coming_and_going(make.open_date(seats=5, start=start), now=now) == 1


@pytest.mark.parametrize("offer_hours", [None, 24])
def test_many_come_and_go_while_staff_change_the_places(now, start, offer_hours):
    """F2; the whole of it is `bench/races.py`."""
    date = make.open_date(seats=12, start=start, offer_hours=offer_hours)
    for _ in range(14):
        races.join(date, now=now)
    for more in (2, -3, 4):
        ended = races.coming_and_going(date, people=8, now=now, threads=6, more=more)
        assert set(ended) == {"done"}


def test_naive_promotions_serve_one_person_twice(now, start):
    """Without this the next test would prove nothing."""
    assert races.naive_promotions(make.open_date(seats=1, start=start), now=now) == 2


def test_three_who_serve_the_list_at_once_serve_each_person_once(now, start):
    """F3"""
    ada, event = people.staff("Ada"), make.open_event()
    for date in races.dates_of(event, 8, start=start, seats_each=1):
        races.three_who_serve(date, now=now, by=ada)


def test_naive_answer_and_deadline_both_win(now, start):
    """Without this the next test would prove nothing."""
    date = make.open_date(seats=1, start=start, offer_hours=24)
    assert races.naive_answers(date, now=now) == {Verb.ACCEPTED, Verb.LAPSED}


def test_answer_at_the_deadline_or_the_deadline_wins_never_both(now, start):
    """F4"""
    event = make.open_event(offer_hours=24)
    dates = races.dates_of(event, 12, start=start, seats_each=1)
    won = Counter(races.answer_at_the_deadline(date, now=now) for date in dates)
    assert set(won) <= {State.CONFIRMED, State.LAPSED}
    assert won.total() == 12


def test_naive_forms_sent_twice_register_twice(now, start):
    """Without this the next test, and the twenty at once of `test_rush.py`, would prove nothing."""
    assert races.naive_forms(make.open_date(seats=5, start=start), now=now) == 2


def test_same_form_after_an_hour_and_after_a_restart_is_the_same_registration(server_processes):
    """F5: a browser that sends the form again whenever it is opened."""
    date = make.open_date(seats=5, start=datetime.now(UTC) + timedelta(days=10))
    given = {"DROMENA_TRUSTED_PROXIES": "1"}
    site = server_processes.serve(workers=2, **given)
    session, fields = form_of(site, date, 1)
    time.sleep(2.1)
    first = send(site, date, session, fields)
    Registration.objects.update(created_at=datetime.now(UTC) - timedelta(hours=1))
    hour_later = send(site, date, session, fields)
    server_processes.stop(server_processes.running[-1])
    after_restart = send(server_processes.serve(workers=2, **given), date, session, fields)
    assert {each.headers["Location"] for each in (first, hour_later, after_restart)} == {first.headers["Location"]}
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)


def test_naive_schedulers_ask_one_person_twice(now, start):
    """Without this the next test would prove nothing."""
    assert races.naive_schedulers(make.open_date(seats=5, start=start), now=now) == 2


def test_two_processes_of_tick_do_each_thing_once(now, start, server_processes):
    """F17: offers lapse, places are given, people are asked again, and the branch is warned, by two at once.

    Ten minutes of it: `bench/races.py --only F17`.
    """
    real = datetime.now(UTC).replace(microsecond=0)
    event = make.open_event(**races.OVERDUE)
    Branch.objects.update(email="branch@library.example")
    dates = races.overdue(event, 3, now=real)
    ticks = [server_processes.command("tick") for _ in range(2)]
    assert [tick.wait(timeout=120) for tick in ticks] == [0, 0], server_processes.logs[-3000:]
    races.check_done_once(dates)
    assert offers.lapse_offers(real) == 0
