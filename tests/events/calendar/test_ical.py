from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st
from ical.calendar_stream import IcsCalendarStream

from events.calendar import ical
from events.calendar.domain import rows
from events.calendar.enums import Mode, Status
from events.calendar.models import ExhibitionPage
from tests.factories import calendar as factory, places

ATHENS = ZoneInfo("Europe/Athens")
EVENING = datetime(2026, 12, 1, 18, tzinfo=ATHENS)
MODIFIED = datetime(2026, 11, 1, 8, 30, 15, 123456, tzinfo=UTC)


def entry(**fields: object) -> ical.Entry:
    return ical.Entry(
        **{
            "uid": "one@dromena.example",
            "start": EVENING,
            "end": EVENING + timedelta(hours=2),
            "zone": "Europe/Athens",
            "all_day": False,
            "title": "Mending night",
            "description": "",
            "place": "",
            "url": "",
            "category": "",
            "sequence": 0,
            "modified": MODIFIED,
            **fields,
        }
    )


def written(*entries: ical.Entry, **fields: str) -> str:
    return ical.document(entries, **{"name": "Test", **fields}).decode()


def lines(text: str) -> list[str]:
    """The content lines, unfolded."""
    return text.replace("\r\n ", "").split("\r\n")


def parsed(text: str) -> object:
    """By a parser that is not the one we write with."""
    return IcsCalendarStream.calendar_from_ics(text).events


def of(occurrence: object, language: str = "en") -> str:
    return ical.occurrence_calendar(occurrence, language=language)


# --- the wire ---------------------------------------------------------------------------------------------------------
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    [
        "a\r\nBEGIN:VEVENT\r\nUID:evil",
        "C:\\New, really; yes\\n",
        "Ω" * 80,
        "😀" * 40,
        "\\N \\\\N",
        "END:VCALENDAR",
        " x",
        ":;,",
    ]
)


def plain(text: str) -> str:
    return str(ical._text(text))


@given(title=texts, description=texts, place=texts)
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_text_comes_back_as_it_was_and_nothing_is_slipped_in(title, description, place):
    text = written(entry(title=title, description=description, place=place))

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    found = parsed(text)
    assert len(found) == 1
    assert found[0].summary == plain(title)
    assert (found[0].description or "") == plain(description)
    assert (found[0].location or "") == plain(place)


def test_address_cannot_start_a_new_line():
    text = written(entry(url="https://a.example/\r\nATTENDEE:mailto:x@example.org"))
    assert not [line for line in lines(text) if line.startswith("ATTENDEE")]


def test_same_entries_are_the_same_bytes():
    assert written(entry()) == written(entry())


def test_calendar_names_itself_and_says_how_often_to_ask():
    source, page = "https://a.example/feed.ics?kind=lecture&q=a", "https://a.example/events/"
    found = lines(ical.head(name="What's on, all of it", zones=[], source=source, page=page).decode())
    assert "NAME:What's on\\, all of it" in found
    assert "X-WR-CALNAME:What's on\\, all of it" in found
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in found
    assert "X-PUBLISHED-TTL:PT1H" in found
    assert "SOURCE;VALUE=URI:https://a.example/feed.ics?kind=lecture&q=a" in found
    assert f"URL:{page}" in found
    assert not [line for line in found if line.startswith("UID")]


def test_calendar_without_dates_is_still_a_calendar():
    text = written()
    assert parsed(text) == []
    assert "BEGIN:VTIMEZONE" in lines(text)


# --- time -------------------------------------------------------------------------------------------------------------
def test_times_are_wall_time_with_a_zone_that_is_described():
    found = lines(written(entry()))
    assert "DTSTART;TZID=Europe/Athens:20261201T180000" in found
    assert "DTEND;TZID=Europe/Athens:20261201T200000" in found
    assert found.count("TZID:Europe/Athens") == 1


def test_stamps_are_those_of_the_row_and_not_of_the_clock():
    found = lines(written(entry()))
    assert "DTSTAMP:20261101T083015Z" in found
    assert "LAST-MODIFIED:20261101T083015Z" in found


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_every_hour_of_the_days_clocks_change_is_read_as_the_same_instant(day, hour):
    start = day + timedelta(hours=hour)
    found = parsed(written(entry(start=start.astimezone(ATHENS), end=(start + timedelta(hours=1)).astimezone(ATHENS))))
    assert found[0].dtstart.astimezone(UTC) == start
    assert found[0].dtend.astimezone(UTC) == start + timedelta(hours=1)


def test_two_zones_are_both_described():
    found = lines(written(entry(), entry(uid="two", zone="Europe/Stockholm")))
    assert "TZID:Europe/Athens" in found
    assert "TZID:Europe/Stockholm" in found
    assert "DTSTART;TZID=Europe/Stockholm:20261201T170000" in found


