"""Calendars of neighbours: one that was read this morning, and one whose server has trouble since yesterday.

The theatre's is a file as a theatre would publish it, read the way every partner's calendar is read. Nothing here goes
to the network, and both are due again only after the demo has been shown.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from core.remarks import Remark, marked as _
from events.partners.domain import visiting
from events.partners.domain.importing import Report, origin_of, read_window, take_in
from events.partners.models import Organisation, Outcome, Source
from operations.demo.settling import Place

FILE = Path(__file__).parent / "content" / "theatre.ics"
# The dates in the file are written around this Monday; the demo moves them to the current week.
WRITTEN_FOR = date(2026, 1, 5)
DATED = re.compile(rb"^((?:DTSTART|DTEND|RECURRENCE-ID)[^:\r\n]*:)(\d{8})", re.MULTILINE)
HEAD_ENDS = b"END:VTIMEZONE"
SHOWN_FOR = timedelta(days=60)


def read_calendars(partners: Mapping[str, Organisation], place: Place) -> None:
    """The theatre's programme stands in the Harbour's neighbourhood; the school's calendar cannot be read."""
    _read_theatre(partners["theatre"], place)
    _fail_school(partners["hillside-school"], place)


def _read_theatre(theatre: Organisation, place: Place) -> None:
    address = "https://theatro-apovathras.example/programma.ics"
    source = Source.objects.create(
        organisation=theatre, address=address, branch=place.branches["harbour"], review_first=False
    )
    data = moved(FILE.read_bytes(), place.monday - WRITTEN_FOR)
    report = take_in(origin_of(source), read_window(data, zone=theatre.zone, now=place.now), now=place.now)
    visiting.finish(source, visiting.Visit(Outcome.READ, report, {"read_at": place.now}), now=place.now)
    Source.objects.filter(pk=source.pk).update(tried_at=place.now, due_at=place.now + SHOWN_FOR)


def _fail_school(school: Organisation, place: Place) -> None:
    address = "https://hillside-school.example/calendar.ics"
    source = Source.objects.create(organisation=school, address=address, branch=place.branches["harbour"])
    told = Remark(_("%(host)s has trouble of its own now (%(status)s)."), {"host": source.host, "status": 503})
    report = Report(remarks=[told])
    for hours in (27, 15, 3):
        source.refresh_from_db()
        at = place.now - timedelta(hours=hours)
        visiting.finish(source, visiting.Visit(Outcome.FAILED, report, {}), now=at)
        Source.objects.filter(pk=source.pk).update(tried_at=at, due_at=place.now + SHOWN_FOR)


def moved(data: bytes, by: timedelta) -> bytes:
    """The same calendar, so many days later; its time zone stays as it is."""
    head, end, events = data.partition(HEAD_ENDS)
    return head + end + DATED.sub(lambda found: found[1] + _later(found[2], by), events)


def _later(digits: bytes, by: timedelta) -> bytes:
    return f"{date.fromisoformat(digits.decode()) + by:%Y%m%d}".encode()
