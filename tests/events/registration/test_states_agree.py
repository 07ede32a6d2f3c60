"""What became of a date is told alike on its page, in the list, on the sign, in data, feeds and letters."""

import json
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from events.calendar.domain import occurrences
from events.registration.domain.letters import telling
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db
REASON = "The heating failed."


def stands(date, now):
    return date


def cancelled(date, now):
    return occurrences.cancel_occurrence(date, reason=REASON, now=now)


def postponed(date, now):
    return occurrences.postpone_occurrence(date, reason=REASON, now=now)


def moved(date, now):
    by = timedelta(days=1, hours=1)
    return occurrences.move_occurrence(date, start=date.start + by, end=date.end + by, reason=REASON, now=now)


def moved_and_cancelled(date, now):
    return cancelled(moved(date, now), now)


def restored(date, now):
    return occurrences.restore_occurrence(cancelled(date, now), now=now)


CANCELLED = (
    "This date is cancelled",
    "Cancelled",
    "EventCancelled",
    "CANCELLED",
    "Cancelled: ",
    "cancelled-by-library",
)
POSTPONED = ("This date is postponed", "Postponed", "EventPostponed", "CANCELLED", "Postponed: ", "changed")
MOVED = ("This date has been moved", "Moved to another time", "EventRescheduled", "CONFIRMED", "", "changed")
AS_PLANNED = ("", "", "EventScheduled", "CONFIRMED", "", "")


@pytest.mark.parametrize(
    ("happens", "told", "sequence"),
    [
        (stands, AS_PLANNED, 0),
        (cancelled, CANCELLED, 1),
        (postponed, POSTPONED, 1),
        (moved, MOVED, 1),
        (moved_and_cancelled, CANCELLED, 2),
        (restored, AS_PLANNED, 2),
    ],
)
def test_every_face_tells_the_same_state(client, now, happens, told, sequence):
    heading, word, schema, status, prefix, kind = told
    date = make.open_date(title="Stories")
    make.register(date, now=now)
    date.refresh_from_db()
    after = happens(date, now)
    telling.tell_changes(now)

    page = read(client, f"/en/o/{date.code}/")
    notice = page.select_one(".notice h2")
    assert (words(notice) if notice else "") == heading
    assert (REASON in words(page.main)) == bool(heading)

    address = f"/en/events/?from={after.start:%Y-%m-%d}&to={after.start:%Y-%m-%d}"
    (book,) = read(client, address).select(".results .book")
    assert word in words(book.select_one(".state"))
    assert ("off" in book["class"]) == (status == "CANCELLED")

    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["eventStatus"] == f"https://schema.org/{schema}"

    for answer in (client.get("/en/events/feed.ics").content, client.get(f"/en/o/{date.code}.ics").content):
        (event,) = Calendar.from_ical(answer).walk("VEVENT")
        assert (str(event["STATUS"]), int(event["SEQUENCE"])) == (status, sequence)
        assert str(event["SUMMARY"]) == f"{prefix}Stories"
        assert event.decoded("DTSTART") == after.start

    letters = [letter for letter in Letter.objects.all() if letter.kind != "registration/confirmed"]
    assert [letter.kind for letter in letters] == ([f"registration/{kind}"] if kind else [])
    for letter in letters:
        message = rendering.render(letter)
        (event,) = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")
        assert (str(event["STATUS"]), int(event["SEQUENCE"])) == (status, sequence)
        if heading:
            assert heading in message.subject
            assert heading in message.text
            assert REASON in message.text


def test_moved_date_names_the_old_time_on_its_page_and_in_its_letter(client, now):
    date = make.open_date(title="Stories")
    make.register(date, now=now)
    date.refresh_from_db()
    moved(date, now)
    telling.tell_changes(now)
    sentence = "It now takes place on Sunday 6 December 2026, 19:00, moved from Saturday 5 December 2026, 18:00."
    page = read(client, f"/en/o/{date.code}/")
    assert sentence in words(page.select_one(".notice"))
    assert "If you cannot come then, please cancel from our letter." in words(page.select_one(".notice"))
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert datetime.fromisoformat(data["previousStartDate"]) == make.START
    assert sentence in rendering.render(Letter.objects.get(kind="registration/changed")).text


def test_note_of_a_date_stands_on_its_page_in_the_list_and_in_letters(client, now):
    date = make.open_date(title="Stories")
    type(date).objects.update(note={"en": "Today by the harbour door."})
    date.refresh_from_db()
    make.register(date, now=now)
    for address in (f"/en/o/{date.code}/", "/en/events/?from=2026-12-05&to=2026-12-05"):
        assert "Today by the harbour door." in words(read(client, address).main), address
    message = rendering.render(Letter.objects.get(kind="registration/confirmed"))
    assert "About this date: Today by the harbour door." in message.text


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())
