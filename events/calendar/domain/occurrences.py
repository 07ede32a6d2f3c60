"""What staff do with one date: cancel, postpone, move, another space, other seats, back again.

Each verb locks the row, decides under the lock and raises `sequence` where people must be told (state, time, space).
Letters are not written here: the registration room finds the dates whose sequence people have not been told yet.
A date with a day programme takes its sessions along when it is cancelled, postponed, moved or restored.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from events.calendar.domain.expansion import instant, wall_times
from events.calendar.domain.scheduling import EXTRA, seats as seats_kept
from events.calendar.domain.sources import source_of
from events.calendar.domain.spaces import refuse_double_booking
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence
from events.calendar.querysets import OccurrenceQuerySet
from places.models import Space


class Unchanged:
    """A number that stays what it is, where None already means: no limit."""


UNCHANGED = Unchanged()


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
    row, sessions = _open_day(occurrence, now)
    if row.status == Status.CANCELLED:
        return row
    for each in sessions:
        _told(each, now, status=Status.CANCELLED, reason=reason, off_rule=False)
    return _told(row, now, status=Status.CANCELLED, reason=reason, off_rule=False)


@transaction.atomic
def postpone_occurrence(occurrence: Occurrence, *, reason: str, now: datetime) -> Occurrence:
    """The date does not take place then, and a new one is not known yet; `move_occurrence` gives it one."""
    row, sessions = _open_day(occurrence, now)
    if row.status == Status.CANCELLED:
        _refuse_cancelled()
    if row.status == Status.POSTPONED:
        return row
    for each in sessions:
        _told(each, now, status=Status.POSTPONED, reason=reason)
    return _told(row, now, status=Status.POSTPONED, reason=reason)


@transaction.atomic
def move_occurrence(
    occurrence: Occurrence, *, start: datetime, end: datetime, reason: str, now: datetime
) -> Occurrence:
    """The date takes place from `start` until `end` (aware instants) instead; everybody keeps their places."""
    row, sessions = _open_day(occurrence, now)
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
    _move_sessions(sessions, later=_wall(start, row.zone) - _wall(row.start, row.zone), reason=reason, now=now)
    return _moved(row, now, start=start, end=end, reason=reason)


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
def change_seats(
    occurrence: Occurrence, *, seats: int | None, now: datetime, online_seats: int | Unchanged | None = UNCHANGED
) -> Occurrence:
    """The date has so many seats (None: no limit), but never fewer than are taken. Nobody needs to be told.

    Places that become free are given to the waiting list by the registration room.
    """
    row = _open(occurrence, now)
    _override(row, "seats")
    row.seats_planned, row.seats, row.modified = seats, seats_kept(seats, row.seats_taken), now
    if not isinstance(online_seats, Unchanged):
        row.online_planned, row.online_seats = online_seats, seats_kept(online_seats, row.online_taken)
    counts = ["seats_planned", "seats", "online_planned", "online_seats"]
    row.save(update_fields=[*counts, "overridden", "modified"])
    return row


@transaction.atomic
def annotate(occurrence: Occurrence, *, note: Mapping[str, str], now: datetime) -> Occurrence:
    """What is to be read of this date alone, by language; nobody is written to for it."""
    row = _open(occurrence, now)
    row.note, row.modified = dict(note), now
    row.save(update_fields=["note", "modified"])
    return row


@transaction.atomic
def change_join_link(occurrence: Occurrence, *, join_link: str, now: datetime) -> Occurrence:
    """This date alone has another link to take part online (empty: the event's own).

    `modified` stays: the link is in no calendar. The registration room sends it to those it concerns.
    """
    row = _open(occurrence, now)
    row.join_link = join_link
    row.save(update_fields=["join_link"])
    return row


@transaction.atomic
def restore_occurrence(occurrence: Occurrence, *, now: datetime) -> Occurrence:
    """The cancelled or postponed date takes place after all: at its own time, or when the plan has it by now.

    While it was called off it kept the time people knew. Registrations were never touched; their people are told.
    """
    row, sessions = _open_day(occurrence, now)
    if row.status == Status.SCHEDULED:
        return row
    if (row.end if "time" in row.overridden else max(row.end, row.planned_end)) <= now:
        raise OccurrenceOver(_("The time this date had is over. Please give it a new one."))
    for each in [*sessions, row]:
        when = {} if "time" in each.overridden or each.planned_end <= now else _as_planned(each)
        _told(each, now, status=Status.SCHEDULED, reason="", **when)
    return row


@transaction.atomic
def keep_as_extra(occurrence: Occurrence, *, now: datetime) -> Occurrence:
    """The date stays although the plan has no such date any more; nothing changes for anybody."""
    row = _open(occurrence, now)
    if not row.off_rule:
        return row
    _override(row, EXTRA)
    row.off_rule, row.modified = False, now
    row.save(update_fields=["off_rule", "overridden", "modified"])
    return row


@transaction.atomic
def withdraw_occurrence(occurrence: Occurrence, *, now: datetime) -> Occurrence:
    """Takes a date away that is not in the plan and that nobody holds a place on any more."""
    row = _open(occurrence, now)
    if not row.off_rule or row.is_held:
        return row
    return _told(row, now, withdrawn_at=now, off_rule=False)


@transaction.atomic
def cancel_event(page: EventPage, *, reason: str, now: datetime) -> int:
    """Cancels every date of the event that is not over; returns how many. The page may be a translation."""
    rows = list(still_to_come(source_of(page), now=now).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.status, row.reason, row.off_rule, row.modified = Status.CANCELLED, reason, False, now
        row.sequence += 1
    Occurrence.objects.bulk_update(rows, ["status", "reason", "off_rule", "modified", "sequence"])
    return len(rows)


def still_to_come(event: EventPage, *, now: datetime) -> OccurrenceQuerySet:
    """Dates of the event that are neither over nor cancelled nor withdrawn."""
    rows = Occurrence.objects.filter(event_id=event.pk, withdrawn_at=None).not_over(now)
    return rows.exclude(status=Status.CANCELLED)


def _open(occurrence: Occurrence, now: datetime) -> Occurrence:
    """The row as it is now, locked, when there is still something to decide about it."""
    row = Occurrence.objects.select_for_update(of=("self",)).get(pk=occurrence.pk)
    if row.end <= now and row.status != Status.POSTPONED:
        raise OccurrenceOver(_("This date is over. It stays as it was."))
    if row.withdrawn_at is not None:
        raise OccurrenceWithdrawn(_("This date is no longer in the plan of its event."))
    return row


def _open_day(occurrence: Occurrence, now: datetime) -> tuple[Occurrence, list[Occurrence]]:
    """The date as `_open` gives it, and the sessions of its day programme that are in the same state and not over.

    All are locked in the order of their keys. A session that went a way of its own stays as it is.
    """
    both = Q(pk=occurrence.pk) | Q(event_id=occurrence.event_id, session=True, withdrawn_at=None)
    rows = Occurrence.objects.select_for_update(of=("self",)).filter(both).not_over(now)
    locked = list(rows.order_by("pk"))
    row = _open(occurrence, now)
    if row.session:
        return row, []
    inside = [each for each in locked if each.session and row.start <= each.start and each.end <= row.end]
    return row, [each for each in inside if _goes_along(each, row)]


def _goes_along(session: Occurrence, whole: Occurrence) -> bool:
    """Whether what happened to the session so far happened to the whole day."""
    return session.status == whole.status and (session.status == Status.SCHEDULED or session.reason == whole.reason)


def _move_sessions(sessions: list[Occurrence], *, later: timedelta, reason: str, now: datetime) -> None:
    """Each by as much wall time; those in front go first, so that no session meets the next one in its room."""
    for each in sorted(sessions, key=lambda each: each.start, reverse=later > timedelta()):
        walls = [_wall(moment, each.zone) + later for moment in (each.start, each.end)]
        start, end = (instant(wall.date(), wall.time(), each.zone) for wall in walls)
        _moved(each, now, start=start, end=end, reason=reason)


def _moved(row: Occurrence, now: datetime, *, start: datetime, end: datetime, reason: str) -> Occurrence:
    as_planned = (start, end) == (row.planned_start, row.planned_end)
    _override(row, "time", set_here=not as_planned)
    row.wall = "" if as_planned else wall_times(start, end, row.zone)
    if row.off_rule:
        # Whoever gives a new time to a date that left the plan has decided to keep it.
        _override(row, EXTRA)
    return _told(row, now, start=start, end=end, status=Status.SCHEDULED, reason=reason, off_rule=False)


def _wall(moment: datetime, zone: str) -> datetime:
    """What clocks in the zone show at the instant."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _refuse_cancelled() -> NoReturn:
    raise OccurrenceCancelled(_("This date is cancelled. Please restore it first."))


def _as_planned(row: Occurrence) -> dict[str, object]:
    return {"start": row.planned_start, "end": row.planned_end, "wall": ""}


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
    row.save(update_fields=[*values, "overridden", "wall", "sequence", "modified"])
    return row
