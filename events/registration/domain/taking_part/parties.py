"""What is known of a party beside its number: names, ages, consents, answers. Kept only where the event asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.enums import PartyOf
from events.registration.models import Answer, Consent, Person, Registration


@dataclass(frozen=True)
class Answered:
    """One answer: the question's code, its words as they were read, what was answered, days kept after the date."""

    question: UUID
    label: str
    value: str
    days: int


@dataclass(frozen=True)
class Agreed:
    """A consent (`ConsentKind`), given or not, with the text that was read."""

    kind: str
    given: bool
    text: str


@dataclass(frozen=True)
class Guest:
    """One person of a party; `age` on the day of the date. `seat` false: an adult who only answers for a child."""

    name: str
    age: int | None = None
    access_needs: str = ""
    seat: bool = True
    consents: Sequence[Agreed] = ()
    answers: Sequence[Answered] = ()


@dataclass(frozen=True)
class Details:
    """Everything beyond name, address and number; `contact` holds the columns of the registration that were asked."""

    contact: Mapping[str, str] = field(default_factory=dict)  # phone, guardian, group, grade, card
    # The members' code as it was typed: compared, never kept.
    code: str = ""
    people: Sequence[Guest] = ()
    consents: Sequence[Agreed] = ()
    answers: Sequence[Answered] = ()


class NamesNeeded(RuleBroken):
    """A party whose people are named is made larger or smaller by naming them."""


def check_named(registration: Registration, party: int) -> None:
    """As many people as places, where the event asks for names and somebody gave them; no query elsewhere."""
    if registration.occurrence.event.party_of != PartyOf.PEOPLE:
        return
    named = registration.people.filter(seat=True).count()
    if named and named != party:
        raise NamesNeeded(_("Please say who comes and who does not: the number follows from it."))


# Name, age, and the how-manieth of the party with both.
Known = tuple[str, int | None, int]


def by_name(people: Iterable[Person]) -> dict[Known, Person]:
    """The people of one date by what they are known by on every date of their course."""
    found: dict[Known, Person] = {}
    for person in people:
        same = sum(who[:2] == (person.name, person.age) for who in found)
        found[person.name, person.age, same] = person
    return found


def keep_for(registrations: Sequence[Registration], details: Details, *, now: datetime) -> None:
    """The same of each of several dates, nothing where nothing was asked."""
    if details.people or details.consents or details.answers:
        for each in registrations:
            keep(each, details, now=now)


def copy(like: Registration, to: Registration) -> None:
    """The people of one date and what they agreed to, for another date of theirs; answers stay with their date."""
    people = _write_again(like.people.all(), to)
    _hand_on(like.consents.all(), people, to)


def follow(like: Registration, to: Registration) -> None:
    """Make the people of one date those of another of theirs: who is in both keeps what they said, others bring it."""
    there, wanted = by_name(to.people.all()), by_name(like.people.all())
    Person.objects.filter(pk__in=[person.pk for who, person in there.items() if who not in wanted]).delete()
    people = _write_again([person for who, person in wanted.items() if who not in there], to)
    _hand_on(like.consents.filter(person__in=people), people, to)
    _hand_on(like.answers.filter(person__in=people), people, to)


def _write_again(people: Iterable[Person], to: Registration) -> dict[int, Person]:
    """The same people in another registration, by the key they have in theirs."""
    again = {each.pk: each for each in people}
    for each in again.values():
        each.pk, each.registration, each.arrived_at = None, to, None
    Person.objects.bulk_create(again.values())
    return again


def _hand_on(rows: QuerySet[Any], people: Mapping[int, Person], to: Registration) -> None:
    said = list(rows)
    for each in said:
        person = people[each.person_id] if each.person_id else None
        each.pk, each.registration, each.person = None, to, person
    rows.model._default_manager.bulk_create(said)


def keep(registration: Registration, details: Details, *, now: datetime) -> None:
    """Write the people of a saved registration, what they agreed to and answered, in at most three statements."""
    people = [
        Person(
            registration=registration,
            name=one_line(guest.name),
            age=guest.age,
            access_needs=one_line(guest.access_needs),
            seat=guest.seat,
        )
        for guest in details.people
    ]
    Person.objects.bulk_create(people)
    of_whom: list[tuple[Person | None, Guest | Details]] = [(None, details), *zip(people, details.people, strict=True)]
    Consent.objects.bulk_create(
        Consent(registration=registration, person=person, kind=each.kind, given=each.given, text=each.text, at=now)
        for person, given in of_whom
        for each in given.consents
    )
    Answer.objects.bulk_create(
        Answer(
            registration=registration,
            person=person,
            question=each.question,
            label=each.label[:200],
            value=each.value,
            days=each.days,
        )
        for person, given in of_whom
        for each in given.answers
    )
