import logging
from datetime import timedelta
from itertools import pairwise
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.domain.working import Worker
from operations.models import Heartbeat
from operations.work import LANES, REST


@pytest.fixture
def lane(monkeypatch):
    """The lane of letters with work of the test's own; the others stay empty."""
    for name in LANES:
        monkeypatch.setitem(LANES, name, [])
    return LANES["letters"]


def test_every_lane_has_its_rest():
    assert set(REST) == set(LANES)


def test_once_does_all_that_is_due_and_what_follows_from_it(db, lane, now):
    things, letters = [1, 2, 3], []

    def write_letters(moment):
        assert moment == now
        if not things:
            return 0
        letters.append(things.pop())
        return 1

    def send_letters(moment):
        found = len(letters)
        letters.clear()
        return found

    lane += [send_letters, write_letters]
    call_command("tick")
    assert not things
    assert not letters


def test_failure_is_logged_and_stops_no_other(db, lane, clock, caplog):
    done = []

    def poison(moment):
        raise ZeroDivisionError("broken item")

    def sound(moment):
        done.append(moment)
        return 0

    lane += [poison, sound]
    with pytest.raises(CommandError, match=r"test_tick\.poison"), caplog.at_level(logging.ERROR):
        call_command("tick")
    assert done
    assert "broken item" in caplog.text


def test_failing_work_rests_longer_each_time(db, lane, clock):
    tries = []

    def poison(moment):
        tries.append(moment)
        raise ZeroDivisionError

    lane.append(poison)
    worker = Worker(["letters"], stopping=Event())
    for _second in range(60):
        worker.round()
        clock.shift(timedelta(seconds=1))
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(tries)]
    assert gaps == [3, 6, 12, 24]


def test_idle_round_only_reads(db, clock):
    worker = Worker(list(LANES), stopping=Event())
    worker.once()
    clock.shift(timedelta(seconds=20))
    with CaptureQueriesContext(connection) as queries:
        worker.round()
    assert not [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]


def test_stopped_worker_begins_nothing_new(db, lane):
    stopping, done = Event(), []

    def last(moment):
        done.append("last")
        stopping.set()
        return 1

    lane += [last, lambda moment: done.append("never")]
    Worker(["letters"], stopping=stopping).loop()
    assert done == ["last"]


def test_heartbeat_says_when_each_lane_was_looked_after(db, lane, clock, now):
    worker = Worker(["letters", "upkeep"], stopping=Event())
    worker.round()
    clock.shift(timedelta(seconds=29))
    worker.round()
    assert set(Heartbeat.objects.values_list("lane", "at")) == {("letters", now), ("upkeep", now)}
    clock.shift(timedelta(seconds=1))
    worker.round()
    assert set(Heartbeat.objects.values_list("at", flat=True)) == {now + timedelta(seconds=30)}
