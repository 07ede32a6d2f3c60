from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from events.calendar.domain.completeness import first_date_fits
from events.calendar.domain.expansion import rule_days
from events.calendar.domain.grammar import carried
from events.calendar.domain.shifting import Shift, shift_schedule
from events.calendar.models import Schedule
from events.calendar.words import plan_in_words

ATHENS = "Europe/Athens"
# The second Tuesday of its month.
FIRST = date(2026, 12, 8)


def series(rule, first=FIRST):
    return Schedule(first_date=first, start_time=time(18), rule=carried(rule, first=first, zone=ATHENS))


def in_words(schedule):
    return plan_in_words(schedule, zone=ATHENS, until=date(2030, 1, 1))


@pytest.mark.parametrize(
    ("rule", "new", "first", "words"),
    [
        ("FREQ=WEEKLY;COUNT=5", date(2027, 9, 1), date(2027, 8, 31), "every week: Tuesday, 5 dates"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5", date(2027, 9, 3), date(2027, 8, 31),
         "every week: Tuesday, Thursday, 5 dates"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", date(2027, 9, 1), date(2027, 9, 14), "every month: second Tuesday, 5 dates"),
        ("FREQ=MONTHLY;BYMONTHDAY=8;COUNT=5", date(2027, 9, 1), date(2027, 9, 8),
         "every month: day 8 of the month, 5 dates"),
        ("FREQ=YEARLY", date(2027, 12, 1), date(2027, 12, 8), "every year: 8 December, until further notice"),
        ("FREQ=WEEKLY;UNTIL=20270105", date(2027, 12, 7), date(2027, 12, 7),
         "every week: Tuesday, until 4 January 2028, 5 dates"),
        # The last day comes along; where that would add a date or lose one, the series ends with its last date.
        ("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270531", date(2027, 9, 14), date(2027, 9, 14),
         "every month: second Tuesday, until 6 March 2028, 6 dates"),
    ],
)  # fmt: skip
def test_series_keeps_its_days_and_its_number_of_dates(rule, new, first, words):
    schedule = series(rule)
    shift_schedule(schedule, Shift.between(FIRST, new, by_rule=True, zone=ATHENS))
    assert (schedule.first_date, in_words(schedule)) == (first, words)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5", "every week: Wednesday, Friday, 5 dates"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "every month: first Wednesday, 5 dates"),
        ("FREQ=MONTHLY;BYMONTHDAY=8;COUNT=5", "every month: day 1 of the month, 5 dates"),
        ("FREQ=YEARLY", "every year: 1 September, until further notice"),
        ("FREQ=DAILY;COUNT=3", "every day, 3 dates"),
    ],
)
def test_series_follows_its_new_first_day_when_asked(rule, words):
    schedule = series(rule)
    shift_schedule(schedule, Shift.between(FIRST, date(2027, 9, 1), by_rule=False, zone=ATHENS))
    assert (schedule.first_date, in_words(schedule)) == (date(2027, 9, 1), words)


def test_rule_of_the_original_is_left_alone():
    schedule = series("FREQ=WEEKLY;UNTIL=20270105")
    other = Schedule(first_date=FIRST, rule=schedule.rule)
    shift_schedule(other, Shift(365, False, ATHENS))
    assert in_words(schedule) == "every week: Tuesday, until 5 January 2027, 5 dates"


def test_moment_keeps_its_wall_time_through_the_change_of_clocks():
    shift = Shift(200, False, ATHENS)
    opens = datetime(2026, 12, 1, 7, tzinfo=UTC)  # 9:00 in winter
    assert shift.moment(opens) == datetime(2027, 6, 19, 6, tzinfo=UTC)


RULES = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY", *[f"FREQ=MONTHLY;BYDAY={n}{day}" for n in (1, 2, 3, 4, -1) for day in ("MO", "TU", "SU")],
]  # fmt: skip


@given(
    st.sampled_from(RULES),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.integers(-500, 500),
    st.booleans(),
    st.one_of(st.none(), st.integers(1, 30)),
)
def test_shifted_series_has_its_first_date_and_as_many_dates(rule, day, days, by_rule, count):
    end = f";COUNT={count}" if count else f";UNTIL={day + timedelta(days=900):%Y%m%d}"
    # The first day on or after this one that the rule has.
    fits = (day + timedelta(days=number) for number in range(400))
    first = next((each for each in fits if carried(rule + end, first=each, zone=ATHENS)), None)
    if first is None:
        return
    schedule = series(rule + end, first)
    before = len(list(rule_days(schedule, zone=ATHENS)))

    shift_schedule(schedule, Shift.between(first, first + timedelta(days=days), by_rule=by_rule, zone=ATHENS))

    after = list(rule_days(schedule, zone=ATHENS))
    assert first_date_fits(schedule, None)
    assert after[0] == schedule.first_date
    assert len(after) == before
    if not by_rule and schedule.first_date.day <= 28 and "BYSETPOS" not in rule:
        assert schedule.first_date == first + timedelta(days=days)
