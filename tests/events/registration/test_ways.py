"""A hybrid date has two doors in one row: places and lists for the room and online do not touch each other."""

from datetime import timedelta

import pytest

from events.calendar.domain import occurrences
from events.calendar.domain.scheduling import reconcile
from events.calendar.enums import Mode
from events.calendar.models import Occurrence
from events.registration.domain import rules, upkeep
from events.registration.domain.taking_part import registering
from events.registration.domain.ways import ONLINE, ROOM
from events.registration.enums import State
from outbox.models import Letter
from tests.factories import calendar, registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(now):
    made = make.open_date(seats=1, mode=Mode.HYBRID)
    Occurrence.objects.update(online_seats=2, online_planned=2)
    made.refresh_from_db()
    return made


def counts(date):
    date.refresh_from_db()
    return (date.seats_taken, date.waiting), (date.online_taken, date.online_waiting)


def test_places_are_counted_for_each_way(date, now):
    here = [make.register(date, now=now).state for _ in range(2)]
    online = [make.register(date, now=now, online=True).state for _ in range(3)]
    assert here == [State.CONFIRMED, State.WAITING]
    assert online == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert counts(date) == ((1, 1), (2, 1))
    assert (ROOM.left(date), ONLINE.left(date)) == (0, 0)


def test_place_that_comes_free_online_goes_to_the_online_list(date, now):
    make.register(date, now=now)
    in_the_room = make.register(date, now=now)
    online = [make.register(date, now=now, online=True) for _ in range(3)]
    assert Letter.objects.get(about=f"registration:{online[2].code}").context["position"] == 1
    registering.cancel(online[0], now=now)
    for each in (in_the_room, online[2]):
        each.refresh_from_db()
    assert (in_the_room.state, online[2].state) == (State.WAITING, State.CONFIRMED)
    assert counts(date) == ((1, 1), (2, 0))


def test_party_larger_than_the_places_of_its_way_is_refused(date, now):
    with pytest.raises(rules.TooManyPlaces):
        make.register(date, now=now, party=2)
    assert make.register(date, now=now, party=2, online=True).state == State.CONFIRMED
    with pytest.raises(rules.TooManyPlaces):
        make.register(date, now=now, party=3, online=True)


@pytest.mark.parametrize("mode", [Mode.HERE, Mode.ONLINE])
def test_date_with_one_way_counts_everyone_there(now, mode):
    date = make.open_date(seats=1, mode=mode)
    assert make.register(date, now=now, online=True).online is False
    assert counts(date) == ((1, 0), (0, 0))


def test_more_places_online_are_given_by_the_work(date, now):
    online = [make.register(date, now=now, online=True) for _ in range(3)]
    occurrences.change_seats(date, seats=1, online_seats=3, now=now)
    assert (upkeep.promote_waiting(now), upkeep.promote_waiting(now)) == (1, 0)
    online[2].refresh_from_db()
    assert online[2].state == State.CONFIRMED


def test_fewer_places_online_put_nobody_out(date, now):
    make.register(date, now=now, party=2, online=True)
    occurrences.change_seats(date, seats=1, online_seats=1, now=now)
    date.refresh_from_db()
    assert (date.online_planned, date.online_seats, date.online_taken) == (1, 2, 2)


def test_recount_mends_both_ways(date, now):
    make.register(date, now=now, online=True)
    Occurrence.objects.update(seats_taken=1, online_taken=2, online_waiting=1)
    assert (upkeep.recount(now), upkeep.recount(now)) == (1, 0)
    assert counts(date) == ((0, 0), (1, 0))


def test_places_online_come_from_the_plan_and_keep_what_is_taken(now):
    plan = calendar.schedule((now + timedelta(days=9)).date(), seats=5, online_seats=3)
    page = make.open_event(mode=Mode.HYBRID, schedules=[plan])
    reconcile(page, now=now)
    date = page.occurrences.get()
    assert (date.seats, date.online_planned, date.online_seats) == (5, 3, 3)
    make.register(date, now=now, party=3, online=True)
    page.schedules.update(online_seats=1)
    reconcile(page, now=now)
    date.refresh_from_db()
    assert (date.online_planned, date.online_seats) == (1, 3)
    occurrences.change_seats(date, seats=5, online_seats=4, now=now)
    reconcile(page, now=now)
    date.refresh_from_db()
    assert (date.online_planned, date.online_seats) == (4, 4)
