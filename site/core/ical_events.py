"""One event of somebody else's calendar with its values made safe, and the dates it stands for."""

import hashlib
import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import nh3
from icalendar import Event
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from core import ical_rules
from core.ical_text import MOST_EXCEPTIONS
from core.remarks import Remark, marked as _

EARLIEST_RULE = 1970
YEARS = range(1900, 2200)
LONGEST_TITLE = 255
LONGEST_TEXT = 5_000
LONGEST_LENGTH = timedelta(days=3_660)


@dataclass(frozen=True)
class Entry:
    """One date of a calendar: `start` and `end` in UTC (`end` exclusive; None when the calendar gives none).

    `recurrence_id` is the original start in UTC, "20261122T160000Z", or the date of an all-day one; empty for a single
    date. `status` is confirmed, tentative or cancelled. An empty title means that there was none. `zone_unknown`: the
    event names a zone nobody knows, so its hours are a guess.
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
    zone_unknown: bool = field(default=False, repr=False)

    @property
    def digest(self) -> str:
        """Changes whenever anything of the entry does: many calendars never raise their SEQUENCE."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class BrokenEvent(Exception):
    """One event that cannot be used; the others can."""

    def __init__(self, text: str, **facts: str | int) -> None:
        super().__init__(text)
        self.remark = Remark(text, facts)


class SourceEvent:
    """One VEVENT. `start` is aware, or a naive midnight when it is all day; `remarks` say what was mended.

    `home` is the zone of times that name none. With `local_rules` a series written in UTC repeats by home's clock, as
    the calendars of one large provider mean it (X-WR-TIMEZONE).
    """

    def __init__(self, event: Event, home: ZoneInfo, *, local_rules: bool = False) -> None:
        self.home = home
        self.remarks: list[Remark] = []
        self.title = plain(event.get("SUMMARY"))[:LONGEST_TITLE]
        if str(event.get("CLASS", "PUBLIC")).upper() not in {"PUBLIC", ""}:
            self._refuse(_("“%(title)s” is private and was left out."))
        started = _moment(event, "DTSTART")
        if started is None or started.year not in YEARS:
            self._refuse(_("“%(title)s” has no readable start and was left out."))
        self.all_day = not isinstance(started, datetime)
        self.zone_unknown = self._unknown_zone(event, started)
        self.rules = [rule.to_ical().decode() for rule in _several(event.get("RRULE"))]
        self.start = self._placed(started)
        if local_rules and self.rules and not self.all_day and self.start.utcoffset() == timedelta():
            self.start = self.start.astimezone(home)
        self.length = self._length(event, started)
        self.description = plain(event.get("DESCRIPTION"))[:LONGEST_TEXT]
        self.place = plain(event.get("LOCATION"))[:LONGEST_TITLE]
        self.link = link(event.get("URL"))
        status = str(event.get("STATUS", "")).upper()
        self.status = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}.get(status, "confirmed")
        self.sequence = _number(event.get("SEQUENCE"))
        stamped = _moment(event, "LAST-MODIFIED") or _moment(event, "DTSTAMP")
        self.rank = (self.sequence, str(stamped or ""))
        self._judge_rules()
        self.extra = self._moments(event, "RDATE")
        self.excluded = set(self._moments(event, "EXDATE"))
        self.excluded_days = {moment.date() for moment in self._moments(event, "EXDATE", days=True)}
        original = _moment(event, "RECURRENCE-ID")
        self.recurrence_id = "" if original is None else self.identity(self._placed(original))
        self.uid = str(event.get("UID", "")).strip()[:255] or self._made_up_uid()

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
            given = ical_rules.starts(rule, self.start, since, until)
            if given is None:
                self._remark(_("The rule of “%(title)s” fits no day; only its first date was taken."))
            found.update(given or [])
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
            zone_unknown=self.zone_unknown,
        )

    def _remark(self, text: str) -> None:
        self.remarks.append(Remark(text, {"title": self.title}))

    def _refuse(self, text: str) -> NoReturn:
        raise BrokenEvent(text, title=self.title)

    def _judge_rules(self) -> None:
        for rule in self.rules:
            ical_rules.judge(rule, self.title)
            if not ical_rules.can_be_followed(rule, self.start):
                self._refuse(_("“%(title)s” has a rule we cannot follow and was left out."))
        if self.rules and self.start.year < EARLIEST_RULE:
            self._refuse(_("“%(title)s” repeats since before 1970 and was left out."))

    def _unknown_zone(self, event: Event, started: date | datetime) -> bool:
        """The event names a zone that neither the file nor anybody else explains: icalendar leaves its time bare."""
        named = str(_parameters(event, "DTSTART").get("TZID", ""))
        if not named or not isinstance(started, datetime) or started.tzinfo is not None:
            return False
        told = {"title": self.title, "zone": named[:60], "home": self.home.key}
        self.remarks.append(
            Remark(_("“%(title)s” names the unknown time zone “%(zone)s”; we took %(home)s: please check."), told)
        )
        return True

    def _end(self, start: datetime) -> datetime | None:
        if self.length is None:
            return None
        # All-day lengths are counted in local days, others in exact time.
        return self._utc(start + self.length) if self.all_day else self._utc(start) + self.length

    def _utc(self, moment: datetime) -> datetime:
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.home)).astimezone(UTC)

    def _zone_name(self) -> str:
        """The zone people of the event live by: its own when it names one, else the calendar's."""
        own: str = getattr(self.start.tzinfo, "key", "UTC")
        return self.home.key if own in {"UTC", "Etc/UTC"} else own

    def _placed(self, value: date | datetime) -> datetime:
        moment = ical_rules.as_datetime(value)
        if self.all_day:
            return datetime.combine(moment, time())
        return moment if moment.tzinfo else moment.replace(tzinfo=self.home)

    def _length(self, event: Event, started: date | datetime) -> timedelta | None:
        ended, lasting = _moment(event, "DTEND"), _value(event, "DURATION")
        one_day = timedelta(days=1) if self.all_day else None
        if isinstance(lasting, timedelta) and ended is None:
            length = lasting
        elif ended is None or ended.year not in YEARS:
            return one_day
        else:
            ends = self._placed(ended)
            length = ends - self.start if self.all_day else self._utc(ends) - self._utc(self.start)
        if length < timedelta() or length > LONGEST_LENGTH:
            self._remark(_("The end of “%(title)s” makes no sense and was left out."))
            return one_day
        return length or one_day

    def _moments(self, event: Event, name: str, *, days: bool = False) -> list[datetime]:
        """The starts an RDATE or EXDATE names; with `days`, only those that name whole days of a timed event."""
        found: list[datetime] = []
        for listed in _several(event.get(name)):
            for each in _listed(listed):
                value = each.dt[0] if isinstance(each.dt, tuple) else each.dt
                if (isinstance(value, datetime) or self.all_day) != days and value.year in YEARS:
                    found.append(self._placed(value))
        if len(found) > MOST_EXCEPTIONS:
            self._refuse(_("“%(title)s” has more than 1,000 exceptions and was left out."))
        return found

    def _made_up_uid(self) -> str:
        self._remark(_("“%(title)s” has no UID; it is known by its start and title."))
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


