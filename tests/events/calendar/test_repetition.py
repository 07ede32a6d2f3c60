import pytest
import recurrence

from events.calendar.domain.repetition import refusal


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;BYDAY=TU,SA;INTERVAL=2;COUNT=3",
        "FREQ=WEEKLY;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=28",
        "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270101T000000Z",
        "FREQ=MONTHLY;BYDAY=4SU",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "",
    ],
)
def test_rules_we_write_are_accepted(rule):
    assert refusal(recurrence.deserialize(f"RRULE:{rule}" if rule else "")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=HOURLY;COUNT=3",
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=DAILY;BYDAY=MO",
        "RRULE:FREQ=DAILY;BYHOUR=9,17",
        "RRULE:FREQ=WEEKLY;BYWEEKNO=3",
        "RRULE:FREQ=WEEKLY;BYDAY=1MO",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=31",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15",
        "RRULE:FREQ=MONTHLY;BYDAY=5MO",
        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2",
        "RRULE:FREQ=YEARLY;BYYEARDAY=100",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "RRULE:FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z",
        "RRULE:FREQ=WEEKLY;COUNT=3\nRRULE:FREQ=DAILY;COUNT=2",
        "RRULE:FREQ=WEEKLY;COUNT=3\nEXRULE:FREQ=DAILY;COUNT=2",
        "RRULE:FREQ=WEEKLY;COUNT=3\nRDATE:20270101T100000Z",
        "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270101T100000Z",
    ],
)
def test_rules_that_programs_read_differently_are_refused(text):
    try:
        stored = recurrence.deserialize(text)
    except recurrence.exceptions.DeserializationError:
        return
    assert refusal(stored)
