"""Dates to come, worked out anew from the hour on the wall: after new rules for clocks, or another zone of a branch.

`reconcile` does the work; here it is looked at what moved that nobody edited, and noted where staff find it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from events.calendar.domain.branches import branch_of
from events.calendar.domain.previewing import preview
from events.calendar.domain.scheduling import reconcile
from events.calendar.domain.sources import sources
from events.calendar.models import EventPage, Occurrence

logger = logging.getLogger(__name__)

# The line in the history of a date and in the site history.
ACTION = "calendar.clocks"


@dataclass(frozen=True)
class Shift:
    """One date that is at another instant now, though its plan is the same."""

    event: str
    code: str
    zone: str
    before: datetime
    after: datetime
    people: int

    def __str__(self) -> str:
        moved = " -> ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in (self.before, self.after))
        return f"{self.event} · {self.code} · {self.zone} · {moved} UTC · {self.people} people"


def recompute(page: EventPage, *, now: datetime, write: bool = True) -> list[Shift]:
    """Reconciles one page whose published plan nobody changed, and returns what moved all the same.

    With `write` each such date has a line in its history, and the log says how many there were.
    """
    live = EventPage.objects.filter(pk=page.pk, live=True).specific().first()
    if live is None or branch_of(live) is None:
        return []
    with transaction.atomic():
        seen = preview(live, now=now)
        shifts = [
            Shift(live.title, change.row.code, change.row.zone, change.start_before, change.row.start, change.people)
            for change in seen.of("moved", "kept")
            if "start" in change.was
        ]
        if write:
            reconcile(live, now=now)
            _note(shifts)
    return shifts


def recompute_all(*, now: datetime, write: bool = True) -> Iterator[Shift]:
    """Every live event that has dates to come, one transaction each."""
    keys = Occurrence.objects.filter(end__gt=now, withdrawn_at=None).values("event")
    for page in sources().filter(live=True, pk__in=keys).order_by("pk"):
        yield from recompute(page, now=now, write=write)


def _note(shifts: list[Shift]) -> None:
    rows = {row.code: row for row in Occurrence.objects.filter(code__in=[shift.code for shift in shifts])}
    for shift in shifts:
        facts = {"before": shift.before.isoformat(), "after": shift.after.isoformat(), "zone": shift.zone}
        log(instance=rows[shift.code], action=ACTION, data=facts)
    if shifts:
        logger.warning("Clocks: %d dates of one event are at another instant now.", len(shifts))
