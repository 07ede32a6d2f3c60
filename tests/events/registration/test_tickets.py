from datetime import timedelta

import pytest

from accounts.models import Role
from core import logs, tokens
from events.registration.domain.attending import tickets
from events.registration.domain.taking_part import registering
from events.registration.enums import Verb
from events.registration.models import MANAGE, TICKET, Registration
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(branch, now):
    return make.open_date(seats=4, under=calendar.branch_page(branch))


@pytest.fixture
def dora(branch):
    return people.staff("Dora", branch, Role.DESK)


@pytest.fixture
def at_the_door(client, dora, clock):
    clock.move_to(make.START)
    client.force_login(dora)
    return client


def path(registration):
    return f"/k/{tokens.sign(TICKET, registration.code)}/"


def read(client, registration):
    return client.get(path(registration), follow=True).content.decode()


def press(client, registration, **fields):
    address = f"/admin/desk/ticket/{tokens.sign(TICKET, registration.code)}/"
    return client.post(address, {"registration": registration.code, **fields}, follow=True).content.decode()


def test_code_holds_a_signed_word_and_nothing_else(client, date, now):
    ben = make.register(date, now=now, name="Ben", email="ben@example.org")
    assert tickets.address(ben).endswith(path(ben))
    assert not {"Ben", str(ben.pk), "ben@"} & set(tickets.address(ben).split("/"))
    for other in (ben.code, tokens.sign(MANAGE, ben.code), path(ben)[3:-2]):
        assert client.get(f"/k/{other}/").status_code == 404
    assert client.get(f"/r/{tokens.sign(TICKET, ben.code)}/").status_code == 404
    assert ben.code not in logs.masked(f"GET {path(ben)} /admin/desk/ticket/{path(ben)[3:]}")


def test_stranger_reads_to_show_it_at_the_door_whatever_became_of_it(client, date, now, clock):
    ben = make.register(date, now=now, name="Ben", email="ben@example.org")
    again = make.register(date, now=now, name="Somebody", email="ben@example.org")

    def shown(registration):
        page = client.get(path(registration))
        assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
        return page.content.decode().split("<main", 1)[1]

    first, repeated = shown(ben), shown(again)
    assert "Show this at the door" in first
    assert "Ben" not in first
    assert "Stories" not in first
    registering.cancel(ben, now=now)
    assert shown(ben) == first
    assert shown(again) == repeated
    Registration.objects.update(erased_at=now)
    assert shown(ben) == first


def test_who_works_at_the_door_is_led_through_the_login_to_the_button(client, date, now):
    ben = make.register(date, now=now)
    desk = f"/admin/desk/ticket/{path(ben)[3:]}"
    assert f"/admin/login/?next={desk}" in client.get(path(ben)).content.decode()
    assert client.get(desk).url.startswith("/admin/login/?next=/admin/desk/ticket/")


def test_get_shows_and_post_checks_in_once(at_the_door, date, now):
    ben = make.register(date, now=now, name="Ben", party=2)
    for _ in range(2):
        assert "Has a place." in read(at_the_door, ben)
    assert not ben.history.filter(verb=Verb.CAME).exists()
    assert "Ben is checked in." in press(at_the_door, ben, number="2")
    assert "checked in already, at 18:00" in press(at_the_door, ben, number="2")
    assert ben.history.filter(verb=Verb.CAME).count() == 1
    assert "The check-in of Ben is undone." in press(at_the_door, ben, verb="undo")


def test_each_ticket_that_does_not_fit_has_its_own_sentence(at_the_door, branch, date, now):
    other_date = make.open_date(event=date.event, start=make.START + timedelta(days=7))
    other_event = make.open_date(under=calendar.branch_page(branch), title="Choir")
    cancelled = registering.cancel(make.register(date, now=now), now=now)
    make.register(date, now=now, party=4)
    waiting = make.register(date, now=now)
    at_the_door.post(f"/admin/desk/{date.code}/do/stand-here/")
    said = {
        cancelled: "This registration is cancelled.",
        waiting: "On the waiting list: has no place yet.",
        make.register(other_date, now=now): "This place is for another date",
        make.register(other_event, now=now): "This place is for another event: Choir",
    }
    for registration, sentence in said.items():
        assert sentence in read(at_the_door, registration)
        assert sentence in press(at_the_door, registration)
    assert not Registration.objects.filter(arrived__gt=0).exists()
    type(date).objects.filter(pk=other_event.pk).update(status="cancelled")
    assert "This date is cancelled." in read(at_the_door, Registration.objects.get(occurrence=other_event))
    at_the_door.post(f"/admin/desk/{date.code}/do/stand-anywhere/")
    type(date).objects.filter(pk=other_event.pk).update(status="scheduled")
    assert "Has a place." in read(at_the_door, Registration.objects.get(occurrence=other_event))


def test_code_of_another_branch_is_not_for_this_event_and_has_no_name(at_the_door, other_branch, now):
    foreign = make.register(make.open_date(under=calendar.branch_page(other_branch)), now=now, name="Secret Person")
    answer = at_the_door.get(path(foreign), follow=True)
    assert answer.status_code == 403
    assert "not for an event of your library" in answer.content.decode()
    assert "Secret" not in answer.content.decode()
    assert "Secret" not in press(at_the_door, foreign)
    assert not Registration.objects.filter(arrived__gt=0).exists()


def test_second_ticket_of_the_same_address_leads_to_the_one_place(at_the_door, date, now):
    ben = make.register(date, now=now, name="Ben", email="ben@example.org")
    again = make.register(date, now=now, name="Benny", email="ben@example.org")
    assert ">Ben</a>" in read(at_the_door, again)
    assert tickets.read(tokens.sign(TICKET, again.code)) == ben


def test_own_page_leads_whoever_has_a_place_to_the_code_and_draws_it_the_day_before(client, date, now, clock):
    ben = make.register(date, now=now, party=4)
    waiting = make.register(date, now=now)
    for start, drawn in ((timedelta(hours=25), False), (timedelta(hours=23), True)):
        clock.move_to(date.start - start)
        page = client.get(ben.get_absolute_url()).content.decode()
        assert path(ben) in page
        assert ("qrcode" in page) == drawn
        assert "/k/" not in client.get(waiting.get_absolute_url()).content.decode()
