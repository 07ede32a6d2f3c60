"""Organisations, their calendars and happenings for tests; and calendar files as partners write them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from events.partners.models import Happening, Organisation, Source
from tests.factories import places

_numbers = count(1)


def organisation(**fields: object) -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(**{"slug": f"partner-{number}", "name": f"Partner {number}", **fields})


def source(**fields: object) -> Source:
    """A calendar whose dates are shown at once, due now."""
    if "organisation" not in fields:
        fields["organisation"] = organisation()
    if "branch" not in fields:
        fields["branch"] = places.branch()
    address = "https://calendar.example.org/feed.ics"
    return Source.objects.create(**{"address": address, "review_first": False, **fields})


def happening(**fields: object) -> Happening:
    """A concert two days after the tests' clock, shown, for a branch of its own."""
    number = next(_numbers)
    if "organisation" not in fields:
        fields["organisation"] = organisation()
    if "branch" not in fields:
        fields["branch"] = places.branch()
    start = datetime(2026, 11, 26, 17, tzinfo=UTC)
    plain = {"uid": f"h-{number}", "title": "Concert", "start": start, "zone": "Europe/Athens", "modified": start}
    return Happening.objects.create(**{**plain, "end": start + timedelta(hours=2), **fields})


def file(*events: str, head: str = "") -> bytes:
    """A calendar of these events, each given as its lines."""
    body = "".join("BEGIN:VEVENT\r\n" + "\r\n".join(event.split("\n")) + "\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{head}{body}END:VCALENDAR\r\n".encode()


def event(uid: str, title: str = "Concert", *, day: int = 1, hour: int = 18, more: str = "") -> str:
    """The lines of one event in December 2026, Athens time."""
    lines = f"UID:{uid}\nSUMMARY:{title}\nDTSTART;TZID=Europe/Athens:202612{day:02}T{hour:02}0000\nDURATION:PT2H"
    return f"{lines}\n{more}" if more else lines
