from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.calendar.domain.previewing import preview
from events.calendar.domain.scheduling import reconcile
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence
from tests.factories import calendar, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=6"


def series(**fields) -> EventPage:
    return calendar.event(schedules=[calendar.schedule(TUESDAY, **{"rule": WEEKLY, **fields})])


def changed(page: EventPage, **fields) -> EventPage:
    """A draft with another plan, not published."""
    draft = page.get_latest_revision_as_object()
    rows = list(draft.schedules.all())
    for name, value in fields.items():
        setattr(rows[0], name, value)
    draft.schedules.set(rows)
    return draft


def hold(page: EventPage, *people: int) -> None:
    """So many people on the first dates of the event."""
    for row, number in zip(page.occurrences.order_by("start"), people, strict=False):
        Occurrence.objects.filter(pk=row.pk).update(seats_taken=number)


def test_shifted_series_is_told_in_numbers_of_dates_and_people(now):
    page = series()
    hold(page, 10, 8, 0, 5)
    seen = preview(changed(page, start_time=time(17), end_time=time(19)), now=now)
    assert seen.words() == ["6 dates move from 18:00 to 17:00.", "23 people will be told."]
    assert [change.people for change in seen.told] == [10, 8, 5]
    assert seen.asks


def test_held_dates_that_leave_the_plan_are_to_be_decided(now):
    page = series()
    hold(page, 0, 0, 0, 0, 4, 5)
    seen = preview(changed(page, rule="RRULE:FREQ=WEEKLY;COUNT=3"), now=now)
    assert seen.words() == [
        "1 date that nobody holds disappears.",
        "2 dates are no longer in the plan, but people hold 9 places on them: please decide.",
    ]
    assert [change.row.planned_on.day for change in seen.undecided] == [29, 5]


def test_preview_writes_nothing_and_tells_what_reconcile_does(now):
    page = series()
    hold(page, 3)
    before = list(page.occurrences.order_by("pk").values())
    draft = changed(page, first_date=TUESDAY + timedelta(days=1))
    seen = preview(draft, now=now)
    assert list(page.occurrences.order_by("pk").values()) == before
    counted = {word: len(seen.of(word)) for word in ("made", "kept", "withdrawn")}
    draft.save_revision().publish()
    rows = page.occurrences.all()
    assert counted == {
        "made": rows.count() - 6,
        "kept": rows.filter(off_rule=True).count(),
        "withdrawn": rows.exclude(withdrawn_at=None).count(),
    }
    assert counted == {"made": 6, "kept": 1, "withdrawn": 5}


def test_text_asks_nothing_and_longer_series_asks_nothing(now):
    page = series()
    hold(page, 3)
    assert preview(changed(page, label="Evening group"), now=now).asks is False
    longer = preview(changed(page, rule="RRULE:FREQ=WEEKLY;COUNT=8"), now=now)
    assert (longer.asks, longer.words()) == (False, ["2 new dates."])


def test_other_space_and_other_places(branch, now):
    page = calendar.event(under=calendar.branch_page(branch), schedules=[calendar.schedule(TUESDAY, rule=WEEKLY)])
    hold(page, 2)
    seen = preview(changed(page, space=places.space(branch=branch), seats=9), now=now)
    assert seen.words() == [
        "6 dates take place in another space.",
        "6 dates have another number of places.",
        "2 people will be told.",
    ]


def test_digest_changes_with_the_people(now):
    page = series()
    draft = changed(page, start_time=time(17), end_time=time(19))
    first = preview(draft, now=now).digest
    assert preview(draft, now=now).digest == first
    hold(page, 1)
    assert preview(draft, now=now).digest != first


def test_cancelled_date_keeps_its_time_and_nobody_is_told_twice(now):
    page = series()
    hold(page, 4)
    page.occurrences.filter(planned_on=TUESDAY).update(status=Status.CANCELLED)
    seen = preview(changed(page, start_time=time(17), end_time=time(19)), now=now)
    assert seen.words() == [
        "5 dates move from 18:00 to 17:00.",
        "Nobody holds a place on these dates, so nobody is written to.",
    ]


def test_ends_and_days_are_told_apart(now):
    page = series()
    assert preview(changed(page, end_time=time(21)), now=now).words()[0] == "6 dates end at another time."
    single = calendar.event(schedules=[calendar.schedule(TUESDAY)])
    hold(single, 1)
    moved = preview(changed(single, first_date=TUESDAY + timedelta(days=7)), now=now)
    assert moved.words() == ["1 date moves.", "1 person will be told."]


def test_long_series_is_previewed_in_few_statements(now, django_assert_max_num_queries):
    page = series(rule="RRULE:FREQ=DAILY;COUNT=200")
    draft = changed(page, start_time=time(17), end_time=time(19))
    with django_assert_max_num_queries(12):
        assert len(preview(draft, now=now).of("moved")) == 200


def test_undecided_date_asks_only_once(now):
    page = series()
    hold(page, 0, 0, 0, 0, 0, 5)
    changed(page, rule="RRULE:FREQ=WEEKLY;COUNT=5").save_revision().publish()
    again = preview(changed(page, label="Evening group"), now=now)
    assert (again.asks, len(again.undecided)) == (False, 1)
    assert reconcile(page, now=now).kept == 1


def test_date_of_today_is_not_moved_into_the_past(clock):
    page = calendar.event(schedules=[calendar.schedule(date(2026, 11, 24), rule=WEEKLY)])
    hold(page, 2)
    seen = preview(changed(page, start_time=time(8), end_time=time(9)), now=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert len(seen.of("moved")) == 5
    assert seen.told == []
