"""Somebody who told us all there is to tell, each thing with a mark, and what is left of the marks."""

from datetime import datetime
from uuid import uuid4

from events.calendar.models import Occurrence
from events.registration.domain.taking_part.parties import Agreed, Answered, Details, Guest
from events.registration.models import Answer, Consent, Person, PersonalCalendar, Registration
from outbox.models import Letter
from tests.factories import registration as make

# One marker for each thing somebody can tell us; each must be in the copy, on the page, and gone afterwards.
CONTACT = {"phone": "MARK-phone", "guardian": "MARK-guardian", "group": "MARK-group", "grade": "MARK-grade"}
MARKS = [
    "MARK-name",
    "mark@example.org",
    "MARK-needs",
    "MARK-card",
    *CONTACT.values(),
    "MARK-guest",
    "MARK-guests-needs",
]
MARKS += ["MARK-consent", "MARK-answer"]


def everything(date: Occurrence, now: datetime, **fields: object) -> Registration:
    """Somebody who told us all there is to tell."""
    details = Details(
        contact={**CONTACT, "card": "MARK-card"},
        people=[
            Guest("MARK-guest", 7, "MARK-guests-needs", consents=[Agreed("photo", True, "MARK-consent")]),
            Guest("Ben", answers=[Answered(uuid4(), "Which song?", "MARK-answer", 3)]),
        ],
        consents=[Agreed("going-home", False, "May go home alone")],
    )
    told = {"name": "MARK-name", "email": "mark@example.org", "access_needs": "MARK-needs", "party": 2}
    return make.register(date, now=now, **{**told, "details": details, **fields})


def left_of(marks: list[str]) -> list[str]:
    """Which marks still stand in some row of what a registration leaves behind."""
    tables = [Registration, Person, Consent, Answer, Letter, PersonalCalendar]
    rows = str([list(table.objects.values()) for table in tables])
    return [mark for mark in marks if mark in rows]
