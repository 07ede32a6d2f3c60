"""How a date stands for somebody who wants to come: one word, the same in lists, on its page and on the sign."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from events.calendar.domain.admission import registers
from events.calendar.domain.rows import Row
from events.calendar.enums import Kind, Status

# Few places: five, or a tenth of a large hall.
FEW, FEW_SHARE = 5, 0.1


@dataclass(frozen=True)
class Door:
    """`word` is one of the states of the component `state.html`, "" where there is nothing to say.

    `count` are places left, `at` the local time registration opens; `open` says whether one can register now, be it
    for the waiting list.
    """

    word: str = ""
    count: int = 0
    at: datetime | None = None
    open: bool = False


def door(row: Row, now: datetime) -> Door:
    """What somebody finds at the door of this date at `now`."""
    if row.called_off:
        return Door("postponed" if row.status == Status.POSTPONED and not row.withdrawn else "cancelled")
    if (row.end or row.start).timestamp() <= now.timestamp():
        return Door("ended")
    if row.occurrence is None:
        return Door()
    if not registers(row.occurrence, row.event):
        return Door() if row.kind == Kind.EXHIBITION and row.all_day else Door("drop-in")
    return _registration(row, now)


def _registration(row: Row, now: datetime) -> Door:
    event, occurrence = row.event, row.occurrence
    if event.opens_at and event.opens_at > now:
        return Door("opens", at=event.opens_at.astimezone(row.start.tzinfo))
    if occurrence is None or closes(row) <= now:
        return Door("closed")
    left = occurrence.places_left
    if left is None:
        return Door("open", open=True)
    if left == 0:
        return Door("waiting", open=True) if event.waiting_list else Door("full")
    few = left <= max(FEW, ceil((occurrence.seats or 0) * FEW_SHARE))
    return Door("few" if few else "places", count=left, open=True)


def closes(row: Row) -> datetime:
    """The instant after which nobody registers any more: so many hours before the start, else the start."""
    return row.start - timedelta(hours=row.event.closes_hours or 0)
