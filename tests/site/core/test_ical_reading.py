from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, strategies as st

from core.ical_reading import Reading, read_calendar
from core.ical_text import BadCalendar

WINDOW = {"zone": "Europe/Athens", "since": datetime(1990, 1, 1, tzinfo=UTC), "until": datetime(2028, 1, 1, tzinfo=UTC)}
CORPUS = sorted((Path(icalendar.__file__).parent / "tests" / "calendars").glob("*.ics"))


def read_or_refuse(data: bytes) -> Reading:
    """What was read; nothing for a refusal, which is an answer too. Anything else that is raised fails the test."""
    try:
        return read_calendar(data, **WINDOW)
    except BadCalendar:
        return Reading()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_calendars_of_the_parser_are_read_or_refused_with_a_sentence(path):
    reading = read_or_refuse(path.read_bytes())

    assert all(entry.start.tzinfo and (entry.end is None or entry.end > entry.start) for entry in reading.entries)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    read_or_refuse(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data + b"\r\nEND:VEVENT\r\nEND:VCALENDAR")


@pytest.mark.parametrize("zone", ["x" * 300, "Europe", "..", "a" * 99_000])
def test_a_zone_that_can_be_none_is_read_or_refused(zone):
    event = f"BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID={zone}:20261201T100000\r\nEND:VEVENT"

    read_or_refuse(f"BEGIN:VCALENDAR\r\n{event}\r\nEND:VCALENDAR\r\n".encode())


def test_a_zone_that_says_its_name_twice_is_known_by_the_first():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nTZID:Theirs\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Ours:20261201T100000\r\nEND:VEVENT"

    reading = read_calendar(f"BEGIN:VCALENDAR\r\n{zone}\r\n{event}\r\nEND:VCALENDAR\r\n".encode(), **WINDOW)

    assert [entry.start for entry in reading.entries] == [datetime(2026, 12, 1, 8, tzinfo=UTC)]


PROPERTY = st.sampled_from(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "SUMMARY", "UID", "SEQUENCE", "URL"]
)
VALUE = st.sampled_from(
    ["", "20261201", "20261201T100000Z", "20261201T250000", "P15M", "PT1H", "-PT1H", "FREQ=DAILY;COUNT=2",
     "FREQ=WEEKLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20261205", "FREQ=;;", "\\", "x" * 300,
     "99999999999", "-1"]
)  # fmt: skip


@given(st.lists(st.tuples(PROPERTY, VALUE), max_size=8))
def test_any_mixture_of_properties_is_read_or_refused(pairs):
    lines = "\r\n".join(f"{name}:{value}" for name, value in pairs)
    read_or_refuse(f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR".encode())
