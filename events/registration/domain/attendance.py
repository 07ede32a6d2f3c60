"""Who came, and the figures of dates: what surveys, statistics and the archive ask. Counts people, not parties."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from events.calendar.models import Occurrence
from events.registration.enums import AgePart, Source, State
from events.registration.models import Headcount, Registration


@dataclass(frozen=True)
class Figures:
    """People, over any number of dates.

    `registered` had a place beforehand (walk-ins are not among them); `attended` is the headcount of each date, where
    there is none those checked in; `no_shows` had a place and were not checked in, counted only for dates where
    somebody was.
    """

    registered: int = 0
    attended: int = 0
    walk_ins: int = 0
    cancelled: int = 0
    waiting: int = 0
    no_shows: int = 0


def attended(occurrence: Occurrence) -> "QuerySet[Registration]":
    """The registrations of which at least one person came, walk-ins with them."""
    return Registration.objects.of(occurrence).came()


def figures(occurrences: "Iterable[Occurrence] | QuerySet[Occurrence]") -> Figures:
    """The figures of these dates together, in two queries for any number of them."""
    each = figures_by_date(occurrences).values()
    return Figures(**{name: sum(getattr(one, name) for one in each) for name in Figures.__dataclass_fields__})


def figures_by_date(occurrences: "Iterable[Occurrence] | QuerySet[Occurrence]") -> dict[object, Figures]:
    """The figures of each date, by its primary key; dates of which nothing is known are left out."""
    keys = occurrences.values("pk") if isinstance(occurrences, QuerySet) else [each.pk for each in occurrences]
    sums = (
        Registration.objects.real()
        .filter(occurrence__in=keys)
        .order_by()
        .values_list("occurrence", "state", "source", "arrived")
        .annotate(heads=Sum("party"), came=Sum("arrived"))
    )
    groups: dict[object, list[tuple[str, str, int | None, int, int]]] = defaultdict(list)
    for key, state, source, arrived, people, came in sums:
        groups[key].append((state, source, arrived, people, came or 0))
    counted = _headcounts(keys)
    return {key: _figures(groups[key], counted.get(key)) for key in {*groups, *counted}}


def _figures(rows: list[tuple[str, str, int | None, int, int]], counted: int | None) -> Figures:
    confirmed = [row for row in rows if row[0] == State.CONFIRMED]
    expected = [row for row in confirmed if row[1] != Source.WALK_IN]
    came = sum(row[4] for row in confirmed)
    missing = sum(row[3] for row in expected if not row[2])
    return Figures(
        registered=sum(row[3] for row in expected),
        attended=came if counted is None else counted,
        walk_ins=sum(row[4] for row in confirmed if row[1] == Source.WALK_IN),
        cancelled=sum(row[3] for row in rows if row[0] == State.CANCELLED and row[1] != Source.WALK_IN),
        waiting=sum(row[3] for row in rows if row[0] == State.WAITING),
        no_shows=missing if came else 0,
    )


def _headcounts(keys: object) -> dict[object, int]:
    """The headcount of each date: everyone, else children and adults together; in the room and online."""
    parts: dict[object, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Headcount.objects.filter(occurrence__in=keys).values_list("occurrence", "part", "number")
    for key, part, number in rows:
        parts[key][part] += number
    return {key: found[AgePart.ALL] if AgePart.ALL in found else sum(found.values()) for key, found in parts.items()}
