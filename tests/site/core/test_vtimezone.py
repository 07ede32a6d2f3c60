import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

from core.vtimezone import vtimezone

ZONES = ["Europe/Athens", "Europe/Ljubljana", "Europe/Stockholm", "Europe/Copenhagen", "Europe/Dublin"]
FAR_ZONES = [
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "UTC",
]


def as_others_read_it(zone: str) -> object:
    text = "\r\n".join(["BEGIN:VCALENDAR", *vtimezone(zone), "END:VCALENDAR", ""])
    return tzical(io.StringIO(text)).get(zone)


def wrong_hours(zone: str, moments: Iterable[datetime]) -> list[datetime]:
    told, true = as_others_read_it(zone), ZoneInfo(zone)
    return [moment for moment in moments if moment.astimezone(told).utcoffset() != moment.astimezone(true).utcoffset()]


def every_hour(first: datetime = datetime(2024, 1, 1, tzinfo=UTC), days: int = 7 * 365 + 2) -> Iterator[datetime]:
    return (first + timedelta(hours=hour) for hour in range(days * 24))


def hours_around_changes(zone: str) -> Iterator[datetime]:
    """Every hour of the days around each change of clocks, and noon of all other days."""
    true = ZoneInfo(zone)
    for noon in list(every_hour())[12::24]:
        before, after = noon - timedelta(days=1), noon + timedelta(days=1)
        changes = before.astimezone(true).utcoffset() != after.astimezone(true).utcoffset()
        yield from every_hour(before, 2) if changes else [noon]


def test_vtimezone_gives_the_offset_of_every_hour_of_seven_years_to_an_independent_parser():
    assert wrong_hours("Europe/Athens", every_hour()) == []


@pytest.mark.parametrize("zone", ZONES + FAR_ZONES)
def test_vtimezone_gives_the_offset_around_every_change_to_an_independent_parser(zone):
    assert wrong_hours(zone, hours_around_changes(zone)) == []


def onsets(zone: str) -> list[tuple[int, int]]:
    """Each change the text tells, as RFC 5545 3.6.5 reads it: its instant and the offset from then on, in seconds."""
    found = []
    text = "\n".join(vtimezone(zone))
    for body in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\n(.*?)\nEND:", text, re.DOTALL):
        facts = dict(line.split(":", 1) for line in body.splitlines())
        before, after = (
            int(f"{facts[name][0]}1") * (int(facts[name][1:3]) * 3600 + int(facts[name][3:5]) * 60)
            for name in ("TZOFFSETFROM", "TZOFFSETTO")
        )
        first = datetime.fromisoformat(facts["DTSTART"])
        walls = rrulestr(facts.get("RRULE", "FREQ=YEARLY;COUNT=1"), dtstart=first)
        walls = walls.between(first, datetime(2041, 1, 1), inc=True)  # noqa: DTZ001  (wall times)
        found += [(int(wall.replace(tzinfo=UTC).timestamp()) - before, after) for wall in walls]
    return sorted(found)


@pytest.mark.parametrize("zone", [*ZONES, "America/New_York"])
def test_vtimezone_gives_the_offset_of_every_hour_from_2020_to_2040(zone):
    true, hour = ZoneInfo(zone), 3600
    first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2020, 2041))
    looked_at = 0
    for (start, told), (end, _next) in pairwise([*onsets(zone), (last, 0)]):
        # Changes are on whole hours, so hours counted from 1970 fall on either side of each.
        seconds = range(max(start, first), end, hour)
        looked_at += len(seconds)
        offsets = {datetime.fromtimestamp(each, true).utcoffset() for each in seconds}
        assert offsets <= {timedelta(seconds=told)}, (zone, start)
    assert looked_at == (last - first) // hour


@pytest.mark.parametrize("zone", ZONES)
def test_vtimezone_has_two_yearly_observances_without_an_end(zone):
    lines = vtimezone(zone)
    assert sum(line in ("BEGIN:STANDARD", "BEGIN:DAYLIGHT") for line in lines) == 2
    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ]


def test_vtimezone_tells_the_change_in_the_wall_time_before_it():
    lines = vtimezone("Europe/Athens")
    assert "DTSTART:20150329T030000" in lines
    assert "DTSTART:20151025T040000" in lines


def test_vtimezone_of_a_zone_without_changes_is_one_observance():
    assert [line for line in vtimezone("Asia/Kathmandu") if line.startswith(("BEGIN", "TZOFFSET"))] == [
        "BEGIN:VTIMEZONE",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0545",
        "TZOFFSETTO:+0545",
    ]
