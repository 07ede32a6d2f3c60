"""The file of an event: its series as rules, with exceptions only where a date is out of the ordinary."""

import re
from datetime import date, time, timedelta

import pytest

from events.calendar.domain.occurrences import cancel_occurrence, move_occurrence, postpone_occurrence
from events.calendar.domain.splitting import split_series
from events.calendar.models import EventPage, Occurrence
from tests.factories import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TUESDAY = date(2026, 12, 1)
WEEKLY = "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6"


@pytest.fixture
def written(client):
    """`written(page)`: the entries of the event's file, each as its unfolded lines."""

    def ask(page: EventPage) -> list[list[str]]:
        text = client.get(f"/en/e/{page.translation_key.hex}.ics").content.decode().replace("\r\n ", "")
        return [body.split("\r\n") for body in re.findall(r"BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT", text, re.DOTALL)]

    return ask


def course(rule: str = WEEKLY, first: date = TUESDAY, start: time | None = time(18), **fields: object) -> EventPage:
    end = fields.pop("end", time(20) if start else None)
    return calendar.event(schedules=[calendar.schedule(first, start, end, rule=rule)], title="Reading circle", **fields)


def dates(page: EventPage) -> list[Occurrence]:
    return list(page.occurrences.filter(withdrawn_at=None).order_by("start"))


def withdraw(*rows: Occurrence, now) -> None:
    Occurrence.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=now, modified=now)


def value(entry: list[str], name: str) -> str:
    """What stands behind the name, with its parameters; "" when the entry has no such line."""
    found = [line.removeprefix(name)[1:] for line in entry if re.match(rf"{name}[:;]", line)]
    assert len(found) < 2, found
    return found[0] if found else ""


def test_series_is_one_entry_and_its_until_is_the_instant_of_the_last_start(written):
    (entry,) = written(course())
    assert value(entry, "DTSTART") == "TZID=Europe/Athens:20261201T180000"
    assert value(entry, "DTEND") == "TZID=Europe/Athens:20261201T200000"
    assert value(entry, "RRULE") == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105T160000Z"
    assert not value(entry, "EXDATE")


def test_until_over_the_change_of_clocks_is_in_the_offset_of_the_last_start(written):
    (entry,) = written(course("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270402T205959Z", first=date(2027, 3, 16)))
    assert value(entry, "RRULE") == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270330T150000Z"


def test_series_without_an_end_has_none_in_the_file(written):
    (entry,) = written(course("RRULE:FREQ=WEEKLY;BYDAY=TU"))
    assert value(entry, "RRULE") == "FREQ=WEEKLY;BYDAY=TU"


def test_split_series_are_two_entries_that_know_of_each_other(written, now):
    page = course()
    code = page.schedules.get().code
    new = split_series(page, code, date(2026, 12, 15), changes={"start_time": time(17), "end_time": time(19)}, now=now)
    first, second = written(page)
    assert value(first, "UID") == f"series-{code}@dromena.example"
    assert value(second, "UID") == f"series-{new}@dromena.example"
    assert value(first, "RRULE").endswith("UNTIL=20261208T160000Z")
    assert value(second, "DTSTART") == "TZID=Europe/Athens:20261215T170000"
    assert value(second, "RRULE").endswith("UNTIL=20270105T150000Z")
    assert not value(first, "RELATED-TO")
    assert value(second, "RELATED-TO") == f"RELTYPE=SIBLING:series-{code}@dromena.example"
    assert not any("RANGE" in line for line in [*first, *second])


def test_exceptions_name_their_date_as_the_series_does(written, now):
    page = course()
    rows = dates(page)
    cancel_occurrence(rows[1], reason="Ill", now=now)
    later = rows[2].start + timedelta(days=1)
    move_occurrence(rows[2], start=later, end=later + timedelta(hours=3), reason="", now=now)
    postpone_occurrence(rows[3], reason="", now=now)
    master, *exceptions = written(page)
    assert not value(master, "EXDATE")
    assert [value(each, "RECURRENCE-ID") for each in exceptions] == [
        f"TZID=Europe/Athens:202612{day}T180000" for day in ("08", "15", "22")
    ]
    assert [value(each, "STATUS") for each in exceptions] == ["CANCELLED", "CONFIRMED", "CANCELLED"]
    assert value(exceptions[1], "DTSTART") == "TZID=Europe/Athens:20261216T180000"
    assert {value(each, "UID") for each in exceptions} == {value(master, "UID")}
    assert {value(each, "SEQUENCE") for each in [master, *exceptions]} == {"1"}


def test_date_moved_into_the_second_of_two_equal_hours_keeps_its_name(written, now):
    page = course("RRULE:FREQ=WEEKLY;BYDAY=SA;COUNT=3", first=date(2027, 10, 23))
    start = Occurrence.objects.get(event=page, planned_on=date(2027, 10, 30)).start.replace(hour=1, minute=30)
    start += timedelta(days=1)
    move_occurrence(dates(page)[1], start=start, end=start + timedelta(hours=1), reason="", now=now)
    _master, exception = written(page)
    assert value(exception, "DTSTART") == "20271031T013000Z"
    assert value(exception, "RECURRENCE-ID") == "TZID=Europe/Athens:20271030T180000"


