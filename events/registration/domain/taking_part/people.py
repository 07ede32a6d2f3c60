"""The people of a party after it was registered: some stay at home, others come along. The door counts their places."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.enums import PartyOf
from events.registration.domain import rules, seats
from events.registration.domain.taking_part import asking, bundles, courses, parties, registering
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.enums import ACTIVE
from events.registration.models import Person, Registration


class NobodyLeft(RuleBroken):
    """Somebody else stays, but not on every date."""


class AdultNeeded(RuleBroken):
    """The children who stay would come without their adult."""


def named(registration: Registration) -> list[Person]:
    """Who takes the places of a party, where the event asks for names; no query elsewhere."""
    if registration.occurrence.event.party_of != PartyOf.PEOPLE:
        return []
    return list(registration.people.filter(seat=True))


def take_off(
    registration: Registration, people: Collection[int], *, now: datetime, by: User | None = None
) -> Registration:
    """These people (primary keys) do not come; the rest keep their places. When nobody is left it is cancelled.

    In a course that holds for all its dates to come: people are known on each as `parties.by_name` says.
    """
    with transaction.atomic():
        held = _locked(registration, now=now, by=by)
        known = {who for who, person in parties.by_name(named(registration)).items() if person.pk in people}
        dates = [_part(one, known) for one in held]
        parted = [each for each in dates if each.leaving]
        if not parted:
            return held[0]
        if parted == dates and not any(each.is_somebody_left for each in parted):
            return _cancel(held[0], now=now, by=by)
        for each in parted:
            each.check()
        Person.objects.filter(pk__in=[person.pk for each in parted for person in each.leaving]).delete()
        return _resize([(each.registration, len(each.staying)) for each in parted], now=now, by=by)


def bring(
    registration: Registration, guest: Guest, *, guardian: str = "", phone: str = "", now: datetime,
    by: User | None = None,
) -> Registration:  # fmt: skip
    """One more person comes along, and asks the whole door: in a course that of every date to come.

    Raises what a newcomer would read, and changes nothing.
    """
    with transaction.atomic():
        held = _locked(registration, now=now, by=by)
        sizes = [(each, _add(each, guest, guardian, phone, now=now, by=by)) for each in held]
        return _resize(sizes, now=now, by=by)


def _add(registration: Registration, guest: Guest, guardian: str, phone: str, *, now: datetime, by: User | None) -> int:
    """Write the person down for one date, with their adult where they need one; how many the party is now."""
    adult = _the_adult(registration, guest, guardian, phone)
    there = [Guest(person.name, age=person.age) for person in named(registration)]
    coming = [guest, *_their_adult(registration, [*there, guest])]
    if by is None:
        _check(registration, there, coming, adult)
    parties.keep(registration, Details(people=coming), now=now)
    Registration.objects.filter(pk=registration.pk).update(**adult)
    return len(there) + len(coming)


def _locked(registration: Registration, *, now: datetime, by: User | None) -> list[Registration]:
    """The party's date, or all its dates to come of the course, as they are under their locks."""
    if bundles.is_of_course(registration):
        return courses.to_change(registration, now=now)
    occurrence, fresh = seats.lock_with(registration)
    rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
    if fresh.face not in ACTIVE:
        raise rules.NotPossibleNow(_("This registration is cancelled, so its places cannot be changed."))
    return [fresh]


def _resize(sizes: Sequence[tuple[Registration, int]], *, now: datetime, by: User | None) -> Registration:
    registration, party = sizes[0]
    if not bundles.is_of_course(registration):
        return registering.change_party(registration, party=party, now=now, by=by)
    courses.resize(sizes, now=now, by=by)
    return registration


def _cancel(registration: Registration, *, now: datetime, by: User | None) -> Registration:
    if not bundles.is_of_course(registration):
        return registering.cancel(registration, now=now, by=by)
    return courses.leave(registration, now=now, by=by)[0]


@dataclass(frozen=True)
class _Parted:
    """Who of the party stays at home on one date, and who comes to it."""

    registration: Registration
    leaving: list[Person]
    staying: list[Person]

    @property
    def is_somebody_left(self) -> bool:
        return any(not _only_accompanies(self.registration, person) for person in self.staying)

    def check(self) -> None:
        if not self.is_somebody_left:
            raise NobodyLeft(_("On one of the dates nobody would be left. Please give that date back by itself."))
        _check_adult(self.registration, self.leaving, self.staying)


def _part(registration: Registration, known: Collection[parties.Known]) -> _Parted:
    parted = _Parted(registration, [], [])
    for who, person in parties.by_name(named(registration)).items():
        (parted.leaving if who in known else parted.staying).append(person)
    return parted


def _check_adult(registration: Registration, leaving: Sequence[Person], staying: Sequence[Person]) -> None:
    event = registration.occurrence.event
    children = asking.children(event, [Guest(person.name, age=person.age) for person in staying])
    if children and any(_is_the_adult(registration, person) for person in leaving):
        raise AdultNeeded(_("The children cannot come without the adult who takes a place with them."))


def _is_the_adult(registration: Registration, person: Person) -> bool:
    event = registration.occurrence.event
    return bool(event.guardian_seat and registration.guardian and person.name == registration.guardian)


def _only_accompanies(registration: Registration, person: Person) -> bool:
    """Whether they are there for the sake of children alone: named as their adult, without an age of their own."""
    return _is_the_adult(registration, person) and person.age is None


def _the_adult(registration: Registration, guest: Guest, guardian: str, phone: str) -> dict[str, str]:
    """The adult and their number as they are known, else as they were written just now for a child."""
    if not asking.children(registration.occurrence.event, [guest]):
        return {}
    registration.guardian = registration.guardian or one_line(guardian) or registration.name
    registration.phone = registration.phone or one_line(phone)
    return {"guardian": registration.guardian, "phone": registration.phone}


def _their_adult(registration: Registration, guests: Sequence[Guest]) -> list[Guest]:
    event = registration.occurrence.event
    known = {one_line(guest.name) for guest in guests}
    needed = event.guardian_seat and asking.children(event, guests) and registration.guardian not in known
    return [Guest(registration.guardian)] if needed else []


def _check(registration: Registration, there: Sequence[Guest], coming: Sequence[Guest], adult: dict[str, str]) -> None:
    """What is wrong with those who come along; what was accepted of the others stays accepted."""
    contact = {"guardian": registration.guardian, "phone": registration.phone, **adult}
    details = Details(people=[*there, *coming], contact=contact)
    party = len(details.people)
    for problem in asking.of_people(registration.occurrence.event, details, party=party):
        if problem.facts.get("person", party) >= len(there):
            raise problem