def test_all_day_is_days_with_an_end_that_is_not_included():
    found = lines(
        written(
            entry(
                all_day=True,
                start=datetime(2026, 12, 1, tzinfo=ATHENS),
                end=datetime(2027, 1, 11, tzinfo=ATHENS),
            )
        )
    )
    assert "DTSTART;VALUE=DATE:20261201" in found
    assert "DTEND;VALUE=DATE:20270111" in found
    assert "TRANSP:TRANSPARENT" in found


def test_date_without_a_known_end_has_a_start_only():
    assert not [line for line in lines(written(entry(end=None))) if line.startswith("DTEND")]


# --- dates of events --------------------------------------------------------------------------------------------------
def test_date_has_its_uid_for_life_and_its_facts(db, settings):
    branch = places.branch(name={"en": "Central Library"}, latitude="37.97500", longitude="23.73500")
    space = places.space(branch=branch, name={"en": "Workshop 2"})
    event = factory.event(under=factory.branch_page(branch), title="Mending night", summary="Bring one thing.")
    occurrence = factory.occurrence(event, start=EVENING, space=space, sequence=3)

    found = lines(of(occurrence))

    assert f"UID:{occurrence.pk}@{settings.PERMANENT_HOST}" in found
    assert "METHOD:PUBLISH" in found
    assert "SEQUENCE:3" in found
    assert "STATUS:CONFIRMED" in found
    assert "SUMMARY:Mending night" in found
    assert "DESCRIPTION:Bring one thing." in found
    assert "LOCATION:Central Library\\, Workshop 2\\, 2 Market Street" in found
    assert "GEO:37.975;23.735" in found
    assert "CATEGORIES:Activity" in found
    assert "COLOR:olivedrab" in found
    assert f"URL:{settings.BASE_URL}/en/o/{occurrence.code}/" in found


def test_date_online_has_no_street(db):
    occurrence = factory.occurrence(factory.event(mode=Mode.ONLINE), start=EVENING)
    assert "LOCATION:Online" in lines(of(occurrence))


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"status": Status.CANCELLED}, "Cancelled: Mending night"),
        ({"status": Status.POSTPONED}, "Postponed: Mending night"),
        ({"withdrawn_at": MODIFIED}, "Cancelled: Mending night"),
    ],
)
def test_date_called_off_stays_and_says_so(db, fields, title):
    occurrence = factory.occurrence(factory.event(title="Mending night"), start=EVENING, **fields)
    found = lines(of(occurrence))
    assert "STATUS:CANCELLED" in found
    assert "TRANSP:TRANSPARENT" in found
    assert f"SUMMARY:{title}" in found


def test_reason_and_move_stand_first_in_the_description(db):
    occurrence = factory.occurrence(
        factory.event(), start=EVENING, planned_start=EVENING - timedelta(days=1), reason="The speaker is ill."
    )
    (told,) = [line for line in lines(of(occurrence)) if line.startswith("DESCRIPTION:It now takes place on ")]
    assert ", moved from " in told.replace("\\,", ",")
    assert told.endswith(".\\n\\nThe speaker is ill.\\n\\nOne sentence.")


def test_exhibition_is_one_thing_over_its_period(db):
    event = factory.event(ExhibitionPage, title="Doors of the old town")
    start = datetime(2026, 12, 1, tzinfo=ATHENS)
    occurrence = factory.occurrence(event, start=start, hours=24 * 10, all_day=True)
    found = lines(of(occurrence))
    assert "DTEND;VALUE=DATE:20261211" in found
    assert "CATEGORIES:Exhibition" in found


def test_words_are_those_of_the_language_asked_for(db):
    branch = places.branch(name={"en": "Central Library", "el": "Κεντρική Βιβλιοθήκη"})
    event = factory.event(under=factory.branch_page(branch), title="Story time")
    greek = factory.event(
        under=factory.branch_page(branch, "el"), title="Ώρα του παραμυθιού", translation_key=event.translation_key
    )
    occurrence = factory.occurrence(event, start=EVENING)

    assert f"SUMMARY:{greek.title}" in lines(of(occurrence, "el"))
    assert "LOCATION:Κεντρική Βιβλιοθήκη\\, 2 Market Street" in lines(of(occurrence, "el"))
    assert "SUMMARY:Story time" in lines(of(occurrence, "sv"))


def test_partners_dates_have_a_namespace_of_their_own(db):
    from events.partners.models import Happening, Organisation

    def happening(organisation, **fields):
        return Happening(organisation=organisation, uid="1", start=EVENING, zone="Europe/Athens", **fields)

    school, choir = (Organisation.objects.create(slug=name, name=name) for name in ("school", "choir"))
    uids = {
        rows.happening_uid(one)
        for one in (happening(school), happening(school, recurrence_id="20261201"), happening(choir))
    }
    assert len(uids) == 3
    assert rows.happening_uid(happening(school)) in uids
