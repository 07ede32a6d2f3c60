"""Some days of a selection, day by day, at most so many dates of each: what the week, the day and the sheets show."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from events.calendar.domain import months, rows
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.models import Occurrence
from events.partners.models import Happening

# So much of what is on for days fits a strip.
MOST_ONGOING = 12


@dataclass(frozen=True)
class Day:
    """One day; `more` is how many of its dates are not among `rows`."""

    date: date
    rows: list[Row] = field(default_factory=list)
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.more


@dataclass(frozen=True)
class Agenda:
    """All days from first to last, empty ones too, and what is on all the while."""

    first: date
    last: date
    days: list[Day]
    ongoing: Day

    @property
    def count(self) -> int:
        return sum(day.count for day in [self.ongoing, *self.days])

    def rows(self) -> Iterator[Row]:
        for day in [self.ongoing, *self.days]:
            yield from day.rows


def agenda(selection: Selection, finder: Finder, *, first: date, last: date, language: str, per_day: int) -> Agenda:
    """The days between two, both included: every date is counted, at most `per_day` of a day are read whole.

    Seven queries at most, for any number of dates. A date that began before stands under the first day.
    """
    chosen = selection.between(first, last)
    by_day = _keys_by_day(chosen, finder, first)
    most: dict[date | None, int] = {None: MOST_ONGOING}
    wanted = {key for day, keys in by_day.items() for key in keys[: most.get(day, per_day)]}
    found = _rows(wanted, finder, language)

    def told(day: date | None) -> Day:
        keys = by_day.get(day, [])
        shown = [found[key] for key in keys if key in found]
        return Day(day or first, shown, more=len(keys) - len(shown))

    days = [told(first + timedelta(days=number)) for number in range((last - first).days + 1)]
    return Agenda(first=first, last=last, days=days, ongoing=told(None))


def _keys_by_day(selection: Selection, finder: Finder, first: date) -> dict[date | None, list[tuple[Any, Any]]]:
    """The dates by the day they stand under, in the order of the day; what lasts stands under None."""
    columns = ("start", "end", "zone", "all_day", "pk")
    ours, partners = finder.occurrences(selection), finder.happenings(selection)
    light = [(Occurrence, *each) for each in ours.order_by("start", "pk").values_list(*columns)]
    light += [(Happening, *each) for each in partners.order_by("start", "pk").values_list(*columns)]
    # What lasts all day stands first, as in the list.
    light.sort(key=lambda each: (not each[4], each[1]))
    found: dict[date | None, list[tuple[Any, Any]]] = defaultdict(list)
    for model, start, end, zone, all_day, pk in light:
        span = months.span(start, end, zone, all_day)
        found[None if span.lasting else max(span.first, first)].append((model, pk))
    return found


def _rows(wanted: set[tuple[Any, Any]], finder: Finder, language: str) -> dict[tuple[Any, Any], Row]:
    """The rows by model and primary key."""
    ours = list(Occurrence.objects.filter(pk__in=[pk for model, pk in wanted if model is Occurrence]))
    theirs = Happening.objects.filter(pk__in=[pk for model, pk in wanted if model is Happening])
    partners = list(theirs.select_related("organisation"))
    keys = [(type(each), each.pk) for each in [*ours, *partners]]
    listed = rows.of(ours, language=language, branches=finder.branches)
    return dict(zip(keys, [*listed, *rows.of_partners(partners, finder.branches)], strict=True))
