"""From a plan to its dates: pure arithmetic on wall time, without looking at any row (calendars reference 5.1, 5.3)."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import recurrence
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrule, rrulestr
from django.conf import settings

from events.calendar.enums import Admission
from events.calendar.models import EventPage, ExhibitionPage, Schedule

# The whole period of an exhibition is one date beside its tours; it has no schedule row, so its code is a constant.
PERIOD_CODE = uuid.UUID("5b0fd1ea-3f4e-5c7b-9f65-0c6a7d0d4e01")
# No plan of a library has more dates than this; a rule that would is cut there rather than followed for ever.
MOST_DATES = 2000
# The length of a date whose end nobody wrote down (the form asks for it; an imported draft may lack it).
USUAL_LENGTH = timedelta(hours=1)


@dataclass(frozen=True)
class PlannedDate:
    """One date as the plan has it. `start` and `end` are UTC instants, the end not included.

    `admission` is empty where the event's own holds; a `session` is part of the day programme of another date.
    """

    code: uuid.UUID
    planned_on: date
    start: datetime
    end: datetime
    all_day: bool = False
    label: str = ""
    space_id: int | None = None
    seats: int | None = None
    online_seats: int | None = None
    session: bool = False
    admission: str = ""


def horizon(now: datetime) -> date:
    """The last day for which dates of an endless series are written."""
    ahead: datetime = now + relativedelta(months=settings.OCCURRENCE_HORIZON_MONTHS)
    return ahead.date()


def planned_dates(
    page: EventPage, *, zone: str, until: date, schedules: Iterable[Schedule] | None = None
) -> list[PlannedDate]:
    """Every date of the page's plan up to that local day, from the first one on; none where the plan says too little.

    `page` is the specific page, because an exhibition's period is a date of its own. A form that is not saved yet
    gives its own `schedules`.
    """
    asked = page.schedules.all() if schedules is None else schedules
    found = [planned for schedule in asked for planned in _of_schedule(page, schedule, zone, until)]
    if isinstance(page, ExhibitionPage) and page.opens_on and page.closes_on and page.closes_on >= page.opens_on:
        found.append(_period(page, page.opens_on, page.closes_on, zone))
    return found


def rule_days(schedule: Schedule, *, zone: str, until: date | None = None) -> Iterator[date]:
    """The local days the schedule's rule gives, the first date first; endless when there is no `until` and no end."""
    first = schedule.first_date
    if first is None:
        return
    rule = usable_rule(schedule.rule)
    if rule is None:
        if until is None or first <= until:
            yield first
        return
    last = min(filter(None, (until, last_day(rule, zone))), default=None)
    for moment in islice(_followed(rule, first), MOST_DATES):
        if last is not None and moment.date() > last:
            return
        yield moment.date()


def usable_rule(stored: recurrence.Recurrence | None) -> recurrence.Rule | None:
    """The one rule we follow: daily or rarer, with a step of at least one; anything else is no rule."""
    rule = stored.rrules[0] if stored and stored.rrules else None
    if rule is None or rule.freq > recurrence.DAILY or int(rule.interval) < 1:
        return None
    if rule.byhour or rule.byminute or rule.bysecond or (rule.count is not None and rule.count < 1):
        return None
    return rule


def goes_on(stored: recurrence.Recurrence | None) -> bool:
    """Whether the rule has no end, so that its dates are written up to the horizon."""
    rule = usable_rule(stored)
    return rule is not None and rule.count is None and rule.until is None


def last_day(rule: recurrence.Rule, zone: str) -> date | None:
    """The last local day of a rule that ends by date, included; None when it ends otherwise or never."""
    if rule.until is None:
        return None
    until: datetime = rule.until if rule.until.tzinfo else rule.until.replace(tzinfo=ZoneInfo(zone))
    return until.astimezone(ZoneInfo(zone)).date()


def instant(day: date, moment: time, zone: str) -> datetime:
    """A wall time as a UTC instant. In the hour that comes twice, the first; in the hour that is skipped, later by it.

    Python reads a skipped wall time with the offset from before the change, which is what RFC 5545 3.3.5 asks for.
    """
    return datetime.combine(day, moment, tzinfo=ZoneInfo(zone)).replace(fold=0).astimezone(UTC)


def exists(day: date, moment: time, zone: str) -> bool:
    """Whether clocks in the zone show this wall time on that day (they skip an hour in spring)."""
    shown = instant(day, moment, zone).astimezone(ZoneInfo(zone))
    return shown.replace(tzinfo=None) == datetime.combine(day, moment)


def wall_times(start: datetime, end: datetime, zone: str) -> str:
    """What clocks in the zone show at both instants, "2026-12-01T18:00/2026-12-01T20:00".

    Empty where these words would not lead back to the same instants: in the second of an hour that comes twice.
    """
    words = "/".join(moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat() for moment in (start, end))
    return words if wall_instants(words, zone) == (start, end) else ""


def wall_instants(words: str, zone: str) -> tuple[datetime, datetime]:
    """The instants at which clocks in the zone show what `wall_times` wrote down."""
    first, last = (datetime.fromisoformat(part) for part in words.split("/"))
    start = instant(first.date(), first.time(), zone)
    return start, max(start, instant(last.date(), last.time(), zone))


def _followed(rule: recurrence.Rule, first: date) -> rrule:
    """The rule from the first date on, in whole days: what is wall time becomes an instant only afterwards."""
    parts = recurrence.serialize(rule).removeprefix("RRULE:").split(";")
    text = ";".join(part for part in parts if not part.startswith("UNTIL="))
    return rrulestr(text, dtstart=datetime.combine(first, time.min))


def _of_schedule(page: EventPage, schedule: Schedule, zone: str, until: date) -> Iterator[PlannedDate]:
    for day in rule_days(schedule, zone=zone, until=until):
        start, end = _span(schedule, day, zone)
        yield PlannedDate(
            code=schedule.code,
            planned_on=day,
            start=start,
            end=end,
            all_day=schedule.start_time is None,
            label=schedule.label,
            space_id=schedule.space_id or page.space_id,
            seats=schedule.seats,
            online_seats=schedule.online_seats,
            session=schedule.session,
            admission=schedule.admission,
        )


def _span(schedule: Schedule, day: date, zone: str) -> tuple[datetime, datetime]:
    """From when until when on that day. Without a time it lasts the whole day; an end before the start is tomorrow."""
    if schedule.start_time is None:
        return instant(day, time.min, zone), instant(day + timedelta(days=1), time.min, zone)
    start = instant(day, schedule.start_time, zone)
    if schedule.end_time is None:
        return start, start + USUAL_LENGTH
    end_day = day if schedule.end_time > schedule.start_time else day + timedelta(days=1)
    return start, max(start, instant(end_day, schedule.end_time, zone))


def _period(page: ExhibitionPage, first: date, last: date, zone: str) -> PlannedDate:
    """The whole run of an exhibition: nobody registers for it, whatever its tours ask for."""
    return PlannedDate(
        code=PERIOD_CODE,
        planned_on=first,
        start=instant(first, time.min, zone),
        end=instant(last + timedelta(days=1), time.min, zone),
        all_day=True,
        space_id=page.space_id,
        admission=Admission.DROP_IN,
    )
