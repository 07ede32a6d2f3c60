"""What staff do at the door: check in, undo it, let in who waited or just came, give places of absent people free.

Who came is a fact and asks nobody; a place is always asked of the door.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.domain.admission import registers
from events.calendar.models import Occurrence
from events.registration.domain import rules, seats, telling
from events.registration.enums import AgePart, Method, Source, State, Verb
from events.registration.models import Headcount, Registration

# More people than this at one check-in or one count is a slip of the finger.
MOST_PEOPLE = 100_000


class NotExpected(RuleBroken):
    """The person has no place on this date: waiting, cancelled, or a repeat."""


class NotYet(RuleBroken):
    """Places are given free only once the date has begun."""


def check_in(
    registration: Registration, *, now: datetime, by: User, number: int | None = None
) -> tuple[Registration, bool]:
    """Note how many of a party came, all of them unless said; returns whether it was the first check-in.

    The second of two devices learns that the first was there. A party whose places were given free asks for them again.
    """
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        _check_expected(registration)
        if registration.arrived:
            return registration, False
        if not registration.holds_places:
            _take_again(occurrence, registration)
        registration.arrived = _sensible(registration.party if number is None else number, least=1)
        registration.checked_in_at = now
        registration.save(update_fields=["arrived", "checked_in_at"])
        seats.note(registration, Verb.CAME, now=now, by=by)
        return registration, True


def undo_check_in(registration: Registration, *, now: datetime, by: User) -> Registration:
    """It was a slip: the party is expected again, a walk-in was none. Kept in the history."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if registration.arrived is None:
            return registration
        if registration.source == Source.WALK_IN:
            seats.release(occurrence, registration.party)
            registration.state = State.CANCELLED
        elif not registration.holds_places:
            _take_again(occurrence, registration)
        registration.arrived = registration.checked_in_at = None
        registration.save(update_fields=["state", "arrived", "checked_in_at"])
        seats.note(registration, Verb.UNDONE, now=now, by=by)
        if registration.source == Source.WALK_IN:
            telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return registration


def give_free(occurrence: Occurrence, *, now: datetime, by: User) -> int:
    """After the start: nobody of those not checked in will come, their places are free. Returns how many places."""
    with transaction.atomic():
        (occurrence,) = seats.lock(occurrence.pk)
        if now < occurrence.start:
            raise NotYet(_("Places can be given free once the date has begun."))
        absent = list(Registration.objects.of(occurrence).filter(state=State.CONFIRMED, arrived=None))
        for registration in absent:
            registration.arrived = 0
            registration.save(update_fields=["arrived"])
            seats.note(registration, Verb.ABSENT, now=now, by=by)
        freed = sum(registration.party for registration in absent)
        seats.release(occurrence, freed)
        telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return freed


def admit(registration: Registration, *, now: datetime, by: User) -> Registration:
    """Someone from the waiting list stands at the door: staff decide who comes in, the door decides whether."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if registration.state != State.WAITING:
            raise rules.NotPossibleNow(_("This person is not on the waiting list."))
        if not seats.enter(occurrence, registration.party, fair=False):
            raise rules.Full(_("There are not enough free places for this party."))
        occurrence.seats_taken += registration.party
        seats.leave_line(occurrence)
        seats.move_up(registration, now=now)
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
) -> Registration:
    """People who came without registering: they take places like anyone, and are checked in at once."""
    with transaction.atomic():
        (occurrence,) = seats.lock(occurrence.pk)  # the second of two quick presses waits here, and finds the first
        if form_key and (found := Registration.objects.filter(form_key=form_key, occurrence=occurrence).first()):
            return found
        rules.check_takes_place(occurrence)
        rules.check_not_begun(occurrence, now=now, by_staff=True)
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
        seats.note(registration, Verb.CAME, now=now, by=by)
        return registration


def count_heads(
    occurrence: Occurrence,
    *,
    number: int,
    now: datetime,
    by: User,
    part: str = AgePart.ALL,
    method: str = Method.COUNTED,
    online: bool = False,
) -> Headcount:
    """How many people were in the room; a second count of the same part replaces the first."""
    values = {"number": _sensible(number, least=0), "method": method, "by": by, "at": now}
    row, _created = Headcount.objects.update_or_create(occurrence=occurrence, part=part, online=online, defaults=values)
    return row


def expects_registration(occurrence: Occurrence) -> bool:
    """Whether people register for it at all; else there are only walk-ins and the count."""
    return registers(occurrence)


def _check_expected(registration: Registration) -> None:
    if registration.state == State.WAITING:
        raise NotExpected(_("This person is on the waiting list and has no place yet."))
    if registration.state != State.CONFIRMED:
        raise NotExpected(_("This registration is cancelled."))


def _take_again(occurrence: Occurrence, registration: Registration) -> None:
    if not seats.enter(occurrence, registration.party, fair=False):
        raise rules.Full(_("The places of this party were given free, and others have them now."))


def _sensible(number: int, *, least: int) -> int:
    if not least <= number <= MOST_PEOPLE:
        raise rules.TooManyPlaces(_("Please write a number of people that can be true."))
    return number
