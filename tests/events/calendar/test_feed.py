import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ical.calendar_stream import IcsCalendarStream
from wagtail.log_actions import log

from events.calendar.enums import Status
from events.calendar.models import ActivityPage, LecturePage
from events.partners.models import Happening, Organisation
from places.models import Audience, Branch
from tests.factories import calendar as factory, places, programmes

FEED = "/en/events/feed.ics"


@pytest.fixture
def site(db, now):
    """A lecture tomorrow, a story time for children the day after, and a date of the school."""
    branch = places.branch(slug="central", name={"en": "Central Library", "el": "Κεντρική Βιβλιοθήκη"})
    page = factory.branch_page(branch)
    children = Audience.objects.create(slug="children", name={"en": "Children"})
    lecture = factory.event(LecturePage, under=page, title="The city in letters")
    story = factory.event(ActivityPage, under=page, title="Story time", audiences=[children])
    factory.occurrence(lecture, start=now + timedelta(days=1), planned_on=None)
    factory.occurrence(story, start=now + timedelta(days=2))
    school = Organisation.objects.create(slug="school", name="Music School")
    Happening.objects.create(
        organisation=school,
        uid="concert",
        title="Winter concert",
        folded="winter concert",
        start=now + timedelta(days=3),
        zone="Europe/Athens",
        modified=now,
    )
    return page


def unfolded(response):
    return response.content.decode().replace("\r\n ", "").split("\r\n")


def summaries(response):
    return [event.summary for event in IcsCalendarStream.calendar_from_ics(response.content.decode()).events]


def test_feed_holds_our_dates_and_our_partners(client, site):
    response = client.get(FEED)
    assert summaries(response) == ["The city in letters", "Story time", "Winter concert"]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "public, max-age=900"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=lecture", ["The city in letters"]),
        ("kind=lecture&kind=activity", ["The city in letters", "Story time"]),
        ("audience=children", ["Story time"]),
        ("organisation=school", ["Winter concert"]),
        ("q=concert", ["Winter concert"]),
        ("q=Stóry", ["Story time"]),
        ("from=2026-11-26&to=2026-11-26", ["Story time"]),
        ("kind=exhibition", []),
    ],
)
def test_feed_holds_what_the_query_asks_for(client, site, query, expected):
    assert summaries(client.get(f"{FEED}?{query}")) == expected


@pytest.mark.parametrize(
    "query",
    [
        "kind=circus",
        "branch=nowhere",
        "from=yesterday",
        "places=maybe",
        "audience=%00",
        "to=9999-12-31",
        "programme=1",
        "event=x",
        "brnach=central",
        "kind[]=lecture",
    ],
)
def test_feed_refuses_what_it_does_not_know_rather_than_show_everything(client, site, query):
    response = client.get(f"{FEED}?{query}")
    assert response.status_code == 400
    assert "BEGIN" not in response.content.decode()


def test_feed_of_one_event_holds_all_its_dates_sessions_among_them(client, site, now):
    lecture = LecturePage.objects.get()
    factory.occurrence(lecture, start=now + timedelta(days=1, hours=1), label="Session 1", session=True)
    assert summaries(client.get(f"{FEED}?event={lecture.translation_key.hex}")) == [
        "The city in letters",
        "The city in letters: Session 1",
    ]
    assert "The city in letters: Session 1" not in summaries(client.get(FEED))


def test_feed_of_one_programme_holds_its_events(client, site):
    public, hidden = programmes.programme(), programmes.programme(public=False)
    ActivityPage.objects.update(programme=public)
    assert summaries(client.get(f"{FEED}?programme={public.code}")) == ["Story time"]
    assert client.get(f"{FEED}?programme={hidden.code}").status_code == 400


