from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from events.calendar.domain import occurrences as verbs
from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.domain.obstacles import obstacles
from events.calendar.domain.spaces import Booking, SpaceTaken, clashes, conflicts, double_booked
from events.calendar.enums import Status
from events.calendar.models import BranchPage, ExhibitionPage, Occurrence
from places.models import ClosingDay, Space
from tests.factories import calendar, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
START = datetime(2026, 12, 1, 16, tzinfo=UTC)
END = START + timedelta(hours=2)
HOUR = timedelta(hours=1)
CLOSED_ON_THREE = (
    "The library is closed on 3 of these dates: 8 December 2026 (Stocktaking), 22 December 2026, 29 December 2026."
    " Please choose what becomes of them."
)


@pytest.fixture
def under(branch, clock) -> BranchPage:
    return calendar.branch_page(branch)


@pytest.fixture
def hall(branch) -> Space:
    return places.space(branch=branch, name={"en": "Great hall"})


@pytest.fixture
def concert(under, hall) -> Occurrence:
    """Tuesday, 1 December 2026, 18:00–20:00 in the hall."""
    return calendar.occurrence(calendar.event(under=under, title="Concert"), start=START, space=hall)


# --- who holds a space --------------------------------------------------------------------------------------------
def test_conflict_names_who_has_the_space_and_when(concert, hall):
    (found,) = conflicts(hall.pk, START + HOUR, END + HOUR)
    assert found.other.key == concert.pk
    assert found.sentence == (
        "Great hall is taken by “Concert”: Tuesday, 1 December 2026, 18:00–20:00. Please choose another time or space."
    )


def test_space_is_free_before_and_after(concert, hall):
    assert conflicts(hall.pk, END, END + HOUR) == []
    assert conflicts(hall.pk, START - HOUR, START) == []
    assert conflicts(None, START, END) == []
    assert conflicts(hall.pk, START, END, ignore=[concert.pk]) == []
    assert conflicts(places.space(branch=hall.branch).pk, START, END) == []


def test_minutes_to_clear_away_and_set_up_lie_between_two_events(concert, hall):
    Space.objects.update(setup_minutes=20, clear_minutes=10)
    near = conflicts(hall.pk, END + timedelta(minutes=29), END + HOUR)
    assert "Clearing away and setting up take 30 minutes." in near[0].sentence
    assert conflicts(hall.pk, START - HOUR, START - timedelta(minutes=29))
    assert conflicts(hall.pk, END + timedelta(minutes=30), END + HOUR) == []


def test_space_for_several_events_at_once_is_never_taken(concert, hall):
    Space.objects.update(shared=True)
    assert conflicts(hall.pk, START, END) == []


@pytest.mark.parametrize(
    "fields", [{"status": Status.CANCELLED}, {"status": Status.POSTPONED}, {"withdrawn_at": START}]
)
def test_what_does_not_take_place_holds_nothing(concert, hall, fields):
    Occurrence.objects.update(**fields)
    assert conflicts(hall.pk, START, END) == []


def test_event_that_is_not_public_holds_nothing(concert, hall):
    concert.event.unpublish()
    assert conflicts(hall.pk, START, END) == []


def test_exhibition_holds_its_space_but_not_against_its_tours(under, hall):
    show = calendar.event(ExhibitionPage, under=under, title="Doors", space=hall, opens_on=TUESDAY, closes_on=TUESDAY)
    assert show.occurrences.get().schedule_code == PERIOD_CODE
    (found,) = conflicts(hall.pk, START, END)
    assert "“Doors”: 1 December 2026." in found.sentence
    assert conflicts(hall.pk, START, END, event_id=show.pk) == []


def test_sessions_clash_among_each_other_but_not_with_their_day(under, hall):
    day = calendar.event(under=under, title="Conference")
    calendar.occurrence(day, start=START, hours=8, space=hall)
    assert conflicts(hall.pk, START, END, event_id=day.pk, session=True) == []
    calendar.occurrence(day, start=START, session=True, space=hall)
    assert len(conflicts(hall.pk, START, END, event_id=day.pk, session=True)) == 1
    assert len(conflicts(hall.pk, START, END)) == 2


def test_wanted_bookings_clash_among_themselves(hall):
    first, second = Booking(hall.pk, START, END, key=1), Booking(hall.pk, START + HOUR, END, key=2)
    (found,) = clashes([second, first, Booking(hall.pk, END, END + HOUR, key=3)])
    assert (found.wanted.key, found.other.key) == (2, 1)


@pytest.mark.parametrize("number", [1, 3, 300])
def test_any_number_of_bookings_is_two_questions(concert, hall, number, django_assert_num_queries):
    wanted = [Booking(hall.pk, START + HOUR * 3 * day, END + HOUR * 3 * day, key=day) for day in range(number)]
    with django_assert_num_queries(2):
        assert len(clashes(wanted)) == 1


def test_double_bookings_are_found_among_dates(concert, hall, under):
    other = calendar.occurrence(calendar.event(under=under), start=START + HOUR, space=hall)
    alone = calendar.occurrence(calendar.event(under=under), start=START + HOUR * 9, space=hall)
    assert double_booked([concert, other, alone]) == {concert.pk, other.pk}


# --- before publishing --------------------------------------------------------------------------------------------
def weekly(**fields):
    return calendar.schedule(TUESDAY, **{"rule": "RRULE:FREQ=WEEKLY;COUNT=6", **fields})


def draft(under, *schedules, **fields):
    return calendar.event(under=under, publish=False, schedules=list(schedules), **fields)


def told(page, branch, now) -> list[tuple[str, str]]:
    return [(found.field, found.sentence) for found in obstacles(page, branch=branch, now=now)]


