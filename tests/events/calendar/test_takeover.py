import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings, strategies as st

from core.exceptions import RuleBroken
from core.ical_reading import read_calendar
from core.ical_series import rules_of
from events.calendar.domain.branches import open_branch
from events.calendar.domain.expansion import rule_days
from events.calendar.domain.grammar import carried
from events.calendar.domain.takeover import events_in
from events.calendar.models import EventPage, ExhibitionPage, LecturePage, Occurrence, Schedule
from tests.factories import calendar, people, places

ATHENS = "Europe/Athens"
SINCE = date(2026, 11, 24)


def ics(*events: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\r\n{event.strip().replace(chr(10), chr(13) + chr(10))}\r\nEND:VEVENT\r\n" for event in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//old//EN\r\n{body}END:VCALENDAR\r\n".encode()


def event(
    uid: str = "1", start: str = ";TZID=Europe/Athens:20261201T170000", more: str = "", title: str = "Story hour"
) -> str:
    end = "" if "DTEND" in more or "VALUE=DATE" in start else f"DTEND{start.replace('T17', 'T18')}\n"
    return f"UID:{uid}\nDTSTAMP:20260101T000000Z\nSUMMARY:{title}\nDTSTART{start}\n{end}{more}"


def read(data: bytes, since: date = SINCE):
    """As `look` does, without a process of its own for each file."""
    window = {
        "since": datetime.combine(since, time(), tzinfo=ZoneInfo(ATHENS)),
        "until": datetime(2028, 5, 24, tzinfo=UTC),
    }
    return events_in(read_calendar(data, zone=ATHENS, local_rules=True, **window), rules_of(data), zone=ATHENS)


def found(*events: str, since: date = SINCE):
    return read(ics(*events), since).events


def days_of(old) -> list[date]:
    """Every day the plans of an old event give until the end of 2027."""
    days = []
    for plan in old.plans:
        first = date.fromisoformat(plan.first)
        rule = carried(plan.rule, first=first, zone=ATHENS) if plan.rule else None
        days += rule_days(Schedule(first_date=first, rule=rule), zone=ATHENS, until=date(2027, 12, 31))
    return sorted(days)


def test_series_keeps_its_rule_and_its_end():
    [counted] = found(event(more="RRULE:FREQ=WEEKLY;COUNT=5"))
    [dated] = found(event(more="RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229T150000Z"))
    [endless] = found(event(more="RRULE:FREQ=MONTHLY;BYDAY=1TU"))
    assert [each.plans[0].rule for each in (counted, dated, endless)] == [
        "FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229", "FREQ=MONTHLY;BYDAY=1TU",
    ]  # fmt: skip
    assert (counted.plans[0].first, counted.plans[0].start, counted.plans[0].end) == ("2026-12-01", "17:00", "18:00")


def test_series_that_began_before_goes_on_from_the_chosen_day():
    old = event(start=";TZID=Europe/Athens:20260901T170000", more="RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=9")
    [series] = found(old)
    assert days_of(series) == [date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 22)]


def test_dates_the_file_leaves_out_or_moves_are_left_out_and_moved():
    moved = event(
        start=";TZID=Europe/Athens:20261209T190000",
        more="RECURRENCE-ID;TZID=Europe/Athens:20261208T170000\nDTEND;TZID=Europe/Athens:20261209T200000",
    )
    [series] = found(
        event(
            more="RRULE:FREQ=WEEKLY;COUNT=6\nEXDATE;TZID=Europe/Athens:20261222T170000\nRDATE;TZID=Europe/Athens:20261224T170000"
        ),
        moved,
    )
    assert days_of(series) == [
        date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 15), date(2026, 12, 24), date(2026, 12, 29),
        date(2027, 1, 5),
    ]  # fmt: skip
    assert "The file leaves dates out, so the series is in 3 parts." in series.remarks
    assert "2 dates are not where the rule has them and stand by themselves." in series.remarks
    assert ("2026-12-09", "19:00") in [(plan.first, plan.start) for plan in series.plans]


