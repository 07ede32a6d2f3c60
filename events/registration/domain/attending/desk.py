"""What staff do at the door: check in, undo it, let in who waited or just came, give places of absent people free.

Who came is a fact and asks nobody; a place is always asked of the door. `now` is the moment of the press, which may be
a while ago when a device had no network: the order of the presses decides, not the order in which they reach us. The
same `key` is the same press, however often it is sent.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.domain.admission import registers
from events.calendar.models import Occurrence
from events.registration.domain import rules, seats
from events.registration.domain.attending import locking
from events.registration.domain.attending.counting import MOST_PEOPLE
from events.registration.domain.letters import telling
from events.registration.enums import Source, State, Verb
from events.registration.models import Entry, Person, Registration

# Who may be let in at the door, and what their history calls it.
ADMITTED = {State.WAITING: Verb.PROMOTED, State.OFFERED: Verb.ACCEPTED, State.PENDING: Verb.APPROVED}


class NotExpected(RuleBroken):
    """The person has no place on this date: waiting, cancelled, or a repeat."""


class Overtaken(RuleBroken):
    """Somebody else said otherwise after this press was made, and before it reached us."""


class NotYet(RuleBroken):
    """Places are given free only once the date has begun."""


def check_in(
    registration: Registration, *, now: datetime, by: User, number: int | None = None, key: str = "", reason: str = ""
) -> tuple[Registration, bool]:
    """Note how many of a party came, all of them unless said; returns whether it was the first check-in.

    Where the people of the party are named it is everyone who is still missing. The second of two devices learns that
    the first was there, and the earlier moment stays. A party whose places were given free asks for them again.
    """
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if _is_known(registration, key):
            return registration, True
        _check_expected(registration)
        people = list(registration.people.filter(seat=True))
        missing = [person for person in people if person.arrived_at is None]
        if (registration.arrived and not missing) or _was_undone_since(registration, now):
            _keep_the_earlier(registration, now)
            return registration, False
        facts = locking.check_open(occurrence, reason)
        _hold_places(occurrence, registration, now)
        wanted = registration.party if number is None or people else number
        Person.objects.filter(pk__in=[person.pk for person in missing]).update(arrived_at=now)
        _write_arrival(registration, _sensible(wanted, least=1), now)
        _note(registration, Verb.CAME, now=now, by=by, key=key, came=registration.arrived, **facts)
        return registration, True


def arrive(person: Person, *, now: datetime, by: User, key: str = "", reason: str = "") -> tuple[Registration, bool]:
    """One named person of a party is here; returns whether they were not here before."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(person.registration)
        person = registration.people.get(pk=person.pk)
        if _is_known(registration, key):
            return registration, True
        _check_expected(registration)
        if person.arrived_at or _was_undone_since(registration, now, person):
            _keep_the_earlier(registration, now, person)
            return registration, False
        facts = locking.check_open(occurrence, reason)
        _hold_places(occurrence, registration, now)
        person.arrived_at = now
        person.save(update_fields=["arrived_at"])
        _write_arrival(registration, registration.people.exclude(arrived_at=None).count(), now)
        _note(registration, Verb.CAME, now=now, by=by, key=key, came=1, person=person.pk, **facts)
        return registration, True


