"""What became of a date, and what somebody finds at its door: said once here, for every page, feed and letter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.utils.translation import gettext as _, pgettext

from events.calendar.domain import facts
from events.calendar.domain.admission import opens_at, registers
from events.calendar.domain.rows import Row
from events.calendar.enums import Kind, Mode, Status

# Few places: five, or a tenth of a large hall.
FEW, FEW_SHARE = 5, 0.1
# How long before its end something that lasts has its last days: a week, its last day included.
LAST_DAYS = timedelta(days=7)


# --- what became of it ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class State:
    """What became of a date, for everybody who tells it: pages, lists, linked data, calendars, letters.

    `word` is the state of the component `state.html`: "cancelled", "postponed", "moved", or "" for a date that stands
    as it was announced. `schema` is the eventStatus of schema.org, `ical` the STATUS of RFC 5545: what is postponed is
    CANCELLED there, for nobody should come at the old time and no other status says so. `off` says that nobody should
    come. `was` is the old local start of a date that was moved. Words are in the language active when they are asked.
    """

    word: str
    schema: str
    ical: str
    off: bool = False
    row: Row | None = None

    @property
    def reason(self) -> str:
        """Why, in staff's words; only of what changed."""
        return self.row.reason if self.row and self.word else ""

    @property
    def was(self) -> datetime | None:
        return self.row.planned if self.row and self.word == "moved" else None

    @property
    def label(self) -> str:
        """The word people read."""
        return {
            "cancelled": pgettext("an event", "Cancelled"),
            "postponed": pgettext("an event", "Postponed"),
            "moved": _("Moved to another time"),
        }.get(self.word, "")

    @property
    def heading(self) -> str:
        return {
            "cancelled": _("This date is cancelled"),
            "postponed": _("This date is postponed"),
            "moved": _("This date has been moved"),
        }.get(self.word, "")

    @property
    def sentence(self) -> str:
        """When it takes place instead, as far as that is known."""
        if self.word == "postponed":
            return _("A new date will be announced here.")
        if self.row is None or self.word != "moved":
            return ""
        times = {"now": facts.when(self.row), "old": facts.moment(self.row.planned, all_day=self.row.all_day)}
        return _("It now takes place on %(now)s, moved from %(old)s.") % times

    @property
    def advice(self) -> str:
        """What people who are registered should do; nothing where nobody registers."""
        if not (self.row and self.row.occurrence and registers(self.row.occurrence, self.row.event)):
            return ""
        return {
            "cancelled": _("If you are registered, you need not do anything."),
            "postponed": _("If you are registered, you keep your place. We write to you when the new date is known."),
            "moved": _(
                "If you are registered, you keep your place. If you cannot come then, please cancel from our letter."
            ),
        }.get(self.word, "")

    def titled(self, title: str) -> str:
        """A title that says by itself that nobody should come: phones and subjects show little more."""
        if self.word == "postponed":
            return pgettext("title in a calendar", "Postponed: %(title)s") % {"title": title}
        if self.word == "cancelled":
            return pgettext("title in a calendar", "Cancelled: %(title)s") % {"title": title}
        return title


def state_of(row: Row) -> State:
    """What became of the date. The one function that decides it; everybody else asks."""
    if row.withdrawn or row.status == Status.CANCELLED:
        return State("cancelled", "EventCancelled", "CANCELLED", off=True, row=row)
    if row.status == Status.POSTPONED:
        return State("postponed", "EventPostponed", "CANCELLED", off=True, row=row)
    if row.moved:
        return State("moved", "EventRescheduled", "CONFIRMED", row=row)
    return State("", "EventScheduled", "TENTATIVE" if row.tentative else "CONFIRMED", row=row)


# --- what one finds at the door ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Door:
    """`word` is one of the states of the component `state.html`, "" where there is nothing to say.

    `count` are places left, `at` the local time registration opens, or the first or last day of what lasts; `open` says
    whether one can register now, be it for the waiting list, and `closes` until when, where that is before the start.
    """

    word: str = ""
    count: int = 0
    at: datetime | None = None
    open: bool = False
    closes: datetime | None = None

    def by_the_wall(self) -> "Door":
        """The same with its moments as wall time without a zone, so that no template moves them to another one."""
        at, closes = (moment and moment.replace(tzinfo=None) for moment in (self.at, self.closes))
        return replace(self, at=at, closes=closes)


