"""Reading a partner's calendar into happenings: the same file twice changes nothing, a bad file changes nothing."""

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.folding import fold
from core.ical_reading import Entry, read_calendar
from core.ical_text import BadCalendar
from events.partners.models import Happening, Organisation, happening_code
from places.models import Branch, Topic

# A year back, so that a first reading shows what the partner has been doing; ahead, as far as our own dates go.
PAST = timedelta(days=366)
AHEAD = timedelta(days=548)
# A calendar that held more dates than this to come, and holds none now, is broken rather than empty.
SUSPICIOUS = 5
BATCH = 500


@dataclass(frozen=True)
class Report:
    """What one reading did, in numbers of dates; `left_out` says why, one sentence each."""

    added: int
    changed: int
    withdrawn: int
    unchanged: int
    left_out: list[str] = field(default_factory=list)


def import_calendar(
    organisation: Organisation,
    data: bytes,
    *,
    now: datetime,
    calendar: str = "calendar",
    branch: Branch | None = None,
    topic: Topic | None = None,
) -> Report:
    """Brings the happenings of one calendar of a partner to what the file says.

    Dates to come that the file no longer holds are withdrawn, not deleted; past ones stay. Raises BadCalendar with a
    sentence, and changes nothing, when the file is no calendar.
    """
    reading = read_calendar(data, zone=organisation.zone, since=now - PAST, until=now + AHEAD)
    own = f"@{settings.PERMANENT_HOST}"
    entries = {(each.uid, each.recurrence_id): each for each in reading.entries if not each.uid.endswith(own)}
    origin = Happening(organisation=organisation, calendar=calendar, branch=branch, topic=topic)
    with transaction.atomic():
        # One reading of an organisation at a time: the second waits here and then finds nothing to do.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        counts = _bring_up_to_date(origin, entries, now)
    left_out = [*reading.warnings]
    if swallowed := len(reading.entries) - len(entries):
        left_out.append(_("%(number)s dates were our own or came twice, and were left out.") % {"number": swallowed})
    return Report(*counts, left_out)


def _bring_up_to_date(
    origin: Happening, entries: dict[tuple[str, str], Entry], now: datetime
) -> tuple[int, int, int, int]:
    """Writes what differs, in bulk; the numbers added, changed, withdrawn and unchanged."""
    rows = Happening.objects.filter(organisation=origin.organisation, calendar=origin.calendar)
    known = {(row.uid, row.recurrence_id): row for row in rows}
    gone = [row for key, row in known.items() if key not in entries and row.start > now and not row.withdrawn_at]
    if not entries and len(gone) > SUSPICIOUS:
        raise BadCalendar(_("The calendar holds no dates any more. We keep the last good ones; ask the partner."))
    added = [_filled(copy(origin), entry, now) for key, entry in entries.items() if key not in known]
    both = [(known[key], entry) for key, entry in entries.items() if key in known]
    changed = [_filled(row, entry, now) for row, entry in both if _differs(row, entry)]
    for row in gone:
        row.withdrawn_at = row.modified = now
    for row in added:
        row.code = happening_code()
    Happening.objects.bulk_create(added, batch_size=BATCH)
    Happening.objects.bulk_update([*changed, *gone], WRITTEN, batch_size=BATCH)
    return len(added), len(changed), len(gone), len(both) - len(changed)


READ = ["title", "description", "place", "link", "start", "end", "zone", "all_day", "status"]
WRITTEN = [*READ, "sequence", "folded", "digest", "withdrawn_at", "modified"]


def _differs(row: Happening, entry: Entry) -> bool:
    return row.digest != entry.digest or row.withdrawn_at is not None


def _filled(row: Happening, entry: Entry, now: datetime) -> Happening:
    row.uid, row.recurrence_id = entry.uid, entry.recurrence_id
    for name in READ:
        setattr(row, name, getattr(entry, name))
    # Calendars programs show must never see the number fall, though many partners never raise theirs.
    row.sequence = max(entry.sequence, row.sequence + 1 if row.pk else 0)
    row.folded = fold(f"{entry.title} {entry.place} {entry.description}")
    row.digest, row.withdrawn_at, row.modified = entry.digest, None, now
    return row
