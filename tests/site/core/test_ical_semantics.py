"""What each odd thing of real calendars means to us: one test for each line of the table we read by."""

from datetime import UTC, datetime

import pytest

from core.ical_reading import Reading, read_calendar

WINDOW = {"since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2027, 12, 31, tzinfo=UTC)}
GTB = (
    "BEGIN:VTIMEZONE\r\nTZID:Our own time\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0330\r\n"
    "TZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def read(*events: str, head: str = "", zone: str = "Europe/Athens", **options: bool) -> Reading:
    body = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{head}{body}END:VCALENDAR\r\n"
    return read_calendar(text.encode(), zone=zone, **WINDOW, **options)


def utc(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_duplicate_uid_the_highest_sequence_then_stamp_then_the_last_wins_and_it_is_said():
    base = "UID:a\r\nDTSTART:20260301T100000Z\r\n"
    for newer, older in [
        ("SUMMARY:New\r\nSEQUENCE:2", "SUMMARY:Old\r\nSEQUENCE:1"),
        ("SUMMARY:New\r\nLAST-MODIFIED:20260202T000000Z", "SUMMARY:Old\r\nLAST-MODIFIED:20260201T000000Z"),
        ("SUMMARY:New\r\nDTSTAMP:20260202T000000Z", "SUMMARY:Old\r\nDTSTAMP:20260201T000000Z"),
    ]:
        for pair in [(base + newer, base + older), (base + older, base + newer)]:
            reading = read(*pair)
            assert [entry.title for entry in reading.entries] == ["New"]
            assert "stands twice" in reading.warnings[0]
    assert [entry.title for entry in read(base + "SUMMARY:One", base + "SUMMARY:Two").entries] == ["Two"]


def test_missing_uid_is_made_of_start_and_title_and_stays_the_same():
    event = "SUMMARY:Nameless\r\nDTSTART:20260301T100000Z"

    first, again, other = read(event), read(event), read(event.replace("Nameless", "Other"))

    assert first.entries[0].uid == again.entries[0].uid != other.entries[0].uid
    assert "no UID" in first.warnings[0]


def test_override_without_its_series_is_a_date_of_its_own():
    reading = read("UID:o\r\nRECURRENCE-ID:20260301T100000Z\r\nSUMMARY:Orphan\r\nDTSTART:20260302T100000Z")

    assert [(entry.title, entry.start) for entry in reading.entries] == [("Orphan", utc(3, 2, 10))]


@pytest.mark.parametrize("first", ["master", "override"])
def test_override_wins_whatever_the_order_of_the_file(first):
    master = "UID:s\r\nSUMMARY:Series\r\nDTSTART:20260301T100000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\nSEQUENCE:9"
    override = "UID:s\r\nRECURRENCE-ID:20260302T100000Z\r\nSUMMARY:Moved\r\nDTSTART:20260305T110000Z"

    reading = read(*([master, override] if first == "master" else [override, master]))

    assert {(entry.title, entry.start) for entry in reading.entries} == {
        ("Series", utc(3, 1, 10)),
        ("Moved", utc(3, 5, 11)),
    }


def test_changed_content_changes_the_digest_though_the_sequence_does_not():
    event = "UID:a\r\nSUMMARY:One\r\nDTSTART:20260301T100000Z\r\nSEQUENCE:1"

    digests = {read(event.replace("One", title)).entries[0].digest for title in ("One", "Two", "One")}

    assert len(digests) == 2


def test_html_becomes_text_and_twice_escaped_entities_are_decoded():
    html = (
        "UID:h\r\nSUMMARY:Tea &amp\\; cake\r\nDTSTART:20260301T100000Z\r\nDESCRIPTION:<p>One &amp;amp\\; two</p><br>"
        '<a href="https://x.example">here</a><img src="https://spy.example/1.gif"><script>alert(1)</script>'
    )

    entry = read(html).entries[0]

    assert entry.title == "Tea & cake"
    assert entry.description == "One & two\n\nhere"


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://a.example/x?y=1", True), ("http://a.example", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("ftp://a.example", False), ("https://a.example/" + "x" * 600, False)],
)  # fmt: skip
def test_only_web_addresses_become_links(url, kept):
    entry = read(f"UID:u\r\nDTSTART:20260301T100000Z\r\nURL:{url}\r\nATTACH:https://a.example/file.exe").entries[0]

    assert entry.link == (url if kept else "")


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("GTB Standard Time", 8), ("W. Europe Standard Time", 9), ("/freeassociation.sourceforge.net/Europe/Athens", 8),
     ("Europe/Stockholm", 9)],
)  # fmt: skip
def test_zone_names_of_vendors_are_known_by_the_table_of_cldr(zone, hour):
    reading = read(f"UID:w\r\nSUMMARY:x\r\nDTSTART;TZID={zone}:20260301T100000", zone="Asia/Tokyo")

    assert reading.entries[0].start == utc(3, 1, hour)
    assert reading.warnings == []


