"""What people are told: one letter for each state of a registration, written in the transaction of the verb.

Changes that the library makes to a date are pulled: `tell_changes` finds who does not know of them yet (the date's
`sequence` is greater than the registration's `told_sequence`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.teller import Teller, about_of
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.models import Letter

# People told of a change in one transaction, so that no door stays locked for long.
AT_ONCE = 50


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


def position(registration: Registration) -> int:
    """The place in the line, counted in parties, 1 for the first."""
    if registration.state == State.REPEAT:
        return registration.occurrence.waiting + 1
    line = Registration.objects.of(registration.occurrence).in_line()
    return line.filter(number__lte=registration.number).count()


def tell_changes(now: datetime) -> int:
    """Work: everyone who does not know yet that their date moved, changed its place or is cancelled gets a letter."""
    keys = Registration.objects.untold(now).values_list("occurrence", flat=True).order_by("occurrence").distinct()
    return sum(_tell_of(key, now) for key in list(keys[:20]))


def _tell_of(key: Any, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        found = list(Registration.objects.of(occurrence).untold(now).order_by("pk")[:AT_ONCE])
        teller = Teller(occurrence)
        kinds = _kinds(teller, found)
        for registration in found:
            registration.occurrence = occurrence
            registration.told_sequence = occurrence.sequence
            registration.version += 1
            registration.save(update_fields=["told_sequence", "version"])
            seats.note(registration, Verb.TOLD, now=now)
            teller.tell(kinds[registration.pk], registration, urgent=False)
    return len(found)


def _kinds(teller: "Teller", found: list[Registration]) -> dict[int, str]:
    """By registration, which letter tells the change; who last heard that it is cancelled hears that it is not."""
    abouts = {about_of(each): each.version for each in found}
    off = Letter.objects.filter(kind="registration/cancelled-by-library", about__in=abouts)
    last_heard = {about for about, version in off.values_list("about", "version") if abouts[about] == version}
    back = {each.pk: "restored" if about_of(each) in last_heard else "changed" for each in found}
    return {each.pk: "cancelled-by-library" if teller.state(each) == "cancelled" else back[each.pk] for each in found}
