"""Reading somebody else's calendar: bytes in, dated entries out. Every word in it is untrusted.

The rules are those of RFC 5545 and of what 659 real calendars contain; what is left out is said in `warnings`.
"""

import hashlib
import html
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import nh3
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core import ical_rules
from core.ical_text import BadCalendar, decoded, essential

MOST_EVENTS = 10_000
MOST_EXCEPTIONS = 1_000
EARLIEST_RULE = 1970
LONGEST_TITLE = 255
LONGEST_TEXT = 5_000


@dataclass(frozen=True)
class Entry:
    """One date of a calendar: `start` and `end` in UTC (`end` exclusive; None when the calendar gives none).

    `recurrence_id` is the original start in UTC, "20261122T160000Z", or the date of an all-day one; empty for a single
    date. `status` is confirmed, tentative or cancelled.
    """

    uid: str
    recurrence_id: str
    title: str
    description: str
    place: str
    link: str
    start: datetime
    end: datetime | None
    zone: str
    all_day: bool
    status: str
    sequence: int

    @property
    def digest(self) -> str:
        """Changes whenever anything of the entry does: many calendars never raise their SEQUENCE."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass
class Reading:
    """What a calendar holds inside the window, and what was left out, each with its reason."""

    name: str = ""
    entries: list[Entry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_calendar(data: bytes, *, zone: str, since: datetime, until: datetime) -> Reading:
    """All entries that start between two instants. `zone` is taken for times that name none.

    Raises BadCalendar, with one sentence, for what is no calendar or asks for more than a calendar may.
    """
    try:
        with warnings.catch_warnings():
            # It warns of guessing zones by vendors' names, which is what we want.
            warnings.simplefilter("ignore")
            calendars = Calendar.from_ical(essential(decoded(data)), multiple=True)
    except BadCalendar:
        raise
    except (ValueError, IndexError, KeyError) as error:
        raise BadCalendar(_("The calendar cannot be read: it breaks the rules of the format.")) from error
    reading = Reading()
    for calendar in calendars:
        reading.name = reading.name or str(calendar.get("X-WR-CALNAME", ""))
        home = _known_zone(str(calendar.get("X-WR-TIMEZONE", ""))) or ZoneInfo(zone)
        events = calendar.walk("VEVENT")
        if len(events) > MOST_EVENTS:
            raise BadCalendar(_("The calendar holds more than 10,000 events."))
        _read_events(events, home, since, until, reading)
    return reading


def _read_events(events: list[Any], home: ZoneInfo, since: datetime, until: datetime, reading: Reading) -> None:
    masters: dict[str, _Source] = {}
    overrides: dict[tuple[str, str], _Source] = {}
    for event in events:
        try:
            source = _Source(event, home)
        except BrokenEvent as error:
            reading.warnings.append(str(error))
            continue
        key = (source.uid, source.recurrence_id)
        chosen: dict[Any, _Source] = overrides if source.recurrence_id else masters
        place = key if source.recurrence_id else source.uid
        if place in chosen and source.rank < chosen[place].rank:
            continue
        chosen[place] = source
    for source in masters.values():
        reading.entries.extend(_dates(source, overrides, since, until))
    # What is left are overrides moved from outside the window and those whose series is missing: dates of their own.
    reading.entries.extend(each.entry() for each in overrides.values() if since <= each.utc_start <= until)


def _dates(
    source: "_Source", overrides: dict[tuple[str, str], "_Source"], since: datetime, until: datetime
) -> Iterator[Entry]:
    if not source.repeats:
        if since <= source.utc_start <= until:
            yield source.entry()
        return
    for start in source.starts(since, until):
        identity = source.identity(start)
        override = overrides.pop((source.uid, identity), None)
        yield override.entry() if override else source.entry(start, identity)


class BrokenEvent(Exception):
    """One event that cannot be used; the others can."""


class _Source:
    """One VEVENT with its values made safe. `start` is aware, or a naive midnight when the event is all day."""

    def __init__(self, event: Event, home: ZoneInfo) -> None:
        self.home = home
        self.title = _plain(event.get("SUMMARY"))[:LONGEST_TITLE] or _("(no title)")
        if str(event.get("CLASS", "PUBLIC")).upper() not in {"PUBLIC", ""}:
            raise BrokenEvent(_("“%(title)s” is private and was left out.") % {"title": self.title})
        started = _moment(event, "DTSTART")
        if started is None:
            raise BrokenEvent(_("“%(title)s” has no readable start and was left out.") % {"title": self.title})
        self.all_day = not isinstance(started, datetime)
        self.start = self._placed(started)
        self.length = self._length(event, started)
        self.description = _plain(event.get("DESCRIPTION"))[:LONGEST_TEXT]
        self.place = _plain(event.get("LOCATION"))[:LONGEST_TITLE]
        self.link = _link(event.get("URL"))
        self.status = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}.get(
            str(event.get("STATUS", "")).upper(), "confirmed"
        )
        self.sequence = _number(event.get("SEQUENCE"))
        stamped = _moment(event, "LAST-MODIFIED") or _moment(event, "DTSTAMP")
        self.rank = (self.sequence, str(stamped or ""))
        self.rules = [rule.to_ical().decode() for rule in _several(event.get("RRULE"))]
        for rule in self.rules:
            ical_rules.judge(rule, self.title)
            if not ical_rules.can_be_followed(rule, self.start):
                raise BrokenEvent(
                    _("“%(title)s” has a rule we cannot follow and was left out.") % {"title": self.title}
                )
        self.extra = self._moments(event, "RDATE")
        self.excluded = set(self._moments(event, "EXDATE"))
        self.excluded_days = {moment.date() for moment in self._moments(event, "EXDATE", days=True)}
        original = _moment(event, "RECURRENCE-ID")
        self.recurrence_id = "" if original is None else self.identity(self._placed(original))
        self.uid = str(event.get("UID", "")).strip()[:255] or self._made_up_uid()
        if self.rules and self.start.year < EARLIEST_RULE:
            raise BrokenEvent(_("“%(title)s” repeats since before 1970 and was left out.") % {"title": self.title})

    @property
    def repeats(self) -> bool:
        return not self.recurrence_id and bool(self.rules or self.extra)

    @property
    def utc_start(self) -> datetime:
        return self._utc(self.start)

    def starts(self, since: datetime, until: datetime) -> list[datetime]:
        """Every start of the series in the window: by rule, extra and first, without the excluded ones."""
        found = {self.start} if since <= self.utc_start <= until else set()
        for rule in self.rules:
            found.update(ical_rules.starts(rule, self.start, since, until))
        found.update(moment for moment in self.extra if since <= self._utc(moment) <= until)
        kept = found - self.excluded
        return sorted(moment for moment in kept if moment.date() not in self.excluded_days)[: ical_rules.MOST_DATES]

    def identity(self, start: datetime) -> str:
        """The RECURRENCE-ID of a start."""
        return start.strftime("%Y%m%d") if self.all_day else self._utc(start).strftime("%Y%m%dT%H%M%SZ")

    def entry(self, start: datetime | None = None, identity: str | None = None) -> Entry:
        begins = self._utc(start or self.start)
        return Entry(
            uid=self.uid,
            recurrence_id=self.recurrence_id if identity is None else identity,
            title=self.title,
            description=self.description,
            place=self.place,
            link=self.link,
            start=begins,
            end=self._end(start or self.start),
            zone=self._zone_name(),
            all_day=self.all_day,
            status=self.status,
            sequence=self.sequence,
        )

    def _end(self, start: datetime) -> datetime | None:
        if self.length is None:
            return None
        # All-day lengths are counted in local days, others in exact time.
        return self._utc(start + self.length) if self.all_day else self._utc(start) + self.length

    def _utc(self, moment: datetime) -> datetime:
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.home)).astimezone(UTC)

    def _zone_name(self) -> str:
        """The zone people of the event live by: its own when it names one, else the calendar's."""
        own = getattr(self.start.tzinfo, "key", "UTC")
        return self.home.key if own in {"UTC", "Etc/UTC"} else own

    def _placed(self, value: date | datetime) -> datetime:
        moment = ical_rules.as_datetime(value)
        if self.all_day:
            return datetime.combine(moment, time())
        return moment if moment.tzinfo else moment.replace(tzinfo=self.home)

    def _length(self, event: Event, started: date | datetime) -> timedelta | None:
        ended, lasting = _moment(event, "DTEND"), _value(event, "DURATION")
        if isinstance(lasting, timedelta) and ended is None:
            length = lasting
        elif ended is None:
            return timedelta(days=1) if self.all_day else None
        else:
            ends = self._placed(ended)
            length = ends - self.start if self.all_day else self._utc(ends) - self._utc(self.start)
        if length <= timedelta():
            return timedelta(days=1) if self.all_day else None
        return length

    def _moments(self, event: Event, name: str, *, days: bool = False) -> list[datetime]:
        """The starts an RDATE or EXDATE names; with `days`, only those that name whole days of a timed event."""
        found: list[datetime] = []
        for listed in _several(event.get(name)):
            for each in _listed(listed):
                value = each.dt[0] if isinstance(each.dt, tuple) else each.dt
                if (isinstance(value, datetime) or self.all_day) != days:
                    found.append(self._placed(value))
        if len(found) > MOST_EXCEPTIONS:
            raise BrokenEvent(_("“%(title)s” has more than 1,000 exceptions and was left out.") % {"title": self.title})
        return found

    def _made_up_uid(self) -> str:
        return hashlib.sha256(f"{self.start.isoformat()} {self.title}".encode()).hexdigest()


