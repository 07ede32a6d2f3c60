"""Presses of the desk that waited for the network: done once, and never over what somebody said after them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from events.registration.domain.attending import counting, desk
from events.registration.enums import Verb
from events.registration.models import Entry, Headcount, Registration
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(branch, clock):
    return make.open_date(seats=5, under=calendar.branch_page(branch))


def send(client, date, verb: str, *, ago: int, **fields: object):
    address = reverse("registration_desk:do", args=[date.code, verb])
    return client.post(address, {"ago": ago, **fields}, headers={"accept": "application/json"}).json()


def test_walk_in_undo_and_count_are_sent_twice_and_done_once(client, branch, date, now):
    ben = make.register(date, now=now)
    client.force_login(people.staff("Dora", branch, Role.DESK))
    presses = [
        ("check-in", {"registration": ben.code, "key": "a" * 32, "ago": 90}),
        ("undo", {"registration": ben.code, "key": "b" * 32, "ago": 60}),
        ("walk-in", {"party": 2, "key": "c" * 32, "ago": 30}),
        ("count", {"adults": 5, "method": "counted", "key": "d" * 32, "ago": 10}),
    ]
    for verb, fields in presses * 2:
        assert send(client, date, verb, **fields)["done"], verb
    ben.refresh_from_db()
    assert ben.arrived is None
    guests = Registration.objects.get(source="walk-in")
    assert (guests.party, guests.checked_in_at) == (2, now - timedelta(seconds=30))
    assert [(row.number, row.at) for row in Headcount.objects.all()] == [(5, now - timedelta(seconds=10))]
    assert list(Entry.objects.filter(verb=Verb.UNDONE).values_list("at", flat=True)) == [now - timedelta(seconds=60)]


def test_what_came_later_stands_and_is_said(client, branch, date, ada, now):
    ben = make.register(date, now=now, name="Ben")
    client.force_login(people.staff("Dora", branch, Role.DESK))
    desk.check_in(ben, now=now - timedelta(seconds=20), by=ada)
    counting.count_heads(date, number=3, part="adults", now=now - timedelta(seconds=20), by=ada)
    undone = send(client, date, "undo", ago=60, registration=ben.code, key="b" * 32)
    assert undone == {
        "done": False,
        "said": "Ben, 10:59: They were checked in after this was pressed, so nothing is undone.",
    }
    counted = send(client, date, "count", ago=60, adults=5, method="counted", key="d" * 32)
    assert counted["said"].startswith("Headcount, 10:59: Somebody counted after you, at 10:59.")
    ben.refresh_from_db()
    assert (ben.arrived, Headcount.objects.get().number) == (1, 3)
    assert send(client, date, "undo", ago=0, registration=ben.code, key="e" * 32)["done"]


def test_undo_pressed_while_its_own_check_in_is_on_its_way_is_done(client, branch, date, now):
    ben = make.register(date, now=now, name="Ben")
    client.force_login(people.staff("Dora", branch, Role.DESK))
    assert send(client, date, "check-in", ago=0, registration=ben.code, key="a" * 32)["done"]
    fields = {"registration": ben.code, "key": "b" * 32, "ago": 2}
    assert not send(client, date, "undo", **fields, after="c" * 32)["done"]
    assert send(client, date, "undo", **fields, after="a" * 32)["done"]
    ben.refresh_from_db()
    assert ben.arrived is None


def test_undo_takes_back_its_own_check_in_alone(client, branch, date, ada, now):
    ben = make.register(date, now=now, name="Ben", party=2)
    client.force_login(people.staff("Dora", branch, Role.DESK))
    assert send(client, date, "check-in", ago=0, registration=ben.code, number=1, key="a" * 32)["done"]
    desk.came_later(ben, now=now, by=ada)
    assert not send(client, date, "undo", ago=2, registration=ben.code, key="b" * 32, after="a" * 32)["done"]
    ben.refresh_from_db()
    assert ben.arrived == 2


def test_count_is_corrected_while_the_first_is_on_its_way(client, branch, date, now):
    client.force_login(people.staff("Dora", branch, Role.DESK))
    for ago, adults, done in ((0, 5, True), (3, 6, True), (40, 7, False)):
        assert send(client, date, "count", ago=ago, adults=adults, method="counted")["done"] is done, ago
    assert Headcount.objects.get().number == 6
