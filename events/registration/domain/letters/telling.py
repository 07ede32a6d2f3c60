"""What people are told: one letter for each state of a registration, written in the transaction of the verb.

Changes that the library makes to a date are pulled, and told in `announcing`.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from events.calendar.models import Occurrence
from events.registration.domain.deadlines import daytime, goes_on_at
from events.registration.domain.letters import together
from events.registration.domain.letters.announcing import tell_changes
from events.registration.domain.letters.offering import served
from events.registration.domain.letters.teller import Teller, moment_in_words, position
from events.registration.domain.taking_part import bundles
from events.registration.domain.taking_part.addresses import still_address
from events.registration.domain.waiting import promises
from events.registration.enums import State
from events.registration.models import Registration

__all__ = [
    "after_change",
    "already_registered",
    "asked",
    "cancelled",
    "confirmed",
    "lapsed",
    "position",
    "promoted",
    "refused",
    "still_coming",
    "tell_changes",
    "waiting",
]


def confirmed(registration: Registration) -> None:
    """You have a place; and whether you will be asked again."""
    occurrence = registration.occurrence
    facts: dict[str, Any] = {}
    if occurrence.event.reconfirm_days is not None:
        with translation.override(registration.language):
            facts["policy"] = promises.reconfirming(occurrence)
    Teller(occurrence).tell("confirmed", registration, **facts)


def waiting(registration: Registration) -> None:
    """You are on the list, where in it, and how places go on."""
    occurrence = registration.occurrence
    with translation.override(registration.language):
        policy = promises.waiting(occurrence)
    Teller(occurrence).tell("waiting", registration, position=position(registration), policy=policy)


def promoted(registrations: Iterable[Registration], occurrence: Occurrence) -> None:
    """A place came free for you: it is yours, or is offered to you until its deadline.

    Whoever got into a course reads of all its dates in one letter. `occurrence` is the date of most of them; who was
    served on another one, by a step over several dates, reads of their own.
    """
    tellers, courses = {occurrence.pk: Teller(occurrence)}, set()
    for registration in registrations:
        if registration.occurrence_id not in tellers:
            tellers[registration.occurrence_id] = Teller(registration.occurrence)
        teller = tellers[registration.occurrence_id]
        if not bundles.is_of_course(registration):
            served(registration, teller)
        elif registration.bundle not in courses:
            courses.add(registration.bundle)
            together.promoted(registration)


def lapsed(registrations: Iterable[Registration], occurrence: Occurrence, *, asked_again: bool = False) -> None:
    """You did not answer in time, an offer or the question whether you still come: the place went on."""
    teller = Teller(occurrence)
    for registration in registrations:
        teller.tell("lapsed", registration, called_off=True, asked_again=asked_again)


def still_coming(registrations: Iterable[Registration], occurrence: Occurrence) -> None:
    """Do you still come? And until when we need to know."""
    teller, until = Teller(occurrence), goes_on_at(occurrence)
    for registration in registrations:
        with translation.override(registration.language):
            words = moment_in_words(until, occurrence)
        teller.tell(
            "still-coming",
            registration,
            valid_until=until,
            not_before=daytime(registration.changed_at, occurrence.zone),
            until=words,
            still_url=settings.BASE_URL + still_address(registration),
        )


def asked(registration: Registration) -> None:
    """You asked for a place; the library answers."""
    Teller(registration.occurrence).tell("asked", registration)


def refused(registration: Registration, *, words: str) -> None:
    """The library cannot give you a place; `words` of staff say why."""
    Teller(registration.occurrence).tell("refused", registration, called_off=True, words=words)


def after_change(registration: Registration, moved_up: list[Registration], occurrence: Occurrence) -> None:
    """You have another number of places now; whoever was promoted by it is told that instead."""
    if registration.pk not in {each.pk for each in moved_up}:
        line = position(registration) if registration.state == State.WAITING else 0
        Teller(occurrence).tell("places", registration, position=line)
    promoted(moved_up, occurrence)


def cancelled(registration: Registration) -> None:
    """Your registration is cancelled, and so is the entry in your calendar."""
    Teller(registration.occurrence).tell("cancelled", registration, called_off=True)


def already_registered(repeat: Registration, there: Registration) -> None:
    """You were registered already: nothing is taken twice. In words and name of the first time, not of this form."""
    there.occurrence = repeat.occurrence
    Teller(repeat.occurrence).tell("already", there, about=repeat)
