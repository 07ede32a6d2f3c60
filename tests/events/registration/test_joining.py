from datetime import timedelta

import pytest
from django.test import Client

from events.calendar.domain.due import write_fragments
from events.calendar.enums import Mode
from events.calendar.models import Occurrence
from events.registration.domain.letters import joining, telling
from events.registration.domain.taking_part import calendars, registering
from events.registration.models import PersonalCalendar, Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db

LINK = "https://meet.example/room-MARKED?pwd=7"
NEAR = make.START - timedelta(hours=23)


@pytest.fixture
def date(now):
    return make.open_date(seats=2, title="Reading together", mode=Mode.ONLINE, join_link=LINK)


def join_letters() -> list[Letter]:
    return list(Letter.objects.filter(kind="registration/join").order_by("version"))


def test_confirmed_online_people_see_the_link_from_a_day_before_until_the_end(client, date, now, clock):
    ben, waiting = make.register(date, now=now, party=2), make.register(date, now=now)
    shown = []
    for moment in (now, make.START - timedelta(hours=24, minutes=1), NEAR, make.START + timedelta(hours=1)):
        clock.move_to(moment)
        shown.append(LINK.encode() in client.get(ben.get_absolute_url()).content.replace(b"&amp;", b"&"))
        assert b"MARKED" not in client.get(waiting.get_absolute_url()).content
    assert shown == [False, False, True, True]
    clock.move_to(make.START + timedelta(hours=2))
    assert b"MARKED" not in client.get(ben.get_absolute_url()).content


def test_in_a_hybrid_date_only_those_online_get_it(client, now, clock):
    date = make.open_date(mode=Mode.HYBRID, join_link=LINK)
    here, online = (make.register(date, now=now, online=online) for online in (False, True))
    pages = [client.get(each.get_absolute_url()).content for each in (here, online)]
    assert [b"The link to take part comes by letter" in page for page in pages] == [False, True]
    clock.move_to(NEAR)
    assert b"MARKED" not in client.get(here.get_absolute_url()).content
    assert b"MARKED" in client.get(online.get_absolute_url()).content
    assert joining.tell(NEAR) == 1
    assert [letter.to for letter in join_letters()] == [online.email]


def test_letter_goes_out_once_near_the_start(date, now):
    ben = make.register(date, now=now)
    assert joining.tell(now) == 0
    assert [joining.tell(NEAR) for _ in range(3)] == [1, 0, 0]
    words = rendering.render(join_letters()[0])
    assert LINK in words.text
    assert LINK in words.html
    assert "MARKED" not in str(join_letters()[0].attachments) + words.subject
    make.register(date, now=NEAR)
    assert joining.tell(NEAR) == 1
    assert Registration.objects.get(pk=ben.pk).version == 2


def test_another_link_or_another_start_is_one_more_letter(date, now):
    make.register(date, now=now)
    joining.tell(NEAR)
    Occurrence.objects.update(join_link="https://meet.example/other")
    assert [joining.tell(NEAR) for _ in range(2)] == [1, 0]
    Occurrence.objects.update(join_link="")
    assert [joining.tell(NEAR) for _ in range(2)] == [1, 0]
    Occurrence.objects.update(start=make.START + timedelta(minutes=30))
    assert [joining.tell(NEAR) for _ in range(2)] == [1, 0]
    assert [letter.context["join_url"] for letter in join_letters()] == [LINK, "https://meet.example/other", LINK, LINK]


def test_nobody_gets_it_for_a_date_that_is_off_or_a_place_that_is_gone(date, now):
    ben = make.register(date, now=now)
    Occurrence.objects.update(status="cancelled")
    assert joining.tell(NEAR) == 0
    Occurrence.objects.update(status="scheduled", withdrawn_at=now)
    assert joining.tell(NEAR) == 0
    Occurrence.objects.update(withdrawn_at=None)
    registering.cancel(ben, now=now)
    assert joining.tell(NEAR) == 0
    assert joining.tell(make.START + timedelta(hours=3)) == 0


def test_who_types_the_address_of_somebody_registered_learns_no_link(client, date, now, clock):
    make.register(date, now=now, email="ben@example.org")
    stranger = make.register(date, now=now, email="ben@example.org", name="Cleo")
    clock.move_to(NEAR)
    page = client.get(stranger.get_absolute_url()).content
    assert b"You have a place" in page
    assert b"MARKED" not in page


def test_link_stands_in_nothing_public(client, date, now, clock, caplog):
    ben, waiting = make.register(date, now=now, party=2), make.register(date, now=now)
    PersonalCalendar.objects.create(email=ben.email, language="en", created_at=now)
    write_fragments(now)
    clock.move_to(NEAR)
    with caplog.at_level("DEBUG"):
        joining.tell(NEAR)
        telling.tell_changes(NEAR)
    event, own = date.event, PersonalCalendar.objects.get()
    addresses = [
        *(event.url, f"/en/o/{date.code}/", f"/en/o/{date.code}.ics", f"/en/o/{date.code}/register/"),
        *("/en/", "/en/events/", "/en/events/feed.ics", "/en/events/feed.atom", "/en/events/month/2026/12/"),
        *("/en/events/week/2026-11-30/", "/en/events/day/2026-12-05/", "/en/events/embed/", "/sitemap.xml"),
        *(f"/en/today/{date.branch.slug}/", "/en/search/?q=Reading", f"/en/e/{event.translation_key.hex}.ics"),
        *("/api/v1/occurrences", "/api/v1/events", "/api/v1/openapi.json", f"/c/{own.code}/calendar.ics"),
        *(f"{waiting.get_absolute_url()}", f"{ben.get_absolute_url()}event.ics", f"{ben.get_absolute_url()}copy.zip"),
    ]
    stranger = Client()
    for address in addresses:
        answer = stranger.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, address
        assert b"MARKED" not in body, address
    assert b"MARKED" not in calendars.document(own, now=NEAR)
    for letter in Letter.objects.exclude(kind="registration/join"):
        assert "MARKED" not in f"{letter.context} {letter.attachments}"
    assert "MARKED" not in caplog.text
    assert {letter.to for letter in join_letters()} == {ben.email}
