"""What staff did with single dates: cancelled, moved, put into another room, gave more places."""

from datetime import datetime, timedelta

from events.calendar.domain import occurrences
from events.calendar.models import Occurrence
from operations.demo.content.shapes import Event, Told
from operations.demo.settling import Place


def moment_of(told: Told, occurrence: Occurrence, now: datetime) -> datetime:
    """When staff decided: so many days before the date, at the latest now."""
    return min(now, occurrence.start - timedelta(days=told.days_before, hours=5))


def decide(told: Told, occurrence: Occurrence, event: Event, place: Place) -> datetime:
    """Carries it out; returns when."""
    moment = moment_of(told, occurrence, place.now)
    if told.verb == "cancelled":
        occurrences.cancel_occurrence(occurrence, reason=told.reason, now=moment)
    elif told.verb == "postponed":
        occurrences.postpone_occurrence(occurrence, reason=told.reason, now=moment)
    elif told.verb == "moved":
        by = timedelta(days=told.days)
        occurrences.move_occurrence(
            occurrence, start=occurrence.start + by, end=occurrence.end + by, reason=told.reason, now=moment
        )
    elif told.verb == "respaced":
        space = place.spaces[event.branch, told.space]
        occurrences.change_space(occurrence, space=space, reason=told.reason, now=moment)
    else:
        occurrences.change_seats(occurrence, seats=told.seats, now=moment)
    return moment
