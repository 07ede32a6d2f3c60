"""Nonsense, half-sense and broken files into the import of partners' calendars, for as long as you like.

    DJANGO_SETTINGS_MODULE=config.settings.test PYTHONPATH=.:site python bench/fuzz_calendars.py --minutes 30

Each example is read (5 s of CPU at most) and, where it holds dates, taken in twice by the database of the settings, in
one transaction that is rolled back. A refusal with a sentence is an answer; whatever else is raised, takes longer or
changes something at the second time is a find. The shortest example of each find is kept in --finds; ends with 1
when there are any.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import django

django.setup()

import icalendar  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st  # noqa: E402

from core.ical_reading import Reading, read_calendar  # noqa: E402
from core.ical_series import rules_of  # noqa: E402
from core.ical_text import BadCalendar  # noqa: E402
from events.partners.domain.importing import AHEAD, PAST, take_in  # noqa: E402
from events.partners.models import Happening, Organisation  # noqa: E402

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONGEST = 5.0  # seconds of CPU for one file
ROUND = 500  # examples for one seed
CORPUS = [path.read_bytes() for path in sorted((Path(icalendar.__file__).parent / "tests").rglob("*.ics"))]
CORPUS = [data for data in CORPUS if len(data) < 20_000]

DATES = ["20261201", "20261201T100000", "20261201T100000Z", "20261025T033000", "20270328T033000", "20280229",
         "00010101T000000Z", "99991231T235959Z", "19691231", "20261301", "20261201T250000", "20261201T240000",
         "20261201T100060", "-20261201", "20261201T100000+0200", "2026-12-01", "20261201/20261203", "18991231T235959",
         "21991231", "20261201T100000Z/PT1H", "20261201T100000/20261201T120000"]  # fmt: skip
ZONES = ["Europe/Athens", "W. Europe Standard Time", "UTC", "Etc/GMT+12", "/freeassociation/Europe/Ljubljana", "../x",
         "Mars/Olympus", "", "\0", "x" * 300, "Custom", "Europe", "posixrules", "GTB Standard Time", "CON"]  # fmt: skip
RULES = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=MONTHLY;BYDAY=5FR", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY",
         "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYWEEKNO=53", "FREQ=YEARLY;BYYEARDAY=-366",
         "FREQ=YEARLY;BYEASTER=0", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=999",
         "FREQ=DAILY;COUNT=0",
         "FREQ=DAILY;COUNT=1000000", "FREQ=DAILY;UNTIL=20261205", "FREQ=DAILY;UNTIL=x", "FREQ=DAILY;UNTIL=00000000",
         "FREQ=DAILY;COUNT=2;UNTIL=20261205", "FREQ=MONTHLY;BYSETPOS=400;BYDAY=MO", "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO",
         "FREQ=WEEKLY;WKST=XX", "FREQ=WEEKLY;BYDAY=", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;;", "FREQ=", "COUNT=1",
         "FREQ=DAILY;FREQ=WEEKLY", "FREQ=YEARLY;BYMONTH=1,2,3,4;BYDAY=1MO,-1SU;BYSETPOS=-1",
         "RSCALE=HEBREW;FREQ=YEARLY",
         "FREQ=DAILY;BYMONTHDAY=29;BYMONTH=2;INTERVAL=7"]  # fmt: skip
WORDS = ["Ανάγνωση", "📚 Sagostund", "<script>x</script>", "&lt;b&gt;", "a\\nb\\,c\\;d\\\\", "\0", "\u202e", "\ud7ff",
         "x" * 300, "x" * 6_000, "", " ", "\u2028", "https://a.example/x", "javascript:alert(1)", "http://[", "1", "-1",
         "99999999999999999999", "1e3", "²", "CONFIRMED", "CANCELLED", "TENTATIVE", "PRIVATE", "PUBLIC"]  # fmt: skip
LENGTHS = ["PT1H", "P1D", "-PT1H", "P15M", "P", "PT", "P99999999D", "P1W", "PT1H30", "P1Y", "PT0S", "PT99999999999999H"]
NAMES = ["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "SUMMARY", "UID", "SEQUENCE", "URL", "DESCRIPTION",
         "LOCATION", "STATUS", "CLASS", "RECURRENCE-ID", "LAST-MODIFIED", "DTSTAMP", "ATTENDEE", "X-FOO",
         "ATTACH", "GEO",
         "CATEGORIES", "EXRULE", "TRIGGER", "TZID", "X-WR-TIMEZONE", "X-WR-CALNAME"]  # fmt: skip
LIKELY = {"DTSTART": DATES, "DTEND": DATES, "EXDATE": DATES, "RDATE": DATES, "RECURRENCE-ID": DATES, "DTSTAMP": DATES,
          "LAST-MODIFIED": DATES, "RRULE": RULES, "DURATION": LENGTHS, "X-WR-TIMEZONE": ZONES}  # fmt: skip

zones, words = st.sampled_from(ZONES), st.one_of(st.sampled_from(WORDS), st.text(max_size=40))
PARAMETERS = st.one_of(
    st.just(""), st.just(""), zones.map(lambda zone: f";TZID={zone}"), st.just(";VALUE=DATE"), st.just(";VALUE=PERIOD"),
    st.just(";VALUE=TEXT"), st.just(";RANGE=THISANDFUTURE"), words.map(lambda word: f';X="{word}"'),
    st.just(";TZID=Europe/Athens;VALUE=DATE-TIME"), st.just(";"), st.just(";VALUE="),
)  # fmt: skip


@st.composite
def properties(draw: Callable[..., str]) -> str:
    """One line: mostly a value of its kind, sometimes several, sometimes anything."""
    name = draw(st.sampled_from(NAMES))
    likely = st.sampled_from(LIKELY.get(name, WORDS))
    value = draw(st.one_of(likely, likely, likely, words, st.sampled_from(DATES + RULES + LENGTHS),
                           st.lists(st.sampled_from(DATES), max_size=4).map(",".join)))  # fmt: skip
    return f"{name}{draw(PARAMETERS)}:{value}"


STARTS = st.sampled_from([f"DTSTART{zone}:{day}" for day in DATES[:4] for zone in ("", ";TZID=Europe/Athens")])
UIDS = st.sampled_from(["a", "b", "c", "x" * 400, ""])
EVENTS = st.builds(
    lambda uid, start, lines: "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, *lines, "END:VEVENT"]),
    UIDS, STARTS, st.lists(properties(), max_size=7),
)  # fmt: skip
PARTS = st.builds(
    lambda name, lines: "\r\n".join([f"BEGIN:{name}", *lines, f"END:{name}"]),
    st.sampled_from(["VEVENT", "VTIMEZONE", "VALARM", "VTODO", "VCALENDAR", "STANDARD", "x", ""]),
    st.lists(properties(), max_size=7),
)
TIMEZONES = st.builds(
    lambda zone, offsets, rule: "\r\n".join(
        ["BEGIN:VTIMEZONE", f"TZID:{zone}", "BEGIN:STANDARD", "DTSTART:19701025T040000", f"TZOFFSETFROM:{offsets[0]}",
         f"TZOFFSETTO:{offsets[1]}", f"RRULE:{rule}", "END:STANDARD", "END:VTIMEZONE"]),
    zones, st.tuples(*[st.sampled_from(["+0200", "+0300", "-9999", "+00", "x", "+020000", "+2400", ""])] * 2),
    st.sampled_from(["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", *RULES]),
)  # fmt: skip
FILES = st.lists(st.one_of(EVENTS, EVENTS, EVENTS, PARTS, TIMEZONES), max_size=6).map(
    lambda parts: "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR"]).encode("utf-8", "replace")
)


@st.composite
def mutations(draw: Callable[..., int | bytes]) -> bytes:
    """A real calendar with pieces of it cut, doubled, overwritten or swapped with another's."""
    data = bytearray(draw(st.sampled_from(CORPUS)))
    for _turn in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 60))
        piece = draw(st.one_of(st.binary(max_size=20), st.just(bytes(data[at : at + length]) * 3),
                               st.sampled_from(DATES + RULES + ZONES).map(str.encode)))  # fmt: skip
        data[at : at + length] = piece
    return bytes(data)