def came_later(registration: Registration, *, now: datetime, by: User, key: str = "", reason: str = "") -> Registration:
    """One more of a party without names, of whom some are here already."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if _is_known(registration, key):
            return registration
        _check_expected(registration)
        facts = locking.check_open(occurrence, reason)
        _hold_places(occurrence, registration, now)
        _write_arrival(registration, _sensible((registration.arrived or 0) + 1, least=1), now)
        _note(registration, Verb.CAME, now=now, by=by, key=key, came=1, **facts)
        return registration


def undo_check_in(
    registration: Registration,
    *,
    now: datetime,
    by: User,
    person: Person | None = None,
    key: str = "",
    reason: str = "",
    after: str = "",
) -> Registration:
    """It was a slip: the party (or one person of it) is expected again, a walk-in was none. Kept in the history.

    Raises Overtaken when somebody checked them in after this press was made: the later word stands. `after` is the key
    of the check-in it takes back, which may have been on its way still, and be noted as later for that alone.
    """
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if _is_known(registration, key):
            return registration
        if _is_since(registration, Verb.CAME, now, person, but=after):
            raise Overtaken(_("They were checked in after this was pressed, so nothing is undone."))
        people = registration.people.filter(pk=person.pk) if person else registration.people.all()
        if registration.arrived is None or (person and not people.exclude(arrived_at=None).exists()):
            return registration
        facts: dict[str, Any] = {**locking.check_open(occurrence, reason)}
        if person:
            facts["person"] = person.pk
        people.update(arrived_at=None)
        _write_undone(occurrence, registration)
        _note(registration, Verb.UNDONE, now=now, by=by, key=key, **facts)
        if registration.source == Source.WALK_IN:
            telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return registration


def give_free(occurrence: Occurrence, *, now: datetime, by: User) -> int:
    """After the start: nobody else is coming, so places in the room are free again. Returns how many places.

    Who takes part online does not pass this door and keeps the place.
    """
    with transaction.atomic():
        (occurrence,) = seats.lock(occurrence.pk)
        if not rules.has_begun(occurrence, now=now):
            raise NotYet(_("Places can be given free once the date has begun."))
        absent = list(Registration.objects.of(occurrence).filter(state=State.CONFIRMED, arrived=None, online=False))
        for registration in absent:
            seats.leave(occurrence, registration)
            registration.arrived = 0
            registration.save(update_fields=["arrived"])
            _note(registration, Verb.ABSENT, now=now, by=by)
        freed = sum(registration.party for registration in absent)
        telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return freed


def admit(registration: Registration, *, now: datetime, by: User) -> Registration:
    """Someone without a place stands at the door: staff decide who comes in, the door decides whether.

    Whether they wait, were offered a place or asked for one, and even online: here it is a place in the room they take.
    """
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if registration.state not in ADMITTED:
            raise rules.NotPossibleNow(_("This person is not on the waiting list."))
        verb, holds_it = ADMITTED[State(registration.state)], registration.holds_places and not registration.online
        if not holds_it and not seats.enter(occurrence, registration.party, fair=False):
            raise rules.Full(_("There are not enough free places for this party."))
        if not holds_it:
            seats.leave(occurrence, registration)
        registration.state, registration.online, registration.offered_until = State.CONFIRMED, False, None
        registration.version += 1
        registration.changed_at = now
        registration.save(update_fields=["state", "online", "offered_until", "version", "changed_at"])
        _note(registration, verb, now=now, by=by)
        if now < occurrence.start:
            telling.promoted([registration], occurrence)
        telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return registration


def walk_in(
    occurrence: Occurrence,
    *,
    party: int,
    now: datetime,
    by: User,
    name: str = "",
    language: str = "en",
    form_key: uuid.UUID | None = None,
    reason: str = "",
) -> Registration:
    """People who came without registering: they take places like anyone, and are checked in at once."""
    with transaction.atomic():
        (occurrence,) = seats.lock(occurrence.pk)  # the second of two quick presses waits here, and finds the first
        if form_key and (found := Registration.objects.filter(form_key=form_key, occurrence=occurrence).first()):
            return found
        rules.check_takes_place(occurrence)
        rules.check_not_begun(occurrence, now=now, by_staff=True)
        facts = locking.check_open(occurrence, reason)
        if not seats.enter(occurrence, _sensible(party, least=1), fair=now < occurrence.start):
            raise rules.Full(_("There are not enough free places. Give free the places of those who did not come."))
        registration = Registration.objects.create(
            occurrence=occurrence,
            form_key=form_key or uuid.uuid4(),
            source=Source.WALK_IN,
            language=language,
            name=one_line(name)[:100],
            party=party,
            state=State.CONFIRMED,
            arrived=party,
            checked_in_at=now,
            told_sequence=occurrence.sequence,
            created_at=now,
            changed_at=now,
        )
        _note(registration, Verb.CAME, now=now, by=by, came=party, **facts)
        return registration


def expects_registration(occurrence: Occurrence) -> bool:
    """Whether people register for it at all; else there are only walk-ins and the count."""
    return registers(occurrence)


# --- what a press meets -----------------------------------------------------------------------------------------------
def _is_known(registration: Registration, key: str) -> bool:
    """Whether this very press was taken before: its answer was lost on the way."""
    return bool(key) and registration.history.filter(facts__key=key).exists()


def _check_expected(registration: Registration) -> None:
    sentences = {
        State.WAITING: _("This person is on the waiting list and has no place yet."),
        State.OFFERED: _("This person was offered a place and has not answered. Let them in first."),
        State.PENDING: _("This person asked for a place, and nobody has answered yet. Let them in first."),
        State.LAPSED: _("This person did not answer in time, so the place went on."),
        State.REFUSED: _("This person’s request was refused."),
    }
    if registration.state != State.CONFIRMED:
        raise NotExpected(sentences.get(State(registration.state), _("This registration is cancelled.")))


def _was_undone_since(registration: Registration, moment: datetime, person: Person | None = None) -> bool:
    """Whether a colleague undid the check-in after this press was made: the later word stands."""
    return _is_since(registration, Verb.UNDONE, moment, person)


def _is_since(
    registration: Registration, verb: Verb, moment: datetime, person: Person | None, *, but: str = ""
) -> bool:
    """Whether that was noted after the moment, of the whole party or of this person, by any press but one."""
    later = registration.history.filter(verb=verb, at__gt=moment)
    of_whom = [entry.facts.get("person") for entry in later if not but or entry.facts.get("key") != but]
    return any(who is None or (person is not None and who == person.pk) for who in of_whom)


def _keep_the_earlier(registration: Registration, moment: datetime, person: Person | None = None) -> None:
    """They were seen before the check-in we know of: the earlier moment is when they came."""
    if person and person.arrived_at and moment < person.arrived_at:
        person.arrived_at = moment
        person.save(update_fields=["arrived_at"])
    if registration.checked_in_at and moment < registration.checked_in_at:
        registration.checked_in_at = moment
        registration.save(update_fields=["checked_in_at"])


def _hold_places(occurrence: Occurrence, registration: Registration, moment: datetime) -> None:
    """Places that were given free are asked for again; who was in before that simply has them, others or not."""
    if registration.holds_places:
        return
    if registration.history.filter(verb=Verb.ABSENT, at__gt=moment).exists():
        seats.take(occurrence, registration.party, online=registration.online)
        seats.settle(occurrence, now=max(moment, occurrence.start))  # the list is served by hand after the start
    else:
        _take_again(occurrence, registration)


def _take_again(occurrence: Occurrence, registration: Registration) -> None:
    if not seats.enter(occurrence, registration.party, online=registration.online, fair=False):
        raise rules.Full(_("The places of this party were given free, and others have them now."))


def _write_arrival(registration: Registration, number: int, moment: datetime) -> None:
    registration.arrived = number
    registration.checked_in_at = min(registration.checked_in_at or moment, moment)
    registration.save(update_fields=["arrived", "checked_in_at"])


def _write_undone(occurrence: Occurrence, registration: Registration) -> None:
    left = registration.people.exclude(arrived_at=None).count()
    if registration.source == Source.WALK_IN:
        seats.leave(occurrence, registration)
        registration.state = State.CANCELLED
    elif registration.state == State.CONFIRMED and not registration.holds_places:
        _take_again(occurrence, registration)
    registration.arrived = left or None
    if not left:
        registration.checked_in_at = None
    registration.save(update_fields=["state", "arrived", "checked_in_at"])


def _note(registration: Registration, verb: Verb, *, now: datetime, by: User, key: str = "", **facts: Any) -> None:
    if key:
        facts["key"] = key
    Entry.objects.create(registration=registration, verb=verb, party=registration.party, by=by, at=now, facts=facts)


def _sensible(number: int, *, least: int) -> int:
    if not least <= number <= MOST_PEOPLE:
        raise rules.TooManyPlaces(_("Please write a number of people that can be true."))
    return number
