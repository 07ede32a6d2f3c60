"""How one gets in to a date and from when: its own word, else that of its event. Nobody else decides this."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.calendar.domain.expansion import instant
from events.calendar.enums import Admission
from events.calendar.models import Occurrence


def admission_of(occurrence: Occurrence, event: Any = None) -> Admission:
    """How one gets in; `event` is the page that owns the date, or its facts, when they are read already.

    A session asks for registration by its own word alone: otherwise whoever is there on the day may sit down in it.
    """
    if occurrence.session:
        return Admission(occurrence.admission or Admission.DROP_IN)
    return Admission(occurrence.admission or (event or occurrence.event).admission)


def registers(occurrence: Occurrence, event: Any = None) -> bool:
    """Whether people register for the date at all; else they drop in."""
    return admission_of(occurrence, event) == Admission.REGISTER


def opens_at(occurrence: Occurrence, event: Any = None) -> datetime | None:
    """The instant at which registration opens, None when it is open from the start.

    One instant for all dates, or so many days before each date at an hour of the branch's clock; the later of the two
    where staff gave both.
    """
    event = event or occurrence.event
    moments = [event.opens_at]
    if event.opens_days is not None:
        day = occurrence.start.astimezone(ZoneInfo(occurrence.zone)).date() - timedelta(days=event.opens_days)
        moments.append(instant(day, event.opens_time, occurrence.zone))
    return max(filter(None, moments), default=None)