def test_excluded_are_only_the_dates_that_were_withdrawn(written, now):
    page = course()
    rows = dates(page)
    cancel_occurrence(rows[1], reason="Ill", now=now)
    withdraw(rows[2], rows[4], now=now)
    master, exception = written(page)
    assert [line for line in master if line.startswith("EXDATE")] == [
        f"EXDATE;TZID=Europe/Athens:202612{day}T180000" for day in (15, 29)
    ]
    assert value(exception, "RECURRENCE-ID") == "TZID=Europe/Athens:20261208T180000"


@pytest.mark.parametrize("rule", [WEEKLY, "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105T215959Z"])
def test_series_whose_last_date_was_withdrawn_ends_before_it(written, now, rule):
    page = course(rule)
    withdraw(dates(page)[-1], now=now)
    (master,) = written(page)
    assert value(master, "RRULE").endswith("UNTIL=20261229T160000Z")
    assert not value(master, "EXDATE")


def test_last_date_of_a_series_without_an_end_is_excluded_when_it_was_withdrawn(written, now):
    page = course("RRULE:FREQ=WEEKLY;BYDAY=TU")
    last = dates(page)[-1]
    withdraw(last, now=now)
    (master,) = written(page)
    assert value(master, "EXDATE") == f"TZID=Europe/Athens:{last.planned_on:%Y%m%d}T180000"


def test_series_that_would_end_on_a_closing_day_ends_before_it(written, branch):
    branch.closing_days.create(first=date(2027, 1, 5), last=date(2027, 1, 5))
    page = course(under=calendar.branch_page(branch))
    assert len(dates(page)) == 5
    (master,) = written(page)
    assert value(master, "RRULE").endswith("UNTIL=20261229T160000Z")


def test_series_whose_first_dates_were_withdrawn_begins_with_the_first_that_is_left(written, now):
    page = course()
    withdraw(*dates(page)[:2], now=now)
    (master,) = written(page)
    assert value(master, "DTSTART") == "TZID=Europe/Athens:20261215T180000"
    assert value(master, "RRULE").endswith("UNTIL=20270105T160000Z")


def test_exceptions_of_whole_days_are_days(written, now):
    page = course(start=None)
    rows = dates(page)
    cancel_occurrence(rows[1], reason="Ill", now=now)
    withdraw(rows[3], now=now)
    master, exception = written(page)
    assert value(master, "DTSTART") == "VALUE=DATE:20261201"
    assert value(master, "DTEND") == "VALUE=DATE:20261202"
    assert value(master, "RRULE").endswith("UNTIL=20270105")
    assert value(master, "EXDATE") == "VALUE=DATE:20261222"
    assert value(exception, "RECURRENCE-ID") == "VALUE=DATE:20261208"
    assert value(exception, "DTSTART") == "VALUE=DATE:20261208"


@pytest.mark.parametrize(("withdrawn", "rules"), [(80, 1), (81, 0)])
def test_series_with_more_than_80_exceptions_is_single_dates(written, now, withdrawn, rules):
    page = course("RRULE:FREQ=DAILY;COUNT=100")
    withdraw(*dates(page)[1 : 1 + withdrawn], now=now)
    entries = written(page)
    assert sum(bool(value(entry, "RRULE")) for entry in entries) == rules
    assert len(entries) == (1 if rules else 19)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=3",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3",
        "RRULE:FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=TU,SU;COUNT=3",
        "RRULE:FREQ=YEARLY;BYYEARDAY=335;COUNT=2",
    ],
)
def test_rule_that_programs_read_differently_is_single_dates(written, rule):
    page = course(rule)
    entries = written(page)
    assert [value(entry, "UID") for entry in entries] == [f"{row.pk}@dromena.example" for row in dates(page)]
    assert len(entries) > 1
    assert not any(value(entry, "RRULE") or value(entry, "RELATED-TO") for entry in entries)


def test_extra_date_has_its_own_uid_and_names_its_series(written):
    page = course()
    first = dates(page)[0]
    extra = calendar.occurrence(page, start=first.start + timedelta(days=2), schedule_code=first.schedule_code)
    Occurrence.objects.filter(pk=extra.pk).update(planned_on=None)
    master, entry = written(page)
    assert value(entry, "UID") == f"{extra.pk}@dromena.example"
    assert value(entry, "RELATED-TO") == f"RELTYPE=PARENT:{value(master, 'UID')}"


def test_rule_never_starts_in_utc_when_its_first_night_has_25_hours(written, now):
    page = course("RRULE:FREQ=WEEKLY;COUNT=4", first=date(2027, 10, 30), start=time(23), end=time(4, 30))
    cancel_occurrence(dates(page)[0], reason="Ill", now=now)
    entries = written(page)
    assert not any(value(entry, "RRULE") for entry in entries)
    assert len(entries) == 4