def _several(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _listed(dates: Any) -> list[Any]:
    """The dates of one RDATE or EXDATE line; a broken line lists none."""
    try:
        return list(dates.dts)
    except (ValueError, AttributeError, TypeError):
        return []


def _value(event: Event, name: str) -> Any:
    """The decoded value of a property; None when it is missing or broken (icalendar raises on looking at it)."""
    try:
        found = _several(event.get(name))
        return found[0].dt if found else None
    except (ValueError, AttributeError, TypeError):
        return None


def _moment(event: Event, name: str) -> date | datetime | None:
    """The date or date-time of a property; None when it is missing, broken or something else."""
    found = _value(event, name)
    return found if isinstance(found, date) else None


def _number(value: Any) -> int:
    try:
        return max(0, min(int(value or 0), 2_000_000_000))
    except (ValueError, TypeError):
        return 0


def _plain(value: Any) -> str:
    """Text without mark-up: entities are decoded (some are escaped twice), tags taken out."""
    text = html.unescape(html.unescape(str(_several(value)[0] if value is not None else "")))
    if "<" in text:
        text = html.unescape(nh3.clean(text.replace("<br", "\n<br").replace("</p", "\n</p"), tags=set()))
    return text.replace("\r", "").strip()


def _link(value: Any) -> str:
    """A web address, or nothing: no other scheme may come in by a calendar."""
    text = str(_several(value)[0] if value is not None else "").strip()
    return text if text.lower().startswith(("http://", "https://")) and len(text) <= 500 and " " not in text else ""


def _known_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None
