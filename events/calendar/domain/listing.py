"""The list of what is on: whole days from a first one, the nearest first, with the strip of what lasts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Q

from events.calendar.domain import rows
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection

WEEK = timedelta(days=6)
# A quiet week goes on until so many dates are shown; a busy one ends before there are more than `MANY`, at the end of
# a day. One day alone shows at most `MOST`.
ENOUGH, MANY, MOST = 12, 60, 200


@dataclass(frozen=True)
class Day:
    """One day of the list, by the local date where things happen."""

    date: date
    rows: list[Row]


@dataclass(frozen=True)
class Listing:
    """What a page shows: days, what is on all the while, and where it goes on. `onward` is the next page, if any."""

    first: date
    last: date
    days: list[Day]
    ongoing: list[Row]
    onward: Selection | None
    crowded: bool

    @property
    def count(self) -> int:
        return len(self.ongoing) + sum(len(day.rows) for day in self.days)

    def rows(self) -> Iterator[Row]:
        yield from self.ongoing
        for day in self.days:
            yield from day.rows


def listing(selection: Selection, finder: Finder, *, language: str, today: date, now: datetime) -> Listing:
    """The page of the list for a selection. Without days of its own it begins today with what is not over yet."""
    first = selection.first or today
    chosen = selection.between(first, selection.last)
    ours, partners = finder.occurrences(chosen), finder.happenings(chosen)
    if selection.first is None:
        coming = Q(end__gt=now) | Q(start__gte=now)
        ours, partners = ours.filter(coming), partners.filter(coming)
    found = rows.of(list(ours.order_by("start", "pk")[: MOST + 1]), language=language, branches=finder.branches)
    theirs = partners.select_related("organisation").order_by("start", "pk")[: MOST + 1]
    found += rows.of_partners(theirs, finder.branches)
    found.sort(key=lambda row: (max(row.day, first), row.all_day is False, row.start.timestamp(), row.uid))
    return _page(found, selection, first)


def _page(found: list[Row], selection: Selection, first: date) -> Listing:
    dated = [row for row in found if not row.lasting]
    last = _last(dated, selection, first)
    shown = [row for row in dated if max(row.day, first) <= last][:MOST]
    further = len(found) > MOST or any(row.day > last for row in found)
    return Listing(
        first=first,
        last=last,
        days=[Day(day, list(group)) for day, group in groupby(shown, key=lambda row: max(row.day, first))],
        ongoing=[row for row in found if row.lasting and row.day <= last],
        onward=selection.between(last + timedelta(days=1), selection.last) if further else None,
        crowded=len(shown) == MOST,
    )


def _last(dated: list[Row], selection: Selection, first: date) -> date:
    """The last whole day that fits the page."""
    days = [max(row.day, first) for row in dated]
    last = selection.last or max([first + WEEK, *days[ENOUGH - 1 : ENOUGH]])
    if selection.last is None and not any(day <= last for day in days):
        last = max([last, *days[:1]])
    if len(days) > MANY and days[MANY] <= last:
        last = max(first, days[0], days[MANY] - timedelta(days=1))
    return last
