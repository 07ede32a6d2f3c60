"""Reading somebody else's calendar: bytes in, dated entries out. Every word in it is untrusted.

The rules are those of RFC 5545 and of what 659 real calendars contain; what is left out or mended is said in
`remarks`. A stranger's file is read by `core.ical_child`, in a process of its own.
"""

import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from core.ical_events import BrokenEvent, Entry, SourceEvent, known_zone
from core.ical_text import BadCalendar, decoded, essential
from core.remarks import Remark, marked as _

MOST_ENTRIES = 20_000
MOST_REMARKS = 500
# Seconds of work that following rules may take in one file; honest calendars need a fraction of one.
LONGEST_EXPANSION = 2.0
# What the parser raises on broken files; OSError where the name of a zone is no name a file can have.
BREAKAGES = (
    ValueError, IndexError, KeyError, OverflowError, RecursionError, AttributeError, TypeError, OSError,
)  # fmt: skip


@dataclass
class Reading:
    """What a calendar holds inside the window, how many events were left out, and why; what was mended is said too."""

    name: str = ""
    left_out: int = 0
    entries: list[Entry] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def warnings(self) -> list[str]:
        return [str(remark) for remark in self.remarks]


@dataclass
class _Window:
    since: datetime
    until: datetime
    spent: float = 0.0


def read_calendar(data: bytes, *, zone: str, since: datetime, until: datetime, local_rules: bool = False) -> Reading:
    """All entries that start between two instants. `zone` is taken for times that name none.

    `local_rules`: series written in UTC repeat by the clock of the calendar's zone. Raises BadCalendar, with one
    sentence, for what is no calendar or asks for more than a calendar may.
    """
    try:
        with warnings.catch_warnings():
            # It warns of guessing zones by vendors' names, which is what we want.
            warnings.simplefilter("ignore")
            calendars = Calendar.from_ical(essential(decoded(data)), multiple=True)
    except BREAKAGES as error:
        raise BadCalendar(_("The calendar cannot be read: it breaks the rules of the format.")) from error
    reading, window = Reading(), _Window(since, until)
    for calendar in calendars:
        reading.name = reading.name or str(calendar.get("X-WR-CALNAME", ""))
        home = known_zone(str(calendar.get("X-WR-TIMEZONE", ""))) or ZoneInfo(zone)
        found = _sources(calendar.walk("VEVENT"), home, local_rules, reading)
        for entry in _entries(*found, window, reading):
            reading.entries.append(entry)
            if len(reading.entries) > MOST_ENTRIES:
                raise BadCalendar(_("The calendar holds more than 20,000 dates."))
    del reading.remarks[MOST_REMARKS:]
    return reading


Masters = dict[str, SourceEvent]
Overrides = dict[tuple[str, str], SourceEvent]


def _sources(events: list[Any], home: ZoneInfo, local_rules: bool, reading: Reading) -> tuple[Masters, Overrides]:
    """The events that can be used; of two with one identity the newer (SEQUENCE, then stamp), else the later one."""
    masters: Masters = {}
    overrides: Overrides = {}
    for event in events:
        try:
            source = SourceEvent(event, home, local_rules=local_rules)
        except BrokenEvent as error:
            reading.left_out += 1
            reading.remarks.append(error.remark)
            continue
        except (ValueError, OverflowError, AttributeError, TypeError):
            reading.left_out += 1
            reading.remarks.append(Remark(_("One event cannot be read and was left out.")))
            continue
        chosen: dict[Any, SourceEvent] = overrides if source.recurrence_id else masters
        place = (source.uid, source.recurrence_id) if source.recurrence_id else source.uid
        if place in chosen:
            told = {"title": source.title}
            reading.remarks.append(Remark(_("“%(title)s” stands twice in the file; the newer one was taken."), told))
            if source.rank < chosen[place].rank:
                continue
        chosen[place] = source
    return masters, overrides


def _entries(masters: Masters, overrides: Overrides, window: _Window, reading: Reading) -> Iterator[Entry]:
    for source in masters.values():
        yield from _dates(source, overrides, window)
    # What is left are overrides moved from outside the window and those whose series is missing: dates of their own.
    for source in overrides.values():
        if window.since <= source.utc_start <= window.until:
            yield source.entry()
    for source in (*masters.values(), *overrides.values()):
        reading.remarks.extend(source.remarks)


def _dates(source: SourceEvent, overrides: Overrides, window: _Window) -> Iterator[Entry]:
    if not source.repeats:
        if window.since <= source.utc_start <= window.until:
            yield source.entry()
        return
    began = time.process_time()
    starts = source.starts(window.since, window.until)
    window.spent += time.process_time() - began
    if window.spent > LONGEST_EXPANSION:
        raise BadCalendar(_("The rules of the calendar take far too long to follow."))
    for start in starts:
        identity = source.identity(start)
        override = overrides.pop((source.uid, identity), None)
        yield override.entry() if override else source.entry(start, identity)
