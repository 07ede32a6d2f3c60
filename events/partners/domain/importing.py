"""Bringing happenings to what a partner's calendar says: the same file twice changes nothing, a bad one nothing."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from core.folding import fold
from core.ical_apart import read_apart
from core.ical_events import Entry
from core.ical_reading import Reading
from core.ical_text import BadCalendar
from core.remarks import Remark, marked as _
from events.partners.models import Happening, Organisation, Review, Source, happening_code
from places.models import Branch, Topic

# A year back, so that a first reading shows what the partner has been doing; ahead, as far as our own dates go.
PAST = timedelta(days=366)
AHEAD = timedelta(days=548)
# A calendar that held more dates than this to come, and holds none now, is broken rather than empty.
SUSPICIOUS = 5
# A date to come is withdrawn when so many good fetches in a row no longer held it: calendars lose dates for an hour.
PATIENCE = 2
BATCH = 500

READ = ["title", "description", "place", "link", "start", "end", "zone", "all_day", "status"]
PLACED = ["branch", "topic"]
WRITTEN = [
    *READ, *PLACED, "sequence", "folded", "digest", "withdrawn_at", "modified", "missed", "zone_unknown", "source",
]  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What one reading did, in numbers of dates; `remarks` say what was left out or mended, and why."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    skipped: int = 0
    remarks: list[Remark] = field(default_factory=list)

    @property
    def left_out(self) -> list[str]:
        return [str(remark) for remark in self.remarks]


def import_calendar(
    organisation: Organisation,
    data: bytes,
    *,
    now: datetime,
    calendar: str = "calendar",
    branch: Branch | None = None,
    topic: Topic | None = None,
    zone: str = "",
) -> Report:
    """Reads a file somebody holds in their hands; its dates are shown at once.

    `zone` is for times that name none, else the partner's. Raises BadCalendar with a sentence, and changes nothing,
    when the file is no calendar.
    """
    reading = read_window(data, zone=zone or organisation.zone, now=now)
    origin = Happening(organisation=organisation, calendar=calendar, branch=branch, topic=topic)
    return take_in(origin, reading, now=now)


def read_window(data: bytes, *, zone: str, now: datetime, local_rules: bool = False) -> Reading:
    """The dates of a file that concern us now, read in a process of its own."""
    return read_apart(data, zone=zone, since=now - PAST, until=now + AHEAD, local_rules=local_rules)


def origin_of(source: Source) -> Happening:
    """What every new date of the source begins with."""
    shown = not source.review_first
    return Happening(
        organisation=source.organisation,
        source=source,
        calendar=source.calendar,
        branch=source.branch,
        topic=source.topic,
        review=Review.SHOWN if shown else Review.WAITING,
        published=shown,
    )


def take_in(origin: Happening, reading: Reading, *, now: datetime) -> Report:
    """Brings the happenings of one calendar to what was read from it; `origin` is what a new one begins with.

    Dates to come that are gone twice in a row are withdrawn, not deleted; past ones stay. What staff have set stays.
    """
    own = f"@{settings.PERMANENT_HOST}"
    entries = {(each.uid, each.recurrence_id): each for each in reading.entries if not each.uid.endswith(own)}
    if reading.entries and not entries:
        raise BadCalendar(_("These are our own dates, come back from somewhere. They are not taken in again."))
    with transaction.atomic():
        # One reading of an organisation at a time: the second waits here and then finds nothing to do.
        Organisation.objects.select_for_update().get(pk=origin.organisation_id)
        added, changed, withdrawn, unchanged = _bring_up_to_date(origin, entries, now)
    remarks = [*reading.remarks]
    if swallowed := len(reading.entries) - len(entries):
        remarks.append(
            Remark(_("%(number)s dates were our own or came twice, and were left out."), {"number": swallowed})
        )
    return Report(added, changed, withdrawn, unchanged, reading.left_out + swallowed, remarks)


def miss_again(source: Source, *, now: datetime) -> int:
    """The file is the same as last time, so what it lacked then it lacks still; the number of dates withdrawn."""
    rows = Happening.objects.filter(source=source, missed__gte=1, withdrawn_at=None, start__gt=now)
    withdrawn = rows.filter(missed__gte=PATIENCE - 1).update(missed=PATIENCE, withdrawn_at=now, modified=now)
    rows.update(missed=F("missed") + 1)
    return withdrawn


def _bring_up_to_date(
    origin: Happening, entries: dict[tuple[str, str], Entry], now: datetime
) -> tuple[int, int, int, int]:
    """Writes what differs, in bulk; the numbers added, changed, withdrawn and unchanged."""
    rows = Happening.objects.filter(organisation=origin.organisation, calendar=origin.calendar)
    known = {(row.uid, row.recurrence_id): row for row in rows}
    gone = [row for key, row in known.items() if key not in entries and row.start > now and not row.withdrawn_at]
    if not entries and len(gone) > SUSPICIOUS:
        raise BadCalendar(_("The calendar holds no dates any more. We keep the last good ones; ask the partner."))
    added = [_new(origin, entry, now) for key, entry in entries.items() if key not in known]
    both = [(known[key], entry) for key, entry in entries.items() if key in known]
    changed = [_filled(row, entry, origin, now) for row, entry in both if _differs(row, entry, origin)]
    withdrawn = _miss(gone, now)
    Happening.objects.bulk_create(added, batch_size=BATCH)
    Happening.objects.bulk_update([*changed, *gone], WRITTEN, batch_size=BATCH)
    _remember_present(both, changed)
    return len(added), len(changed), withdrawn, len(both) - len(changed)


def _miss(gone: list[Happening], now: datetime) -> int:
    """Counts one more good fetch without each of the dates; withdraws those that were patient enough."""
    withdrawn = 0
    for row in gone:
        row.missed += 1
        if row.missed >= PATIENCE:
            row.withdrawn_at = row.modified = now
            withdrawn += 1
    return withdrawn


def _remember_present(both: Iterable[tuple[Happening, Entry]], changed: list[Happening]) -> None:
    """A date that is back after one fetch without it begins to count anew."""
    written = {row.pk for row in changed}
    back = [row.pk for row, _entry in both if row.missed and row.pk not in written]
    if back:
        Happening.objects.filter(pk__in=back).update(missed=0)


def _differs(row: Happening, entry: Entry, origin: Happening) -> bool:
    return (
        row.digest != entry.digest
        or row.withdrawn_at is not None
        or row.source_id != origin.source_id
        or any(_moves(row, name, origin) for name in PLACED)
    )


def _moves(row: Happening, name: str, origin: Happening) -> bool:
    """Whether the source has another default than the row has, and staff have not chosen for the row."""
    meant = getattr(origin, f"{name}_id")
    return meant is not None and name not in row.edited and getattr(row, f"{name}_id") != meant


def _new(origin: Happening, entry: Entry, now: datetime) -> Happening:
    row = copy(origin)
    row.code, row.edited = happening_code(), []
    row.uid, row.recurrence_id = entry.uid, entry.recurrence_id
    return _filled(row, entry, origin, now)


def _filled(row: Happening, entry: Entry, origin: Happening, now: datetime) -> Happening:
    for name in READ:
        if name not in row.edited:
            setattr(row, name, getattr(entry, name))
    row.title = row.title or gettext("(no title)")
    for name in PLACED:
        if _moves(row, name, origin):
            setattr(row, name, getattr(origin, name))
    # Calendars programs show must never see the number fall, though many partners never raise theirs.
    row.sequence = max(entry.sequence, row.sequence + 1 if row.pk else 0)
    row.source, row.zone_unknown = origin.source, entry.zone_unknown
    row.folded = fold(f"{row.title} {row.place} {row.description}")
    row.digest, row.withdrawn_at, row.modified, row.missed = entry.digest, None, now, 0
    return row