def test_custom_zone_is_taken_as_the_file_defines_it():
    reading = read("UID:c\r\nSUMMARY:x\r\nDTSTART;TZID=Our own time:20260301T100000", head=GTB)

    assert reading.entries[0].start == utc(3, 1, 6, 30)
    assert reading.entries[0].zone == "Europe/Athens"


@pytest.mark.parametrize(
    ("head", "hour"), [("", 8), ("X-WR-TIMEZONE:Europe/Stockholm\r\n", 9), ("X-WR-TIMEZONE:Nowhere\r\n", 8)]
)
def test_unknown_zone_is_the_calendars_else_the_sources_and_the_date_is_flagged(head, hour):
    reading = read("UID:c\r\nSUMMARY:Lost\r\nDTSTART;TZID=Customized Time Zone:20260301T100000", head=head)

    assert (reading.entries[0].start, reading.entries[0].zone_unknown) == (utc(3, 1, hour), True)
    assert "“Lost” names the unknown time zone “Customized Time Zone”" in reading.warnings[0]


@pytest.mark.parametrize(("head", "hour"), [("", 8), ("X-WR-TIMEZONE:Europe/Stockholm\r\n", 9)])
def test_floating_time_is_the_calendars_else_the_sources(head, hour):
    entry = read("UID:f\r\nSUMMARY:x\r\nDTSTART:20260301T100000", head=head).entries[0]

    assert (entry.start, entry.zone_unknown) == (utc(3, 1, hour), False)


@pytest.mark.parametrize(("local_rules", "hour"), [(False, 16), (True, 15)])
def test_series_in_utc_keeps_utc_unless_the_source_says_that_it_means_local_time(local_rules, hour):
    weekly = "UID:g\r\nSUMMARY:x\r\nDTSTART:20260325T160000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2"

    reading = read(weekly, head="X-WR-TIMEZONE:Europe/Athens\r\n", local_rules=local_rules)

    assert [entry.start for entry in reading.entries] == [utc(3, 25, 16), utc(4, 1, hour)]


def test_single_instants_in_utc_are_right_whatever_the_zone_of_the_calendar():
    entry = read("UID:g\r\nDTSTART:20260325T160000Z", head="X-WR-TIMEZONE:Asia/Tokyo\r\n", local_rules=True).entries[0]

    assert (entry.start, entry.zone) == (utc(3, 25, 16), "Asia/Tokyo")


@pytest.mark.parametrize(
    ("lines", "end"),
    [("DTSTART:20260301T100000Z", None), ("DTSTART:20260301T100000Z\r\nDTEND:20260301T100000Z", None),
     ("DTSTART:20260301T100000Z\r\nDTEND:20260301T090000Z", None),
     ("DTSTART:20260301T100000Z\r\nDURATION:-PT1H", None),
     ("DTSTART:20260301T100000Z\r\nDURATION:PT90M", utc(3, 1, 11, 30)),
     ("DTSTART;VALUE=DATE:20260601", utc(6, 1, 21)),
     ("DTSTART;VALUE=DATE:20260601\r\nDTEND;VALUE=DATE:20260601", utc(6, 1, 21)),
     ("DTSTART;VALUE=DATE:20260601\r\nDTEND;VALUE=DATE:20260531", utc(6, 1, 21)),
     ("DTSTART;VALUE=DATE:20260601\r\nDTEND;VALUE=DATE:20260603", utc(6, 2, 21)),
     ("DTSTART:20260301T100000Z\r\nDTEND:nonsense", None), ("DTSTART:20260301T100000Z\r\nDURATION:P15M", None)],
)  # fmt: skip
def test_end_is_what_the_calendar_gives_and_never_before_the_start(lines, end):
    assert read("UID:e\r\nSUMMARY:x\r\n" + lines).entries[0].end == end