def test_plan_in_a_taken_space_is_an_obstacle(concert, hall, under, branch, now):
    found = told(draft(under, weekly(), space=hall), branch, now)
    assert [field for field, _sentence in found] == ["space"]
    assert "“Concert”" in found[0][1]
    assert told(draft(under, weekly()), branch, now) == []


def test_long_series_of_clashes_is_told_in_short(hall, under, branch, now):
    calendar.event(under=under, title="Choir", space=hall, schedules=[weekly()])
    found = told(draft(under, weekly(), space=hall), branch, now)
    assert len(found) == 4
    assert found[-1][1] == "3 more clashes in this space."


def test_own_dates_are_no_obstacle_wherever_they_move(hall, under, branch, now):
    page = calendar.event(under=under, title="Choir", space=hall, schedules=[weekly()])
    assert told(page, branch, now) == []
    page.schedules.set([weekly(code=page.schedules.get().code, start_time=None, end_time=None)])
    later = calendar.schedule(
        TUESDAY, time(19), time(21), rule="RRULE:FREQ=DAILY;COUNT=10", code=page.schedules.get().code
    )
    page.schedules.set([later])
    assert told(page, branch, now) == []


def test_what_is_published_already_is_no_obstacle_again(concert, hall, under, branch, now):
    page = calendar.event(under=under, space=hall, schedules=[weekly()])
    assert told(page, branch, now) == []
    page.unpublish()
    page.refresh_from_db()
    assert len(told(page, branch, now)) == 1


def test_undecided_closing_day_is_an_obstacle(under, branch, now):
    ClosingDay.objects.create(
        branch=branch, first=date(2026, 12, 8), last=date(2026, 12, 8), reason={"en": "Stocktaking"}
    )
    ClosingDay.objects.create(branch=branch, first=date(2026, 12, 22), last=date(2027, 1, 2))
    assert told(draft(under, weekly()), branch, now) == [
        (
            "on_closing_days",
            CLOSED_ON_THREE,
        )
    ]
    assert told(draft(under, weekly(on_closing_days="skip")), branch, now) == []
    assert told(draft(under, weekly(on_closing_days="keep")), branch, now) == []
    assert told(draft(under, weekly(), mode="elsewhere"), branch, now) == []


def test_dates_left_out_take_no_space(concert, hall, under, branch, now):
    ClosingDay.objects.create(branch=branch, first=TUESDAY, last=TUESDAY)
    assert told(draft(under, weekly(on_closing_days="skip"), space=hall), branch, now) == []
    assert len(told(draft(under, weekly(on_closing_days="keep"), space=hall), branch, now)) == 1


@pytest.mark.parametrize("count", [1, 3, 60])
def test_obstacles_of_any_plan_ask_the_same(concert, under, now, count, django_assert_num_queries):
    branch = under.branch
    page = draft(under, weekly(rule=f"RRULE:FREQ=WEEKLY;COUNT={count}"), space=concert.space)
    ClosingDay.objects.create(branch=branch, first=date(2026, 12, 8), last=date(2026, 12, 8))
    obstacles(page, branch=branch, now=now)
    with django_assert_num_queries(6):
        obstacles(page, branch=branch, now=now)


# --- the verbs on one date ----------------------------------------------------------------------------------------
@pytest.fixture
def other(under, hall) -> Occurrence:
    """The same day, two hours later, in no space yet."""
    return calendar.occurrence(calendar.event(under=under, title="Reading"), start=END)


def test_space_that_is_taken_is_refused_with_who_and_when(concert, other, hall, now):
    verbs.change_space(other, space=hall, reason="", now=now)
    with pytest.raises(SpaceTaken, match="taken by “Concert”: Tuesday, 1 December 2026, 18:00–20:00"):
        verbs.move_occurrence(other, start=END - HOUR, end=END + HOUR, reason="", now=now)
    other.refresh_from_db()
    assert (other.start, other.sequence, other.overridden) == (END, 1, ["space"])


def test_change_of_space_is_refused_where_another_event_is(concert, other, hall, now):
    verbs.move_occurrence(other, start=START, end=END, reason="", now=now)
    with pytest.raises(SpaceTaken) as refused:
        verbs.change_space(other, space=hall, reason="", now=now)
    assert [found.other.key for found in refused.value.facts["conflicts"]] == [concert.pk]
    other.refresh_from_db()
    assert other.space is None


def test_cancelled_date_is_not_restored_into_a_taken_space(concert, under, hall, now):
    verbs.cancel_occurrence(concert, reason="", now=now)
    calendar.occurrence(calendar.event(under=under, title="Dance"), start=START, space=hall)
    with pytest.raises(SpaceTaken, match="“Dance”"):
        verbs.restore_occurrence(concert, now=now)
    assert verbs.postpone_occurrence(Occurrence.objects.exclude(pk=concert.pk).get(), reason="", now=now)
    assert verbs.restore_occurrence(concert, now=now).status == Status.SCHEDULED


def test_moving_within_ones_own_time_is_no_clash(concert, now):
    assert verbs.move_occurrence(concert, start=START + HOUR, end=END + HOUR, reason="", now=now).sequence == 1


# --- the list of dates --------------------------------------------------------------------------------------------
def test_list_of_dates_names_and_finds_double_bookings(concert, under, hall, ada, client):
    calendar.occurrence(calendar.event(under=under, title="Dance"), start=START + HOUR, space=hall)
    calendar.occurrence(calendar.event(under=under, title="Alone"), start=START + HOUR * 9, space=hall)
    client.force_login(ada)
    every = client.get(reverse("occurrence:index")).content.decode()
    assert every.count("Double booking: another event has the space then") == 2
    found = client.get(reverse("occurrence:index"), {"double": "true"}).content.decode()
    assert ("Concert" in found, "Dance" in found, "Alone" in found) == (True, True, False)
