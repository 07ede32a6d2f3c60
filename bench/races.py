"""Races for the door at full size: F1 with 10,000 people on 50 places, F2, F3 and F4 with all their rounds, F17.

    PYTHONPATH=.:site bench/with_postgres .venv/bin/python -W ignore bench/races.py [--people 10000] [--minutes 10]
        [--only F2 F4]

Migrates the empty database of DATABASE_URL (SQLite in DROMENA_VAR without it) and commits to it. F1 is run by five
processes of ten threads that press the door itself, without the web in between (over HTTP: `bench/registering.py`).
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from core import clock  # noqa: E402
from events.calendar.models import Occurrence  # noqa: E402
from events.registration.enums import State  # noqa: E402
from events.registration.models import Registration  # noqa: E402
from outbox.models import Letter  # noqa: E402
from places.models import Branch  # noqa: E402
from tests.factories import people, registration as make  # noqa: E402
from tests.machinery import races  # noqa: E402

NOW = clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
START = NOW + timedelta(days=10)
SEATS, AT_ONCE, PROCESSES = 50, 50, 5


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--only", nargs="*", default=["F1", "F2", "F3", "F4", "F17"])
    wanted = asked.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    runs = {
        "F1": lambda: crowd(wanted.people),
        "F2": come_and_go,
        "F3": serve,
        "F4": answer,
        "F17": lambda: schedule(wanted.minutes),
    }
    for name in wanted.only:
        started = time.perf_counter()
        figures = runs[name]()
        print(json.dumps({"test": name, "seconds": round(time.perf_counter() - started, 1), **figures}))


def crowd(number: int) -> dict[str, Any]:
    """F1: everyone is answered, exactly the places are taken, numbers follow the order of commits."""
    date = make.open_date(seats=SEATS, start=START)
    connections.close_all()
    share = number // PROCESSES
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        took = sorted(chain.from_iterable(pool.starmap(_some, [(str(date.pk), share)] * PROCESSES)))
    states = Counter(Registration.objects.of(date).values_list("state", flat=True))
    assert states == {State.CONFIRMED: SEATS, State.WAITING: number - SEATS}, states
    line = list(Registration.objects.of(date).in_line().values_list("number", "pk"))
    assert [place for place, _pk in line] == list(range(1, number - SEATS + 1))
    assert line == sorted(line, key=lambda each: each[1])
    races.check(date, now=NOW)
    return {"people": number, "median s": round(took[number // 2], 3), "p95 s": round(took[number * 95 // 100], 3)}


def _some(key: str, number: int) -> list[float]:
    """One process: its share of the people, several at a time, each connection used again and again."""
    with ThreadPoolExecutor(AT_ONCE // PROCESSES, thread_name_prefix="crowd") as pool:
        return list(pool.map(lambda _number: _one(key), range(number)))


def _one(key: str) -> float:
    started = time.perf_counter()
    races.join(Occurrence.objects.get(pk=key), now=NOW)
    return time.perf_counter() - started


def come_and_go() -> dict[str, Any]:
    """F2: 200 cancel, 200 are new and staff change the places, twenty rounds."""
    date = make.open_date(seats=200, start=START)
    for _ in range(220):
        races.join(date, now=NOW)
    ended: Counter[str] = Counter()
    for number in range(20):
        ended += races.coming_and_going(date, people=200, now=NOW, threads=40, more=(-20, 0, 20)[number % 3])
    return {"rounds": 20, "ended": ended, "promoted": _promoted(date)}


def serve() -> dict[str, Any]:
    """F3: a hundred rounds."""
    ada = people.staff("Ada")
    for date in races.dates_of(make.open_event(), 100, start=START, seats_each=1):
        races.three_who_serve(date, now=NOW, by=ada)
    return {"rounds": 100}


def answer() -> dict[str, Any]:
    """F4: five hundred rounds, and which of the two won how often."""
    dates = races.dates_of(make.open_event(offer_hours=24), 500, start=START, seats_each=1)
    return {"rounds": 500, "won": Counter(races.answer_at_the_deadline(date, now=NOW) for date in dates)}


def schedule(minutes: float) -> dict[str, Any]:
    """F17: two schedulers for ten minutes, while every three seconds something more is overdue on another date."""
    event = make.open_event(**races.OVERDUE)
    Branch.objects.update(email="branch@library.example")
    command = [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), "tick", "--loop"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    ticks = [subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL) for _ in range(2)]
    dates: list[Occurrence] = []
    try:
        end = time.monotonic() + minutes * 60
        while time.monotonic() < end:
            dates += races.overdue(event, 1, now=clock.now())
            time.sleep(3)
        _until_idle(len(dates))
        assert [tick.poll() for tick in ticks] == [None, None], "a scheduler has ended by itself"
    finally:
        for tick in ticks:
            tick.terminate()
        ended = [tick.wait(timeout=60) for tick in ticks]
    assert ended == [0, 0], ended
    races.check_done_once(dates)
    return {"minutes": minutes, "dates": len(dates), "letters": Letter.objects.count()}


def _until_idle(dates: int) -> None:
    """Until the last date was dealt with, for two minutes at most: what is missing then is missing."""
    end = time.monotonic() + 120
    while time.monotonic() < end and Letter.objects.filter(kind="registration/too-few").count() < dates:
        time.sleep(1)
    time.sleep(5)


def _promoted(date: Occurrence) -> int:
    return Registration.objects.of(date).filter(history__verb="promoted").distinct().count()


if __name__ == "__main__":
    main()