def test_rule_our_form_has_no_words_for_becomes_single_dates():
    [series] = found(event(more="RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4"))
    assert [(plan.first, plan.rule) for plan in series.plans] == [
        ("2026-12-01", ""), ("2026-12-15", ""), ("2027-01-01", ""), ("2027-01-15", ""),
    ]  # fmt: skip
    assert "one by one" in series.remarks[0]
    [long] = found(event(more="RRULE:FREQ=MONTHLY;BYMONTHDAY=1,8,15,22"))
    assert len(long.plans) == 40
    assert "the first 40 of them" in long.remarks[1]


def test_series_over_the_change_of_clocks_stays_one_series():
    [series] = found(event(start=";TZID=Europe/Athens:20270320T170000", more="RRULE:FREQ=WEEKLY;COUNT=4"))
    assert len(series.plans) == 1


def test_what_lasts_several_days_becomes_an_exhibition_and_a_whole_day_has_no_hours():
    [lasting] = found(event(start=";VALUE=DATE:20261201", more="DTEND;VALUE=DATE:20270201"))
    [day] = found(event(start=";VALUE=DATE:20261201"))
    assert (lasting.period, lasting.plans) == (("2026-12-01", "2027-01-31"), [])
    assert (day.period, day.plans[0].first, day.plans[0].start) == (None, "2026-12-01", "")


def test_cancelled_and_private_events_are_left_out():
    calendar_found = read(ics(event("1", more="STATUS:CANCELLED"), event("2", more="CLASS:PRIVATE"), event("3")))
    assert [each.uid for each in calendar_found.events] == ["3"]
    assert any("private" in sentence for sentence in calendar_found.left_out)


def test_rules_are_read_by_uid():
    data = ics(
        event("a\\,b", more="RRULE:FREQ=DAILY"), event("c", more="RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"), event("d")
    )
    assert rules_of(data) == {"a,b": "FREQ=DAILY"}


RULES = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=TU,FR", "FREQ=WEEKLY;INTERVAL=2"),
        *("FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYDAY=TU", "FREQ=YEARLY"),
        "FREQ=WEEKLY;BYDAY=TU;WKST=SU",
    ]
)


@settings(max_examples=60, deadline=None)
@given(RULES, st.integers(1, 30), st.sets(st.integers(0, 29), max_size=4), st.integers(0, 60))
def test_plans_give_exactly_the_dates_of_the_file(rule, count, skipped, later):
    """For every series short enough to be written whole: no date too many, none lost."""
    from dateutil.rrule import rrulestr

    first = datetime(2026, 12, 1, 17)  # noqa: DTZ001 (wall time)
    starts = list(rrulestr(f"{rule};COUNT={count}", dtstart=first))
    gone = [starts[number] for number in skipped if number < len(starts)]
    since = date.fromordinal(SINCE.toordinal() + later)
    exdates = "".join(f"\nEXDATE;TZID=Europe/Athens:{each:%Y%m%dT%H%M%S}" for each in gone)
    wanted = [each.date() for each in starts if each not in gone and since <= each.date() <= date(2027, 12, 31)]
    old = found(event(more=f"RRULE:{rule};COUNT={count}{exdates}"), since=since)
    seen = [day for each in old for day in days_of(each)]
    assert [day for day in seen if day <= date(2027, 12, 31)] == [day for day in wanted if day <= date(2028, 5, 1)]


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: ics(f"UID:1\n{text}"))))
def test_any_file_is_a_calendar_or_a_sentence(data):
    with suppress(RuleBroken):
        read(data)


# --- through the admin --------------------------------------------------------------------------------------------
@pytest.fixture
def branch(db, clock):
    for language in ("en", "el"):
        calendar.home(language)
    found = places.branch(slug="library", name={"en": "Harbour Library"})
    places.space(branch=found, name={"en": "Studio"})
    open_branch(found)
    return found


def upload(client, branch, data: bytes, **answers: str):
    given = {"branch": branch.pk, "kind": "lecture", "since": "2026-11-24", "language": "en", **answers}
    file = SimpleUploadedFile("old.ics", data)
    return client.post(reverse("season:calendar"), {"file": file, **given}).content.decode()