class Hang(BaseException):
    """One file took longer than any may."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


class Fuzz:
    """Reads and takes in, counts, and keeps the shortest example of everything that should not happen."""

    def __init__(self, organisation: Organisation, folder: Path) -> None:
        self.organisation, self.folder = organisation, folder
        self.counts: Counter[str] = Counter()
        self.finds: dict[str, bytes] = {}
        self.slowest = 0.0

    def try_one(self, data: bytes, local_rules: bool) -> None:
        self.counts["examples"] += 1
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            self._try(data, local_rules)
        except (Hang, Exception) as error:  # noqa: BLE001  (whatever it is, it is a find)
            self._keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.slowest = max(self.slowest, time.process_time() - began)

    def _try(self, data: bytes, local_rules: bool) -> None:
        window = {"zone": "Europe/Athens", "since": NOW - PAST, "until": NOW + AHEAD}
        try:
            reading = read_calendar(data, local_rules=local_rules, **window)
            rules_of(data)
        except BadCalendar as refusal:
            self.counts["refused" if str(refusal) else "refused without a word"] += 1
            return
        self.counts["dates"] += len(reading.entries)
        self.counts["read"] += 1
        for entry in reading.entries:
            assert entry.start.utcoffset() is not None, "a start without a zone"
            assert entry.end is None or entry.end >= entry.start, "an end before the start"
            assert not entry.link or entry.link.lower().startswith(("http://", "https://")), "a strange link"
        assert all(reading.warnings) or not reading.warnings, "an empty remark"
        if reading.entries:
            self._take_in(reading)

    def _take_in(self, reading: Reading) -> None:
        with transaction.atomic():
            origin = Happening(organisation=self.organisation, calendar="fuzz")
            try:
                take_in(origin, reading, now=NOW)
                again = take_in(origin, reading, now=NOW)
                assert not again.added + again.changed + again.withdrawn, "the second reading changed something"
                self.counts["taken in"] += 1
            finally:
                transaction.set_rollback(True)

    def _keep(self, data: bytes, error: BaseException) -> None:
        where = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in where if "/site-packages/" not in frame.filename][-1]
        name = f"{type(error).__name__}-{Path(ours.filename).stem}-{ours.lineno}"
        self.counts["finds"] += 1
        if name in self.finds and len(self.finds[name]) <= len(data):
            return
        self.finds[name] = data
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.ics").write_bytes(data)
        (self.folder / f"{name}.txt").write_text("".join(traceback.format_exception(error)))


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--minutes", type=float, default=1)
    reader.add_argument("--finds", type=Path, default=Path("var/finds"))
    given_ = reader.parse_args()
    signal.signal(signal.SIGPROF, _ring)
    organisation, _made = Organisation.objects.get_or_create(slug="fuzz", defaults={"name": "Fuzz"})
    fuzz, chance = Fuzz(organisation, given_.finds), random.Random()
    end = time.monotonic() + given_.minutes * 60
    quiet = settings(max_examples=ROUND, deadline=None, database=None, phases=[Phase.generate],
                     suppress_health_check=list(HealthCheck))  # fmt: skip
    while time.monotonic() < end:
        run = quiet(given(st.one_of(FILES, FILES, mutations()), st.booleans())(fuzz.try_one))
        seed(chance.getrandbits(32))(run)()
    organisation.delete()
    print(", ".join(f"{number} {name}" for name, number in fuzz.counts.items()), f"slowest {fuzz.slowest:.2f} s CPU")
    for name, data in fuzz.finds.items():
        print(f"{name}: {len(data)} bytes")
    return 1 if fuzz.finds else 0


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    sys.exit(main())
