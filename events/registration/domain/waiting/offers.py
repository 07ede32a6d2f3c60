"""A place that is offered to somebody from the waiting list: taken, declined, or lapsed at its deadline.

An offered place counts as taken. Whoever declines or does not answer is off the list for good and is never offered
again; to decline is to cancel (`registering.cancel`).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.portions import one_by_one
from events.calendar.models import Occurrence
from events.registration.domain import rules, seats
from events.registration.domain.letters import telling
from events.registration.domain.taking_part import registering
from events.registration.enums import State, Verb
from events.registration.models import Registration

# Dates served in one call of the work.
AT_ONCE = 20


class OfferOver(RuleBroken):
    """The deadline has passed, or the place went on."""


def accept(registration: Registration, *, now: datetime, by: User | None = None) -> Registration:
    """The offered place is theirs. Taking it twice is taking it once; raises OfferOver after the deadline."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if registration.state == State.CONFIRMED:
            return registration
        if registration.state != State.OFFERED or is_over(registration, occurrence, now=now):
            raise OfferOver(_("The time to take this place is over, so it goes to the next one on the list."))
        rules.check_takes_place(occurrence)
        seats.change_state(registration, State.CONFIRMED, now=now)
        seats.note(registration, Verb.ACCEPTED, now=now, by=by)
        telling.confirmed(registration)
        return registration


def decline(registration: Registration, *, now: datetime, by: User | None = None) -> Registration:
    """To decline is to cancel, but only while the place is offered: an old page cancels nobody who just took it."""
    with transaction.atomic():
        _occurrence, registration = seats.lock_with(registration)
        if registration.state != State.OFFERED:
            raise rules.NotPossibleNow(_("This place is not offered any more. Please look again."))
        return registering.cancel(registration, now=now, by=by)


def is_over(registration: Registration, occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether an offer cannot be taken any more: at its deadline, and in any case at the start.

    Who was not told yet that the date takes place after all gets a new deadline (`letters.resuming`).
    """
    until, knows = registration.offered_until, registration.told_sequence >= occurrence.sequence
    return until is None or now >= occurrence.start or (knows and now >= until)


def lapse_offers(now: datetime) -> int:
    """Work: offers that nobody answered in time go to the next one at once. Returns how many lapsed."""
    over = Registration.objects.offers_over(now).order_by().values("occurrence").annotate(due=Min("offered_until"))
    keys = over.order_by("due", "occurrence").values_list("occurrence", flat=True)
    return one_by_one("Lapsing offers of date", keys, lambda key: _lapse(key, now), most=AT_ONCE)


def _lapse(key: UUID, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        over = list(Registration.objects.of(occurrence).offers_over(now).order_by("pk"))
        return lapse(occurrence, over, now=now)


def lapse(
    occurrence: Occurrence, registrations: list[Registration], *, now: datetime, asked_again: bool = False
) -> int:
    """These did not answer: their places go on. The date is locked, the rows are as they are under that lock."""
    for registration in registrations:
        seats.leave(occurrence, registration)
        seats.change_state(registration, State.LAPSED, now=now)
        seats.note(registration, Verb.LAPSED, now=now, asked_again=asked_again)
    if registrations:
        telling.lapsed(registrations, occurrence, asked_again=asked_again)
        telling.promoted(seats.settle(occurrence, now=now), occurrence)
    return len(registrations)
