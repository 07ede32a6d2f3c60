from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.calendar.domain.closures import outside_hours
from events.calendar.domain.expansion import planned_dates
from events.calendar.domain.scheduling import reconcile
from events.calendar.models import BranchPage, EventPage, Occurrence
from places.domain.hours import set_week
from places.models import ClosingDay
from tests.factories import calendar

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
EIGHTH = date(2026, 12, 8)


@pytest.fixture
def under(branch, clock) -> BranchPage:
    return calendar.branch_page(branch)


@pytest.fixture
def closed(branch) -> ClosingDay:
    return ClosingDay.objects.create(branch=branch, first=EIGHTH, last=EIGHTH, reason={"en": "Stocktaking"})


def series(under, count=3, **fields) -> EventPage:
    fields.setdefault("rule", f"RRULE:FREQ=WEEKLY;COUNT={count}")
    return calendar.event(under=under, schedules=[calendar.schedule(TUESDAY, **fields)])


def days(page) -> list[int]:
    return [row.planned_on.day for row in Occurrence.objects.filter(event=page, withdrawn_at=None).order_by("start")]


# --- what reconcile makes -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("decision", "made"), [("", [1, 15]), ("skip", [1, 15]), ("keep", [1, 8, 15])])
def test_dates_on_closing_days_are_made_only_when_staff_say_so(under, closed, decision, made, now):
    page = series(under, on_closing_days=decision)
    assert days(page) == made
    assert reconcile(page, now=now).made == 0


def test_single_day_that_somebody_wrote_down_stands_until_somebody_decides(under, closed):
    assert days(calendar.event(under=under, schedules=[calendar.schedule(EIGHTH)])) == [8]
    skipped = calendar.schedule(EIGHTH, on_closing_days="skip")
    assert days(calendar.event(under=under, schedules=[skipped])) == []


def test_what_takes_place_elsewhere_does_not_mind_the_closing_day(under, closed):
    page = calendar.event(
        under=under, mode="elsewhere", schedules=[calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;COUNT=2")]
    )
    assert days(page) == [1, 8]


def test_date_that_is_there_stays_when_a_closing_day_comes(under, branch, now):
    page = series(under)
    ClosingDay.objects.create(branch=branch, first=EIGHTH, last=EIGHTH)
    done = reconcile(page, now=now)
    assert (done.unchanged, done.withdrawn) == (3, 0)
    assert days(page) == [1, 8, 15]


def test_closing_day_that_is_taken_back_gives_its_dates_back(under, closed, now):
    page = series(under)
    closed.delete()
    assert reconcile(page, now=now).made == 1
    assert days(page) == [1, 8, 15]


def test_day_with_other_hours_is_no_closing_day(under, branch):
    ClosingDay.objects.create(branch=branch, first=EIGHTH, last=EIGHTH, opens=time(9), closes=time(13))
    assert days(series(under)) == [1, 8, 15]


# --- outside opening hours ----------------------------------------------------------------------------------------
def test_evening_dates_lie_outside_the_hours(under, branch, closed):
    set_week(branch, [(1, time(9), time(19))])
    page = calendar.event(
        under=under,
        schedules=[
            calendar.schedule(TUESDAY),
            calendar.schedule(TUESDAY, time(9), time(19)),
            calendar.schedule(EIGHTH),
        ],
    )
    plan = planned_dates(page, zone=branch.zone, until=date(2027, 1, 1))
    found = outside_hours(page, plan, branch)
    athens = ZoneInfo("Europe/Athens")
    assert [one.start.astimezone(athens) for one in found] == [
        datetime(2026, 12, 1, 18, tzinfo=athens),
        datetime(2026, 12, 8, 18, tzinfo=athens),
    ]


def test_nothing_is_outside_hours_nobody_knows(under, branch):
    page = series(under)
    assert outside_hours(page, planned_dates(page, zone=branch.zone, until=date(2027, 1, 1)), branch) == []
