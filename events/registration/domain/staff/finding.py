"""Which registrations a member of staff asks for: of their branches, by event, date, state, mode, name and address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, Sum

from accounts.domain import LOOK, branches_of
from accounts.models import User
from core.folded import holds
from core.tokens import read_aloud
from events.calendar.domain.expansion import instant
from events.calendar.models import Occurrence
from events.registration.domain.staff.sight import Sight
from events.registration.enums import State
from events.registration.models import Person, Registration
from events.registration.querysets import RegistrationQuerySet

# The only orders there are: nothing of an address is ever read as a column.
ORDERS = {
    "newest": ("-created_at", "-pk"),
    "name": ("name", "pk"),
    "date": ("occurrence__start", "name", "pk"),
    "line": ("occurrence__start", "number", "pk"),
}
# Fewer letters of a reference than this find half of the list.
LEAST_CODE = 3
_A_DAY, _YEARS = timedelta(days=1), (1900, 2999)


@dataclass(frozen=True)
class StateCount:
    """How many registrations, and of how many people, are in a state."""

    state: str
    label: str
    number: int
    people: int


def own(user: User) -> RegistrationQuerySet:
    """Everything of the branches one may look at; repeats are answers to somebody, no registrations."""
    return Registration.objects.of_branches(branches_of(user, LOOK)).real()


def asked_for(user: User, asked: Mapping[str, str], sight: Sight) -> RegistrationQuerySet:
    """What the filters ask for, but for the state; words nobody knows are no filter."""
    rows = own(user)
    if sought := asked.get("q", "").replace("\0", "").strip()[:200]:
        rows = rows.filter(_sought(sought, sight))
    if branch := asked.get("branch", ""):
        rows = rows.filter(occurrence__branch__slug=branch)
    if code := asked.get("date", ""):
        rows = rows.filter(occurrence__code=code)
    if (event := asked.get("event", "")).isdecimal() and len(event) < 10:
        rows = rows.filter(occurrence__event=int(event))
    if (mode := asked.get("mode", "")) in ("here", "online"):
        rows = rows.filter(online=mode == "online")
    if day := _day(asked.get("day", "")):
        rows = rows.filter(_begins_on(day))
    return rows


def in_state(rows: RegistrationQuerySet, asked: Mapping[str, str]) -> RegistrationQuerySet:
    """The same in the state asked for, in the order asked for, with what lists read of the date."""
    state = asked.get("state", "")
    if state in State.values:
        rows = rows.filter(state=state)
    return rows.select_related("occurrence__event", "occurrence__branch").order_by(*ORDERS[order_of(asked)])


def order_of(asked: Mapping[str, str]) -> str:
    """The order asked for; else those who wait stand as they wait, and all others with the newest first."""
    order = asked.get("order", "")
    if order in ORDERS:
        return order
    return "line" if asked.get("state") == State.WAITING else "newest"


def counts(rows: RegistrationQuerySet) -> list[StateCount]:
    """By state, in the order of the states, those that occur: one query."""
    sums = rows.order_by().values_list("state").annotate(number=Count("pk"), heads=Sum("party"))
    found = {state: (number, people) for state, number, people in sums}
    return [StateCount(state, str(label), *found[state]) for state, label in State.choices if state in found]


def _sought(sought: str, sight: Sight) -> Q:
    """By name, group and reference; by address, adult or one of the people with the right to see them."""
    people = Person.objects.filter(holds("name", sought), registration=OuterRef("pk"))
    found = ~Q(name="") & holds("name", sought) | holds("group", sought)
    found |= (holds("guardian", sought) | Q(Exists(people))) & Q(occurrence__branch__in=sight.needs)
    found |= Q(email__icontains=sought) & Q(occurrence__branch__in=sight.addresses)
    code = read_aloud(sought)
    return found | Q(code__startswith=code) if len(code) >= LEAST_CODE else found


def _begins_on(day: date) -> Q:
    """On that day by the clock where each date takes place, which need not be the server's."""
    here = _midnight(day, "UTC")
    near = Occurrence.objects.filter(start__gte=here - _A_DAY, start__lt=here + 2 * _A_DAY)
    zones = near.order_by().values_list("zone", flat=True).distinct()
    days = [
        Q(
            occurrence__zone=zone,
            occurrence__start__gte=_midnight(day, zone),
            occurrence__start__lt=_midnight(day + _A_DAY, zone),
        )
        for zone in zones
    ]
    return reduce(or_, days, Q(pk__in=[]))


def _midnight(day: date, zone: str) -> datetime:
    return instant(day, time.min, zone)


def _day(text: str) -> date | None:
    """The day that was typed, of years that have a day before and after them."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _YEARS[0] <= day.year <= _YEARS[1] else None
