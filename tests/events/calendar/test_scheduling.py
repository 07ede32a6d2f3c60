from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from events.calendar.domain.expansion import PERIOD_CODE, exists, instant, rule_days
from events.calendar.domain.scheduling import Reconciled, attached, reconcile
from events.calendar.enums import Status
from events.calendar.models import BranchPage, EventPage, ExhibitionPage, Occurrence
from events.registration.models import Registration
from tests.factories import calendar, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"


def series(rule: str = WEEKLY, first: date = TUESDAY, **fields) -> EventPage:
    return calendar.event(schedules=[calendar.schedule(first, rule=rule, **fields)])


def replan(page: EventPage, **fields) -> EventPage:
    """Publishes the page with its only schedule changed, as an editor would."""
    draft = page.get_latest_revision_as_object()
    rows = list(draft.schedules.all())
    for name, value in fields.items():
        setattr(rows[0], name, value)
    draft.schedules.set(rows)
    draft.save_revision().publish()
    return page


def register(occurrence: Occurrence, people: int = 1) -> Registration:
    Occurrence.objects.filter(pk=occurrence.pk).update(seats_taken=people)
    return registration(occurrence, state="confirmed", party=people)


def registration(occurrence: Occurrence, **fields) -> Registration:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    person = {"name": "Ben", "email": "ben@example.org", "language": "en"}
    return Registration.objects.create(
        occurrence=occurrence, created_at=moment, changed_at=moment, **{**person, **fields}
    )


def dates(page: EventPage) -> list[date]:
    return [row.planned_on for row in page.occurrences.filter(withdrawn_at=None).order_by("start")]


def counted(result: Reconciled) -> dict[str, int]:
    return {name: number for name, number in vars(result).items() if number}


# --- expansion ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("RRULE:FREQ=DAILY;COUNT=3", TUESDAY, ["2026-12-01", "2026-12-02", "2026-12-03"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3", TUESDAY, ["2026-12-01", "2026-12-15", "2026-12-29"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,SA;COUNT=3", TUESDAY, ["2026-12-01", "2026-12-05", "2026-12-08"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3", TUESDAY, ["2026-12-01", "2027-01-05", "2027-02-02"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1SU;COUNT=2", date(2027, 2, 28), ["2027-02-28", "2027-03-28"]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", date(2027, 1, 31), ["2027-01-31", "2027-02-28"]),
        (
            "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
            date(2026, 12, 31),
            ["2026-12-31", "2027-01-29"],
        ),
        ("RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1;COUNT=2", TUESDAY, ["2026-12-01", "2027-12-01"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261215T215959Z", TUESDAY, ["2026-12-01", "2026-12-08", "2026-12-15"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261215", TUESDAY, ["2026-12-01", "2026-12-08", "2026-12-15"]),
        ("RRULE:FREQ=SECONDLY", TUESDAY, ["2026-12-01"]),
        ("RRULE:FREQ=DAILY;INTERVAL=0", TUESDAY, ["2026-12-01"]),
        ("", TUESDAY, ["2026-12-01"]),
    ],
)
def test_rule_gives_its_days(rule, first, expected):
    days = rule_days(calendar.schedule(first, rule=rule), zone="Europe/Athens", until=date(2028, 1, 1))
    assert [day.isoformat() for day in days] == expected


CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]


@pytest.mark.parametrize("zone", ["Europe/Athens", "Europe/Stockholm", "Europe/Copenhagen", "Europe/Ljubljana"])
@pytest.mark.parametrize("change", CHANGES)
def test_wall_time_stays_across_a_change_of_clocks(zone, change):
    for week in (-7, 0, 7):
        day = change + timedelta(days=week)
        assert instant(day, time(18), zone).astimezone(ZoneInfo(zone)).time() == time(18)
    hours = instant(change, time(18), zone) - instant(change - timedelta(days=1), time(18), zone)
    assert hours == timedelta(hours=23 if change.month == 3 else 25)


