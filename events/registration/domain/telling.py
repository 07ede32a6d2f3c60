"""What people are told: one letter for each state of a registration, written in the transaction of the verb.

Changes that the library makes to a date are pulled, and told in `announcing`.
"""

from collections.abc import Iterable

from events.calendar.models import Occurrence
from events.registration.domain.announcing import tell_changes
from events.registration.domain.teller import Teller, position
from events.registration.enums import State
from events.registration.models import Registration

__all__ = [
    "after_change",
    "already_registered",
    "cancelled",
    "confirmed",
    "position",
    "promoted",
    "tell_changes",
    "waiting",
]


def confirmed(registration: Registration) -> None:
    """You have a place."""
    Teller(registration.occurrence).tell("confirmed", registration)


def waiting(registration: Registration) -> None:
    """You are on the list, and where in it."""
    Teller(registration.occurrence).tell("waiting", registration, position=position(registration))


def promoted(registrations: Iterable[Registration], occurrence: Occurrence) -> None:
    """A place came free for you."""
    teller = Teller(occurrence)
    for registration in registrations:
        teller.tell("promoted", registration)


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
