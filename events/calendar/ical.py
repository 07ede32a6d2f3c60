"""What a calendar program receives: one VEVENT for each date, the same bytes until something changes.

No recurrence rules: weak clients ignore overrides, and a row that moves must keep its UID. Every value comes from rows;
nothing from the clock (RFC 5545 3.8.7.2: without METHOD, DTSTAMP is the last revision).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _, pgettext
from icalendar import Calendar, Event, Parameters
from icalendar.prop import vCategory, vDate, vDatetime, vDuration, vGeo, vText, vUri

from core.vtimezone import vtimezone
from events.calendar.domain import rows
from events.calendar.domain.rows import Row
from events.calendar.domain.states import state_of
from events.calendar.enums import Kind
from events.calendar.models import Occurrence
from media.assets.domain import pictures
from media.assets.models import LibraryRendition

PRODUCT = "-//Dromena//Events of public libraries//EN"
# RFC 7986 5.7; the same for clients that know only the older property.
REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
# Names of CSS3, as RFC 7986 5.9 asks for: the nearest to the spines on the shelf.
COLOURS = {
    Kind.EXHIBITION: "plum",
    Kind.LECTURE: "steelblue",
    Kind.PARTICIPATORY: "firebrick",
    Kind.ACTIVITY: "olivedrab",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """One date as a calendar shows it, in one language. `end` is not included; None means: not known.

    A series has a `rule` (the value of RRULE) and the starts it leaves out; an exception of it is the `instance` that
    starts then by the rule. `related` are pairs of a RELTYPE and a UID.
    """

    uid: str
    start: datetime
    end: datetime | None
    zone: str
    all_day: bool
    title: str
    description: str
    place: str
    url: str
    category: str
    sequence: int
    modified: datetime
    called_off: bool = False
    tentative: bool = False
    point: tuple[float, float] | None = None
    colour: str = ""
    image: str = ""
    rule: str = ""
    excluded: tuple[datetime, ...] = ()
    instance: datetime | None = None
    related: tuple[tuple[str, str], ...] = ()


class PlainText(vText):
    """A TEXT value that keeps a backslash before a capital N, which icalendar 7.3 takes for a line break."""

    def to_ical(self) -> bytes:
        text = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


@dataclass(frozen=True)
class Words:
    """The words of ours that stand in an entry, in the active language."""

    moved: str
    partner: str
    cancelled: str
    postponed: str
    online: str
    kinds: tuple[str, ...]


def words() -> Words:
    """When one of them changes, everything is written anew (see `domain/fragments.basis`)."""
    return Words(
        moved=_("It now takes place on %(now)s, moved from %(old)s."),
        partner=_("An event of %(organisation)s."),
        cancelled=pgettext("title in a calendar", "Cancelled: %(title)s"),
        postponed=pgettext("title in a calendar", "Postponed: %(title)s"),
        online=_("Online"),
        kinds=tuple(str(kind.label) for kind in Kind),
    )


class Raw(vText):
    """A value that is written as it is."""

    def to_ical(self) -> bytes:
        return str(self).encode()


def document(entries: Sequence[Entry], *, name: str, method: str = "") -> bytes:
    """A few dates as a whole calendar, for a letter or a download."""
    zones = {entry.zone for entry in entries if not entry.all_day}
    return b"".join([head(name=name, zones=zones, method=method), *map(vevent, entries), END])


def head(
    *, name: str, zones: Iterable[str], method: str = "", source: str = "", page: str = "", window: str = ""
) -> bytes:
    """The beginning of a calendar, up to its first date. `END` closes it.

    `source` is the address of a feed, `page` the same for people, `window` what the feed covers.
    """
    calendar = Calendar()
    calendar["VERSION"] = PlainText("2.0")
    calendar["PRODID"] = PlainText(PRODUCT)
    calendar["CALSCALE"] = PlainText("GREGORIAN")
    if method:
        calendar["METHOD"] = PlainText(method)
    calendar["NAME"] = calendar["X-WR-CALNAME"] = _text(name)
    if source:
        calendar["X-WR-TIMEZONE"] = PlainText(settings.TIME_ZONE)
        # Neither has a default type, so both need VALUE (RFC 7986 5.7 and 5.8).
        calendar["REFRESH-INTERVAL"] = _with(vDuration(REFRESH), VALUE="DURATION")
        calendar["X-PUBLISHED-TTL"] = vDuration(REFRESH)
        calendar["SOURCE"] = _with(vUri(source), VALUE="URI")
    if page:
        calendar["URL"] = vUri(_one_line(page))
    if window:
        calendar["X-DROMENA-WINDOW"] = _text(window)
    lines = [str(line) for line in calendar.content_lines(sorted=False) if line]
    # Some programs refuse a calendar with nothing in it, so there is always a zone.
    described = [_folded(vtimezone(zone)) for zone in sorted(zones) or [settings.TIME_ZONE]]
    return b"".join([_folded(lines[:-1]), *described])


def vevent(entry: Entry) -> bytes:
    """One date as a folded VEVENT."""
    event = Event()
    _identity(event, entry)
    _when(event, entry)
    _again(event, entry)
    _what(event, entry)
    _where(event, entry)
    return _folded(str(line) for line in event.content_lines(sorted=False) if line)


def _identity(event: Event, entry: Entry) -> None:
    event["UID"] = PlainText(entry.uid)
    # Without microseconds, for the format has none.
    stamp = vDatetime(entry.modified.astimezone(UTC).replace(microsecond=0))
    event["DTSTAMP"] = stamp
    event["LAST-MODIFIED"] = stamp
    event["SEQUENCE"] = PlainText(str(entry.sequence))
    event["STATUS"] = PlainText("CANCELLED" if entry.called_off else "TENTATIVE" if entry.tentative else "CONFIRMED")
    # An exhibition does not make its visitors busy for two months, and what is called off makes nobody busy.
    event["TRANSP"] = PlainText("TRANSPARENT" if entry.all_day or entry.called_off else "OPAQUE")


def _when(event: Event, entry: Entry) -> None:
    """All-day dates as days with an exclusive end, others as wall time with their zone, never in UTC or floating."""
    if entry.all_day:
        first, end = _days(entry)
        event["DTSTART"], event["DTEND"] = _with(vDate(first), VALUE="DATE"), _with(vDate(end), VALUE="DATE")
        return
    # By their instants: Python compares two times of one zone by the wall, and is wrong in an overlap.
    ends = [entry.end] if entry.end and entry.end.timestamp() > entry.start.timestamp() else []
    for name, moment in zip(("DTSTART", "DTEND"), _wall([entry.start, *ends], entry.zone), strict=False):
        event[name] = vDatetime(moment)


def _again(event: Event, entry: Entry) -> None:
    """How it repeats. Starts of the rule have its own kind of value and zone (RFC 5545 3.8.4.4 and 3.8.5.1)."""
    if entry.rule:
        event["RRULE"] = Raw(entry.rule)
    if entry.excluded:
        event["EXDATE"] = [_start(moment, entry) for moment in entry.excluded]
    if entry.instance:
        event["RECURRENCE-ID"] = _start(entry.instance, entry)
    if entry.related:
        event["RELATED-TO"] = [_with(PlainText(uid), RELTYPE=kind) for kind, uid in entry.related]


def _start(moment: datetime, entry: Entry) -> Any:
    return _with(vDate(moment.date()), VALUE="DATE") if entry.all_day else vDatetime(moment.replace(fold=0))


def _days(entry: Entry) -> tuple[date, date]:
    first = entry.start.astimezone(ZoneInfo(entry.zone)).date()
    end = entry.end.astimezone(ZoneInfo(entry.zone)).date() if entry.end else first
    return first, max(end, first + timedelta(days=1))


def _what(event: Event, entry: Entry) -> None:
    event["SUMMARY"] = _text(entry.title)
    if entry.description:
        event["DESCRIPTION"] = _text(entry.description)
    if entry.category:
        event["CATEGORIES"] = vCategory([_text(entry.category)])
    if entry.url:
        event["URL"] = vUri(_one_line(entry.url))
    if entry.colour:
        event["COLOR"] = PlainText(entry.colour)
    if entry.image:
        event["IMAGE"] = _with(vUri(_one_line(entry.image)), VALUE="URI", DISPLAY="BADGE")


def _where(event: Event, entry: Entry) -> None:
    if entry.place:
        event["LOCATION"] = _text(entry.place)
    if entry.point:
        event["GEO"] = vGeo(entry.point)


def _wall(moments: list[datetime], zone: str) -> list[datetime]:
    """Wall time in the zone; in UTC when one lies in the second hour of an overlap, which wall time cannot tell."""
    local = [moment.astimezone(ZoneInfo(zone)) for moment in moments]
    return [moment.astimezone(UTC) for moment in moments] if any(moment.fold for moment in local) else local


def _with(value: Any, **parameters: str) -> Any:
    value.params = Parameters(parameters)
    return value


def _text(text: str) -> PlainText:
    """Untrusted text without control characters; line breaks become one kind."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return PlainText(_CONTROLS.sub("", plain).strip())


