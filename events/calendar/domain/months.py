"""Counts by days: the month as a table, and the quick dates above the list."""

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _, pgettext

from events.calendar.domain.matching import Finder
from events.calendar.domain.selection import Selection

FIRST_MONTH, LAST_MONTH = date(1990, 1, 1), date(2200, 12, 1)


@dataclass(frozen=True)
class Span:
    """The local days of one date, both included; `lasting` ones are on for days and stand under none."""

    first: date
    last: date
    lasting: bool


@dataclass(frozen=True)
class Quick:
    """A choice of days above the list."""

    label: str
    first: date
    last: date
    count: int
    current: bool


def spans(selection: Selection, finder: Finder, *, first: date, last: date) -> list[Span]:
    """Every date of the selection between two days, ours and our partners', in one query."""
    chosen = selection.between(first, last)
    columns = ("start", "end", "zone", "all_day")
    ours = finder.occurrences(chosen).order_by().values_list(*columns)
    return [span(*light) for light in ours.union(finder.happenings(chosen).order_by().values_list(*columns), all=True)]


def span(start: datetime, end: datetime | None, zone: str, all_day: bool) -> Span:
    """The local days of a date, from its instants."""
    local = start.astimezone(ZoneInfo(zone)).date()
    last = local
    if end is not None and end > start:
        last = (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    days = (last - local).days
    return Span(local, last, lasting=days > 1 or (all_day and days > 0))


def quick_dates(found: list[Span], selection: Selection, today: date) -> list[Quick]:
    """Today, tomorrow, the next seven days, the weekend, the month, with how much is on."""
    return [
        Quick(
            label=label,
            first=first,
            last=last,
            count=sum(span.first <= last and span.last >= first for span in found),
            current=(selection.first, selection.last) == (first, last),
        )
        for label, first, last in ranges(today)
    ]


def ranges(today: date) -> list[tuple[str, date, date]]:
    """The quick dates. The month is this one while it lasts for another week, then the next."""
    tomorrow = today + timedelta(days=1)
    saturday = today + timedelta(days=5 - today.weekday()) if today.weekday() < 6 else today
    month = today if next_month(today) - today > timedelta(days=7) else next_month(today)
    return [
        (_("Today"), today, today),
        (_("Tomorrow"), tomorrow, tomorrow),
        (_("Next 7 days"), today, today + timedelta(days=6)),
        (pgettext("quick dates", "Weekend"), saturday, saturday + timedelta(days=6 - saturday.weekday())),
        (date_format(month, "F"), month, next_month(month) - timedelta(days=1)),
    ]


def month_table(found: list[Span], selection: Selection, month: date, list_url: str) -> dict[str, object]:
    """The inputs of the component `month_table.html` for the month of a day; a day leads to its list."""
    counts = Counter(span.first for span in found if not span.lasting)

    def cell(day: date) -> dict[str, object] | None:
        if day.month != month.month:
            return None
        return {"date": day, "count": counts[day], "url": list_url + selection.between(day, day).query()}

    weeks = Calendar(firstweekday=0).monthdatescalendar(month.year, month.month)
    return {"first": month.replace(day=1), "weeks": [[cell(day) for day in week] for week in weeks]}


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(day: date) -> date:
    """The first day of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
