"""How one gets in to a date: its own word, else that of its event. Nobody else decides this."""

from typing import Any

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
