"""Who holds a space when: two events never have one space at one time, unless the space is for several at once.

Each event needs the space's minutes to set up before it and to clear away after it. Dates that are cancelled, postponed
or withdrawn hold nothing, nor do those of an event that is not public. An exhibition holds its space all the time, but
not against its own tours; nor does a date against the sessions of its own day programme.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.domain.wording import span_in_words
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.calendar.querysets import OccurrenceQuerySet
from places.models import Space


class SpaceTaken(RuleBroken):
    """Another event has the space at that time; `facts["conflicts"]` are all of them."""


@dataclass(frozen=True)
class Booking:
    """A space from `start` until `end` (instants; without setting up and clearing away) for one date of an event."""

    space_id: int
    start: datetime
    end: datetime
    event_id: int | None = None
    key: Hashable = None
    title: str = ""
    zone: str = "UTC"
    all_day: bool = False
    session: bool = False
    period: bool = False
    # The code of the schedule that asks, when it is a plan that asks.
    schedule: UUID | None = None


@dataclass(frozen=True)
class Conflict:
    """That `other` has the space when `wanted` needs it."""

    space: Space
    wanted: Booking
    other: Booking

    @property
    def sentence(self) -> str:
        """Who has the space and when, for staff."""
        other = self.other
        when = span_in_words(other.start, other.end, zone=other.zone, all_day=other.all_day)
        words = {"space": self.space.name, "event": other.title, "when": when, "minutes": _between(self.space)}
        if self.wanted.start < other.end and other.start < self.wanted.end:
            return _("%(space)s is taken by “%(event)s”: %(when)s. Please choose another time or space.") % words
        return (
            _(
                "%(space)s is needed by “%(event)s”: %(when)s. Clearing away and setting up take %(minutes)s minutes."
                " Please choose another time or space."
            )
            % words
        )


def conflicts(
    space_id: int | None,
    start: datetime,
    end: datetime,
    *,
    ignore: Collection[UUID] = (),
    event_id: int | None = None,
    session: bool = False,
) -> list[Conflict]:
    """Dates that hold the space between the two instants, the earliest first; `ignore` are keys of occurrences.

    With `event_id` the sessions and the period of the same event are judged as part of it.
    """
    if space_id is None:
        return []
    return clashes([Booking(space_id, start, end, event_id=event_id, session=session)], ignore=ignore)


def clashes(wanted: Sequence[Booking], *, ignore: Collection[UUID] = ()) -> list[Conflict]:
    """What stands in the way of each booking, other dates and the bookings among themselves; in two queries.

    A pair of wanted bookings is told once, as the clash of the later one.
    """
    spaces = {space.pk: space for space in Space.objects.filter(pk__in={one.space_id for one in wanted}, shared=False)}
    asked = [one for one in wanted if one.space_id in spaces]
    if not asked:
        return []
    left_out = {*ignore, *(one.key for one in asked)}
    held = [one for one in _held(spaces.values(), asked) if one.key not in left_out]
    found = []
    rows = sorted([(one, True) for one in asked] + [(one, False) for one in held], key=lambda pair: _order(pair[0]))
    for space_id, group in groupby(rows, key=lambda pair: pair[0].space_id):
        found += _meetings(spaces[space_id], list(group))
    return sorted(found, key=lambda conflict: (conflict.wanted.start, conflict.other.start))


def double_booked(rows: Iterable[Occurrence]) -> set[Hashable]:
    """Keys of those of the dates that share their space with another one against the rule."""
    among = [
        booking_of(row) for row in rows if row.space_id and row.status == Status.SCHEDULED and not row.withdrawn_at
    ]
    return {one.key for clash in clashes([one for one in among if one]) for one in (clash.wanted, clash.other)}


def booking_of(row: Occurrence) -> Booking | None:
    """The space the date holds, or would if it took place; the event is not read."""
    if row.space_id is None:
        return None
    return Booking(
        space_id=row.space_id,
        start=row.start,
        end=row.end,
        event_id=row.event_id,
        key=row.pk,
        zone=row.zone,
        all_day=row.all_day,
        session=row.session,
        period=row.schedule_code == PERIOD_CODE,
    )


def refuse_double_booking(row: Occurrence) -> None:
    """Raises SpaceTaken when another date has the space of `row` at its time; call it before `row` is saved.

    Locks the space first, so that of two verbs for one space at one time the second sees what the first did. The order
    of locks is always: occurrences, then spaces.
    """
    booking = booking_of(row)
    if booking is None:
        return
    Space.objects.select_for_update(no_key=True, of=("self",)).get(pk=booking.space_id)
    found = clashes([booking])
    if found:
        raise SpaceTaken(found[0].sentence, conflicts=found)


def holding(rows: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """Those of the dates that take place and hold a space."""
    return rows.public().filter(status=Status.SCHEDULED, space__isnull=False)


def _held(spaces: Iterable[Space], asked: Sequence[Booking]) -> list[Booking]:
    """The dates that hold one of the spaces somewhere between the first and the last booking."""
    longest = timedelta(minutes=max(_between(space) for space in spaces))
    rows = holding(Occurrence.objects.all()).filter(
        space_id__in=[space.pk for space in spaces],
        start__lt=max(one.end for one in asked) + longest,
        end__gt=min(one.start for one in asked) - longest,
    )
    names = ("space_id", "start", "end", "event_id", "pk", "event__title", "zone", "all_day", "session")
    return [
        Booking(*values, period=code == PERIOD_CODE)
        for *values, code in rows.order_by().values_list(*names, "schedule_code")
    ]


def _meetings(space: Space, rows: list[tuple[Booking, bool]]) -> list[Conflict]:
    """Walks through the bookings of one space by their start, with those that still go on."""
    pause = timedelta(minutes=_between(space))
    found: list[Conflict] = []
    going_on: list[tuple[Booking, bool]] = []
    for one, asked in rows:
        going_on = [pair for pair in going_on if pair[0].end + pause > one.start]
        for other, other_asked in going_on:
            if (asked or other_asked) and not _belong_together(one, other):
                found.append(Conflict(space, one, other) if asked else Conflict(space, other, one))
        going_on.append((one, asked))
    return found


def _belong_together(one: Booking, other: Booking) -> bool:
    """Whether the two are parts of one event that may be in one space: an exhibition's tour, a session of the day."""
    if one.event_id is None or one.event_id != other.event_id:
        return False
    return one.period or other.period or one.session != other.session


def _between(space: Space) -> int:
    """Minutes that must lie between two events: the one is cleared away, then the other is set up."""
    return space.clear_minutes + space.setup_minutes


def _order(booking: Booking) -> tuple[int, datetime, datetime]:
    return booking.space_id, booking.start, booking.end
