from datetime import date, time

import pytest
from hypothesis import given, strategies

from core.exceptions import RuleBroken
from places.domain import hours
from places.domain.hours import Hours, hours_of, set_week
from places.models import ClosingDay, OpeningTime

MONDAY = date(2026, 11, 23)
SUMMER = (date(2026, 7, 1), date(2026, 8, 31))
NINE, TWO, FIVE, EIGHT = time(9), time(14), time(17), time(20)


@pytest.fixture
def week(branch):
    set_week(branch, [(0, FIVE, EIGHT), (0, NINE, TWO), (1, NINE, FIVE)])
    return branch


def close(branch, first, last=None, **fields):
    return ClosingDay.objects.create(branch=branch, first=first, last=last or first, **fields)


def test_day_has_the_hours_of_its_weekday(week):
    assert hours.open_spans(week, MONDAY) == [(NINE, TWO), (FIVE, EIGHT)]
    assert hours.open_spans(week, date(2026, 11, 24)) == [(NINE, FIVE)]
    assert not hours.is_open(week, date(2026, 11, 29))


def test_week_of_a_period_replaces_the_usual_one_whole(week):
    set_week(week, [(1, NINE, TWO)], period=SUMMER)
    assert hours.open_spans(week, date(2026, 6, 30)) == [(NINE, FIVE)]
    assert hours.open_spans(week, date(2026, 7, 7)) == [(NINE, TWO)]
    assert not hours.is_open(week, date(2026, 7, 6))  # a Monday: the summer leaves it out
    assert hours.is_open(week, date(2026, 9, 1))


def test_closing_day_closes_and_other_hours_replace(week):
    close(week, MONDAY, reason={"en": "Stocktaking"})
    close(week, date(2026, 12, 24), opens=NINE, closes=TWO)
    assert not hours.is_open(week, MONDAY)
    assert hours.open_spans(week, date(2026, 12, 24)) == [(NINE, TWO)]
    found = hours_of(week, MONDAY, date(2026, 12, 31))
    assert found.closed(MONDAY)
    assert not found.closed(date(2026, 12, 24))
    assert not found.closed(date(2026, 11, 29)), "a Sunday without hours is no closing day"


def test_closures_are_those_that_touch_the_days(week):
    inside = close(week, date(2026, 12, 24), date(2027, 1, 2))
    close(week, date(2026, 11, 1))
    assert hours.closures(week, date(2027, 1, 2), date(2027, 2, 1)) == [inside]
    assert hours.closures(week, date(2027, 1, 3), date(2027, 2, 1)) == []


def test_writing_a_week_again_replaces_it_and_leaves_the_others(week, other_branch):
    set_week(other_branch, [(0, NINE, TWO)])
    set_week(week, [(2, NINE, TWO)], period=SUMMER)
    set_week(week, [(5, NINE, TWO)])
    assert [(row.weekday, row.valid_from) for row in week.opening_times.order_by("weekday")] == [
        (2, SUMMER[0]),
        (5, None),
    ]
    assert other_branch.opening_times.count() == 1


def test_period_may_change_its_days_and_go(week):
    set_week(week, [(2, NINE, TWO)], period=SUMMER)
    longer = (date(2026, 6, 15), date(2026, 8, 31))
    set_week(week, [(3, NINE, TWO)], period=longer, instead_of=SUMMER)
    assert hours_of(week, MONDAY, MONDAY).periods() == [longer]
    set_week(week, [], period=None, instead_of=longer)
    assert hours_of(week, MONDAY, MONDAY).periods() == []


def test_periods_never_overlap(week):
    set_week(week, [(2, NINE, TWO)], period=SUMMER)
    with pytest.raises(RuleBroken, match="overlap"):
        set_week(week, [(2, NINE, TWO)], period=(date(2026, 8, 31), date(2026, 9, 5)))


def test_hours_of_a_year_are_two_questions(week, django_assert_num_queries):
    close(week, MONDAY)
    with django_assert_num_queries(2):
        found = hours_of(week, date(2026, 1, 1), date(2026, 12, 31))
        assert len([day for day, spans in found.week(MONDAY) if spans]) == 2


def of_day(weekday: int) -> strategies.SearchStrategy[OpeningTime]:
    times = strategies.tuples(strategies.integers(0, 11), strategies.integers(12, 23))
    return times.map(lambda pair: OpeningTime(weekday=weekday, opens=time(pair[0]), closes=time(pair[1])))


@given(strategies.lists(strategies.integers(0, 6).flatmap(of_day), max_size=10), strategies.dates())
def test_open_hours_are_always_those_of_that_weekday_in_order(rows, day):
    spans = Hours(tuple(rows), ()).spans(day)
    assert spans == sorted((row.opens, row.closes) for row in rows if row.weekday == day.weekday())
