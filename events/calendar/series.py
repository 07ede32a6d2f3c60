"""One event as a file to keep: each series as a rule with its exceptions, what has no rule as single dates.

For programs that understand recurrence, and for people who want the whole course at once; feeds hold single dates.
A rule is written only when it is one of our grammar (calendars reference 5.1), in which all engines agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import recurrence
from django.conf import settings
from django.utils import translation

from events.calendar import ical
from events.calendar.domain import rows
from events.calendar.domain.expansion import instant, rule_days, usable_rule
from events.calendar.domain.sources import text_page
from events.calendar.ical import Entry
from events.calendar.models import EventPage, Occurrence, Schedule

# Google refuses an event with more exceptions than this.
MOST_EXCLUDED = 80
WORKDAYS = {0, 1, 2, 3, 4}
# What an exception may differ in from its series; the rest follows from the rule.
WORDS = ("title", "description", "place", "point", "called_off", "tentative", "image")


def event_calendar(source: EventPage, *, language: str) -> bytes:
    """All dates of an event that are not withdrawn, as a whole calendar in one language."""
    with translation.override(language):
        text = text_page(source, language)
        return ical.document(entries(source, language=language), name=text.title, method="PUBLISH")


def entries(source: EventPage, *, language: str) -> list[Entry]:
    """The series and single dates of an event, in the active language."""
    dates = list(Occurrence.objects.filter(event_id=source.pk).order_by("start", "pk"))
    listed = rows.of(dates, language=language)
    images = ical.images(listed)
    told = {row.uid: ical.entry(row, image=images.get(row.picture_id or 0, "")) for row in listed}
    url = text_page(source, language).full_url or ""
    schedules = {schedule.code: schedule for schedule in source.schedules.all()}
    groups: dict[UUID, list[Occurrence]] = {}
    for one in dates:
        groups.setdefault(one.schedule_code, []).append(one)
    found: list[Entry] = []
    for code, group in groups.items():
        group_entries = {one.pk: told[rows.occurrence_uid(one.pk)] for one in group}
        written = _recurring(schedules[code], group, group_entries, url) if code in schedules else None
        found += written or [group_entries[one.pk] for one in group if one.withdrawn_at is None]
    return found


def series_uid(code: UUID) -> str:
    """The UID of a series, which is never that of one of its dates."""
    return f"series-{code}@{settings.PERMANENT_HOST}"


@dataclass(frozen=True)
class _Rule:
    """A schedule's rule as calendars read it: `days` are the local days it gives, as far as dates are written."""

    days: list[date]
    start: time
    zone: str
    text: str

    def at(self, day: date) -> datetime:
        """Where the rule has the date of that day: local, aware."""
        return instant(day, self.start, self.zone).astimezone(ZoneInfo(self.zone))


def _recurring(
    schedule: Schedule, dates: Sequence[Occurrence], told: dict[UUID, Entry], url: str
) -> list[Entry] | None:
    """The series with its exceptions and extra dates; None when single dates tell it better."""
    kept = [one for one in dates if one.withdrawn_at is None]
    rule = _rule(schedule, kept, withdrawn=[one.planned_on for one in dates if one.withdrawn_at and one.planned_on])
    if rule is None:
        return None
    on_rule = {one.planned_on: one for one in kept if one.planned_on in set(rule.days)}
    plain = [one for one in on_rule.values() if _is_plain(one, rule)]
    excluded = [day for day in rule.days if day not in on_rule]
    if not plain or len(excluded) > MOST_EXCLUDED:
        return None
    master = _master(schedule, rule, told[plain[0].pk], length=_length(plain[0]), url=url)
    if master.end and master.end.fold:
        # Its first date would be written in UTC, and the rule be followed there.
        return None
    master = replace(master, excluded=tuple(rule.at(day) for day in excluded))
    sequence, modified = max(one.sequence for one in dates), max(one.modified for one in dates)
    exceptions = [
        replace(told[one.pk], uid=master.uid, instance=rule.at(day))
        for day, one in on_rule.items()
        if day and _differs(told[one.pk], master, one, rule.at(day))
    ]
    extra = [replace(told[one.pk], related=(("PARENT", master.uid),)) for one in kept if one not in on_rule.values()]
    # One revision for all parts, so that no program takes an exception for older than its series.
    whole = [replace(part, sequence=sequence, modified=modified) for part in [master, *exceptions]]
    return [*whole, *extra]


