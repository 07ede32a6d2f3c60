from datetime import timedelta

import pytest

from events.registration.domain import attendance, desk, limits, registering, retention
from events.registration.models import RateCounter, Registration
from tests.factories import registration as make

pytestmark = pytest.mark.django_db

END = make.START + timedelta(hours=2)


def test_people_are_forgotten_on_time_and_figures_stay(now, ada, client):
    date = make.open_date(seats=3)
    ben = make.register(date, now=now, name="Ben", party=2, access_needs="A wheelchair")
    waiting = make.register(date, now=now, name="Lina", party=2)
    gone = registering.cancel(make.register(date, now=now, name="Gustav"), now=now)
    make.register(date, now=now, email=ben.email)
    desk.check_in(ben, now=make.START, by=ada)
    before = attendance.figures([date])

    assert retention.forget(END + timedelta(days=6)) == 0
    retention.forget(END + timedelta(days=7))
    names = dict(Registration.objects.values_list("pk", "name"))
    assert names == {ben.pk: "Ben", waiting.pk: "", gone.pk: ""}
    ben.refresh_from_db()
    assert (ben.access_needs, bool(ben.email)) == ("", True)

    retention.forget(END + timedelta(days=29))
    assert client.get(ben.get_absolute_url()).status_code == 200
    retention.forget(END + timedelta(days=30))
    ben.refresh_from_db()
    assert (ben.name, ben.email, bool(ben.erased_at), ben.history.count()) == ("", "", True, 2)
    assert client.get(ben.get_absolute_url()).status_code == 404
    assert attendance.figures([date]) == before
    assert retention.forget(END + timedelta(days=31)) == 0


def test_counters_are_swept(now):
    limits.count(limits.per_client(), "10.0.0.1", now=now)
    retention.forget(now)
    assert RateCounter.objects.count() == 1
    retention.forget(now + timedelta(days=3))
    assert not RateCounter.objects.exists()
