from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.ical_text import BadCalendar
from events.partners.domain.importing import import_calendar
from events.partners.models import Happening, Organisation

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TRIALS = sorted((Path(__file__).parents[4] / "shared" / "data" / "ics").glob("*.ics"))


@pytest.fixture
def partner(db):
    return Organisation.objects.create(slug="union", name="Women's Union")


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{body}END:VCALENDAR\r\n".encode()


SINGLE = (
    "UID:a\r\nSUMMARY:Bread morning\r\nDTSTART;TZID=Europe/Athens:20261201T100000\r\n"
    "DTEND;TZID=Europe/Athens:20261201T120000"
)
WEEKLY = (
    "UID:w\r\nSUMMARY:Χορωδία\r\nDTSTART;TZID=Europe/Athens:20261201T180000\r\nDURATION:PT2H\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=3"
)


def test_import_writes_utc_and_keeps_the_zone(partner):
    import_calendar(partner, calendar(SINGLE), now=NOW)

    row = Happening.objects.get()
    assert (row.start, row.end) == (datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC))
    assert (row.zone, row.title, row.folded.strip()) == ("Europe/Athens", "Bread morning", "bread morning")


def test_import_twice_changes_nothing(partner):
    first = import_calendar(partner, calendar(SINGLE, WEEKLY), now=NOW)
    before = list(Happening.objects.order_by("pk").values())

    second = import_calendar(partner, calendar(SINGLE, WEEKLY), now=NOW + timedelta(hours=1))

    assert (first.added, second.added, second.changed, second.withdrawn, second.unchanged) == (4, 0, 0, 0, 4)
    assert list(Happening.objects.order_by("pk").values()) == before


def test_rule_override_and_cancellation_are_read_in_any_order(partner):
    moved = (
        "UID:w\r\nRECURRENCE-ID;TZID=Europe/Athens:20261208T180000\r\nSUMMARY:Χορωδία στην πλατεία\r\n"
        "DTSTART;TZID=Europe/Athens:20261209T190000\r\nDURATION:PT1H"
    )
    off = (
        "UID:w\r\nRECURRENCE-ID;TZID=Europe/Athens:20261215T180000\r\nSUMMARY:Χορωδία\r\nSTATUS:CANCELLED\r\n"
        "DTSTART;TZID=Europe/Athens:20261215T180000"
    )

    import_calendar(partner, calendar(moved, WEEKLY, off), now=NOW)

    rows = Happening.objects.order_by("start").values_list("recurrence_id", "start", "status", "title")
    assert list(rows) == [
        ("20261201T160000Z", datetime(2026, 12, 1, 16, tzinfo=UTC), "confirmed", "Χορωδία"),
        ("20261208T160000Z", datetime(2026, 12, 9, 17, tzinfo=UTC), "confirmed", "Χορωδία στην πλατεία"),
        ("20261215T160000Z", datetime(2026, 12, 15, 16, tzinfo=UTC), "cancelled", "Χορωδία"),
    ]


def test_weekly_rule_keeps_wall_time_across_the_clock_change(partner):
    weekly = "UID:w\r\nSUMMARY:x\r\nDTSTART;TZID=Europe/Athens:20270324T180000\r\nRRULE:FREQ=WEEKLY;COUNT=2"

    import_calendar(partner, calendar(weekly), now=NOW)

    assert [row.start.hour for row in Happening.objects.order_by("start")] == [16, 15]


def test_change_without_a_raised_sequence_is_taken_and_raises_ours(partner):
    import_calendar(partner, calendar(SINGLE), now=NOW)

    report = import_calendar(partner, calendar(SINGLE.replace("Bread", "Cheese")), now=NOW)

    row = Happening.objects.get()
    assert (report.changed, row.title, row.sequence) == (1, "Cheese morning", 1)


def test_date_that_vanished_twice_is_withdrawn_when_it_lies_ahead_and_returns(partner):
    past = "UID:p\r\nSUMMARY:Past\r\nDTSTART:20261101T100000Z"
    import_calendar(partner, calendar(SINGLE, WEEKLY, past), now=NOW)

    first = import_calendar(partner, calendar(WEEKLY), now=NOW)
    report = import_calendar(partner, calendar(WEEKLY), now=NOW)

    assert (first.withdrawn, report.withdrawn) == (0, 1)
    assert Happening.objects.get(uid="a").withdrawn_at == NOW
    assert Happening.objects.get(uid="p").withdrawn_at is None
    import_calendar(partner, calendar(SINGLE, WEEKLY, past), now=NOW)
    assert Happening.objects.get(uid="a").withdrawn_at is None


def test_duplicate_uid_highest_sequence_wins(partner):
    newer, older = SINGLE + "\r\nSEQUENCE:2", SINGLE.replace("Bread", "Old") + "\r\nSEQUENCE:1"

    import_calendar(partner, calendar(newer, older), now=NOW)

    assert Happening.objects.get().title == "Bread morning"


def test_mark_up_private_people_and_foreign_schemes_stay_out(partner):
    event = (
        SINGLE + "\r\nDESCRIPTION:<p>Tom &amp\\; <b>Jo</b></p><script>x()</script>\r\nURL:javascript:alert(1)\r\n"
        "ATTENDEE:mailto:someone@example.org\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:no\r\nEND:VALARM"
    )
    private = SINGLE.replace("UID:a", "UID:b") + "\r\nCLASS:PRIVATE"

    report = import_calendar(partner, calendar(event, private), now=NOW)

    row = Happening.objects.get()
    assert (row.description, row.link) == ("Tom & Jo", "")
    assert len(report.left_out) == 1


