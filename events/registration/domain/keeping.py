"""What we keep of a registration and until when, in the words of the retention table."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from events.calendar.models import Occurrence

LINES = ("registration", "access_needs", "waiting", "letter")


@dataclass(frozen=True)
class Line:
    """One thing kept: why, and for how many days from which moment on."""

    what: str
    why: str
    since: str
    days: int


def lines() -> list[Line]:
    """The lines of the table that a registration touches."""
    table = settings.RETENTION
    return [Line(table[name].what, table[name].why, table[name].since, table[name].days) for name in LINES]


def kept_until(occurrence: Occurrence) -> datetime:
    """When name and address of those who had a place are erased."""
    days: int = settings.RETENTION["registration"].days
    return occurrence.end + timedelta(days=days)
