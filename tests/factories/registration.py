"""Dates that take registrations, and people registering, for tests."""

from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from events.calendar.enums import Admission
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import registering
from events.registration.models import Registration
from tests.factories import calendar

_numbers = count(1)
# A Saturday after the instant at which the tests' clock stands.
START = datetime(2026, 12, 5, 16, 0, tzinfo=UTC)


def open_event(**fields: object) -> EventPage:
    """An event that takes registrations."""
    return calendar.event(**{"admission": Admission.REGISTER, **fields})


def open_date(seats: int | None = 5, *, start: datetime = START, event: EventPage | None = None, **fields: object):
    """A date of such an event with a number of places; other fields go to the event page."""
    return calendar.occurrence(event or open_event(**fields), start=start, seats=seats)


def register(occurrence: Occurrence, *, now: datetime, **fields: object) -> Registration:
    """Somebody registers, through the door."""
    number = next(_numbers)
    given = {"name": f"Person {number}", "email": f"person-{number}@example.org", "party": 1, "language": "en"}
    fresh = Occurrence.objects.select_related("event", "branch", "space").get(pk=occurrence.pk)
    return registering.register(fresh, **{"form_key": uuid4(), **given, **fields}, now=now)
