"""One of several processes that edit a series, register for its dates and move people between them, all at once.

Started as `series_race.py ROLE PAGE ROUNDS FOLDER`; says in the folder that it is ready, waits for the word to go, and
prints what went wrong, nothing else.
"""

import os
import random
import sys
import time
from datetime import time as hour
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from core import clock  # noqa: E402  (models need a set-up Django)
from core.exceptions import RuleBroken  # noqa: E402
from events.calendar.domain.scheduling import reconcile  # noqa: E402
from events.calendar.models import EventPage, Occurrence, Schedule  # noqa: E402
from events.registration.domain.staff import moving  # noqa: E402
from events.registration.domain.taking_part import registering  # noqa: E402
from events.registration.models import Registration  # noqa: E402

RULES = ["RRULE:FREQ=WEEKLY;COUNT=8", "RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4"]


def dates(page: int) -> list[Occurrence]:
    rows = Occurrence.objects.filter(event=page, withdrawn_at=None).select_related("event", "branch", "space")
    return list(rows.order_by("?"))


def edit(page: int) -> None:
    """The plan gets longer, shorter, earlier, later, and its dates follow."""
    begin = random.randrange(8, 20)
    Schedule.objects.filter(page=page).update(
        rule=random.choice(RULES), start_time=hour(begin), end_time=hour(begin + 1), seats=random.choice([5, 12, None])
    )
    reconcile(EventPage(pk=page), now=clock.now())


def register(page: int) -> None:
    name = uuid4().hex
    given = {"name": name, "email": f"{name}@example.org", "language": "en", "form_key": uuid4()}
    registering.register(dates(page)[0], party=random.randrange(1, 4), now=clock.now(), **given)


def give_back(page: int) -> None:
    found = Registration.objects.filter(occurrence__event=page).active().order_by("?").first()
    if found:
        registering.cancel(found, now=clock.now())


def move(page: int) -> None:
    source, target = dates(page)[:2]
    moving.move_registrations(source, to=target, now=clock.now())


def naive(page: int) -> None:
    """What one would write first: look which dates nobody holds, then take them away, without a lock.

    It hesitates until somebody has registered in between, for half a minute at most: what happens once a year.
    """
    seen = [row.pk for row in dates(page) if not row.seats_taken]
    end = time.monotonic() + 30
    while seen and time.monotonic() < end and not Occurrence.objects.filter(pk__in=seen, seats_taken__gt=0).exists():
        time.sleep(0.05)
    Occurrence.objects.filter(pk__in=seen).update(withdrawn_at=clock.now())


ROLES = {
    "edit": [edit],
    "people": [register, register, register, give_back],
    "newcomers": [register],
    "move": [move],
    "naive": [naive],
}


def main(role: str, page: int, rounds: int, folder: Path) -> None:
    (folder / f"ready-{os.getpid()}").touch()
    while not (folder / "go").exists():
        time.sleep(0.05)
    for _round in range(rounds):
        try:
            random.choice(ROLES[role])(page)
        except (RuleBroken, IndexError, ValueError):
            continue
        except Exception as error:  # noqa: BLE001  (deadlocks and the like are what the test looks for)
            print(f"{role}: {type(error).__name__}: {error}", flush=True)  # noqa: T201
        time.sleep(0.02)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
