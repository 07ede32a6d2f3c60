"""Taking 100,000 registrations out as CSV and as a workbook: seconds, CPU and how much the process grows (T-G7).

    PYTHONPATH=.:site bench/with_postgres .venv/bin/python -W ignore bench/exporting.py [--rows 100000]

Migrates the empty database of DATABASE_URL (SQLite in DROMENA_VAR without it) and fills it: 50 events of ten dates, one
registration in five names its people, one in ten has access needs, every third a telephone. Each file is asked for over
the address that staff use, by a process of its own, and read as it comes.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from core import clock  # noqa: E402
from events.registration.enums import State  # noqa: E402
from events.registration.models import Person, Registration  # noqa: E402
from tests.factories import people, registration as make  # noqa: E402

EVENTS, DATES, AT_ONCE = 50, 10, 5_000
PAGE = os.sysconf("SC_PAGE_SIZE")
LONGEST = 900  # seconds for one file


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--take", choices=["csv", "xlsx"])
    wanted = asked.parse_args()
    if wanted.take:
        print(json.dumps(take(wanted.take)))
        return
    call_command("migrate", verbosity=0, interactive=False)
    if not Registration.objects.exists():
        fill(wanted.rows)
    for kind in ("csv", "xlsx"):
        subprocess.run([sys.executable, "-W", "ignore", __file__, "--take", kind], check=True, timeout=LONGEST)


def fill(number: int) -> None:
    """Straight into the tables; of the form of what people send."""
    people.superuser()
    now = clock.now()
    dates = [
        make.open_date(seats=None, event=event, start=now + timedelta(days=day + 1))
        for event in [make.open_event(title=f"Event {each}") for each in range(EVENTS)]
        for day in range(DATES)
    ]
    for first in range(0, number, AT_ONCE):
        Registration.objects.bulk_create(_row(each, dates, now) for each in range(first, min(first + AT_ONCE, number)))
    named = Registration.objects.filter(party__gt=1).values_list("pk", flat=True)
    rows = (Person(registration_id=key, name=f"Child {n}", age=n + 6) for key in named for n in range(2))
    Person.objects.bulk_create(rows, batch_size=AT_ONCE)


def _row(number: int, dates: list[Any], now: Any) -> Registration:
    return Registration(
        occurrence=dates[number % len(dates)], name=f"Person Familyname {number}", language="en", state=State.CONFIRMED,
        email=f"person.familyname.{number}@example.org", phone="+30 210 1234567" if number % 3 == 0 else "",
        party=2 if number % 5 == 0 else 1, access_needs="A place for a wheelchair" if number % 10 == 0 else "",
        created_at=now, changed_at=now,
    )  # fmt: skip


def take(kind: str) -> dict[str, Any]:
    """One file, after a small one that loads what the first answer of any process loads."""
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["*"]
    staff = Client()
    staff.force_login(User.objects.get())
    read(staff, f"/admin/registrations/?export={kind}&q=nobody")
    growth = Growth()
    with growth:
        began, cpu = time.perf_counter(), time.process_time()
        size, first = read(staff, f"/admin/registrations/?export={kind}")
        took, used = time.perf_counter() - began, time.process_time() - cpu
    figures = {"seconds": took, "cpu s": used, "first byte s": first, "MB": size / 1e6, "grew MB": growth.most}
    return {"file": kind, **{name: round(value, 1) for name, value in figures.items()}}


def read(staff: Client, address: str) -> tuple[int, float]:
    """Size of the file, and the seconds until its first byte; nothing of it is kept."""
    began = time.perf_counter()
    answer = staff.get(address)
    assert answer.status_code == 200, answer.status_code
    if not answer.streaming:
        return len(answer.content), time.perf_counter() - began
    pieces = iter(answer.streaming_content)
    size, first = len(next(pieces)), time.perf_counter() - began
    return size + sum(map(len, pieces)), first


class Growth:
    """By how many megabytes the process has grown at most since the beginning, looked at twenty times a second."""

    def __init__(self) -> None:
        self.most, self.before, self.over = 0.0, self._now(), threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def _now(self) -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6

    def _watch(self) -> None:
        while not self.over.wait(0.05):
            self.most = max(self.most, self._now() - self.before)

    def __enter__(self) -> "Growth":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join(timeout=5)


if __name__ == "__main__":
    main()
