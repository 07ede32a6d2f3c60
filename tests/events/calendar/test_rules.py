from datetime import date, time
from typing import Any

import pytest
import recurrence
from django.core.exceptions import ValidationError

from events.calendar.forms.rules import RuleField, answers_of, completed
from events.calendar.words import plan_in_words
from tests.factories import calendar

TUESDAY = date(2026, 12, 1)


def answered(zone: str = "Europe/Athens", first: date = TUESDAY, **answers: Any) -> str | None:
    """The RRULE these answers become."""
    names = list(vars(answers_of(None, zone)))
    field = RuleField(required=False)
    field.zone = zone
    value = field.clean([answers.get(name, "") for name in names])
    return recurrence.serialize(completed(value, first))


@pytest.mark.parametrize(
    ("answers", "first", "rule"),
    [
        ({"frequency": ""}, TUESDAY, None),
        ({"frequency": "daily", "interval": "2"}, TUESDAY, "FREQ=DAILY;INTERVAL=2"),
        ({"frequency": "weekly"}, TUESDAY, "FREQ=WEEKLY;BYDAY=TU"),
        ({"frequency": "weekly", "weekdays": ["5", "1"]}, TUESDAY, "FREQ=WEEKLY;BYDAY=TU,SA"),
        ({"frequency": "monthly-date"}, TUESDAY, "FREQ=MONTHLY;BYMONTHDAY=1"),
        ({"frequency": "monthly-date"}, date(2026, 12, 31), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ({"frequency": "monthly-day"}, TUESDAY, "FREQ=MONTHLY;BYDAY=1TU"),
        ({"frequency": "monthly-day"}, date(2026, 12, 31), "FREQ=MONTHLY;BYDAY=-1TH"),
        ({"frequency": "monthly-day", "position": "2", "weekday": "1"}, TUESDAY, "FREQ=MONTHLY;BYDAY=2TU"),
        (
            {"frequency": "monthly-day", "position": "-1", "weekday": "workday"},
            date(2026, 12, 31),
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        ),
        ({"frequency": "yearly"}, TUESDAY, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
        ({"frequency": "yearly"}, date(2028, 2, 29), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ({"frequency": "daily", "ends": "after", "count": "5"}, TUESDAY, "FREQ=DAILY;COUNT=5"),
        ({"frequency": "daily", "ends": "on", "until": "2027-05-12"}, TUESDAY, "FREQ=DAILY;UNTIL=20270512T205959Z"),
    ],
)
def test_answers_become_a_rule_and_the_rule_shows_them_again(answers, first, rule):
    text = answered(first=first, **answers)
    assert text == (rule and f"RRULE:{rule}")
    shown = answers_of(recurrence.deserialize(text or ""), "Europe/Athens")
    assert shown.frequency == answers["frequency"]
    for name in ("ends", "position", "weekday"):
        if answers.get(name):
            assert getattr(shown, name) == answers[name]


def test_last_day_is_a_day_in_the_zone_of_the_branch():
    text = answered(zone="Europe/Stockholm", frequency="daily", ends="on", until="2027-05-12")
    assert text.endswith("UNTIL=20270512T215959Z")
    assert answers_of(recurrence.deserialize(text), "Europe/Stockholm").until == date(2027, 5, 12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"frequency": "hourly"},
        {"frequency": "daily", "interval": "0"},
        {"frequency": "daily", "ends": "on"},
        {"frequency": "daily", "ends": "after"},
        {"frequency": "daily", "ends": "after", "count": "100000"},
    ],
)
def test_impossible_answers_are_refused(wrong):
    with pytest.raises(ValidationError):
        answered(**wrong)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "1 December 2026"),
        ("RRULE:FREQ=DAILY;COUNT=1", "every day, 1 date"),
        (
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270512T205959Z",
            "every 2 weeks: Tuesday, until 12 May 2027, 12 dates",
        ),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,SA", "every week: Tuesday, Saturday, until further notice"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TU", "every month: first Tuesday, until further notice"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", "every month: last day of the month, until further notice"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1", "every month: day 1 of the month, until further notice"),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "every month: first working day, until further notice"),
        ("RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "every year: 1 December, until further notice"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "every year: last day of February, until further notice"),
    ],
)
def test_plan_is_told_in_words(rule, words):
    schedule = calendar.schedule(TUESDAY, time(18), time(20), rule=rule)
    assert plan_in_words(schedule, zone="Europe/Athens", until=date(2028, 5, 24)) == words