def test_skipped_time_moves_later_and_doubled_time_is_the_first():
    assert instant(date(2027, 3, 28), time(3, 30), "Europe/Athens") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert instant(date(2027, 3, 28), time(2, 30), "Europe/Ljubljana") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), time(3, 30), "Europe/Athens") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert not exists(date(2027, 3, 28), time(3, 30), "Europe/Athens")
    assert exists(date(2026, 10, 25), time(3, 30), "Europe/Athens")


def test_night_across_the_change_keeps_its_wall_times(clock):
    page = series("", date(2027, 3, 27), start=time(23), end=time(5))
    row = page.occurrences.get()
    assert row.end - row.start == timedelta(hours=5)
    assert row.end.astimezone(ZoneInfo("Europe/Athens")).time() == time(5)


# --- reconciling --------------------------------------------------------------------------------------------------
def test_publishing_makes_dates_with_what_lists_need(clock):
    room = places.space()
    under = calendar.branch_page(room.branch)
    plan = calendar.schedule(TUESDAY, rule=WEEKLY, label="Evening group", space=room, seats=12)
    page = calendar.event(under=under, schedules=[plan])
    rows = list(page.occurrences.all())
    assert len(rows) == 4
    assert {(row.kind, row.branch, row.space, row.seats, row.label, row.zone) for row in rows} == {
        ("activity", room.branch, room, 12, "Evening group", "Europe/Athens")
    }
    assert rows[0].start == datetime(2026, 12, 1, 16, tzinfo=UTC)
    page.refresh_from_db()
    assert page.reconciled_at is not None


def test_reconciling_again_changes_nothing(now):
    page = series()
    before = list(page.occurrences.values())
    assert counted(reconcile(page, now=now)) == {"unchanged": 4}
    assert list(page.occurrences.values()) == before


def test_plan_without_a_date_is_no_error(now):
    page = calendar.event(schedules=[calendar.schedule(None)])
    assert not page.occurrences.exists()


def test_endless_series_is_written_to_the_horizon(now):
    page = series("RRULE:FREQ=WEEKLY")
    last = page.occurrences.latest("start")
    assert date(2028, 5, 17) < last.planned_on <= date(2028, 5, 24)


def test_horizon_moves_with_time(clock, now):
    page = series("RRULE:FREQ=WEEKLY")
    assert reconcile(page, now=now + timedelta(days=14)).made == 2


def test_shortened_horizon_takes_no_date_away(clock, now, settings):
    page = series("RRULE:FREQ=WEEKLY")
    settings.OCCURRENCE_HORIZON_MONTHS = 2
    assert not reconcile(page, now=now).withdrawn


@pytest.mark.parametrize("live", [False, True])
def test_draft_and_alias_and_translation_are_left_alone(now, live):
    page = series()
    greek = calendar.branch_page(BranchPage.objects.ancestor_of(page).get().branch, "el")
    translation = page.copy_for_translation(greek.locale)
    alias = page.create_alias(update_slug="again", parent=page.get_parent())
    translation.live = live
    translation.save()
    for other in (translation, alias):
        assert counted(reconcile(other, now=now)) == {}
    EventPage.objects.filter(pk=page.pk).update(live=False)
    assert counted(reconcile(page, now=now)) == {}


def test_new_time_shifts_dates_in_place(clock):
    page = series()
    before = {row.planned_on: row for row in page.occurrences.all()}
    replan(page, start_time=time(17), end_time=time(19))
    for row in page.occurrences.all():
        old = before[row.planned_on]
        assert (row.pk, row.code) == (old.pk, old.code)
        assert old.start - row.start == timedelta(hours=1)
        assert row.planned_start == row.start
        assert row.sequence == old.sequence + 1
        assert not row.moved


