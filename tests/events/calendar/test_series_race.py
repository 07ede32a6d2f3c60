"""Staff edit a series while people register for it and are moved: real processes on one database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import Sum

from events.calendar.domain.scheduling import reconcile
from events.calendar.models import EventPage, Occurrence
from events.registration.enums import Verb
from events.registration.models import Entry, Registration
from tests.factories import calendar, registration as make
from tests.machinery import processes

SCRIPT = str(processes.ROOT / "tests/machinery/series_race.py")
ROUNDS = 40


@pytest.fixture
def page(server_processes) -> EventPage:
    """A series from next week on by the real clock, because the processes have no other."""
    first = (datetime.now(UTC) + timedelta(days=7)).date()
    plan = calendar.schedule(first, rule="RRULE:FREQ=WEEKLY;COUNT=8", seats=12)
    return make.open_event(schedules=[plan])


def race(server_processes, page: EventPage, folder: Path, *roles: str) -> None:
    """All begin together, and each does so many rounds."""
    started = [server_processes.start(SCRIPT, role, str(page.pk), str(ROUNDS), str(folder)) for role in roles]
    assert processes.wait_for(lambda: len(list(folder.glob("ready-*"))) == len(roles), 180)
    (folder / "go").touch()
    for process in started:
        process.wait(timeout=120)


def lost(page: EventPage) -> list[Occurrence]:
    """Dates taken away while people hold them."""
    return list(page.occurrences.exclude(withdrawn_at=None).exclude(seats_taken=0, waiting=0))


def test_edits_registrations_and_moves_at_once_lose_nobody(page, server_processes, tmp_path):
    race(server_processes, page, tmp_path, "edit", "edit", "people", "people", "move")
    assert server_processes.logs.strip() == ""
    assert Registration.objects.count() > 5
    assert lost(page) == []
    for row in page.occurrences.all():
        people = Registration.objects.of(row).holding().aggregate(n=Sum("party"))["n"] or 0
        assert (row.seats_taken, row.waiting) == (people, Registration.objects.of(row).in_line().count())
    moved = Entry.objects.filter(verb=Verb.MOVED)
    assert moved.count() == moved.exclude(came_from=None).count()
    registered = Entry.objects.filter(verb__in=[Verb.REGISTERED, Verb.JOINED]).count()
    assert Registration.objects.real().count() == registered
    reconcile(page, now=datetime.now(UTC))
    assert reconcile(page, now=datetime.now(UTC)).moved == 0


def test_looking_before_taking_a_date_away_loses_people(page, server_processes, tmp_path):
    """Without this the test above would prove nothing."""
    race(server_processes, page, tmp_path, "naive", "newcomers")
    assert lost(page)
