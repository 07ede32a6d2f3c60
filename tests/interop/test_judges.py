"""A nasty year, read by engines that share no code with us: each must find exactly what the database holds."""

import os
import re
import subprocess
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from events.calendar.domain.occurrences import cancel_occurrence, move_occurrence, postpone_occurrence
from events.calendar.enums import Status
from events.calendar.models import ActivityPage, ExhibitionPage, LecturePage, Occurrence
from tests.factories import calendar as factory, places
from tests.machinery.subscriber import Subscriber

HERE = Path(__file__).parent
FIRST, LAST = "20261101", "20271224"
ZONES = {
    "athens": "Europe/Athens",
    "celje": "Europe/Ljubljana",
    "norr": "Europe/Stockholm",
    "havn": "Europe/Copenhagen",
}
# Every form of the grammar (calendars reference 5.1), each with a first date the rule gives.
RULES = {
    "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=20": date(2027, 3, 20),
    "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=40": date(2026, 12, 1),
    "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU": date(2026, 12, 6),
    "RRULE:FREQ=MONTHLY;BYMONTHDAY=28;COUNT=9": date(2026, 12, 28),
    "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=9": date(2026, 12, 31),
    "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=12": date(2026, 12, 8),
    "RRULE:FREQ=MONTHLY;BYDAY=-1SU;UNTIL=20271031T215959Z": date(2026, 12, 27),
    "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=9": date(2026, 12, 31),
    "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=13;COUNT=2": date(2026, 12, 13),
}
TITLES = [
    "Παραμύθια; για όλους, μικρούς & μεγάλους",
    "Läs, skriv och prata 📚",
    "Čebelarski večer",
    "Åben ø-aften 🧵🪡",
]


@pytest.fixture
def year(db, now):
    """Every rule in four zones over both changes of clocks; dates cancelled, moved, put off, extra and withdrawn."""
    houses = [factory.branch_page(places.branch(slug=slug, zone=zone)) for slug, zone in ZONES.items()]
    hours = [(time(9), time(10, 30)), (time(23), time(5)), (time(18, 15), time(20)), (None, None)]
    for number, (rule, first) in enumerate(RULES.items()):
        start, end = hours[number % 4]
        plan = factory.schedule(first, start=start, end=end, rule=rule)
        title = f"{TITLES[number % 4]} {number}"
        event = factory.event(
            LecturePage if number % 2 else ActivityPage, under=houses[number % 4], title=title, schedules=[plan]
        )
        dates = list(Occurrence.objects.filter(event=event).order_by("start"))
        assert len(dates) > 1
        _trouble(dates, plan, now)
    return factory.event(
        ExhibitionPage,
        under=houses[0],
        title="Doors of the old town",
        opens_on=date(2027, 3, 1),
        closes_on=date(2027, 4, 30),
    )


def _trouble(dates, plan, now):
    """What staff do in a year to one series."""
    cancel_occurrence(dates[1], reason="Ill; sorry, really", now=now)
    if not dates[0].all_day and len(dates) > 6:
        start = dates[3].start + timedelta(hours=26)
        move_occurrence(dates[3], start=start, end=start + timedelta(hours=2), reason="", now=now)
        postpone_occurrence(dates[4], reason="", now=now)
    if len(dates) > 6:
        Occurrence.objects.filter(pk=dates[5].pk).update(withdrawn_at=now, modified=now, sequence=1)
        Occurrence.objects.filter(pk=dates[6].pk).update(note={"en": "Bring a hat"}, modified=now)
    extra = dates[-1].start + timedelta(hours=3)
    factory.occurrence(
        dates[0].event, start=extra, schedule_code=plan.code, planned_on=None, label="", kind=dates[0].kind
    )


def truth(dates, *, uids=True):
    """UID, start, end, state and title as the judges write them."""
    found = Counter()
    for one in dates:
        zone = ZoneInfo(one.zone)
        off = one.status != Status.SCHEDULED or one.withdrawn_at
        word = (
            "Postponed: " if one.status == Status.POSTPONED and not one.withdrawn_at else "Cancelled: " if off else ""
        )
        moments = [one.start.astimezone(zone), one.end.astimezone(zone)] if one.all_day else [one.start, one.end]
        shape = "%Y%m%d" if one.all_day else "%Y%m%dT%H%M%SZ"
        moments = [moment if one.all_day else moment.astimezone(UTC) for moment in moments]
        state = "CANCELLED" if off else "CONFIRMED"
        row = (*(moment.strftime(shape) for moment in moments), state, word + one.event.title)
        found[(f"{one.pk}@dromena.example", *row) if uids else row] += 1
    return found


def in_feed():
    return Occurrence.objects.select_related("event").filter(start__lt=datetime(2027, 12, 24, tzinfo=UTC))


def ecal(path: Path) -> list[list[str]]:
    return _read(["/usr/bin/python3", "-W", "ignore", str(HERE / "judge_ecal.py"), str(path), FIRST, LAST])


def icaljs(path: Path) -> list[list[str]]:
    return _read(["node", str(HERE / "icaljs" / "judge.mjs"), str(path), LAST])