def _master(schedule: Schedule, rule: _Rule, told: Entry, *, length: float, url: str) -> Entry:
    """The series itself, with the words of a date on which nothing is out of the ordinary."""
    start = rule.at(rule.days[0])
    return replace(
        told,
        uid=series_uid(schedule.code),
        start=start,
        end=datetime.fromtimestamp(start.timestamp() + length, ZoneInfo(rule.zone)),
        url=url or told.url,
        rule=rule.text,
        related=(("SIBLING", series_uid(schedule.follows)),) if schedule.follows else (),
    )


def _is_plain(one: Occurrence, rule: _Rule) -> bool:
    """Whether the date is as the rule says, and says nothing of its own."""
    day = one.planned_on
    return (
        day is not None and one.start == rule.at(day) and one.status == "scheduled" and not one.note and not one.reason
    )


def _differs(told: Entry, master: Entry, one: Occurrence, expected: datetime) -> bool:
    """Whether programs must be told of this date itself. The length counts in seconds, not by the clock on the wall."""
    length = master.end.timestamp() - master.start.timestamp() if master.end else 0
    if told.start.timestamp() != expected.timestamp() or (not one.all_day and _length(one) != length):
        return True
    return any(getattr(told, name) != getattr(master, name) for name in WORDS)


def _length(one: Occurrence) -> float:
    return (one.end - one.start).total_seconds()


def _rule(schedule: Schedule, kept: Sequence[Occurrence], *, withdrawn: Sequence[date]) -> _Rule | None:
    """The rule from the first date that is kept on; None when it is not of our grammar or does not give its start.

    A series that ends, ends with the last date that is kept: what the plan has later was withdrawn or lies on a closing
    day, or is so far away that nobody has announced it.
    """
    rule, planned = usable_rule(schedule.rule), {one.planned_on: one for one in kept if one.planned_on}
    if rule is None or not planned or not _in_grammar(rule):
        return None
    if len({(one.zone, one.all_day) for one in planned.values()}) > 1:
        return None
    zone, endless = kept[0].zone, rule.count is None and rule.until is None
    every = list(rule_days(schedule, zone=zone, until=max([*planned, *withdrawn] if endless else planned)))
    there = [number for number, day in enumerate(every) if day in planned]
    if not there or every[0] != schedule.first_date:
        return None
    # What lies before the first date that is kept never was, or is long over.
    days = every[there[0] :] if endless else every[there[0] : there[-1] + 1]
    found = _Rule(days, schedule.start_time or time.min, zone, "")
    if found.at(found.days[0]).fold:
        return None
    return replace(found, text=_text(rule, found, endless=endless, all_day=schedule.start_time is None))


def _text(rule: recurrence.Rule, found: _Rule, *, endless: bool, all_day: bool) -> str:
    """The value of RRULE. The end is the last start, in UTC (RFC 5545 3.3.10)."""
    parts = recurrence.serialize(rule).removeprefix("RRULE:").split(";")
    kept = [part for part in parts if not part.startswith(("UNTIL=", "COUNT=", "WKST="))]
    if not endless:
        final = found.days[-1]
        moment = instant(final, found.start, found.zone)
        kept.append(f"UNTIL={final:%Y%m%d}" if all_day else f"UNTIL={moment:%Y%m%dT%H%M%SZ}")
    return ";".join(kept)


def _in_grammar(rule: recurrence.Rule) -> bool:
    """Whether the rule is one of the few that every engine reads alike."""
    weekdays = [recurrence.to_weekday(day) for day in rule.byday or []]
    numbered = [day for day in weekdays if day.index]
    dates, months, places = list(rule.bymonthday or []), list(rule.bymonth or []), list(rule.bysetpos or [])
    if rule.byyearday or rule.byweekno or rule.wkst not in (None, recurrence.MO):
        return False
    if rule.freq == recurrence.DAILY:
        return not (weekdays or dates or months or places)
    if rule.freq == recurrence.WEEKLY:
        return not (numbered or dates or months or places)
    if rule.freq == recurrence.MONTHLY and not months:
        if dates:
            return len(dates) == 1 and (1 <= dates[0] <= 28 or dates[0] == -1) and not (weekdays or places)
        if places:
            return places in ([1], [-1]) and {day.number for day in weekdays} == WORKDAYS and not numbered
        return len(weekdays) == 1 and weekdays[0].index in {1, 2, 3, 4, -1}
    if rule.freq == recurrence.YEARLY:
        return len(months) == len(dates) == 1 and not (weekdays or places)
    return False
