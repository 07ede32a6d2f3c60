"""Who came, and the figures of dates: what surveys, statistics and the archive ask. Counts people, not parties."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.enums import Admission, Status
from events.calendar.models import Occurrence
from events.calendar.querysets import OccurrenceQuerySet
from events.registration.enums import AgePart, Source, State
from events.registration.models import Headcount, Registration

# Staff are asked for the count of a date so long after it; who was there is forgotten sooner than that.
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Figures:
    """People, over any number of dates.

    `registered` had a place beforehand (walk-ins are not among them); `attended` is the headcount of each date, where
    there is none those checked in; `no_shows` had a place and were not checked in, counted only for dates where
    somebody was. `counted` is of how many dates anything is known at all: without it `attended` is no figure.
    """

    registered: int = 0
    attended: int = 0
    walk_ins: int = 0
    cancelled: int = 0
    waiting: int = 0
    no_shows: int = 0
    counted: int = 0

    @property
    def came(self) -> int | None:
        """Who was there; None where nobody counted or checked in, which is not the same as nobody."""
        return self.attended if self.counted else None


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
        counted=int(bool(came) or counted is not None),
    )


def _headcounts(keys: object) -> dict[object, int]:
    """The headcount of each date that has one, in the room and online together."""
    rows: dict[object, list[Headcount]] = defaultdict(list)
    for row in Headcount.objects.filter(occurrence__in=keys).only("occurrence", "part", "online", "number"):
        rows[row.occurrence_id].append(row)
    return {key: total(found) for key, found in rows.items()}


def total(headcounts: Iterable[Headcount]) -> int:
    """The people of one date's counts: for the room and online each everyone, else children and adults together."""
    ways: dict[bool, dict[str, int]] = defaultdict(dict)
    for row in headcounts:
        ways[row.online][row.part] = row.number
    return sum(parts[AgePart.ALL] if AgePart.ALL in parts else sum(parts.values()) for parts in ways.values())


def uncounted(dates: OccurrenceQuerySet, *, now: datetime) -> OccurrenceQuerySet:
    """Of these dates those that took place lately and have neither a headcount nor anyone checked in, the latest first.

    Asked are dates with a door: not the run of an exhibition, nor what is open for days without registration, nor
    sessions of a day, which are counted with their day.
    """
    over = dates.public().listed().filter(end__lte=now, end__gt=now - REMEMBERED, status=Status.SCHEDULED)
    register = Q(admission=Admission.REGISTER) | Q(admission="", event__admission=Admission.REGISTER)
    an_evening = Q(all_day=False, end__lte=F("start") + timedelta(days=1))
    doors = over.filter(register | an_evening).exclude(schedule_code=PERIOD_CODE)
    heads = Headcount.objects.filter(occurrence=OuterRef("pk"))
    came = Registration.objects.came().filter(occurrence=OuterRef("pk"))
    return doors.filter(~Exists(heads), ~Exists(came)).order_by("-start", "pk")