def test_date_moved_by_staff_keeps_its_time_while_the_plan_moves(clock):
    page = series()
    row = page.occurrences.first()
    elsewhere = row.start + timedelta(days=1)
    page.occurrences.filter(pk=row.pk).update(start=elsewhere, end=elsewhere + timedelta(hours=2), overridden=["time"])
    replan(page, start_time=time(17), end_time=time(19))
    moved = page.occurrences.get(pk=row.pk)
    assert moved.start == elsewhere
    assert moved.planned_start == row.start - timedelta(hours=1)
    assert moved.sequence == 0


def test_date_without_people_is_withdrawn_and_comes_back(clock):
    page = series()
    replan(page, rule="RRULE:FREQ=WEEKLY;COUNT=3")
    gone = page.occurrences.get(withdrawn_at__isnull=False)
    assert (gone.planned_on, gone.sequence) == (date(2026, 12, 22), 1)
    replan(page, rule=WEEKLY)
    back = page.occurrences.get(pk=gone.pk)
    assert (back.withdrawn_at, back.sequence) == (None, 2)


def test_date_somebody_holds_is_kept_off_the_rule(clock):
    page = series()
    row = page.occurrences.last()
    ben = register(row)
    replan(page, rule="RRULE:FREQ=WEEKLY;COUNT=3")
    row.refresh_from_db()
    ben.refresh_from_db()
    assert (row.off_rule, row.withdrawn_at, row.sequence, ben.occurrence) == (True, None, 0, row)
    replan(page, rule=WEEKLY)
    row.refresh_from_db()
    assert not row.off_rule


def test_other_weekday_keeps_the_held_date_and_makes_new_ones(clock):
    page = series()
    row = page.occurrences.first()
    register(row)
    replan(page, first_date=TUESDAY + timedelta(days=2))
    assert dates(page) == [date(2026, 12, day) for day in (1, 3, 10, 17, 24)]


def test_registration_that_was_cancelled_still_keeps_its_date(clock):
    page = series("")
    row = page.occurrences.get()
    registration(row, state="cancelled")
    assert attached([row]) == {row.pk}


def test_past_dates_are_never_touched(clock):
    page = series(first=date(2026, 11, 24))
    clock.move_to(datetime(2026, 12, 3, tzinfo=UTC))
    replan(page, first_date=date(2026, 11, 26), start_time=time(10), end_time=time(11))
    rows = list(page.occurrences.filter(withdrawn_at=None).order_by("start"))
    assert [row.planned_on.day for row in rows] == [24, 1, 3, 10, 17]
    assert [row.start.hour for row in rows[:3]] == [16, 16, 8]


def test_plan_written_down_afterwards_has_its_past(clock):
    page = series(first=date(2026, 11, 3))
    assert len(dates(page)) == 4


def test_seats_never_fall_below_those_taken(clock):
    page = series("", seats=20)
    row = page.occurrences.get()
    register(row, people=12)
    replan(page, seats=10)
    row.refresh_from_db()
    assert (row.seats_planned, row.seats) == (10, 12)
    replan(page, seats=None)
    row.refresh_from_db()
    assert row.seats is None


def test_seats_and_space_set_on_one_date_stay(clock):
    other = places.space()
    page = series("", seats=20)
    row = page.occurrences.get()
    page.occurrences.update(seats=30, seats_planned=30, space=other, overridden=["seats", "space"])
    replan(page, seats=25, space=places.space())
    row.refresh_from_db()
    assert (row.seats, row.space) == (30, other)


def test_cancelled_date_stays_cancelled(clock):
    page = series("")
    page.occurrences.update(status=Status.CANCELLED)
    replan(page, start_time=time(17))
    assert page.occurrences.get().status == Status.CANCELLED


def test_exhibition_is_one_date_with_tours_beside_it(clock):
    tour = calendar.schedule(date(2026, 12, 5), time(12), time(13), rule="RRULE:FREQ=WEEKLY;COUNT=2")
    page = calendar.event(ExhibitionPage, opens_on=date(2026, 12, 1), closes_on=date(2027, 1, 31), schedules=[tour])
    period = page.occurrences.get(schedule_code=PERIOD_CODE)
    assert period.all_day
    assert period.start == datetime(2026, 11, 30, 22, tzinfo=UTC)
    assert period.end == datetime(2027, 1, 31, 22, tzinfo=UTC)
    assert page.occurrences.count() == 3


