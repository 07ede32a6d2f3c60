import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from core import ical_apart
from core.ical_apart import read_apart
from core.ical_reading import read_calendar
from core.ical_text import BadCalendar

WINDOW = {"zone": "Europe/Athens", "since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2027, 6, 1, tzinfo=UTC)}
# Seconds a hostile file may cost here, where other tests run beside it; alone it is refused within 6 (bench/README.md).
LONGEST = 30


def calendar(*events: str, before: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{before}{body}END:VCALENDAR\r\n".encode()


def ruled(rule: str, start: str = "20260301T100000Z", more: str = "") -> bytes:
    return calendar(f"UID:r\r\nSUMMARY:Ruled\r\nDTSTART:{start}\r\n{more}{rule}")


MINUTES = ",".join(map(str, range(60)))
FULL = f"RRULE:FREQ=YEARLY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={MINUTES};BYSECOND={MINUTES}"
DEEP = "BEGIN:X\r\n" * 3_000 + "END:X\r\n" * 3_000
NEVER = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
FAST_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Fast\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
# What is refused whole, each with a part of its sentence.
REFUSED = {
    "every second": (ruled("RRULE:FREQ=SECONDLY", "20200101T000000Z"), "repeats within a day"),
    "every minute": (ruled("RRULE:FREQ=MINUTELY"), "repeats within a day"),
    "every hour": (ruled("RRULE:FREQ=HOURLY;COUNT=3"), "repeats within a day"),
    "every second of no day": (ruled("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"), "repeats within a day"),
    "86,400 a day": (ruled(FULL), "hours or minutes"),
    "interval 0": (ruled("RRULE:FREQ=DAILY;INTERVAL=0"), "interval"),
    "interval 1e9": (ruled("RRULE:FREQ=DAILY;INTERVAL=1000000000"), "interval"),
    "other calendars": (ruled("RRULE:RSCALE=CHINESE;FREQ=YEARLY"), "hours or minutes"),
    "10 MB in one line": (calendar("UID:l\r\nDTSTART:20260301T100000Z\r\nSUMMARY:" + "x" * 10_000_000), "too long"),
    "11 MB": (calendar("UID:l\r\nDTSTART:20260301T100000Z" + "\r\nX-A:b" * 1_700_000), "larger than 10 MB"),
    "3,000 parts in each other": (calendar("UID:d\r\nDTSTART:20260301T100000Z", before=DEEP), "too deeply"),
    "5,001 events": (calendar(*[f"UID:{n}\r\nDTSTART:20260301T100000Z" for n in range(5_001)]), "5,000 events"),
    "rules without end": (
        calendar(*[f"UID:{n}\r\nDTSTART:20260301T100000Z\r\n{NEVER}" for n in range(500)]), "too long to follow"
    ),
    "a million dates": (
        calendar(*[f"UID:{n}\r\nDTSTART:20260101T100000Z\r\nRRULE:FREQ=DAILY" for n in range(2_000)]), "20,000 dates"
    ),
}  # fmt: skip
# What is read without its poison: the number of entries, and a part of what is said of it.
TAMED = {
    "since the year 1": (ruled("RRULE:FREQ=DAILY", "00010101T000000Z"), 0, "no readable start"),
    "since 1969": (ruled("RRULE:FREQ=DAILY", "19690101T000000Z"), 0, "before 1970"),
    "30 February": (ruled("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), 1, "fits no day"),
    "daily 30 February": (ruled(NEVER), 1, "fits no day"),
    "sixth Monday": (ruled("RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"), 1, "fits no day"),
    "a billion times": (ruled("RRULE:FREQ=DAILY;COUNT=999999999"), 457, ""),
    "for ever": (ruled("RRULE:FREQ=DAILY", "19700101T000000Z"), 517, ""),
    "30,000 exceptions": (ruled("RRULE:FREQ=DAILY", more="EXDATE:20260302T100000Z\r\n" * 30_000), 0, "exceptions"),
    "an alarm for ever": (
        ruled("BEGIN:VALARM\r\nREPEAT:2147483648\r\nDURATION:PT1S\r\nTRIGGER:-PT1S\r\nEND:VALARM"), 1, ""
    ),
    "zone of seconds": (
        calendar("UID:z\r\nSUMMARY:Zone\r\nDTSTART;TZID=Fast:20260301T100000", before=FAST_ZONE), 1, ""
    ),
    "length of ages": (ruled("DURATION:P99999999D"), 1, "makes no sense"),
    "a million titles": (ruled("SUMMARY:x\r\n" * 500_000), 1, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_calendar_is_refused_in_time_with_a_sentence(name):
    data, sentence = REFUSED[name]
    start = time.monotonic()

    with pytest.raises(BadCalendar, match=sentence) as refusal:
        read_apart(data, **WINDOW)

    assert time.monotonic() - start < LONGEST
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("name", TAMED)
def test_poison_is_taken_out_and_the_rest_is_read_in_time(name):
    data, number, remark = TAMED[name]
    start = time.monotonic()

    reading = read_apart(data, **WINDOW)

    assert time.monotonic() - start < LONGEST
    assert len(reading.entries) == number
    assert remark in " ".join(reading.warnings)


def test_child_says_the_same_as_reading_here():
    data = calendar(
        "UID:a\r\nSUMMARY:Ανάγνωση 📚\r\nDTSTART;TZID=Europe/Athens:20260301T100000\r\nRRULE:FREQ=WEEKLY;COUNT=3",
        "UID:b\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20260401",
        "UID:c\r\nSUMMARY:Private\r\nDTSTART:20260401T100000Z\r\nCLASS:PRIVATE",
    )

    assert read_apart(data, **WINDOW) == read_calendar(data, **WINDOW)


def test_child_that_takes_too_long_is_ended_and_the_sentence_says_so(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text(f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    monkeypatch.setattr(ical_apart, "COMMAND", [sys.executable, str(sleeper)])

    with pytest.raises(BadCalendar, match="too long"):
        read_apart(b"x", **WINDOW, seconds=1)

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGCONT)


@pytest.mark.parametrize(
    "deed",
    ["x = bytearray(2 ** 30)", "import signal, os; os.kill(os.getpid(), signal.SIGKILL)", "raise SystemExit(3)",
     "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
     "import os\nos.fork()", "open(1, 'wb', closefd=False).write(b'x' * 2 ** 27)"],
    ids=["memory", "killed", "leaves", "cpu", "children", "output"],
)  # fmt: skip
def test_child_that_breaks_a_limit_is_a_sentence(monkeypatch, tmp_path, deed):
    """The limits are the child's own; what it does after setting them stands in place of reading."""
    script = tmp_path / "child.py"
    script.write_text(f"from core.ical_child import limit\nlimit()\n{deed}\n")
    monkeypatch.setattr(ical_apart, "COMMAND", [sys.executable, "-P", str(script)])

    with pytest.raises(BadCalendar, match="more time or memory"):
        read_apart(b"x", **WINDOW, seconds=20)


def test_child_gets_none_of_our_secrets(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text(f"import os; open({str(tmp_path / 'seen')!r}, 'w').write(repr(dict(os.environ)))")
    monkeypatch.setattr(ical_apart, "COMMAND", [sys.executable, str(spy)])
    monkeypatch.setenv("SECRET_KEY", "geheim")

    with pytest.raises(BadCalendar):
        read_apart(b"x", **WINDOW)

    assert "geheim" not in (tmp_path / "seen").read_text()


def test_child_needs_no_settings():
    asked = {"zone": "UTC", "since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z", "local_rules": False}
    done = subprocess.run(
        ical_apart.COMMAND,
        input=json.dumps(asked).encode() + b"\n",
        env={"PYTHONPATH": str(ical_apart.SITE)},
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert b"The file is empty" in done.stdout