def _one_line(address: str) -> str:
    """An address cannot be escaped, so nothing that ends a line may stay in it."""
    return "".join(_CONTROLS.sub("", address).split())


def _folded(lines: Iterable[str]) -> bytes:
    """Lines of at most 75 octets without their CRLF, never broken inside a character (RFC 5545 3.1).

    By hand, for icalendar's folding is more than half of the time it takes to write an event.
    """
    return b"".join(_fold(line.encode()) for line in lines)


def _fold(line: bytes) -> bytes:
    parts = []
    width = 75
    while len(line) > width:
        cut = width
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(line[:cut])
        line, width = line[cut:], 74
    return b"\r\n ".join([*parts, line]) + b"\r\n"


# --- from rows to entries ---------------------------------------------------------------------------------------------
def occurrence_calendar(occurrence: Occurrence, *, language: str) -> str:
    """One date as a whole calendar, for a letter or a download (METHOD:PUBLISH, calendars reference 1.5)."""
    with translation.override(language):
        row = rows.of([occurrence], language=language)[0]
        image = images([row]).get(row.picture_id or 0, "")
        return document([entry(row, image=image)], name=row.title, method="PUBLISH").decode()


def images(told: Iterable[Row]) -> dict[int, str]:
    """By picture, the address of those that calendars may show: public ones, in a size that is made already."""
    made = pictures.made_already(row.picture_id for row in told if row.picture_id)
    return {pk: image_address(rendition) for pk, rendition in made.items()}


