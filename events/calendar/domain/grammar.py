"""Rules written elsewhere, brought into the few forms our own form can show and staff can change (calendars 5.1)."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import recurrence

from events.calendar.domain.expansion import rule_days
from events.calendar.models import Schedule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = WEEKDAYS[:5]
FREQUENCIES = {
    "DAILY": recurrence.DAILY,
    "WEEKLY": recurrence.WEEKLY,
    "MONTHLY": recurrence.MONTHLY,
    "YEARLY": recurrence.YEARLY,
}
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "COUNT", "UNTIL", "WKST"}
NTH = (1, 2, 3, 4, -1)
# As in the form of an event: longer ones are slips of the hand.
MOST_DATES, MOST_STEPS = 500, 52
_DAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")


class NotCarried(Exception):
    """The rule says something our grammar has no words for."""


def carried(rule: str, *, first: date, zone: str) -> recurrence.Recurrence | None:
    """The rule (`FREQ=WEEKLY;BYDAY=TU;COUNT=10`) as a plan keeps it, or None when our grammar cannot say it.

    What the first date decides (the weekday, the day of the month) is written out. The first date must be one of the
    rule's own: calendar programs disagree about series in which it is not.
    """
    try:
        found = _rule(_parts(rule), first, zone)
    except (NotCarried, ValueError, OverflowError):
        return None
    stored = recurrence.Recurrence(rrules=[found], include_dtstart=False)
    days = rule_days(Schedule(first_date=first, rule=stored), zone=zone, until=first)
    return stored if next(days, None) == first else None


def ending(rule: recurrence.Rule, *, until: date | None = None, count: int | None = None, zone: str) -> None:
    """Gives the rule another end, or none; the last day is a local day of the zone, included."""
    rule.count = count
    rule.until = datetime.combine(until, time(23, 59, 59), tzinfo=ZoneInfo(zone)) if until and count is None else None


def copied(stored: recurrence.Recurrence) -> recurrence.Recurrence:
    """The same rule as an object of its own, to be changed without changing the other."""
    return recurrence.deserialize(recurrence.serialize(stored), include_dtstart=False)


def _parts(rule: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in rule.upper().removeprefix("RRULE:").replace(" ", "").split(";") if part]
    parts = {name: value for name, _equals, value in pairs}
    if len(parts) != len(pairs) or not parts.keys() <= KNOWN or parts.get("FREQ") not in FREQUENCIES:
        raise NotCarried
    return parts


def _rule(parts: dict[str, str], first: date, zone: str) -> recurrence.Rule:
    interval = _number(parts.get("INTERVAL", "1"), MOST_STEPS)
    days = [_day(text) for text in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    frequency = parts["FREQ"]
    if frequency == "DAILY" and days:
        # Every working day is how some programs write "weekly, from Monday to Friday".
        if interval != 1:
            raise NotCarried
        frequency = "WEEKLY"
    by = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[frequency](parts, days, first)
    if frequency == "WEEKLY" and interval > 1 and len(by["byday"]) > 1 and parts.get("WKST", "MO") != "MO":
        raise NotCarried
    found = recurrence.Rule(FREQUENCIES[frequency], interval=interval, wkst=0, **by)
    if "COUNT" in parts and "UNTIL" in parts:
        raise NotCarried
    if "COUNT" in parts:
        ending(found, count=_number(parts["COUNT"], MOST_DATES), zone=zone)
    elif "UNTIL" in parts:
        ending(found, until=_until(parts["UNTIL"], zone), zone=zone)
    return found


def _daily(parts: dict[str, str], days: list[tuple[int, int]], first: date) -> dict[str, Any]:
    _refuse(parts, "BYMONTHDAY", "BYSETPOS", "BYMONTH")
    return {}


def _weekly(parts: dict[str, str], days: list[tuple[int, int]], first: date) -> dict[str, Any]:
    _refuse(parts, "BYMONTHDAY", "BYSETPOS", "BYMONTH")
    if any(position for position, _weekday in days):
        raise NotCarried
    numbers = sorted({weekday for _position, weekday in days}) or [first.weekday()]
    return {"byday": [recurrence.to_weekday(number) for number in numbers]}


def _monthly(parts: dict[str, str], days: list[tuple[int, int]], first: date) -> dict[str, Any]:
    _refuse(parts, "BYMONTH")
    if "BYMONTHDAY" in parts:
        _refuse(parts, "BYSETPOS", "BYDAY")
        day = int(parts["BYMONTHDAY"])
        if day != -1 and not 1 <= day <= 28:
            raise NotCarried
        return {"bymonthday": [day]}
    if not days:
        _refuse(parts, "BYSETPOS")
        if first.day > 28:
            raise NotCarried
        return {"bymonthday": [first.day]}
    return _weekday_of_month(days, parts.get("BYSETPOS"))


def _weekday_of_month(days: list[tuple[int, int]], setpos: str | None) -> dict[str, Any]:
    position, weekday = days[0]
    if len(days) == 1:
        place = position if setpos is None else int(setpos)
        if place not in NTH or (setpos is not None and position):
            raise NotCarried
        return {"byday": [recurrence.Weekday(weekday, place)]}
    if sorted(days) != [(0, number) for number in range(len(WORKDAYS))] or setpos not in ("1", "-1"):
        raise NotCarried
    return {"byday": [recurrence.to_weekday(number) for number in range(len(WORKDAYS))], "bysetpos": [int(setpos)]}


def _yearly(parts: dict[str, str], days: list[tuple[int, int]], first: date) -> dict[str, Any]:
    _refuse(parts, "BYDAY", "BYSETPOS")
    month, day = int(parts.get("BYMONTH", first.month)), int(parts.get("BYMONTHDAY", first.day))
    if month != first.month or day not in (first.day, -1) or (first.month, day) == (2, 29):
        raise NotCarried
    return {"bymonth": [month], "bymonthday": [day]}


def _refuse(parts: dict[str, str], *names: str) -> None:
    if any(name in parts for name in names):
        raise NotCarried


def _number(text: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= most:
        raise NotCarried
    return int(text)


def _day(text: str) -> tuple[int, int]:
    """Position in the month (0: every) and weekday (0: Monday)."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise NotCarried
    return int(match[1] or 0), WEEKDAYS.index(match[2])


def _until(text: str, zone: str) -> date:
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise NotCarried
    moment = datetime.strptime(match[1] + (match[2] or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 (placed below)
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).date() if match[3] else moment.date()