def _read(command: list[str]) -> list[list[str]]:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "TZ": "UTC"}
    )
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines() if line]


JUDGES = [
    pytest.param(ecal, marks=pytest.mark.ecal, id="libecal"),
    pytest.param(icaljs, marks=pytest.mark.icaljs, id="ical.js"),
]


@pytest.mark.parametrize("judge", JUDGES)
def test_judges_read_the_feed_as_exactly_our_dates(year, client, tmp_path, judge):
    path = tmp_path / "feed.ics"
    path.write_bytes(client.get("/en/events/feed.ics").content)
    assert Counter(map(tuple, judge(path))) == truth(in_feed())


@pytest.mark.parametrize("judge", JUDGES)
def test_judges_read_every_series_as_exactly_its_dates(year, client, tmp_path, judge):
    for event in {one.event for one in in_feed()}:
        path = tmp_path / f"{event.slug}.ics"
        path.write_bytes(client.get(f"/en/e/{event.translation_key.hex}.ics").content)
        found = Counter(tuple(row[1:]) for row in judge(path) if row[1] < LAST)
        kept = in_feed().filter(event=event, withdrawn_at=None)
        assert found == truth(kept, uids=False), event.title


def test_series_are_rules_with_few_exceptions(year, client):
    written = {}
    for event in {one.event for one in in_feed()} - {year.eventpage_ptr}:
        text = client.get(f"/en/e/{event.translation_key.hex}.ics").content.decode().replace("\r\n ", "")
        written[event.title] = text
        assert text.count("RRULE:FREQ=") - 2 * text.count("BEGIN:VTIMEZONE") == 1, text
        zone = re.search(r"DTSTART;(TZID=[^:]+|VALUE=DATE):\d{8}(?:T\d{6})?\r\nDTEND[^\r]*\r\nRRULE", text)
        for line in re.findall(r"(?:RECURRENCE-ID|EXDATE)[^\r]*", text):
            assert f";{zone.group(1)}:" in line
    assert "UNTIL=20271031T171500Z" in "".join(written.values())


def test_subscriber_reads_the_feed_as_exactly_our_dates(year, live_server, tmp_path):
    subscriber = Subscriber(tmp_path, f"{live_server.url}/en/events/feed.ics")
    subscriber.sync()
    expected = Counter()
    for (start, _end, state, title), times in truth(in_feed(), uids=False).items():
        moment = datetime.strptime(start, "%Y%m%dT%H%M%SZ" if "T" in start else "%Y%m%d")  # noqa: DTZ007  (as khal writes it)
        expected[(f"{moment:%Y-%m-%d %H:%M}", "" if state == "CONFIRMED" else state, title)] += times
    assert Counter(row[1:] for row in subscriber.rows()) == expected


@pytest.mark.calcurse
def test_weak_client_sees_the_same_days_and_hours(year, client, tmp_path):
    path = tmp_path / "feed.ics"
    path.write_bytes(client.get("/en/events/feed.ics?branch=athens").content)
    (tmp_path / "data").mkdir()
    (tmp_path / "settings").mkdir()
    folders = ["calcurse", "-D", str(tmp_path / "data"), "-C", str(tmp_path / "settings")]
    environment = {**os.environ, "TZ": "Europe/Athens", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    options = {"env": environment, "capture_output": True, "text": True, "timeout": 120}
    subprocess.run([*folders, "-q", "-i", str(path)], check=True, **options)
    shown = ["--format-apt", "%(start:%Y-%m-%d %H:%M)|%m\n", "--format-recur-apt", "%(start:%Y-%m-%d %H:%M)|%m\n"]
    query = ["-Q", "--filter-type", "apt", "--from", "11/01/2026", "--days", "420", *shown]
    lines = subprocess.run([*folders, *query], check=True, **options).stdout.splitlines()
    found = {tuple(line.strip().split("|", 1)) for line in lines if "|" in line}
    expected = set()
    for one in in_feed().filter(branch__slug="athens", all_day=False):
        ((_uid, _start, _end, _state, title),) = truth([one])
        expected.add((f"{one.start.astimezone(ZoneInfo('Europe/Athens')):%Y-%m-%d %H:%M}", title))
    assert found == expected


def test_wire_is_as_the_standard_says(year, client):
    for address in ["/en/events/feed.ics", *(f"/en/e/{one.event.translation_key.hex}.ics" for one in in_feed()[:40])]:
        body = client.get(address).content
        assert body.endswith(b"END:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in body.split(b"\r\n"))
        assert not re.search(rb"[^\r]\n|\r[^\n]", body)
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", body)
        text = body.decode().replace("\r\n ", "")
        identities = re.findall(r"BEGIN:VEVENT\r\nUID:([^\r]+)", text)
        again = re.findall(r"UID:([^\r]+)(?:(?!END:VEVENT).)*RECURRENCE-ID", text, re.DOTALL)
        assert max((Counter(identities) - Counter(again)).values()) == 1
        assert set(re.findall(r";TZID=([^:;]+)", text)) <= set(re.findall(r"\r\nTZID:([^\r]+)", text))
