"""The text of somebody else's calendar before it is parsed: judged, unfolded, and cut down to what we read.

Nothing here needs settings: it runs in the child process that reads calendars (`core.ical_child`).
"""

import re
from collections import Counter
from collections.abc import Iterator

from core.remarks import Refusal, marked as _

MOST_BYTES = 10 * 1024 * 1024
MOST_EVENTS = 5_000
MOST_EXCEPTIONS = 1_000
MOST_ZONE_LINES = 20_000
DEEPEST = 10
LONGEST_LINE = 100_000
CALENDAR_LINES = {"VERSION", "PRODID", "X-WR-TIMEZONE", "X-WR-CALNAME", "BEGIN", "END"}
# All we read of an event. People (ATTENDEE, ORGANIZER, CONTACT), files and alarms never get as far as the parser.
ONCE = {
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "STATUS", "CLASS", "SEQUENCE", "LAST-MODIFIED",
    "DTSTAMP", "DESCRIPTION", "LOCATION", "URL",
}  # fmt: skip
OFTEN = {"RRULE", "RDATE", "EXDATE"}
# A zone changes its clocks by the year and month; a rule that ticks faster would never end.
ZONE_RULE = re.compile(
    r"RRULE(?=.*FREQ=YEARLY)(?=.*BYMONTH=\d\d?(;|$))(?!.*BY(HOUR|MINUTE|SECOND|SETPOS))", re.IGNORECASE
)


class BadCalendar(Refusal):
    """The file cannot be read as a calendar; nothing was changed."""


def decoded(data: bytes) -> str:
    """The bytes as text: UTF-8, or Windows-1252 as old programs write it. Judges size and kind first."""
    if not data.strip():
        raise BadCalendar(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise BadCalendar(_("The file is larger than 10 MB. Ask the partner for a shorter calendar."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    _judge(text)
    return text


def _judge(text: str) -> None:
    start = text.lstrip()[:500].lower()
    if start.startswith(("<", "{", "[")):
        raise BadCalendar(_("This is a web page or another kind of file, not a calendar."))
    if "begin:vcalendar" not in text.lower():
        raise BadCalendar(_("This is not a calendar: it does not begin with BEGIN:VCALENDAR."))
    if not text.rstrip("\0 \t\r\n").lower().endswith("end:vcalendar"):
        raise BadCalendar(_("The calendar stops in the middle: its end is missing. Fetch the file again."))


def unfolded(text: str) -> Iterator[str]:
    """Content lines with their continuations joined (RFC 5545 3.1), without control characters."""
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"\n[ \t]", "", text)
    for line in text.split("\n"):
        clean = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", line)
        if clean.strip():
            yield clean


def essential(text: str) -> str:
    """Events and time zones only, with what we read of them. One bad line of the calendar itself would else spoil all.

    Alarms, tasks and other components are left out, nested ones too. Raises BadCalendar for what no calendar needs.
    """
    sieve = _Sieve()
    return "\r\n".join(line for line in unfolded(text) if sieve.keeps(line)) + "\r\n"


class _Sieve:
    """Decides line by line, knowing which components it stands in and what the event has had already."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.had: Counter[str] = Counter()
        self.events = self.zone_lines = 0

    def keeps(self, line: str) -> bool:
        name, _colon, value = line.partition(":")
        word = name.partition(";")[0].upper()
        if word == "BEGIN":
            self._enter(value.strip().upper())
        kept = self._kept(word, line)
        if word == "END" and self.inside:
            self.inside.pop()
        if kept and len(line) > LONGEST_LINE:
            raise BadCalendar(_("A line of the calendar is far too long to be true."))
        return kept

    def _enter(self, component: str) -> None:
        self.inside.append(component)
        if len(self.inside) > DEEPEST:
            raise BadCalendar(_("The parts of the calendar are packed into each other too deeply."))
        if self.inside == ["VCALENDAR", "VTIMEZONE"]:
            self.had.clear()
        if self.inside == ["VCALENDAR", "VEVENT"]:
            self.had.clear()
            self.events += 1
            if self.events > MOST_EVENTS:
                raise BadCalendar(_("The calendar holds more than 5,000 events. Ask the partner for a shorter one."))

    def _kept(self, word: str, line: str) -> bool:
        match self.inside:
            case ["VCALENDAR"]:
                return word in CALENDAR_LINES
            case ["VCALENDAR", "VEVENT"]:
                return word in {"BEGIN", "END"} or self._read(word)
            case ["VCALENDAR", "VTIMEZONE"] | ["VCALENDAR", "VTIMEZONE", _]:
                self.zone_lines += 1
                if self.zone_lines > MOST_ZONE_LINES:
                    raise BadCalendar(_("The calendar holds more time zones than there are."))
                if word == "TZID":
                    # A zone of two names is none to the parser; the first name is the one that counts.
                    self.had[word] += 1
                    return self.had[word] == 1
                return word != "RRULE" or bool(ZONE_RULE.match(line))
        return False

    def _read(self, word: str) -> bool:
        self.had[word] += 1
        if word in ONCE:
            return self.had[word] == 1
        return word in OFTEN and self.had[word] <= MOST_EXCEPTIONS + 1
