"""Counts by days: the month as a table, and the quick dates above the list."""

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Count, F, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _, pgettext

from core import prepared
from core.prepared import Statement
from events.calendar.domain.matching import Finder
from events.calendar.domain.selection import Selection

FIRST_MONTH, LAST_MONTH = date(1990, 1, 1), date(2200, 12, 1)


@dataclass(frozen=True)
class Span:
    """The local days of dates, both included; `lasting` ones are on for days and stand under none.

    `count` is how many dates have these same days.
    """

    first: date
    last: date
    lasting: bool
    count: int = 1


@dataclass(frozen=True)
class Quick:
    """A choice of days above the list."""

    label: str
    first: date
    last: date
    count: int
    current: bool


def spans(selection: Selection, finder: Finder, *, first: date, last: date) -> list[Span]:
    """The dates of the selection between two days, ours and our partners', counted by their days: one query."""
    chosen = selection.between(first, last)
    statement = finder.statement("spans", chosen, make=lambda: _spans(chosen, finder))
    found = ((prepared.day(begin), prepared.day(end), *rest) for begin, end, *rest in statement.rows())
    return [Span(begin, end, _lasts(begin, end, bool(all_day)), number) for begin, end, all_day, number in found]


def _spans(chosen: Selection, finder: Finder) -> Statement:
    ours, partners = (_by_days(dates, finder) for dates in (finder.occurrences(chosen), finder.happenings(chosen)))
    return Statement.of(ours.union(partners, all=True))


def _by_days(dates: "QuerySet[Any]", finder: Finder) -> "QuerySet[Any, Any]":
    """First and last local day, whether all day, and how many: the days as the finder means them."""
    one_instant = timedelta(microseconds=1)
    ending = Case(When(end__gt=F("start"), then=F("end") - one_instant), default=F("start"))
    days = dates.order_by().annotate(first=_day("start", finder), ending=ending).annotate(last=_day("ending", finder))
    counted: QuerySet[Any, Any] = days.values("first", "last", "all_day").annotate(number=Count("pk"))
    columns: QuerySet[Any, Any] = counted.values_list("first", "last", "all_day", "number")
    return columns


def _day(column: str, finder: Finder) -> Any:
    """The local day of an instant, in the zone of its row."""
    known = [When(zone=zone, then=TruncDate(column, tzinfo=ZoneInfo(zone))) for zone in finder.other_zones]
    here = TruncDate(column, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return Case(*known, default=here) if known else here


def span(start: datetime, end: datetime | None, zone: str, all_day: bool) -> Span:
    """The days of one date."""
    local = start.astimezone(ZoneInfo(zone)).date()
    last = local
    if end is not None and end > start:
        last = (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    return Span(local, last, _lasts(local, last, all_day))


def _lasts(first: date, last: date, all_day: bool) -> bool:
    days = (last - first).days
    return days > 1 or (all_day and days > 0)


def quick_dates(found: list[Span], selection: Selection, today: date) -> list[Quick]:
    """Today, tomorrow, the next seven days, the weekend, the month, with how much is on."""
    return [
        Quick(
            label=label,
            first=first,
            last=last,
            count=sum(span.count for span in found if span.first <= last and span.last >= first),
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


def last_quick_date(today: date) -> date:
    """The last day any of the quick dates speaks of."""
    return max(last for _label, _first, last in ranges(today))


def month_table(found: list[Span], selection: Selection, month: date, list_url: str) -> dict[str, object]:
    """The inputs of the component `month_table.html` for the month of a day; a day leads to its list."""
    counts: Counter[date] = Counter()
    for span in found:
        counts[span.first] += 0 if span.lasting else span.count

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
