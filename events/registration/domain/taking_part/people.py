"""The people of a party after it was registered: some stay at home, others come along. The door counts their places."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.enums import PartyOf
from events.registration.domain import rules, seats
from events.registration.domain.taking_part import asking, parties, registering
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.enums import ACTIVE
from events.registration.models import Person, Registration


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
    """These people (primary keys) do not come; the rest keep their places. When nobody is left it is cancelled."""
    with transaction.atomic():
        registration = _locked(registration, now=now, by=by)
        found = named(registration)
        leaving = [person for person in found if person.pk in people]
        staying = [person for person in found if person.pk not in people]
        if not leaving:
            return registration
        if not [person for person in staying if not _only_accompanies(registration, person)]:
            return registering.cancel(registration, now=now, by=by)
        _check_adult(registration, leaving, staying)
        Person.objects.filter(pk__in=[person.pk for person in leaving]).delete()
        return registering.change_party(registration, party=len(staying), now=now, by=by)


def bring(
    registration: Registration, guest: Guest, *, guardian: str = "", phone: str = "", now: datetime,
    by: User | None = None,
) -> Registration:  # fmt: skip
    """One more person comes along, and asks the whole door. Raises what a newcomer would read, and changes nothing."""
    with transaction.atomic():
        registration = _locked(registration, now=now, by=by)
        adult = _the_adult(registration, guest, guardian, phone)
        there = [Guest(person.name, age=person.age) for person in named(registration)]
        coming = [guest, *_their_adult(registration, [*there, guest])]
        if by is None:
            _check(registration, there, coming, adult)
        parties.keep(registration, Details(people=coming), now=now)
        Registration.objects.filter(pk=registration.pk).update(**adult)
        return registering.change_party(registration, party=len(there) + len(coming), now=now, by=by)


def _locked(registration: Registration, *, now: datetime, by: User | None) -> Registration:
    occurrence, fresh = seats.lock_with(registration)
    rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
    if fresh.face not in ACTIVE:
        raise rules.NotPossibleNow(_("This registration is cancelled, so its places cannot be changed."))
    return fresh


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
