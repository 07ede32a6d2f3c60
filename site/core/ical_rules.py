"""Recurrence rules of other calendars: judged before they are followed, and followed only inside a window."""

import re
from datetime import UTC, date, datetime, time
from itertools import chain, dropwhile, islice, takewhile

from dateutil.rrule import rrulestr

from core.ical_text import BadCalendar
from core.remarks import marked as _

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
REFUSED_PARTS = {"BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP"}
MOST_DATES = 1_000
LONGEST_INTERVAL = 1_000
# The Gregorian calendar repeats itself, days of the week and leap years included, every 400 years. A rule that never
# fits is followed to the end of time, the year 9999: from 19 turns later that is not far, and the dates are the same.
TURNS = 19 * 400
LATEST_START = 9_999 - TURNS - 100


def judge(rule: str, title: str) -> None:
    """Refuses rules that repeat within a day or could run for ever; `title` names the event in the sentence."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if parts.get("FREQ") not in FREQUENCIES:
        sentence = _("“%(title)s” repeats within a day. We read rules by day, week, month or year.")
        raise BadCalendar(sentence, title=title)
    interval = parts.get("INTERVAL", "1")
    if not re.fullmatch(r"[0-9]{1,4}", interval) or not 1 <= int(interval) <= LONGEST_INTERVAL:
        raise BadCalendar(_("“%(title)s” repeats at an interval that makes no sense."), title=title)
    if REFUSED_PARTS & parts.keys():
        raise BadCalendar(_("“%(title)s” has a rule with hours or minutes, which we do not follow."), title=title)


def can_be_followed(rule: str, first: datetime) -> bool:
    """Whether the rule can be read at all beside this start."""
    if first.year > LATEST_START:
        return False
    try:
        rrulestr(_fitting(rule, first), dtstart=_turned(first.replace(tzinfo=None), TURNS))
    except (ValueError, TypeError, OverflowError, IndexError, KeyError):
        return False
    return True


def starts(rule: str, first: datetime, since: datetime, until: datetime) -> list[datetime] | None:
    """The starts a judged rule gives between two instants, at most 1,000, in the wall time of `first`; None when it
    never gives any.

    `first` is aware, or naive for all-day events (then the bounds are compared as dates of UTC). Rules speak of wall
    time (RFC 5545 3.3.10), so they are followed without a zone; an hour that the clocks skip is brought to its place
    by the zone.
    """
    found = iter(rrulestr(_fitting(rule, first), dtstart=_turned(first.replace(tzinfo=None), TURNS)))
    one = next(found, None)
    if one is None:
        return None
    earliest, latest = (_turned(_wall(bound, first), TURNS) for bound in (since, until))
    inside = takewhile(lambda start: start <= latest, dropwhile(lambda start: start < earliest, chain([one], found)))
    return [_turned(start, -TURNS).replace(tzinfo=first.tzinfo) for start in islice(inside, MOST_DATES)]


def _turned(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)


def _wall(moment: datetime, first: datetime) -> datetime:
    """An instant as the clock on the wall of `first` shows it."""
    return (moment.astimezone(first.tzinfo) if first.tzinfo else moment).replace(tzinfo=None)


def _fitting(rule: str, first: datetime) -> str:
    """The rule with its UNTIL in turned wall time, whatever kind of time it was written in: half write it wrongly."""
    match = re.search(r"UNTIL=(\d{8})(T\d{6})?(Z)?", rule, re.IGNORECASE)
    if not match:
        return rule
    day, clock, utc = match.groups()
    if first.tzinfo is None:
        clock = None
    wall = datetime.strptime(day + (clock or "T235959").upper(), "%Y%m%dT%H%M%S")  # noqa: DTZ007  (wall time)
    if utc and clock and first.tzinfo:
        wall = _wall(wall.replace(tzinfo=UTC), first)
    last = f"{_turned(wall, TURNS):%Y%m%dT%H%M%S}" if wall.year <= LATEST_START else "99991231T235959"
    return rule.replace(match[0], f"UNTIL={last}")


def as_datetime(value: date | datetime) -> datetime:
    """A date as its naive midnight; a date-time as it is."""
    return value if isinstance(value, datetime) else datetime.combine(value, time())
