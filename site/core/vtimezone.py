"""VTIMEZONE for any IANA zone as yearly rules: icalendar writes the onsets in the wrong offset (RFC 5545 3.6.5)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# The rules in force are read from the transitions of these years; what is older than a calendar's window is no matter.
FIRST_YEAR, LAST_YEAR = 2015, 2037
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Onset:
    """A change of clocks: `local` is the wall time before it (in the offset `before`), as the RFC asks."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool


@lru_cache(maxsize=64)
def vtimezone(zone: str) -> tuple[str, ...]:
    """The unfolded lines of the VTIMEZONE of an IANA zone, right for every instant from 2015 on."""
    groups = _groups(_onsets(ZoneInfo(zone)))
    if not groups or not all(_rule([onset.local for onset in group]) for group in groups):
        groups.insert(0, [_beginning(ZoneInfo(zone))])
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for group in groups:
        lines += _observance(group)
    return (*lines, "END:VTIMEZONE")


def _onsets(zone: ZoneInfo) -> list[Onset]:
    """Every change of the offset or the name between the first and the last year, in order."""
    found = []
    moment = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    while moment.year <= LAST_YEAR:
        later = moment + timedelta(days=1)
        if _state(moment, zone) != _state(later, zone):
            found.append(_onset(moment, later, zone))
        moment = later
    return found


def _state(moment: datetime, zone: ZoneInfo) -> tuple[timedelta, str]:
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or ""


def _onset(low: datetime, high: datetime, zone: ZoneInfo) -> Onset:
    """The change between two instants a day apart, to the minute."""
    before = _state(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        low, high = (middle, high) if _state(middle, zone) == before else (low, middle)
    after, name = _state(high, zone)
    # The greater offset is the daylight one, also in Dublin and Casablanca, whose law has it the other way round:
    # parsers tell the two hours of an overlap apart by it.
    return Onset((high + before[0]).replace(tzinfo=None), before[0], after, name, daylight=after > before[0])


def _beginning(zone: ZoneInfo) -> Onset:
    """What holds before the first change of a zone without yearly rules, or always where clocks never change."""
    offset, name = _state(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), zone)
    return Onset(datetime(1970, 1, 1), offset, offset, name, daylight=False)  # noqa: DTZ001  (local by meaning)


def _groups(onsets: list[Onset]) -> list[list[Onset]]:
    """The onsets that one observance can tell: the same offsets, name and kind."""
    groups: dict[tuple[timedelta, timedelta, str, bool], list[Onset]] = {}
    for onset in onsets:
        groups.setdefault((onset.before, onset.after, onset.name, onset.daylight), []).append(onset)
    return list(groups.values())


def _observance(onsets: list[Onset]) -> list[str]:
    first = onsets[0]
    kind = "DAYLIGHT" if first.daylight else "STANDARD"
    rule = _rule([onset.local for onset in onsets])
    dates = [f"RDATE:{onset.local:%Y%m%dT%H%M%S}" for onset in onsets[1:]]
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{first.local:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(first.before)}",
        f"TZOFFSETTO:{_offset(first.after)}",
        f"TZNAME:{first.name}",
        *([rule] if rule else dates),
        f"END:{kind}",
    ]


def _rule(moments: list[datetime]) -> str:
    """The yearly rule that gives exactly these local times up to the last year, or "" when there is none."""
    first = moments[0]
    if [moment.year for moment in moments] != list(range(first.year, LAST_YEAR + 1)):
        return ""
    if len({(moment.month, moment.weekday(), moment.time()) for moment in moments}) > 1:
        return ""
    weekday = WEEKDAYS[first.weekday()]
    start = f"RRULE:FREQ=YEARLY;BYMONTH={first.month};"
    if all((moment + timedelta(days=7)).month != moment.month for moment in moments):
        return f"{start}BYDAY=-1{weekday}"
    if len({(moment.day - 1) // 7 for moment in moments}) == 1:
        return f"{start}BYDAY={(first.day - 1) // 7 + 1}{weekday}"
    return _week_of_days(moments, start, weekday)


def _week_of_days(moments: list[datetime], start: str, weekday: str) -> str:
    """A weekday within seven fixed days of the month, such as the Friday before the last Sunday."""
    days = [moment.day for moment in moments]
    last = (date(moments[0].year, moments[0].month % 12 + 1, 1) - timedelta(days=1)).day
    if max(days) - min(days) != 6 or max(days) > last:
        return ""
    span = ",".join(str(day) for day in range(min(days), max(days) + 1))
    return f"{start}BYMONTHDAY={span};BYDAY={weekday}"


def _offset(offset: timedelta) -> str:
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