def test_exhibition_period_can_be_extended_after_it_began(clock):
    page = calendar.event(ExhibitionPage, opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 20))
    draft = page.get_latest_revision_as_object()
    draft.opens_on, draft.closes_on = date(2026, 11, 2), date(2026, 12, 20)
    draft.save_revision().publish()
    period = page.occurrences.get()
    assert (period.planned_on, period.sequence) == (date(2026, 11, 2), 1)
    assert period.end == datetime(2026, 12, 20, 22, tzinfo=UTC)


def test_long_series_takes_few_statements(now, django_assert_max_num_queries, django_assert_num_queries):
    page = calendar.event(schedules=[calendar.schedule(TUESDAY, rule="RRULE:FREQ=DAILY;COUNT=200")], publish=False)
    EventPage.objects.filter(pk=page.pk).update(live=True)
    with django_assert_max_num_queries(30):
        assert reconcile(page, now=now).made == 200
    # The schedules are read once, for plan, closing days and the end of series alike.
    with django_assert_num_queries(9):
        assert reconcile(page, now=now).unchanged == 200
    page.schedules.all().update(start_time=time(17))
    with django_assert_max_num_queries(30):
        assert reconcile(page, now=now).moved == 200


# --- any sequence of edits ----------------------------------------------------------------------------------------
edits = st.fixed_dictionaries(
    {
        "first_date": st.dates(date(2026, 11, 1), date(2027, 4, 30)),
        "start_time": st.times(),
        "end_time": st.times(),
        "rule": st.sampled_from(
            [
                "",
                "RRULE:FREQ=DAILY;COUNT=9",
                "RRULE:FREQ=WEEKLY;COUNT=5",
                "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270401T215959Z",
                "RRULE:FREQ=MONTHLY;BYDAY=-1SU;COUNT=6",
                "RRULE:FREQ=YEARLY",
            ]
        ),
        "seats": st.none() | st.integers(0, 30),
        "held": st.booleans(),
        "days": st.integers(0, 40),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(edits, min_size=1, max_size=4))
def test_no_edit_loses_a_held_date_and_every_second_run_is_a_no_op(now, plans):
    page = calendar.event(schedules=[calendar.schedule(TUESDAY)], slug=f"e-{uuid4()}")
    moment = now
    for plan in plans:
        moment += timedelta(days=plan.pop("days"))
        held = plan.pop("held")
        known = {row.pk: row for row in page.occurrences.all()}
        EventPage.objects.get(pk=page.pk).schedules.update(**plan)
        reconcile(page, now=moment)
        rows = {row.pk: row for row in page.occurrences.all()}
        assert known.keys() <= rows.keys()
        for key, old in known.items():
            assert rows[key].sequence >= old.sequence
            assert old.code == rows[key].code
            if old.seats_taken:
                assert rows[key].withdrawn_at is None
                assert rows[key].seats is None or rows[key].seats >= old.seats_taken
            if old.end <= moment:
                assert rows[key] == old
                assert vars(rows[key])["start"] == old.start
        second = counted(reconcile(page, now=moment))
        assert not {"made", "moved", "changed", "restored", "withdrawn"} & second.keys()
        if held:
            for row in page.occurrences.filter(withdrawn_at=None)[:2]:
                Occurrence.objects.filter(pk=row.pk).update(seats_taken=min(3, row.seats) if row.seats else 0)


def test_dates_of_a_series_are_in_order_and_distinct(clock):
    page = series("RRULE:FREQ=DAILY;COUNT=30")
    starts = [row.start for row in page.occurrences.order_by("planned_on")]
    assert all(earlier < later for earlier, later in pairwise(starts))
