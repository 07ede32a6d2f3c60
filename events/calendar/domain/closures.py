"""What a plan has to do with the hours of its branch: dates on closing days, and outside opening hours.

A closing day matters to what takes place in the library, whole or in part. The period of an exhibition goes on over
closing days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.calendar.domain.expansion import PERIOD_CODE, PlannedDate
from events.calendar.enums import Mode, OnClosingDays
from events.calendar.models import EventPage, Occurrence, Schedule
from places.domain.hours import Hours, closures, hours_of
from places.models import Branch, ClosingDay

__all__ = [
    "OnClosingDay",
    "closures",
    "dates_on_closing_days",
    "doubts",
    "fits_into",
    "outside_hours",
    "without_closing_days",
]

# Where the hours of the house matter.
IN_THE_HOUSE = (Mode.HERE, Mode.HYBRID)


@dataclass(frozen=True)
class OnClosingDay:
    """A planned date on a day when the branch is closed."""

    planned: PlannedDate
    closing: ClosingDay


def dates_on_closing_days(page: EventPage, plan: Iterable[PlannedDate], branch: Branch) -> list[OnClosingDay]:
    """Those of the planned dates that fall on a closing day of the branch, in their order. Two queries."""
    dates = _in_the_house(page, plan)
    hours = _hours(branch, dates)
    found = ((planned, hours.closing(planned.planned_on)) for planned in dates)
    return [OnClosingDay(planned, closing) for planned, closing in found if closing is not None and closing.closed]


def without_closing_days(
    page: EventPage, plan: Iterable[PlannedDate], branch: Branch, rows: Iterable[Occurrence]
) -> list[PlannedDate]:
    """The plan without new dates on closing days: where staff said so, and where they said nothing those a rule gave.

    A single day that somebody wrote down stands until somebody decides. Dates that are there already stay in the plan:
    what becomes of them is decided where the closing day is entered.
    """
    dates = list(plan)
    there = {(row.schedule_code, row.planned_on) for row in rows if row.withdrawn_at is None}
    skips = {schedule.code for schedule in page.schedules.all() if _skips(schedule)}
    new = [one for one in dates if one.code in skips and (one.code, one.planned_on) not in there]
    left_out = {(found.planned.code, found.planned.planned_on) for found in dates_on_closing_days(page, new, branch)}
    return [one for one in dates if (one.code, one.planned_on) not in left_out]


def outside_hours(page: EventPage, plan: Iterable[PlannedDate], branch: Branch) -> list[PlannedDate]:
    """Those of the planned dates that begin before the branch opens or end after it closes; no fault, evenings are
    normal. Empty when the hours of the branch are not known."""
    dates = [planned for planned in _in_the_house(page, plan) if not planned.all_day]
    hours = _hours(branch, dates)
    return [one for one in dates if hours and not fits_into(hours, one.start, one.end, zone=branch.zone)]


def doubts(event: EventPage, branch: Branch, *, start: datetime, end: datetime) -> list[str]:
    """What speaks against these times because of the hours of the branch, in sentences. Two queries at most."""
    if event.mode not in IN_THE_HOUSE:
        return []
    first, last = (moment.astimezone(ZoneInfo(branch.zone)).date() for moment in (start, end))
    hours = hours_of(branch, first, last)
    closing = hours.closing(first)
    if closing is not None and closing.closed:
        told = {"branch": str(branch), "day": date_format(first), "reason": str(closing.reason)}
        if closing.reason:
            return [_("%(branch)s is closed on %(day)s: %(reason)s.") % told]
        return [_("%(branch)s is closed on %(day)s.") % told]
    if not hours or fits_into(hours, start, end, zone=branch.zone):
        return []
    return [_("This lies outside the opening hours of %(branch)s.") % {"branch": str(branch)}]


def fits_into(hours: Hours, start: datetime, end: datetime, *, zone: str) -> bool:
    """Whether the branch is open from the one instant to the other."""
    local, until = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    if until.date() != local.date():
        return False
    return any(opens <= local.time() and until.time() <= closes for opens, closes in hours.spans(local.date()))


def _in_the_house(page: EventPage, plan: Iterable[PlannedDate]) -> list[PlannedDate]:
    return [planned for planned in plan if planned.code != PERIOD_CODE] if page.mode in IN_THE_HOUSE else []


def _hours(branch: Branch, dates: list[PlannedDate]) -> Hours:
    if not dates:
        return Hours((), ())
    days = [planned.planned_on for planned in dates]
    return hours_of(branch, min(days), max(days))


def _skips(schedule: Schedule) -> bool:
    return schedule.on_closing_days == OnClosingDays.SKIP or (not schedule.on_closing_days and bool(schedule.rule))