def test_feed_is_the_same_a_minute_later_and_from_any_host(client, site, clock, settings):
    settings.ALLOWED_HOSTS = ["*"]
    first = client.get(FEED)
    clock.shift(timedelta(minutes=1))
    second = client.get(FEED, headers={"host": "other.example"})
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_feed_answers_304_without_reading_or_writing_any_event(client, site):
    first = client.get(FEED)

    with CaptureQueriesContext(connection) as asked:
        second = client.get(FEED, headers={"if-none-match": first["ETag"]})
    assert len(asked) == 4
    assert not [query for query in asked if '"body"' in query["sql"] or query["sql"].startswith(("INSERT", "UPDATE"))]
    assert second.status_code == 304
    assert second.content == b""
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == first["Cache-Control"]


def test_feed_never_tells_an_old_tag_of_a_branch_that_was_edited_in_the_admin(client, site, settings, clock):
    settings.REMEMBERED_SECONDS = 5
    first = client.get(FEED)
    branch = Branch.objects.get()
    branch.name = {"en": "Library by the sea"}
    branch.save()

    code = client.get(FEED, headers={"if-none-match": first["ETag"]})
    log(instance=branch, action="wagtail.edit")
    edited = client.get(FEED, headers={"if-none-match": first["ETag"]})

    assert code.status_code == 304, "what code changes may wait for some seconds"
    assert edited.status_code == 200
    assert "Library by the sea" in edited.content.decode()


