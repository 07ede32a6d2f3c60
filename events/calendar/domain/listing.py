"""The list of what is on: whole days from a first one, the nearest first, with the strip of what lasts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet, Value

from core.prepared import PRESENT, Statement, about, moment
from events.calendar.domain import months, rows
from events.calendar.domain.matching import Finder
from events.calendar.domain.months import Span
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.models import Occurrence
from events.partners.models import Happening
from places.domain import known

WEEK = timedelta(days=6)
# A quiet week goes on until so many dates are shown; a busy one ends before there are more than `MANY`, at the end of
# a day. No page has more than `MOST`: a day with more of them goes on at the next page.
ENOUGH, MANY, MOST = 12, 60, 100


@dataclass(frozen=True)
class Day:
    """One day of the list, by the local date where things happen."""

    date: date
    rows: list[Row]


@dataclass(frozen=True)
class Listing:
    """What a page shows: days, what is on all the while, and where it goes on.

    `onward` is the selection of the next page, if any, and `skip` how many of its dates were shown already: more than
    none only while a day is too `crowded` for one page.
    """

    first: date
    last: date
    days: list[Day]
    ongoing: list[Row]
    onward: Selection | None
    skip: int = 0

    @property
    def crowded(self) -> bool:
        return self.skip > 0

    @property
    def count(self) -> int:
        return len(self.ongoing) + sum(len(day.rows) for day in self.days)

    def rows(self) -> Iterator[Row]:
        yield from self.ongoing
        for day in self.days:
            yield from day.rows


@dataclass(frozen=True)
class Light:
    """What is read of a date to see on which page it stands; `code` is its public code."""

    code: str
    ours: bool
    start: datetime
    all_day: bool
    span: Span


def listing(
    selection: Selection,
    finder: Finder,
    *,
    language: str,
    today: date,
    now: datetime,
    skip: int = 0,
    at_most: tuple[int, int] = (MOST, MOST),
) -> Listing:
    """The page of the list for a selection. Without days of its own it begins today with what is not over yet.

    `at_most` are how many dates, and how many that last, a page with less room shows of it.
    """
    first = selection.first or today
    found = _light(selection, finder, first=first, now=now, skip=skip)
    last, crowded = _last(found, selection, first)
    shown = [light for light in found[:MOST] if light.span.first <= last]
    # The day of a date that began before is the first; what lasts all day stands first on its day.
    dated = sorted(
        (light for light in shown if not light.span.lasting),
        key=lambda light: (max(light.span.first, first), not light.all_day, light.start, light.code),
    )[: at_most[0]]
    lasting = [light for light in shown if light.span.lasting][: at_most[1]]
    told = _rows([*dated, *lasting], finder, language)
    onward = selection.between(last + timedelta(days=1), selection.last) if len(found) > len(shown) else None
    return Listing(
        first=first,
        last=last,
        days=[
            Day(day, [told[light.code] for light in group])
            for day, group in groupby(dated, key=lambda light: max(light.span.first, first))
        ],
        ongoing=[told[light.code] for light in lasting],
        onward=selection if crowded else onward,
        skip=skip + MOST if crowded else 0,
    )


def _light(selection: Selection, finder: Finder, *, first: date, now: datetime, skip: int) -> list[Light]:
    """The next dates, one more than a page may have: one query."""
    statement = finder.statement("list", selection, first, skip, make=lambda: _next(selection, finder, first, skip))
    return [
        Light(
            code,
            bool(own),
            moment(start),
            bool(all_day),
            months.span(moment(start), end and moment(end), zone, bool(all_day)),
        )
        for start, end, zone, all_day, code, own in statement.at(now).rows()
    ]


def _next(selection: Selection, finder: Finder, first: date, skip: int) -> Statement:
    coming = Q() if selection.first else Q(end__gt=PRESENT) | Q(start__gte=PRESENT)
    chosen = selection.between(first, selection.last)
    columns = ("start", "end", "zone", "all_day", "code", "ours")
    ours, partners = (
        dates.filter(coming).order_by().annotate(ours=Value(own)).values_list(*columns)
        for dates, own in ((finder.occurrences(chosen), 1), (finder.happenings(chosen), 0))
    )
    return Statement.of(ours.union(partners, all=True).order_by("start", "code")[skip : skip + MOST + 1])


def _last(found: list[Light], selection: Selection, first: date) -> tuple[date, bool]:
    """The last day that fits the page, and whether even that one does not fit whole."""
    days = sorted(max(light.span.first, first) for light in found if not light.span.lasting)
    last = selection.last or max([first + WEEK, *days[ENOUGH - 1 : ENOUGH]])
    if selection.last is None and not any(day <= last for day in days):
        last = max([last, *days[:1]])
    if len(days) > MANY and days[MANY] <= last:
        last = max(first, days[0], days[MANY] - timedelta(days=1))
    if len(found) <= MOST:
        return last, False
    # What comes after the last one read is not known: its day is not whole.
    cut = max(found[-1].span.first, first)
    whole = max([first, *days[:1]])
    return (last, False) if cut > last else (max(whole, cut - timedelta(days=1)), cut <= whole)


def _rows(shown: list[Light], finder: Finder, language: str) -> dict[str, Row]:
    """The dates of a page as rows, by code."""
    ours = _dates([light.code for light in shown if light.ours])
    found = rows.of(ours, language=language, branches=finder.branches, spaces=known.spaces())
    theirs = Happening.objects.filter(code__in=[light.code for light in shown if not light.ours])
    found += rows.of_partners(theirs.select_related("organisation"), finder.branches)
    return {row.code: row for row in found}


def _dates(codes: list[str]) -> list[Occurrence]:
    """Our dates of these codes, in any order: one query."""
    columns = [column.attname for column in Occurrence._meta.concrete_fields]

    def chosen(codes: list[str]) -> "QuerySet[Any, Any]":
        return Occurrence.objects.filter(code__in=codes).order_by().values_list(*columns)

    return [Occurrence.from_db(DEFAULT_DB_ALIAS, columns, values) for values in about("dates", codes, chosen)]
