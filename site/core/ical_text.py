"""The text of somebody else's calendar before it is parsed: judged, unfolded, and cut down to what we read."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.exceptions import RuleBroken

MOST_BYTES = 10 * 1024 * 1024
LONGEST_LINE = 100_000
CALENDAR_LINES = ("VERSION", "PRODID", "X-WR-TIMEZONE", "X-WR-CALNAME")
READ = ("VEVENT", "VTIMEZONE")


class BadCalendar(RuleBroken):
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
        if len(clean) > LONGEST_LINE:
            raise BadCalendar(_("A line of the calendar is far too long to be true."))
        if clean.strip():
            yield clean


def essential(text: str) -> str:
    """Events and time zones only. One bad line about the calendar itself would else spoil the whole file.

    Alarms, tasks and other components are left out, nested ones too; so are properties with people in them.
    """
    kept: list[str] = []
    inside: list[str] = []
    for line in unfolded(text):
        name, _colon, value = line.partition(":")
        word = name.partition(";")[0].upper()
        if word == "BEGIN":
            inside.append(value.strip().upper())
        if _kept(inside, word):
            kept.append(line)
        if word == "END" and inside:
            inside.pop()
    return "\r\n".join(kept) + "\r\n"


def _kept(inside: list[str], word: str) -> bool:
    if inside == ["VCALENDAR"]:
        return word in CALENDAR_LINES or word in {"BEGIN", "END"}
    if len(inside) < 2 or inside[0] != "VCALENDAR" or inside[1] not in READ:
        return False
    if inside[1] == "VTIMEZONE":
        return len(inside) <= 3
    return len(inside) == 2 and word not in {"ATTENDEE", "ORGANIZER", "ATTACH", "CONTACT", "COMMENT"}