def test_end_before_the_start_is_said():
    reading = read("UID:e\r\nSUMMARY:Upside down\r\nDTSTART:20260301T100000Z\r\nDTEND:20260301T090000Z")

    assert reading.warnings == ["The end of “Upside down” makes no sense and was left out."]


@pytest.mark.parametrize("start", ["", "DTSTART:", "DTSTART:tomorrow", "DTSTART:20269999T100000", "DTSTART:99990101"])
def test_event_without_a_readable_start_is_left_out_and_the_others_are_read(start):
    reading = read(f"UID:b\r\nSUMMARY:Broken\r\n{start}", "UID:g\r\nSUMMARY:Good\r\nDTSTART:20260301T100000Z")

    assert [entry.title for entry in reading.entries] == ["Good"]
    assert len(reading.warnings) == 1


@pytest.mark.parametrize("line", ["REFRESH-INTERVAL:P15M", "X-PUBLISHED-TTL:x", "DTSTAMP:never", "nonsense", "A;B=:::"])
def test_broken_line_of_the_calendar_itself_never_costs_the_file(line):
    assert len(read("UID:g\r\nDTSTART:20260301T100000Z", head=line + "\r\n").entries) == 1


@pytest.mark.parametrize(
    ("lines", "status"),
    [("STATUS:CANCELLED", "cancelled"), ("STATUS:TENTATIVE", "tentative"), ("STATUS:CONFIRMED", "confirmed"),
     ("STATUS:ODD", "confirmed"), ("CLASS:PUBLIC", "confirmed"), ("CLASS:PRIVATE", None),
     ("CLASS:CONFIDENTIAL", None), ("CLASS:X-ODD", None)],
)  # fmt: skip
def test_status_is_kept_and_private_dates_stay_private(lines, status):
    entries = read(f"UID:s\r\nSUMMARY:x\r\nDTSTART:20260301T100000Z\r\n{lines}").entries

    assert [entry.status for entry in entries] == ([status] if status else [])


def test_tasks_journals_alarms_and_people_are_never_read():
    people = (
        "ATTENDEE;CN=Maria:mailto:maria@example.org\r\nORGANIZER;CN=Nikos:mailto:nikos@example.org\r\nCONTACT:Eva 210"
    )
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Alarm of Maria\r\nTRIGGER:-PT1H\r\nEND:VALARM"
    others = "".join(
        f"BEGIN:{kind}\r\nUID:x\r\nSUMMARY:Task of Maria\r\nDTSTART:20260301T100000Z\r\nEND:{kind}\r\n"
        for kind in ("VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY")
    )

    reading = read(f"UID:p\r\nSUMMARY:Open\r\nDTSTART:20260301T100000Z\r\n{people}\r\n{alarm}", head=others)

    assert [entry.title for entry in reading.entries] == ["Open"]
    assert not any(word in repr(reading) for word in ("Maria", "Nikos", "Eva", "example.org"))


def test_event_that_repeats_keeps_its_exact_length_across_the_change_of_clocks():
    """23:00 to 05:00 of the night the clocks go forward: six hours, as every other night."""
    nightly = (
        "UID:n\r\nDTSTART;TZID=Europe/Athens:20260327T230000\r\nDTEND;TZID=Europe/Athens:20260328T050000\r\n"
        "RRULE:FREQ=DAILY;COUNT=3"
    )

    lengths = {(entry.end - entry.start).total_seconds() / 3600 for entry in read(nightly).entries}

    assert lengths == {6.0}


def test_exceptions_extras_and_until_are_followed_in_wall_time():
    series = (
        "UID:r\r\nDTSTART;TZID=Europe/Athens:20261019T180000\r\nRRULE:FREQ=WEEKLY;UNTIL=20261109T160000Z\r\n"
        "EXDATE;TZID=Europe/Athens:20261026T180000\r\nRDATE;TZID=Europe/Athens:20261120T190000"
    )

    starts = [entry.start for entry in read(series).entries]

    assert starts == [utc(10, 19, 15), utc(11, 2, 16), utc(11, 9, 16), utc(11, 20, 17)]
