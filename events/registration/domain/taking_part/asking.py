"""What an event asks of a party beside name and address, and what it refuses: members, ages, children, groups.

The form and the service ask the same functions, so nothing depends on which way a registration came in.
"""

import hmac
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.enums import OpenTo, PartyOf
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.taking_part.parties import Details, Guest

# From this age on somebody answers for children, and goes home by themselves.
ADULT = 18


class NotAMember(RuleBroken):
    """The library card or the code is missing, or the code is another; `facts["field"]` names it."""


class NotAsked(RuleBroken):
    """Something the event needs to know is missing; `facts["field"]` names it, `person` is its place in the party."""


class WrongAge(RuleBroken):
    """Somebody is too young or too old on the day; `facts["person"]` is their place in the party."""


def asks_names(event: EventPage) -> bool:
    return bool(event.party_of == PartyOf.PEOPLE)


def asks_age(event: EventPage) -> bool:
    """Only where something hangs on it, and only with names."""
    return asks_names(event) and (event.guardian_under or event.age_from or event.age_to) is not None


def check(occurrence: Occurrence, details: Details, *, party: int) -> None:
    """Raises the first thing that is missing or refused; not asked when staff write somebody down."""
    for problem in problems(occurrence, details, party=party):
        raise problem


def problems(occurrence: Occurrence, details: Details, *, party: int) -> Iterator[RuleBroken]:
    """Everything the event refuses about a party, the members' check first."""
    event = occurrence.event
    yield from _membership(event, details)
    if event.party_of == PartyOf.GROUP and not one_line(details.contact.get("group", "")):
        yield NotAsked(_("Please write the name of the school or group."), field="group")
    if asks_names(event):
        yield from of_people(event, details, party=party)


def _membership(event: EventPage, details: Details) -> Iterator[RuleBroken]:
    if event.open_to == OpenTo.CARD and not one_line(details.contact.get("card", "")):
        yield NotAMember(_("Please write the number of your library card."), field="card")
    if event.open_to == OpenTo.CODE and not _same(details.code, event.member_code):
        yield NotAMember(
            _("This is not the code for this event. Please look at it again, or ask the library."), field="code"
        )


def _same(given: str, code: str) -> bool:
    """Compared in a time that tells nothing about how much of it is right. Small and capital letters are one."""
    one, other = (one_line(text).casefold().encode() for text in (given, code))
    return bool(other) and hmac.compare_digest(one, other)


def of_people(event: EventPage, details: Details, *, party: int) -> Iterator[RuleBroken]:
    """What is wrong with the people of a party, each by their place in it."""
    seated = [guest for guest in details.people if guest.seat]
    if not seated or len(seated) != party:
        yield NotAsked(_("Please write the name of each person who comes."), field="name", person=0)
    for place, guest in enumerate(details.people):
        if not one_line(guest.name):
            yield NotAsked(_("Please write a name."), field="name", person=place)
        if not asks_age(event) or _is_the_adult(event, guest, details):
            continue
        if guest.age is None:
            yield NotAsked(_("Please write the age."), field="age", person=place)
        elif _is_outside(event, guest.age):
            yield WrongAge(age_words(event), field="age", person=place)
    if children(event, details.people):
        yield from _the_adult(event, details)


def children(event: EventPage, people: Iterable[Guest]) -> list[Guest]:
    """Those who come with an adult we know."""
    limit = event.guardian_under
    return [guest for guest in people if limit is not None and guest.age is not None and guest.age < limit]


def _the_adult(event: EventPage, details: Details) -> Iterator[RuleBroken]:
    name = details.contact.get("guardian", "")
    if not one_line(name):
        yield NotAsked(_("Please write the name of the adult."), field="guardian")
    if not one_line(details.contact.get("phone", "")):
        yield NotAsked(_("Please write a telephone number: we call it if something happens."), field="phone")
    named = [guest for guest in details.people if one_line(guest.name) == one_line(name)]
    if any(guest.age is not None and guest.age < ADULT for guest in named):
        yield NotAsked(_("Please write the name of an adult."), field="guardian")
    if event.guardian_seat and not named:
        yield NotAsked(_("The adult takes a place, too."), field="guardian")


def _is_the_adult(event: EventPage, guest: Guest, details: Details) -> bool:
    """Whether they come for the sake of the children, so that the ages of the event are not about them."""
    name = one_line(details.contact.get("guardian", ""))
    grown = guest.age is None or guest.age >= ADULT
    return bool(event.guardian_under and event.guardian_seat and name and one_line(guest.name) == name and grown)


def _is_outside(event: EventPage, age: int) -> bool:
    young = event.age_from is not None and age < event.age_from
    return young or (event.age_to is not None and age > event.age_to)


def age_words(event: EventPage) -> str:
    """For whom the event is, as a sentence."""
    ages = {"first": event.age_from, "last": event.age_to}
    if event.age_to is None:
        return _("This event is for people of %(first)s and older.") % ages
    if event.age_from is None:
        return _("This event is for people up to %(last)s years.") % ages
    return _("This event is for people from %(first)s to %(last)s years.") % ages
