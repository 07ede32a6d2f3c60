"""T-H4 through the door: who types a stranger's address, and who is known."""

from datetime import timedelta

import pytest

from events.registration.domain import limits
from events.registration.domain.letters import telling
from events.registration.domain.taking_part import registering
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import people, registration as make

pytestmark = pytest.mark.django_db
VICTIM = "victim@example.net"


def at_once(now) -> list[Letter]:
    return list(Letter.objects.filter(to=VICTIM, state="queued", due_at__lte=now))


def test_strangers_mailbox_gets_five_letters_an_hour(now):
    for _number in range(9):
        make.register(make.open_date(), now=now, email=VICTIM)
    assert len(at_once(now)) == 5
    assert Registration.objects.filter(state="confirmed").count() == 9  # nothing is refused: the place is theirs
    assert Letter.objects.filter(to=VICTIM).count() == 9


def test_toggling_places_sends_no_more(now):
    ben = make.register(make.open_date(seats=None), now=now, email=VICTIM)
    for number in range(20):
        registering.change_party(ben, party=2 + number % 2, now=now)
        ben.refresh_from_db()
    assert len(at_once(now)) == 5
    assert Letter.objects.filter(to=VICTIM, state="queued", due_at__gt=now).count() == 1


def test_whoever_came_before_is_no_stranger(now):
    make.register(make.open_date(), now=now, email=VICTIM)
    Registration.objects.update(arrived=1)
    for _number in range(9):
        make.register(make.open_date(), now=now, email=VICTIM)
    assert len(at_once(now)) == 10


def test_what_the_library_does_is_told_at_once(now, ada):
    dates = [make.open_date() for _ in range(7)]
    for date in dates:
        make.register(date, now=now, email=VICTIM)
    first = Registration.objects.order_by("pk").first()
    registering.cancel(first, now=now, by=ada)
    assert Letter.objects.get(kind="registration/cancelled").due_at == now
    type(dates[1]).objects.filter(pk=dates[1].pk).update(status="cancelled", sequence=1)
    telling.tell_changes(now)
    assert Letter.objects.get(kind="registration/cancelled-by-library").due_at == now


def test_staff_register_as_many_as_they_like(now, branch):
    mia = people.staff("Mia", branch, "manager")
    for _number in range(8):
        make.register(make.open_date(), now=now, email=VICTIM, by=mia)
    assert len(at_once(now)) == 8


def test_ten_registrations_a_day_and_then_a_pause_for_strangers_alone(now):
    form = "00000000-0000-4000-8000-000000000000"
    for _number in range(10):
        assert not limits.is_flooded(VICTIM, form, now=now)
        make.register(make.open_date(), now=now, email=VICTIM)
    assert limits.is_flooded(VICTIM, form, now=now)
    assert not limits.is_flooded(VICTIM, form, now=now + timedelta(days=1))
    assert not limits.is_flooded("other@example.net", form, now=now)
    Registration.objects.update(arrived=1)
    assert not limits.is_flooded(VICTIM, form, now=now)