def door(row: Row, now: datetime) -> Door:
    """What somebody finds at the door of this date at `now`."""
    state = state_of(row)
    if state.off:
        return Door(state.word)
    if (row.end or row.start).timestamp() <= now.timestamp():
        return Door("ended")
    if row.occurrence is not None and registers(row.occurrence, row.event):
        return _registration(row, now)
    if row.lasting:
        return run(row, now)
    silent = row.occurrence is None or row.session or (row.kind == Kind.EXHIBITION and row.all_day)
    return Door() if silent else Door("drop-in")


def run(row: Row, now: datetime) -> Door:
    """Where something that lasts stands on its way: not open yet (`begins`), `on-now`, or in its `last-days`."""
    if row.start.timestamp() > now.timestamp():
        return Door("begins", at=row.start)
    if row.end is not None and row.end.timestamp() - now.timestamp() <= LAST_DAYS.total_seconds():
        return Door("last-days", at=datetime.combine(row.last_day, row.start.timetz()))
    return Door("on-now")


def _registration(row: Row, now: datetime) -> Door:
    event, occurrence = row.event, row.occurrence
    if occurrence is None:
        return Door("closed")
    opening = opens_at(occurrence, event)
    if opening is not None and opening > now:
        return Door("opens", at=opening.astimezone(row.start.tzinfo))
    if row.course:
        return _course(row, now)
    if closes(row) <= now:
        return Door("closed")
    return _places(_left(row), occurrence.seats, event, until=closes(row) if event.closes_hours else None)


def _course(row: Row, now: datetime) -> Door:
    """Of a course: as many places as its fullest date to come has; closed like its next date, or once it has begun."""
    event = row.event
    coming = [date for date in row.course if date.status == Status.SCHEDULED and date.start > now]
    begun = any(date.status == Status.SCHEDULED and date.start <= now for date in row.course)
    if not coming or (begun and not event.late_joining):
        return Door("closed")
    until = coming[0].start.astimezone(row.start.tzinfo) - timedelta(hours=event.closes_hours or 0)
    if until <= now:
        return Door("closed")
    counts = [_fullest((date.seats, date.taken, date.waiting) for date in coming)]
    if event.mode == Mode.HYBRID:
        counts.append(_fullest((date.online_seats, date.online_taken, date.online_waiting) for date in coming))
    left = None if any(free is None for free, _seats in counts) else sum(free or 0 for free, _seats in counts)
    return _places(left, counts[0][1], event, until=until if event.closes_hours else None)


def _fullest(dates: Iterable[tuple[int | None, int, int]]) -> tuple[int | None, int | None]:
    """Of seats, taken and waiting of each date: how many are free on the fullest, and of how many; None: no limit."""
    limited = [(0 if waiting else max(seats - taken, 0), seats) for seats, taken, waiting in dates if seats is not None]
    return min(limited, default=(None, None))


def _places(left: int | None, seats: int | None, event: Any, *, until: datetime | None) -> Door:
    if left is None:
        return Door("open", open=True, closes=until)
    if left == 0:
        return Door("waiting", open=True, closes=until) if event.waiting_list else Door("full")
    few = left <= max(FEW, ceil((seats or 0) * FEW_SHARE))
    return Door("few" if few else "places", count=left, open=True, closes=until)


def _left(row: Row) -> int | None:
    """Places left, in the room and online together; None without a limit."""
    occurrence = row.occurrence
    if occurrence is None or occurrence.places_left is None or row.event.mode != Mode.HYBRID:
        return occurrence.places_left if occurrence else None
    if occurrence.online_seats is None:
        return None
    online = 0 if occurrence.online_waiting else max(occurrence.online_seats - occurrence.online_taken, 0)
    return occurrence.places_left + online


def closes(row: Row) -> datetime:
    """The instant after which nobody registers any more: so many hours before the start, else the start."""
    return row.start - timedelta(hours=row.event.closes_hours or 0)