def make(client, page: str, *chosen: int):
    fields = dict(re.findall(r'type="hidden" name="(sealed|branch|kind|language)" value="([^"]*)"', page))
    return client.post(reverse("season:calendar-make"), {**fields, "chosen": chosen}).content.decode()


OLD = ics(
    event(
        "1",
        more="RRULE:FREQ=WEEKLY;COUNT=3\nLOCATION:Studio\\, Harbour Library\nDESCRIPTION:We read.\\n\\nAnd sing <b>loud</b>.\nURL:https://old.example/1",
    ),
    event("2", title="Maps", start=";VALUE=DATE:20261201", more="DTEND;VALUE=DATE:20270201\nLOCATION:Town hall"),
    event("3", title="Film <script>alert(1)</script>"),
)


def test_old_calendar_is_shown_first_then_the_chosen_become_drafts(branch, ada, client):
    client.force_login(ada)
    page = upload(client, branch, OLD)
    assert "1 December 2026, every week: Tuesday, 3 dates, 17:00–18:00" in page
    assert "1 December 2026 – 31 January 2027" in page
    assert "<script>alert" not in page
    assert not EventPage.objects.exists()

    shown = make(client, page, 0, 1)

    assert "2 drafts are made" in shown
    assert shown.count("is there already, as a draft") == 2
    made, maps = LecturePage.objects.get(), ExhibitionPage.objects.get()
    assert (made.title, made.live, made.space.name["en"], made.place_note) == ("Story hour", False, "Studio", "")
    assert (made.summary, made.owner) == ("We read.", ada)
    assert "https://old.example/1" in made.body[0].value.source
    assert (maps.opens_on, maps.closes_on, maps.place_note) == (date(2026, 12, 1), date(2027, 1, 31), "Town hall")
    [plan] = made.schedules.all()
    assert (plan.start_time, plan.rule.rrules[0].count) == (time(17), 3)
    assert not Occurrence.objects.exists()


def test_nothing_is_taken_over_twice_even_when_it_was_renamed_or_has_begun(branch, ada, client, clock):
    client.force_login(ada)
    page = upload(client, branch, OLD)
    make(client, page, 0, 1, 2)
    make(client, page, 0, 1, 2)
    assert EventPage.objects.count() == 3
    story = LecturePage.objects.get(title="Story hour")
    story.title = "Storytime"
    story.save_revision().publish()
    again = upload(client, branch, OLD, since="2026-12-05")
    assert "This event is published already." in again
    make(client, again, 0, 1, 2)
    assert EventPage.objects.count() == 3


def test_same_calendar_may_be_taken_over_by_two_branches(branch, ada, client):
    other = places.branch(slug="market", name={"en": "Market"})
    open_branch(other)
    client.force_login(people.superuser())
    make(client, upload(client, branch, OLD), 1)
    make(client, upload(client, other, OLD), 1)
    assert LecturePage.objects.filter(title="Story hour").count() == 2


def test_stranger_takes_nothing_over(branch, ada, cleo, client):
    client.force_login(ada)
    page = upload(client, branch, OLD)
    client.force_login(cleo)
    assert 'name="sealed"' not in upload(client, branch, OLD)
    fields = dict(re.findall(r'type="hidden" name="(sealed|branch|kind|language)" value="([^"]*)"', page))
    answer = client.post(reverse("season:calendar-make"), {**fields, "chosen": [0]})
    assert answer.status_code == 302
    assert not EventPage.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html></html>", "not a calendar"),
        (b"BEGIN:VCALENDAR\r\n", "stops in the middle"),
        (b" ", "empty"),
        (ics(event(more="RRULE:FREQ=SECONDLY")), "repeats within a day"),
        (ics(*[event(str(number)) for number in range(301)]), "holds 301 events"),
    ],
)
def test_file_that_is_no_old_calendar_is_refused_with_a_sentence(branch, ada, client, data, sentence):
    client.force_login(ada)
    assert sentence in upload(client, branch, data)


def test_calendar_without_events_from_that_day_says_so(branch, ada, client):
    client.force_login(ada)
    assert "holds no event from this day on" in upload(client, branch, OLD, since="2028-01-01")
