"""Recurrence rules of other calendars: judged before they are followed, and followed only inside a window."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from core.ical_text import BadCalendar

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
REFUSED_PARTS = {"BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP"}
MOST_DATES = 1_000
LONGEST_INTERVAL = 1_000


def judge(rule: str, title: str) -> None:
    """Refuses rules that repeat within a day or could run for ever; `title` names the event in the sentence."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if parts.get("FREQ") not in FREQUENCIES:
        sentence = _("“%(title)s” repeats within a day. We read rules by day, week, month or year.")
        raise BadCalendar(sentence % {"title": title})
    interval = parts.get("INTERVAL", "1")
    if not re.fullmatch(r"\d{1,4}", interval) or not 1 <= int(interval) <= LONGEST_INTERVAL:
        raise BadCalendar(_("“%(title)s” repeats at an interval that makes no sense.") % {"title": title})
    if REFUSED_PARTS & parts.keys():
        raise BadCalendar(_("“%(title)s” has a rule with hours or minutes, which we do not follow.") % {"title": title})


def can_be_followed(rule: str, first: datetime) -> bool:
    """Whether the rule can be read at all beside this start."""
    try:
        rrulestr(_fitting(rule, first), dtstart=first)
    except (ValueError, TypeError):
        return False
    return True


def starts(rule: str, first: datetime, since: datetime, until: datetime) -> list[datetime]:
    """The starts a judged rule gives between two instants, at most 1,000, in the wall time of `first`.

    `first` is aware, or naive for all-day events (then the bounds are compared as local dates). An UNTIL whose kind of
    time does not fit `first` is brought to it, as half of all calendars write it wrongly.
    """
    found = rrulestr(_fitting(rule, first), dtstart=first)
    if first.tzinfo is None:
        since, until = since.replace(tzinfo=None), until.replace(tzinfo=None)
    return list(islice(_between(found, since, until), MOST_DATES))


def _between(found: Iterator[datetime], since: datetime, until: datetime) -> Iterator[datetime]:
    for start in found:
        if start > until:
            return
        if start >= since:
            yield start


def _fitting(rule: str, first: datetime) -> str:
    """The rule with an UNTIL that dateutil accepts beside this start: UTC when aware, naive when not."""
    match = re.search(r"UNTIL=(\d{8})(T\d{6})?(Z)?", rule, re.IGNORECASE)
    if not match:
        return rule
    day, clock, utc = match.groups()
    if first.tzinfo is None:
        return rule.replace(match[0], f"UNTIL={day}T235959")
    if utc:
        return rule
    # A date or local time: the end of that local day, or that local time, as an instant.
    wall = datetime.strptime(day + (clock or "T235959"), "%Y%m%dT%H%M%S").replace(tzinfo=first.tzinfo)
    return rule.replace(match[0], "UNTIL=" + (wall - (wall.utcoffset() or timedelta())).strftime("%Y%m%dT%H%M%SZ"))


def as_datetime(value: date | datetime) -> datetime:
    """A date as its naive midnight; a date-time as it is."""
    return value if isinstance(value, datetime) else datetime.combine(value, time())
