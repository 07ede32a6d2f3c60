"""A person's own calendar: who learns its address, what it holds, and how it ends."""

import re
from datetime import timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream

from core.logs import masked
from events.calendar.domain.occurrences import cancel_occurrence
from events.registration.domain.privacy import retention
from events.registration.domain.taking_part import registering
from events.registration.models import PersonalCalendar, Registration
from outbox.domain import delivery
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(now):
    return make.open_date(seats=2, title="Mending night")


@pytest.fixture
def bens(date, now):
    return make.register(date, now=now, name="Ben", email="ben@example.org", party=2)


def ask(client, registration):
    return client.post(f"{registration.get_absolute_url()}calendar/")


def subscribe(client, registration):
    """The address Ben finds in his letter."""
    ask(client, registration)
    return Letter.objects.get(kind="registration/calendar").context["feed_url"].removeprefix("http://localhost:8000")


def told(client, address):
    text = client.get(address).content.decode()
    return {(one.summary, str(one.status.value)) for one in IcsCalendarStream.calendar_from_ics(text).events}


def test_address_goes_to_the_mailbox_and_never_to_the_page(client, bens):
    page = ask(client, bens)
    calendar = PersonalCalendar.objects.get(email="ben@example.org")
    assert page.status_code == 200
    assert calendar.code not in page.content.decode()
    assert calendar.code not in client.get(bens.get_absolute_url()).content.decode()
    letter = Letter.objects.get(kind="registration/calendar")
    assert (letter.to, letter.language) == ("ben@example.org", "en")
    assert client.get(f"{bens.get_absolute_url()}calendar/").status_code == 405


def test_letter_is_sent_in_three_parts_with_the_address(client, bens, mailoutbox, now):
    address = subscribe(client, bens)
    delivery.work(now)
    sent = next(letter for letter in mailoutbox if "calendar" in letter.subject)
    assert address in sent.body
    assert address in sent.alternatives[0][0]


def test_address_is_sent_once_a_day_and_stays_the_same(client, bens, clock):
    first = subscribe(client, bens)
    ask(client, bens)
    assert Letter.objects.filter(kind="registration/calendar").count() == 1
    clock.shift(timedelta(days=1))
    ask(client, bens)
    letters = Letter.objects.filter(kind="registration/calendar")
    assert [first in letter.context["feed_url"] for letter in letters] == [True, True]


def test_calendar_follows_registering_waiting_and_cancelling_at_once(client, bens, date, now, clock):
    address = subscribe(client, bens)
    assert told(client, address) == {("Mending night", "CONFIRMED")}
    other = make.open_date(seats=1, title="Story time")
    make.register(other, now=now)
    waits = make.register(other, now=now, email="ben@example.org")
    assert ("Waiting list: Story time", "TENTATIVE") in told(client, address)
    registering.cancel(waits, now=now)
    assert ("Cancelled: Story time", "CANCELLED") in told(client, address)
    cancel_occurrence(date, reason="Ill", now=now)
    assert ("Cancelled: Mending night", "CANCELLED") in told(client, address)
    clock.shift(timedelta(days=60))
    assert told(client, address) == set()


def test_calendar_names_nobody_else_and_no_reference(client, bens, date, now):
    make.register(date, now=now, name="Cleo Stranger", email="cleo@example.org")
    text = client.get(subscribe(client, bens)).content.decode()
    assert "Cleo" not in text
    assert "@example.org" not in text
    assert "/r/" not in text
    assert "You have 2 places." in text


def test_calendar_is_private_and_answers_304(client, bens):
    first = client.get(subscribe(client, bens))
    assert first["Cache-Control"] == "private, no-store"
    assert first["X-Robots-Tag"] == "noindex"
    assert first["Referrer-Policy"] == "same-origin"
    again = client.get(first.wsgi_request.path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_uid_and_sequence_are_those_of_feed_and_letter(client, bens, date):
    wanted = re.findall(r"(?:UID|SEQUENCE):[^\r]+", client.get(f"/en/o/{date.code}.ics").content.decode())
    own = client.get(subscribe(client, bens)).content.decode()
    letter = Letter.objects.filter(kind="registration/confirmed").get().attachments[0]["content"]
    for line in wanted:
        assert line in own.replace("\r\n ", "")
        assert line in letter.replace("\r\n ", "")
        assert line in client.get("/en/events/feed.ics").content.decode().replace("\r\n ", "")


def test_new_address_ends_the_old_one_and_switching_off_ends_both(client, bens):
    old = subscribe(client, bens)
    page = old.removesuffix("calendar.ics")
    new = client.post(f"{page}renew/").url
    assert client.get(old).status_code == client.get(page).status_code == 404
    assert client.get(f"{new}calendar.ics").status_code == 200
    assert client.get(f"{new}off/").status_code == 405
    assert client.post(f"{new}off/").status_code == 200
    assert client.get(f"{new}calendar.ics").status_code == 404
    assert Registration.objects.get(pk=bens.pk).state == "confirmed"


def test_wrong_address_looks_like_any_other_and_is_private(client, bens):
    for address in ["/c/0/calendar.ics", "/c/%00/", "/c/ABC/"]:
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


def test_asking_is_limited(client, bens, settings):
    settings.POSTS_PER_CLIENT = 2
    assert [ask(client, bens).status_code for _ in range(3)] == [200, 200, 429]


def test_calendar_is_forgotten_with_the_last_registration(client, bens, date, now):
    subscribe(client, bens)
    retention.forget(now)
    assert PersonalCalendar.objects.exists()
    retention.forget(date.end + timedelta(days=40))
    retention.forget(date.end + timedelta(days=40))
    assert not PersonalCalendar.objects.exists()


def test_secret_is_masked_in_logs(client, bens):
    address = subscribe(client, bens)
    assert address.split("/")[2] not in masked(f"GET {address} 200")