def test_feed_reads_branches_again_after_some_seconds(client, site, settings, clock):
    settings.REMEMBERED_SECONDS = 5
    first = client.get(FEED)
    Branch.objects.update(name={"en": "Library by the sea"})
    clock.shift(timedelta(seconds=6))

    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_feed_knows_the_date_of_its_last_change(client, site):
    first = client.get(FEED)
    assert client.get(FEED, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    assert client.get(FEED, headers={"if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200
    # The tag wins over the date (RFC 9110 13.2.2).
    both = {"if-none-match": '"other"', "if-modified-since": first["Last-Modified"]}
    assert client.get(FEED, headers=both).status_code == 200


def test_feed_answers_head_and_any_accept(client, site):
    head = client.head(FEED)
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == client.get(FEED)["ETag"]
    assert client.get(FEED, headers={"accept": "application/json"}).status_code == 200
    assert client.post(FEED).status_code == 405


def test_feed_changes_when_a_date_changes_and_only_there(client, site, now):
    first = client.get(FEED)
    occurrence = site.get_children().first().specific.occurrences.get()
    occurrence.status, occurrence.sequence, occurrence.modified = Status.CANCELLED, 1, now
    occurrence.save()

    second = client.get(FEED)

    assert second["ETag"] != first["ETag"]
    before, after = (set(response.content.split(b"BEGIN:VEVENT")[1:]) for response in (first, second))
    assert len(before - after) == len(after - before) == 1
    assert "Cancelled: The city in letters" in summaries(second)


def test_feed_changes_when_words_are_published(client, site, clock):
    first = client.get(FEED)
    clock.shift(timedelta(minutes=1))
    lecture = LecturePage.objects.get()
    lecture.title = "The city in photographs"
    lecture.save_revision().publish()
    second = client.get(FEED)
    assert second["ETag"] != first["ETag"]
    assert "The city in photographs" in summaries(second)


def test_feed_keeps_what_is_withdrawn_as_cancelled_for_a_month_after_its_date(client, site, now, clock):
    occurrence = LecturePage.objects.get().occurrences.get()
    occurrence.withdrawn_at = occurrence.modified = now
    occurrence.save()
    assert "Cancelled: The city in letters" in summaries(client.get(FEED))
    clock.shift(timedelta(days=30))
    assert "Cancelled: The city in letters" in summaries(client.get(FEED))
    clock.shift(timedelta(days=3))
    assert "Cancelled: The city in letters" not in summaries(client.get(FEED))


def test_feed_leaves_out_what_is_not_public(client, site):
    LecturePage.objects.get().unpublish()
    assert summaries(client.get(FEED)) == ["Story time", "Winter concert"]


def test_feed_speaks_the_language_of_its_address(client, site):
    story = ActivityPage.objects.get()
    greek_branch = factory.branch_page(site.branch, "el")
    factory.event(under=greek_branch, title="Ώρα του παραμυθιού", translation_key=story.translation_key)
    found = summaries(client.get("/el/events/feed.ics"))
    assert "Ώρα του παραμυθιού" in found
    assert "The city in letters" in found
    assert "Story time" not in found


def test_feed_is_called_by_the_words_of_its_filters(client, site):
    lines = client.get(f"{FEED}?kind=lecture&branch=central").content.decode().split("\r\n")
    assert "X-WR-CALNAME:Lindhaven Libraries: Talk or lecture\\, Central Library" in lines


def test_feed_says_which_days_it_covers(client, site):
    assert "X-DROMENA-WINDOW:2026-10-25 to 2027-12-25" in client.get(FEED).content.decode().split("\r\n")


@pytest.mark.parametrize("number", [1, 30])
def test_feed_asks_the_same_of_the_database_for_any_number_of_dates(
    client, site, now, number, django_assert_num_queries
):
    for day in range(number):
        factory.occurrence(factory.event(under=site), start=now + timedelta(days=day))
    client.get(FEED)
    with django_assert_num_queries(7):
        assert len(summaries(client.get(FEED))) == number + 3


def test_feed_cuts_the_far_end_and_says_so(client, site, settings):
    settings.FEED_EVENTS = 2
    response = client.get(FEED)
    assert summaries(response) == ["The city in letters", "Story time"]
    assert "X-DROMENA-WINDOW:2026-10-25 to 2027-12-25\\; cut after 2 events" in unfolded(response)
    settings.FEED_EVENTS = 0
    assert len(summaries(client.get(FEED))) == 3


def test_feed_stays_under_its_octets(client, site, settings, now):
    settings.FEED_EVENTS = 8
    for number in range(1, 9):
        long = factory.event(under=site, title=f"Long story {number}", summary="Ω" * 250)
        factory.occurrence(long, start=now + timedelta(days=10 + number), label="ω" * 200)
    response = client.get(FEED)
    assert len(summaries(response)) < 8
    assert 6_000 < len(response.content) < 8 * 900 + 2_000


def test_one_date_is_a_file_to_keep(client, site):
    occurrence = LecturePage.objects.get().occurrences.get()
    response = client.get(f"/en/o/{occurrence.code}.ics")
    assert summaries(response) == ["The city in letters"]
    assert response["Content-Disposition"] == f"attachment; filename*=UTF-8''Dromena-{occurrence.code}.ics"
    assert client.get(f"/en/o/{occurrence.code.lower()}.ics").status_code == 200
    assert client.get("/en/o/NOSUCHDATE.ics").status_code == 404


def test_letters_and_feeds_speak_of_a_date_in_the_same_words(client, site):
    from events.calendar import ical

    occurrence = LecturePage.objects.get().occurrences.get()
    alone = ical.occurrence_calendar(occurrence, language="en")
    event = alone[alone.index("BEGIN:VEVENT") : alone.index("END:VCALENDAR")]
    assert event in client.get(FEED).content.decode()


def test_feed_is_packed_for_those_who_ask_but_not_for_outlook(client, site):
    plain = client.get(FEED)
    packed = client.get(FEED, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert client.get(FEED, headers={"if-none-match": packed["ETag"]}).status_code == 304
    outlook = {"accept-encoding": "gzip", "user-agent": "Microsoft Office/16.0 (Microsoft Outlook 16.0)"}
    assert "Content-Encoding" not in client.get(FEED, headers=outlook)


def test_files_of_what_was_taken_off_the_site_are_gone(client, site):
    lecture = LecturePage.objects.get()
    addresses = [f"/en/o/{lecture.occurrences.get().code}.ics", f"/en/e/{lecture.translation_key.hex}.ics"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    lecture.unpublish()
    assert [client.get(address).status_code for address in addresses] == [410, 410]
    assert client.get(f"/en/e/{'0' * 32}.ics").status_code == client.get("/en/e/x.ics").status_code == 404
