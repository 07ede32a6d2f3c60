"""The day programme of an event with sessions: by day, then by time, with what goes on side by side."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from events.calendar.domain.rows import Row
from events.calendar.domain.states import door, state_of
from events.calendar.models import Occurrence
from events.calendar.querysets import OccurrenceQuerySet

# A conference of some days is one programme; that of next year is another.
NEAR = timedelta(days=14)
MOST_SESSIONS = 300


def sessions_around(date: Occurrence) -> OccurrenceQuerySet:
    """The sessions of the programme a date belongs to, or has: the others of its event within a fortnight."""
    sessions = Occurrence.objects.filter(event=date.event_id, session=True, withdrawn_at=None)
    near = sessions.filter(start__gte=date.start - NEAR, start__lt=date.end + NEAR).exclude(pk=date.pk)
    return near.select_related("branch__library", "space").order_by("start", "pk")[:MOST_SESSIONS]


def day_programme(sessions: Iterable[Row], *, now: datetime, current: str = "") -> list[dict[str, Any]]:
    """Days with their times, each time with its sessions in the order of their rooms; `current` is a session's code.

    A time says when all its sessions end, or each says so itself when they end at different times.
    """
    found = sorted(sessions, key=lambda row: (row.start.replace(tzinfo=None), _room(row), row.label))
    return [
        {
            "date": day,
            "slots": [_slot(list(group), now, current) for _start, group in groupby(rows, key=lambda row: row.start)],
        }
        for day, rows in groupby(found, key=lambda row: row.day)
    ]


def _slot(rows: list[Row], now: datetime, current: str) -> dict[str, Any]:
    ends = {row.end for row in rows}
    together = len(ends) == 1
    return {
        "starts": _wall(rows[0].start),
        "ends": _wall(rows[0].end) if together else None,
        "sessions": [
            {**_session(row, now), "ends": None if together else _wall(row.end), "current": row.code == current}
            for row in rows
        ],
    }


def _session(row: Row, now: datetime) -> dict[str, Any]:
    at_door, state = door(row, now), state_of(row)
    return {
        "code": row.code,
        "title": row.label or row.title,
        "url": row.link,
        "speakers": row.speakers,
        "room": _room(row),
        "note": row.note,
        "off": state.off,
        "moved": state.word == "moved",
        "reason": state.reason,
        "state": at_door.word,
        "count": at_door.count,
        "at": _wall(at_door.at),
        "open": at_door.open,
    }


def _room(row: Row) -> str:
    return str(row.space.name) if row.space else ""


def _wall(moment: datetime | None) -> datetime | None:
    """Wall time without its zone, or a template would move it to the zone of the site."""
    return moment and moment.replace(tzinfo=None)
