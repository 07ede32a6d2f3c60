"""Each kind of edit, for dates that nobody holds and dates that people hold (calendars reference 5.4)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from events.calendar.domain import due, occurrences as verbs
from events.calendar.domain.clocks import recompute_all
from events.calendar.domain.odd_hours import odd_hours
from events.calendar.domain.scheduling import reconcile
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence, Schedule
from places.models import Branch
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"
ZONES = ["Europe/Athens", "Europe/Ljubljana", "Europe/Stockholm", "Europe/Copenhagen"]
SPRING, AUTUMN = [date(2026, 3, 29), date(2027, 3, 28)], [date(2026, 10, 25), date(2027, 10, 31)]


@pytest.fixture(params=[0, 3], ids=["nobody", "people"])
def held(request) -> int:
    return request.param


def series(held: int = 0, first: date = TUESDAY, rule: str = WEEKLY, **fields) -> EventPage:
    page = calendar.event(schedules=[calendar.schedule(first, rule=rule, **fields)])
    page.occurrences.update(seats_taken=held)
    return page


def replan(page: EventPage, now: datetime, **fields) -> None:
    """The published plan is another one."""
    row = Schedule.objects.filter(page=page).get()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    reconcile(page, now=now)


def shown(page: EventPage) -> list[date]:
    return list(page.occurrences.filter(withdrawn_at=None).order_by("planned_on").values_list("planned_on", flat=True))


def known(page: EventPage) -> dict:
    return {row.planned_on: (row.pk, row.code, row.sequence) for row in page.occurrences.all()}


# --- the rows of the table ----------------------------------------------------------------------------------------
def test_text_of_the_series_raises_no_sequence(held, now):
    page = series(held)
    replan(page, now, label="Evening group")
    assert set(page.occurrences.values_list("label", "sequence")) == {("Evening group", 0)}


def test_space_of_the_series_raises_the_sequence(held, now):
    page = series(held)
    replan(page, now, space=places.space(branch=page.occurrences.first().branch))
    assert set(page.occurrences.values_list("sequence", flat=True)) == {1}


def test_text_of_one_date_is_modified_and_not_told(held, now):
    row = series(held).occurrences.first()
    later = now + timedelta(hours=1)
    verbs.annotate(row, note={"en": "In the garden if it is dry."}, now=later)
    row.refresh_from_db()
    assert (str(row.note), row.modified, row.sequence) == ("In the garden if it is dry.", later, 0)
    assert reconcile(row.event, now=later).unchanged == 4
    row.refresh_from_db()
    assert str(row.note) == "In the garden if it is dry."


@pytest.mark.parametrize("hours", [(time(17), time(19)), (time(18), time(21))])
def test_other_hour_shifts_in_place(held, now, hours):
    page = series(held)
    before = known(page)
    replan(page, now, start_time=hours[0], end_time=hours[1])
    assert known(page) == {day: (key, code, number + 1) for day, (key, code, number) in before.items()}


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4", "RRULE:FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;COUNT=4"]
)
def test_other_rhythm_keeps_what_people_hold_and_withdraws_the_rest(held, now, rule):
    page = series(held)
    first = TUESDAY + timedelta(days=1) if "BYDAY=WE" in rule else TUESDAY
    before = known(page)
    replan(page, now, rule=rule, first_date=first)
    for row in page.occurrences.filter(planned_on__in=before):
        key, code, number = before[row.planned_on]
        assert (row.pk, row.code, row.status) == (key, code, Status.SCHEDULED)
        in_plan = "INTERVAL" in rule and row.planned_on.day in {1, 15}
        assert row.off_rule is bool(held and not in_plan)
        assert (row.withdrawn_at is None, row.sequence) == ((True, number) if held or in_plan else (False, number + 1))


@pytest.mark.parametrize("rule", ["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=WEEKLY;UNTIL=20261208T215959Z"])
def test_shorter_series(held, now, rule):
    page = series(held)
    replan(page, now, rule=rule)
    assert len(shown(page)) == (4 if held else 2)
    assert page.occurrences.filter(off_rule=True).count() == (2 if held else 0)


def test_longer_series_only_adds(held, now):
    page = series(held)
    before = known(page)
    replan(page, now, rule="RRULE:FREQ=WEEKLY;COUNT=6")
    assert len(shown(page)) == 6
    assert {day: known(page)[day] for day in before} == before


def test_skipped_date_stays_visible_as_cancelled(held, now):
    page = series(held)
    row = page.occurrences.get(planned_on=date(2026, 12, 8))
    verbs.cancel_occurrence(row, reason="Public holiday", now=now)
    reconcile(page, now=now)
    row.refresh_from_db()
    assert (row.status, row.withdrawn_at, row.sequence) == (Status.CANCELLED, None, 1)


def test_cancelled_date_that_leaves_the_plan_needs_no_decision(held, now):
    page = series(held)
    verbs.cancel_occurrence(page.occurrences.get(planned_on=date(2026, 12, 22)), reason="", now=now)
    replan(page, now, rule="RRULE:FREQ=WEEKLY;COUNT=3")
    row = page.occurrences.get(planned_on=date(2026, 12, 22))
    assert (row.off_rule, row.status, row.withdrawn_at is None) == (False, Status.CANCELLED, bool(held))


def test_other_zone_keeps_the_hour_on_the_wall(held, now):
    page = series(held)
    moved = page.occurrences.get(planned_on=TUESDAY)
    start = datetime(2026, 12, 1, 8, tzinfo=UTC)
    verbs.move_occurrence(moved, start=start, end=start + timedelta(hours=1), reason="", now=now)
    Branch.objects.update(zone="Europe/Stockholm")
    assert due.extend_due(now) == 1
    hours = {row.planned_on.day: row.start.astimezone(ZoneInfo(row.zone)).hour for row in page.occurrences.all()}
    assert hours == {1: 10, 8: 18, 15: 18, 22: 18}
    assert set(page.occurrences.values_list("zone", flat=True)) == {"Europe/Stockholm"}
    assert sorted(page.occurrences.values_list("sequence", flat=True)) == [1, 1, 1, 2]
    assert due.extend_due(now) == 0


def test_other_zone_with_the_same_clocks_tells_nobody(held, now):
    page = series(held)
    Branch.objects.update(zone="Europe/Helsinki")
    due.extend_due(now)
    assert set(page.occurrences.values_list("zone", "sequence")) == {("Europe/Helsinki", 0)}


def as_under_old_rules(page: EventPage) -> None:
    """The rows as they would stand had clocks been an hour different when they were worked out."""
    for row in page.occurrences.all():
        for name in ("start", "end", "planned_start", "planned_end"):
            setattr(row, name, getattr(row, name) + timedelta(hours=1))
        row.save()


def test_new_rules_of_clocks_are_followed_at_night_with_a_report(held, now, caplog):
    page = calendar.event(schedules=[calendar.schedule(TUESDAY)])  # a single date, too
    page.occurrences.update(seats_taken=held)
    as_under_old_rules(page)
    night = now + timedelta(days=1, minutes=1)
    assert due.extend_due(night) == 1
    row = page.occurrences.get()
    assert (row.start, row.sequence) == (datetime(2026, 12, 1, 16, tzinfo=UTC), 1)
    entry = ModelLogEntry.objects.get(action="calendar.clocks")
    assert (entry.object_id, entry.data["zone"]) == (str(row.pk), "Europe/Athens")
    assert "1 dates of one event" in caplog.text
    assert due.extend_due(night) == 0


def test_new_rules_of_clocks_move_what_staff_moved_to_its_hour_on_the_wall(now):
    page = series()
    row = page.occurrences.first()
    start = datetime(2026, 12, 2, 8, tzinfo=UTC)
    verbs.move_occurrence(row, start=start, end=start + timedelta(hours=1), reason="", now=now)
    as_under_old_rules(page)
    shifts = list(recompute_all(now=now))
    row.refresh_from_db()
    assert (row.start, row.wall) == (start, "2026-12-02T10:00:00/2026-12-02T11:00:00")
    assert len(shifts) == 4
    assert list(recompute_all(now=now)) == []


def test_command_reports_and_with_dry_run_writes_nothing(clock, capsys):
    page = series(3)
    as_under_old_rules(page)
    call_command("follow_clocks", "--dry-run")
    assert "4 dates would move." in capsys.readouterr().out
    assert set(page.occurrences.values_list("sequence", flat=True)) == {0}
    call_command("follow_clocks")
    out = capsys.readouterr().out
    assert "4 dates moved." in out
    assert "2026-12-01 17:00 -> 2026-12-01 16:00 UTC · 3 people" in out
    assert not ModelLogEntry.objects.filter(action="calendar.clocks", data={}).exists()


def test_series_with_dates_is_not_deleted(held, client, now):
    page = series(held)
    client.force_login(people.superuser())
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert answer.status_code == 409
    assert page.occurrences.count() == 4


def test_series_removed_from_the_page_lets_go_of_what_nobody_holds(held, now):
    page = series(held)
    Schedule.objects.filter(page=page).delete()
    reconcile(page, now=now)
    assert len(shown(page)) == (4 if held else 0)


def test_restored_date_takes_the_time_the_plan_has_by_then(held, now):
    page = series(held)
    row = page.occurrences.first()
    verbs.cancel_occurrence(row, reason="Snow", now=now)
    replan(page, now, start_time=time(17), end_time=time(19))
    row.refresh_from_db()
    assert (row.start.hour, row.sequence) == (16, 1)
    after = verbs.restore_occurrence(row, now=now)
    assert (after.start.hour, after.status, after.sequence) == (15, Status.SCHEDULED, 2)
    assert reconcile(page, now=now).unchanged == 4


def test_single_date_becomes_the_first_of_a_series_and_back(held, now):
    page = series(held, rule="")
    before = known(page)
    replan(page, now, rule=WEEKLY)
    assert len(shown(page)) == 4
    assert known(page)[TUESDAY] == before[TUESDAY]
    replan(page, now, rule="")
    assert known(page)[TUESDAY] == before[TUESDAY]
    assert shown(page) == [TUESDAY]


def test_single_date_on_another_day_is_the_same_date(held, now):
    page = series(held, rule="")
    key, code, _number = known(page)[TUESDAY]
    replan(page, now, first_date=TUESDAY + timedelta(days=9))
    assert known(page) == {TUESDAY + timedelta(days=9): (key, code, 1)}
    row = page.occurrences.get()
    assert (row.off_rule, row.withdrawn_at, row.seats_taken, row.moved) == (False, None, held, False)


def test_single_date_that_is_over_is_not_taken_along(now):
    page = series(3, rule="", first=date(2026, 11, 10))
    replan(page, now, first_date=date(2026, 12, 10))
    assert shown(page) == [date(2026, 11, 10), date(2026, 12, 10)]


def test_whole_days_and_hours_change_in_place(held, now):
    page = series(held)
    before = known(page)
    replan(page, now, start_time=None, end_time=None)
    row = page.occurrences.first()
    assert (row.all_day, row.start) == (True, datetime(2026, 11, 30, 22, tzinfo=UTC))
    replan(page, now, start_time=time(18), end_time=time(20))
    assert known(page) == {day: (key, code, 2) for day, (key, code, _number) in before.items()}


def test_extra_date_stays_when_nobody_holds_it_any_more(now):
    page = series(3)
    replan(page, now, rule="RRULE:FREQ=WEEKLY;COUNT=3")
    row = verbs.keep_as_extra(page.occurrences.get(off_rule=True), now=now)
    Occurrence.objects.filter(pk=row.pk).update(seats_taken=0)
    assert reconcile(page, now=now).unchanged == 4
    replan(page, now, rule=WEEKLY)
    row.refresh_from_db()
    assert (row.overridden, row.withdrawn_at, row.sequence) == ([], None, 0)


def test_date_that_left_the_plan_and_gets_a_new_time_is_kept(now):
    page = series(3)
    replan(page, now, rule="RRULE:FREQ=WEEKLY;COUNT=3")
    row = page.occurrences.get(off_rule=True)
    start = row.start + timedelta(days=1)
    verbs.move_occurrence(row, start=start, end=start + timedelta(hours=1), reason="", now=now)
    reconcile(page, now=now)
    row.refresh_from_db()
    assert (row.off_rule, row.overridden, row.start) == (False, ["extra", "time"], start)


# --- clocks -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("change", [*SPRING, *AUTUMN])
def test_series_over_a_change_of_clocks(now, clock, zone, change):
    before = datetime.combine(change - timedelta(days=30), time(9), tzinfo=UTC)
    clock.move_to(before)
    branch = places.branch(zone=zone)
    under = calendar.branch_page(branch)
    sunday = change - timedelta(days=7)
    weekly = calendar.schedule(sunday, rule="RRULE:FREQ=WEEKLY;COUNT=3", label="weekly")
    until = calendar.schedule(sunday, rule=f"RRULE:FREQ=WEEKLY;UNTIL={change:%Y%m%d}T205959Z", label="until")
    last = calendar.schedule(sunday - timedelta(days=21), rule="RRULE:FREQ=MONTHLY;BYDAY=-1SU;COUNT=2", label="last")
    last.first_date = max(day for day in (change - timedelta(days=n) for n in (28, 35)) if day.month != change.month)
    night = calendar.schedule(change - timedelta(days=1), time(23), time(5), label="night")
    whole = calendar.schedule(change, None, None, rule="RRULE:FREQ=DAILY;COUNT=2", label="whole")
    page = calendar.event(under=under, schedules=[weekly, until, last, night, whole])

    def local(label: str) -> list[tuple[date, int]]:
        rows = page.occurrences.filter(label=label).order_by("start")
        return [(found.date(), found.hour) for found in (row.start.astimezone(ZoneInfo(zone)) for row in rows)]

    week = timedelta(days=7)
    assert local("weekly") == [(sunday, 18), (change, 18), (change + week, 18)]
    assert local("until") == [(sunday, 18), (change, 18)]
    assert local("last")[-1] == (change, 18)
    lengths = [row.end - row.start for row in page.occurrences.filter(label="whole").order_by("start")]
    hours = 23 if change.month == 3 else 25
    assert lengths == [timedelta(hours=hours), timedelta(hours=24)]
    row = page.occurrences.get(label="night")
    assert row.end - row.start == timedelta(hours=hours - 18)
    moved = page.occurrences.get(label="weekly", planned_on=change)
    start = moved.start - timedelta(days=1)
    verbs.move_occurrence(moved, start=start, end=start + timedelta(hours=1), reason="", now=before)
    assert reconcile(page, now=before).moved == 0


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Athens", 3), *[(zone, 2) for zone in ZONES[1:]]])
def test_skipped_and_doubled_hours_are_said(now, zone, hour):
    page = calendar.event(
        under=calendar.branch_page(places.branch(zone=zone)),
        schedules=[calendar.schedule(date(2026, 11, 29), time(hour, 30), time(9), rule="RRULE:FREQ=WEEKLY;COUNT=60")],
    )
    found = odd_hours(page, zone=zone, first=TUESDAY, until=date(2027, 12, 31))
    facts = [(each.day, each.skipped, each.shown) for each in found]
    assert facts[0] == (SPRING[1], True, time(hour + 1, 30))
    assert facts[1:] == [(AUTUMN[1], False, time(hour, 30))]
    assert f"there is no {hour:02}:30: it is taken as {hour + 1:02}:30" in found[0].sentence
    assert "comes twice: the first is meant" in found[1].sentence


def test_form_says_that_an_hour_is_skipped(branch, client, clock):
    under = calendar.branch_page(branch)
    client.force_login(people.superuser())
    plan = calendar.schedule(date(2027, 3, 28), time(3, 30), time(5))
    page = calendar.event(under=under, schedules=[plan])
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "there is no 03:30: it is taken as 04:30" in text
