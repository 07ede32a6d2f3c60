"""The calendar of a neighbour: a file as a theatre would publish it, read the way every partner's calendar is read."""

import re
from datetime import date, timedelta
from pathlib import Path

from events.partners.domain.importing import Report, import_calendar
from events.partners.models import Organisation
from operations.demo.settling import Place

FILE = Path(__file__).parent / "content" / "theatre.ics"
# The dates in the file are written around this Monday; the demo moves them to the current week.
WRITTEN_FOR = date(2026, 1, 5)
DATED = re.compile(rb"^((?:DTSTART|DTEND|RECURRENCE-ID)[^:\r\n]*:)(\d{8})", re.MULTILINE)
HEAD_ENDS = b"END:VTIMEZONE"


def read_calendar(theatre: Organisation, place: Place) -> Report:
    """Imports the theatre's programme as happenings of the Harbour's neighbourhood."""
    data = moved(FILE.read_bytes(), place.monday - WRITTEN_FOR)
    return import_calendar(theatre, data, now=place.now, branch=place.branches["harbour"])


def moved(data: bytes, by: timedelta) -> bytes:
    """The same calendar, so many days later; its time zone stays as it is."""
    head, end, events = data.partition(HEAD_ENDS)
    return head + end + DATED.sub(lambda found: found[1] + _later(found[2], by), events)


def _later(digits: bytes, by: timedelta) -> bytes:
    return f"{date.fromisoformat(digits.decode()) + by:%Y%m%d}".encode()
