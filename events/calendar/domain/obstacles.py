"""What stands in the way of publishing a plan: spaces that are taken, and closing days nobody has decided about.

Asked before publishing, in the form; reconcile itself refuses nothing, and a clash that came about otherwise stands in
the list of dates. What is published already and does not change is no obstacle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from events.calendar.domain.closures import OnClosingDay, dates_on_closing_days
from events.calendar.domain.expansion import PERIOD_CODE, PlannedDate, horizon, planned_dates
from events.calendar.domain.spaces import Booking, clashes
from events.calendar.enums import OnClosingDays, Status
from events.calendar.models import EventPage, Occurrence, Schedule
from places.models import Branch

# How many clashes, and how many closing days, are spelled out for one series.
MOST = 3
# How a date is known in its event: the code of its schedule, and the local day the rule gave.
Key = tuple[UUID, date | None]


@dataclass(frozen=True)
class Obstacle:
    """The series it stands in (`PERIOD_CODE`: the period of an exhibition), the field there, and the sentence."""

    code: UUID
    field: str
    sentence: str


def obstacles(
    page: EventPage, *, branch: Branch, now: datetime, schedules: Iterable[Schedule] | None = None
) -> list[Obstacle]:
    """What must be decided before the plan of the page is published; `schedules` are those of the form, if any.

    A constant number of queries, however many dates. Dates that are over are not looked at.
    """
    asked = list(page.schedules.all() if schedules is None else schedules)
    table = _Table(page, planned_dates(page, zone=branch.zone, until=horizon(now), schedules=asked), branch, now)
    decisions = {schedule.code: schedule.on_closing_days for schedule in asked}
    closed = dates_on_closing_days(page, table.new(), branch)
    left_out = [found.planned for found in closed if decisions[found.planned.code] != OnClosingDays.KEEP]
    undecided = [found for found in closed if not decisions[found.planned.code]]
    return [*_closing_days(undecided), *_taken(table, left_out)]


class _Table:
    """The plan to come beside the dates the event has already."""

    def __init__(self, page: EventPage, plan: list[PlannedDate], branch: Branch, now: datetime) -> None:
        self.page, self.zone = page, branch.zone
        self.plan = {_key(one.code, one.planned_on): one for one in plan if one.end > now}
        rows = Occurrence.objects.filter(event=page.pk, end__gt=now, planned_on__isnull=False) if page.pk else []
        self.rows = {_key(row.schedule_code, row.planned_on): row for row in rows}

    def new(self) -> list[PlannedDate]:
        """Dates that would come into being."""
        there = {key for key, row in self.rows.items() if row.withdrawn_at is None}
        return [planned for key, planned in self.plan.items() if key not in there]

    def wanted(self, left_out: list[PlannedDate]) -> list[Booking]:
        """The spaces the plan takes beyond what is published already, without the dates that are left out."""
        skipped = {_key(one.code, one.planned_on) for one in left_out}
        bookings = [(key, self._booking(key)) for key in self.plan if key not in skipped]
        return [booking for key, booking in bookings if booking and not self._stands(key, booking)]

    def given_up(self) -> set[UUID]:
        """Keys of dates the plan has no longer and nobody holds: their spaces are free again."""
        return {row.pk for key, row in self.rows.items() if key not in self.plan and not row.is_held}

    def _booking(self, key: Key) -> Booking | None:
        """The space where and when staff set it on that date alone, else as planned; none when it is called off."""
        planned, row = self.plan[key], self.rows.get(key)
        own = row.overridden if row else []
        start, end = (row.start, row.end) if row and "time" in own else (planned.start, planned.end)
        space_id = row.space_id if row and "space" in own else planned.space_id
        if space_id is None or (row and row.status != Status.SCHEDULED):
            return None
        return Booking(
            space_id=space_id,
            start=start,
            end=end,
            event_id=self.page.pk,
            key=row.pk if row else key,
            title=self.page.title,
            zone=self.zone,
            all_day=planned.all_day,
            session=planned.session,
            period=planned.code == PERIOD_CODE,
            schedule=planned.code,
        )

    def _stands(self, key: Key, booking: Booking) -> bool:
        """Whether the public sees the date just so."""
        row = self.rows.get(key)
        if row is None or row.withdrawn_at is not None or not self.page.live:
            return False
        return (row.start, row.end, row.space_id) == (booking.start, booking.end, booking.space_id)


def _key(code: UUID, planned_on: date | None) -> Key:
    """How a planned date finds its row; an exhibition has one period, whenever it begins."""
    return code, None if code == PERIOD_CODE else planned_on


def _taken(table: _Table, left_out: list[PlannedDate]) -> list[Obstacle]:
    by_series: dict[UUID, list[str]] = {}
    for clash in clashes(table.wanted(left_out), ignore=table.given_up()):
        by_series.setdefault(clash.wanted.schedule or PERIOD_CODE, []).append(clash.sentence)
    found = []
    for code, sentences in by_series.items():
        found += [Obstacle(code, "space", sentence) for sentence in sentences[:MOST]]
        more = len(sentences) - MOST
        if more > 0:
            told = ngettext("%(number)s more clash in this space.", "%(number)s more clashes in this space.", more)
            found.append(Obstacle(code, "space", told % {"number": more}))
    return found


def _closing_days(undecided: list[OnClosingDay]) -> list[Obstacle]:
    by_series: dict[UUID, list[OnClosingDay]] = {}
    for found in undecided:
        by_series.setdefault(found.planned.code, []).append(found)
    return [Obstacle(code, "on_closing_days", _closed_then(found)) for code, found in by_series.items()]


def _closed_then(found: list[OnClosingDay]) -> str:
    days = [
        _("%(day)s (%(reason)s)") % {"day": date_format(one.planned.planned_on), "reason": one.closing.reason}
        if str(one.closing.reason)
        else date_format(one.planned.planned_on)
        for one in found[:MOST]
    ]
    told = ngettext(
        "The library is closed on %(number)s of these dates: %(days)s. Please choose what becomes of it.",
        "The library is closed on %(number)s of these dates: %(days)s. Please choose what becomes of them.",
        len(found),
    )
    dots = ", …" if len(found) > MOST else ""
    return told % {"number": len(found), "days": ", ".join(days) + dots}
