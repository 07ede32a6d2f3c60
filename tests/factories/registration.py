"""Dates that take registrations, and people registering, for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

from events.calendar.enums import Admission, RegistersFor
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.taking_part import courses, registering
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


def course(seats: int | None = 3, *, dates: int = 3, start: datetime = START, **fields: object) -> EventPage:
    """A course with a date each week; people register for all of them in one step."""
    event = open_event(**{"registers_for": RegistersFor.COURSE, "title": "Weaving", **fields})
    for week in range(dates):
        calendar.occurrence(event, start=start + timedelta(weeks=week), seats=seats)
    return event


def join(event: EventPage, *, now: datetime, **fields: object) -> list[Registration]:
    """Somebody registers for a whole course, through the door; the first of the answer is the first date."""
    number = next(_numbers)
    given = {"name": f"Person {number}", "email": f"person-{number}@example.org", "party": 1, "language": "en"}
    return courses.register(event, **{"form_key": uuid4(), **given, **fields}, now=now)


def register(occurrence: Occurrence, *, now: datetime, **fields: object) -> Registration:
    """Somebody registers, through the door."""
    number = next(_numbers)
    given = {"name": f"Person {number}", "email": f"person-{number}@example.org", "party": 1, "language": "en"}
    fresh = Occurrence.objects.select_related("event", "branch", "space").get(pk=occurrence.pk)
    return registering.register(fresh, **{"form_key": uuid4(), **given, **fields}, now=now)