def test_all_day_range_has_an_exclusive_end_in_local_midnights(partner):
    fair = "UID:d\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261207"

    import_calendar(partner, calendar(fair), now=NOW)

    row = Happening.objects.get()
    assert row.all_day
    assert (row.start, row.end) == (datetime(2026, 12, 4, 22, tzinfo=UTC), datetime(2026, 12, 6, 22, tzinfo=UTC))


def test_our_own_feed_is_not_swallowed_back(partner, settings):
    own = SINGLE.replace("UID:a", f"UID:1234@{settings.PERMANENT_HOST}")

    with pytest.raises(BadCalendar, match="our own dates"):
        import_calendar(partner, calendar(own), now=NOW)
    report = import_calendar(partner, calendar(own, WEEKLY), now=NOW)

    assert (report.added, len(report.left_out), report.skipped) == (3, 1, 1)


HUGE = "UID:s\r\nSUMMARY:Tick\r\nDTSTART:20261201T100000Z\r\nRRULE:"
BAD = {
    "empty": b"",
    "spaces": b"  \r\n ",
    "html": b"<!DOCTYPE html><html><body>Not found</body></html>",
    "json": b'{"message": "Group not found"}',
    "other": b"hello",
    "cut off": calendar(SINGLE)[:-40],
    "secondly": calendar(HUGE + "FREQ=SECONDLY"),
    "hourly": calendar(SINGLE, HUGE + "FREQ=HOURLY;COUNT=3"),
    "interval 0": calendar(HUGE + "FREQ=DAILY;INTERVAL=0"),
    "by second": calendar(HUGE + "FREQ=YEARLY;BYHOUR=1,2;BYMINUTE=1;BYSECOND=1"),
    "long line": calendar("UID:l\r\nDTSTART:20261201T100000Z\r\nSUMMARY:" + "x" * 200_000),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_line_and_changes_nothing(partner, name, tmp_path):
    import_calendar(partner, calendar(SINGLE, WEEKLY), now=NOW)
    before = list(Happening.objects.order_by("pk").values())
    file = tmp_path / "calendar.ics"
    file.write_bytes(BAD[name])

    with pytest.raises(CommandError) as refusal:
        call_command("import_calendar", file, organisation="women's union")

    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert list(Happening.objects.order_by("pk").values()) == before


def test_missing_file_and_unknown_branch_are_said(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_calendar", tmp_path / "none.ics", organisation="New")
    (tmp_path / "a.ics").write_bytes(calendar(SINGLE))
    with pytest.raises(CommandError, match="There is no branch “x”"):
        call_command("import_calendar", tmp_path / "a.ics", organisation="New", branch="x")
    assert not Organisation.objects.exists()


def test_bad_file_of_a_new_organisation_leaves_no_organisation(db, tmp_path):
    (tmp_path / "a.ics").write_bytes(b"<html>")
    with pytest.raises(CommandError):
        call_command("import_calendar", tmp_path / "a.ics", organisation="New")

    assert not Organisation.objects.exists()


def test_zone_is_taken_for_a_known_organisation_too(partner, tmp_path):
    (tmp_path / "a.ics").write_bytes(calendar("UID:f\r\nSUMMARY:Floating\r\nDTSTART:20261201T100000"))

    call_command("import_calendar", tmp_path / "a.ics", organisation="Women's Union", zone="Europe/Stockholm")

    assert Happening.objects.get().start == datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_unknown_time_zone_is_said_and_leaves_no_organisation(db, tmp_path):
    (tmp_path / "a.ics").write_bytes(calendar(SINGLE))
    with pytest.raises(CommandError, match="There is no time zone “Athens”"):
        call_command("import_calendar", tmp_path / "a.ics", organisation="New", zone="Athens")

    assert not Organisation.objects.exists()


def test_organisations_of_like_names_are_told_apart(db, tmp_path):
    (tmp_path / "a.ics").write_bytes(calendar(SINGLE))

    for name in ("Green Group", "Green, group"):
        call_command("import_calendar", tmp_path / "a.ics", organisation=name)

    assert Organisation.objects.count() == len(set(Organisation.objects.values_list("slug", flat=True))) == 2
    with pytest.raises(CommandError, match="Whose calendar"):
        call_command("import_calendar", tmp_path / "a.ics", organisation=" ")


def test_suddenly_empty_calendar_keeps_the_last_good_dates(partner):
    import_calendar(partner, calendar(WEEKLY.replace("COUNT=3", "COUNT=8")), now=NOW)

    with pytest.raises(BadCalendar):
        import_calendar(partner, calendar(), now=NOW)

    assert Happening.objects.filter(withdrawn_at=None).count() == 8


if TRIALS:  # real feeds lie beside the project, never in it

    @pytest.mark.parametrize("path", TRIALS, ids=lambda path: path.stem)
    def test_real_feed_is_read_twice_with_the_same_result(partner, path):
        data = path.read_bytes()
        first = import_calendar(partner, data, now=NOW)
        second = import_calendar(partner, data, now=NOW)

        assert first.added > 20
        assert (second.added, second.changed, second.withdrawn, second.unchanged) == (0, 0, 0, first.added)
