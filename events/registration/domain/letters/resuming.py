"""A date that was called off takes place after all: nobody loses a place because of the library's pause.

Who was offered a place could not take it meanwhile, and who was asked whether they still come read that it was off.
Both are found when they are told how the date is now; until then neither an offer nor a place lapses
(`querysets.offers_over`, `unanswered`).
"""

from datetime import datetime

from events.calendar.enums import Status
from events.registration.domain import seats
from events.registration.domain.letters.offering import served
from events.registration.domain.letters.teller import Teller
from events.registration.enums import State
from events.registration.models import Registration


def was_off(registration: Registration) -> bool:
    """Whether the date did not take place when the person was last told of it."""
    return bool(registration.told.get("state", Status.SCHEDULED) != Status.SCHEDULED)


def resume(registration: Registration, teller: Teller, *, paused: bool, now: datetime) -> None:
    """A new deadline for an offer, or the place where there is no time for an answer; and asking again from the start.

    `paused` says whether the date was off for this person. An offer that ended before its person was told of anything
    that happened to the date counts as paused, too: cancelled and restored before a letter was written.
    """
    date = teller.occurrence
    if date.status != Status.SCHEDULED or date.withdrawn_at is not None or now >= date.start:
        return
    if registration.state == State.OFFERED and (paused or _ended(registration, now)):
        seats.offer_again(date, registration, now=now)
        served(registration, teller)
    elif paused and registration.asked_again_at and not registration.confirmed_again_at:
        registration.asked_again_at = None
        registration.save(update_fields=["asked_again_at"])


def _ended(registration: Registration, now: datetime) -> bool:
    return registration.offered_until is not None and registration.offered_until <= now