def image_address(rendition: LibraryRendition) -> str:
    return str(urljoin(settings.BASE_URL, rendition.url))


def entry(row: Row, *, image: str = "") -> Entry:
    """A row as calendars show it, in the active language; `image` is one of `images`."""
    return Entry(
        uid=row.uid,
        start=row.start,
        end=row.end,
        zone=row.zone,
        all_day=row.all_day,
        title=_title(row),
        description=_description(row),
        place=", ".join(filter(None, [row.place, row.address])),
        url=row.link if "://" in row.link else settings.BASE_URL + row.link,
        category=str(Kind(row.kind).label) if row.kind else row.organisation,
        sequence=row.sequence,
        modified=row.modified,
        called_off=state_of(row).off,
        tentative=row.tentative,
        point=row.point,
        colour=COLOURS[Kind(row.kind)] if row.kind else "",
        image=image,
    )


def _title(row: Row) -> str:
    """The title, with what happened to the date before it: phones show little more."""
    title = f"{row.title}: {row.label}" if row.label else row.title
    return state_of(row).titled(title)


def _description(row: Row) -> str:
    state = state_of(row)
    parts = [state.sentence if state.word == "moved" else "", row.reason, row.note, row.summary]
    if row.organisation:
        parts.append(words().partner % {"organisation": row.organisation})
    return "\n\n".join(part for part in parts if part)
