"""What staff do with one date: cancel, postpone, move, another space, other seats, back again.

Each verb locks the row, decides under the lock and raises `sequence` where people must be told (state, time, space).
Letters are not written here: the registration room finds the dates whose sequence people have not been told yet.
"""

from datetime import datetime
from typing import NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from events.calendar.domain.scheduling import seats as seats_kept
from events.calendar.domain.sources import source_of
from events.calendar.domain.spaces import refuse_double_booking
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence
from events.calendar.querysets import OccurrenceQuerySet
from places.models import Space


class OccurrenceOver(RuleBroken):
    """What has happened is not changed."""


class OccurrenceCancelled(RuleBroken):
    """A cancelled date is restored before anything else."""


class OccurrenceWithdrawn(RuleBroken):
    """The date is no longer in the plan, and nobody holds it."""


class EndsBeforeStart(RuleBroken):
    """The new end is not after the new start."""


class StartsInThePast(RuleBroken):
    """The new start is over already."""


class PeriodIsPlanned(RuleBroken):
    """An exhibition's period is kept on its page."""


class SpaceElsewhere(RuleBroken):
    """The space belongs to another branch."""


@transaction.atomic
def cancel_occurrence(occurrence: Occurrence, *, reason: str, now: datetime) -> Occurrence:
    """The date does not take place; cancelling twice is cancelling once."""
    row = _open(occurrence, now)
    if row.status == Status.CANCELLED:
        return row
    return _told(row, now, status=Status.CANCELLED, reason=reason)


@transaction.atomic
def postpone_occurrence(occurrence: Occurrence, *, reason: str, now: datetime) -> Occurrence:
    """The date does not take place then, and a new one is not known yet; `move_occurrence` gives it one."""
    row = _open(occurrence, now)
    if row.status == Status.CANCELLED:
        _refuse_cancelled()
    if row.status == Status.POSTPONED:
        return row
    return _told(row, now, status=Status.POSTPONED, reason=reason)


@transaction.atomic
def move_occurrence(
    occurrence: Occurrence, *, start: datetime, end: datetime, reason: str, now: datetime
) -> Occurrence:
    """The date takes place from `start` until `end` (aware instants) instead; everybody keeps their places."""
    row = _open(occurrence, now)
    if row.all_day:
        raise PeriodIsPlanned(_("This lasts whole days. Please change the first and last day on its page."))
    if row.status == Status.CANCELLED:
        _refuse_cancelled()
    if end <= start:
        raise EndsBeforeStart(_("It would end before it begins. Please check the times."))
    if start <= now:
        raise StartsInThePast(_("This time is over already. Please choose one to come."))
    if (row.start, row.end, row.status) == (start, end, Status.SCHEDULED):
        return row
    as_planned = (start, end) == (row.planned_start, row.planned_end)
    _override(row, "time", set_here=not as_planned)
    return _told(row, now, start=start, end=end, status=Status.SCHEDULED, reason=reason)


@transaction.atomic
def change_space(occurrence: Occurrence, *, space: Space | None, reason: str, now: datetime) -> Occurrence:
    """The date takes place in another space of its branch."""
    row = _open(occurrence, now)
    if row.status == Status.CANCELLED:
        _refuse_cancelled()
    if space is not None and space.branch_id != row.branch_id:
        raise SpaceElsewhere(_("This space belongs to another branch."))
    if row.space_id == (space.pk if space else None):
        return row
    _override(row, "space")
    return _told(row, now, space=space, reason=reason)


@transaction.atomic
def change_seats(occurrence: Occurrence, *, seats: int | None, now: datetime) -> Occurrence:
    """The date has so many seats (None: no limit), but never fewer than are taken. Nobody needs to be told.

    Places that become free are given to the waiting list by the registration room.
    """
    row = _open(occurrence, now)
    _override(row, "seats")
    row.seats_planned, row.seats, row.modified = seats, seats_kept(seats, row.seats_taken), now
    row.save(update_fields=["seats_planned", "seats", "overridden", "modified"])
    return row


@transaction.atomic
def restore_occurrence(occurrence: Occurrence, *, now: datetime) -> Occurrence:
    """The cancelled or postponed date takes place after all, at the time it has."""
    row = _open(occurrence, now)
    if row.status == Status.SCHEDULED:
        return row
    return _told(row, now, status=Status.SCHEDULED, reason="")


@transaction.atomic
def cancel_event(page: EventPage, *, reason: str, now: datetime) -> int:
    """Cancels every date of the event that is not over; returns how many. The page may be a translation."""
    rows = list(still_to_come(source_of(page), now=now).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.status, row.reason, row.modified = Status.CANCELLED, reason, now
        row.sequence += 1
    Occurrence.objects.bulk_update(rows, ["status", "reason", "modified", "sequence"])
    return len(rows)


def still_to_come(event: EventPage, *, now: datetime) -> OccurrenceQuerySet:
    """Dates of the event that are neither over nor cancelled nor withdrawn."""
    rows = Occurrence.objects.filter(event_id=event.pk, end__gt=now, withdrawn_at=None)
    return rows.exclude(status=Status.CANCELLED)


def _open(occurrence: Occurrence, now: datetime) -> Occurrence:
    """The row as it is now, locked, when there is still something to decide about it."""
    row = Occurrence.objects.select_for_update(of=("self",)).get(pk=occurrence.pk)
    if row.end <= now:
        raise OccurrenceOver(_("This date is over. It stays as it was."))
    if row.withdrawn_at is not None:
        raise OccurrenceWithdrawn(_("This date is no longer in the plan of its event."))
    return row


def _refuse_cancelled() -> NoReturn:
    raise OccurrenceCancelled(_("This date is cancelled. Please restore it first."))


def _override(row: Occurrence, part: str, *, set_here: bool = True) -> None:
    """Notes that staff set this part on this date alone, or that the plan has it again."""
    row.overridden = sorted({*row.overridden, part} if set_here else set(row.overridden) - {part})


def _told(row: Occurrence, now: datetime, **values: object) -> Occurrence:
    """Writes what people have to hear of; a date that takes place needs its space for itself."""
    for name, value in values.items():
        setattr(row, name, value)
    if row.status == Status.SCHEDULED and values.keys() & {"start", "end", "space", "status"}:
        refuse_double_booking(row)
    row.sequence += 1
    row.modified = now
    row.save(update_fields=[*values, "overridden", "sequence", "modified"])
    return row
