"""The nouns of registration: who comes, what happened to each, and how many came."""

from events.registration.models.calendars import PersonalCalendar, calendar_code
from events.registration.models.counts import AttendanceLock, Headcount, NoShow, RateCounter
from events.registration.models.keeping import Forgetting, LinksAsked
from events.registration.models.people import Answer, Consent, Person
from events.registration.models.registrations import MANAGE, REMINDERS, TICKET, Entry, Registration, registration_code

__all__ = [
    "MANAGE",
    "REMINDERS",
    "TICKET",
    "Answer",
    "AttendanceLock",
    "Consent",
    "Entry",
    "Forgetting",
    "Headcount",
    "LinksAsked",
    "NoShow",
    "Person",
    "PersonalCalendar",
    "RateCounter",
    "Registration",
    "calendar_code",
    "registration_code",
]
