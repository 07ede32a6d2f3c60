"""The letter that offers a place, from wherever it is offered."""

from typing import Any

from django.conf import settings
from django.utils import translation

from events.calendar.models import Occurrence
from events.registration.domain.deadlines import daytime
from events.registration.domain.letters.teller import Teller, moment_in_words
from events.registration.domain.taking_part.addresses import offer_address
from events.registration.enums import State
from events.registration.models import Registration


def served(registration: Registration, teller: Teller) -> None:
    """A place on this date is theirs, or is offered to them until its deadline."""
    if registration.state == State.OFFERED:
        offered(registration, teller)
    else:
        teller.tell("promoted", registration)


def offered(registration: Registration, teller: Teller) -> None:
    """Not at night, and not when it is over: the letter waits for the morning, or is withdrawn."""
    teller.tell(
        "offered",
        registration,
        valid_until=registration.offered_until,
        not_before=daytime(registration.changed_at, teller.occurrence.zone),
        **offer_facts(registration, teller.occurrence),
    )


def offer_facts(registration: Registration, occurrence: Occurrence) -> dict[str, Any]:
    """Until when the offered place is kept, in the person's language, and where they answer."""
    until = registration.offered_until
    if until is None:
        raise ValueError(f"Registration {registration.pk} is offered a place without a deadline.")
    with translation.override(registration.language):
        words = moment_in_words(until, occurrence)
    return {"until": words, "offer_url": settings.BASE_URL + offer_address(registration)}