def _parameters(event: Event, name: str) -> Mapping[str, Any]:
    try:
        found = _several(event.get(name))
        return found[0].params if found else {}
    except (ValueError, AttributeError, TypeError):
        return {}


def _moment(event: Event, name: str) -> date | datetime | None:
    """The date or date-time of a property; None when it is missing, broken or something else."""
    found = _value(event, name)
    return found if isinstance(found, date) else None


def _number(value: Any) -> int:
    try:
        return max(0, min(int(value or 0), 2_000_000_000))
    except (ValueError, TypeError):
        return 0


def plain(value: Any) -> str:
    """Text without mark-up: entities are decoded (some are escaped twice), tags taken out."""
    text = html.unescape(html.unescape(str(_several(value)[0] if value is not None else "")))
    if "<" in text:
        text = html.unescape(nh3.clean(text.replace("<br", "\n<br").replace("</p", "\n</p"), tags=set()))
    return text.replace("\r", "").strip()


def link(value: Any) -> str:
    """A web address, or nothing: no other scheme may come in by a calendar."""
    text = str(_several(value)[0] if value is not None else "").strip()
    return text if text.lower().startswith(("http://", "https://")) and len(text) <= 500 and " " not in text else ""


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or of a Windows name by the table of CLDR; None for any other."""
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name)) if name else None
    except (KeyError, ValueError, OSError):
        return None
