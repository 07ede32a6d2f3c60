"""The empty form is made once for all strangers, and yet each gets a key and a token of their own."""

import pickle
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from events.registration.models import Registration
from tests.conftest import NOW
from tests.factories import registration as make

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="(key|csrfmiddlewaretoken)" value="([^"]+)"')


@pytest.fixture
def kept(settings):
    settings.PUBLIC_PAGE_SECONDS = 30
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def opened(client, address):
    return dict(HIDDEN.findall(client.get(address).content.decode()))


def test_form_is_made_once_and_its_hidden_fields_are_each_ones_own(kept, django_assert_num_queries):
    address = f"/en/o/{make.open_date(seats=3).code}/register/"
    first, second = Client(), Client()
    known = opened(first, address)
    with django_assert_num_queries(0):
        found = opened(second, address)
    assert known.keys() == found.keys() == {"key", "csrfmiddlewaretoken"}
    assert not set(known.values()) & set(found.values())
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value


def test_copy_holds_nothing_of_whoever_opened_the_form_first(kept, client):
    mine = opened(client, f"/en/o/{make.open_date(seats=3).code}/register/")
    (copy,) = (pickle.loads(each) for each in caches["pages"]._cache.values())
    assert not any(value.encode() in copy for value in mine.values())


def test_kept_form_is_sent_like_any_other_by_two_people(kept, clock):
    date = make.open_date(seats=3)
    address = f"/en/o/{date.code}/register/"
    browsers = [Client(enforce_csrf_checks=True) for _ in range(2)]
    forms = [opened(browser, address) for browser in browsers]
    clock.shift(timedelta(seconds=5))
    for number, (browser, form) in enumerate(zip(browsers, forms, strict=True)):
        fields = {**form, "name": "Ben", "email": f"ben{number}@example.org", "party": "1"}
        assert browser.post(address, fields).status_code == 302
    assert Registration.objects.count() == 2


def test_staff_and_questions_in_the_address_get_the_form_as_it_is_now(kept, client, django_user_model):
    date = make.open_date(seats=1)
    address = f"/en/o/{date.code}/register/"
    client.get(address)
    make.register(date, now=NOW)
    assert "Join the waiting list" in client.get(f"{address}?now").content.decode()
    client.force_login(django_user_model.objects.create_user("ada@library.example"))
    assert "Join the waiting list" in client.get(address).content.decode()


def test_forms_of_two_languages_and_dates_are_never_mixed(kept, client):
    one, other = make.open_date(seats=3), make.open_date(seats=4)
    places = [f"/{language}/o/{date.code}/register/" for date in (one, other) for language in ("en", "el")]
    first, again = ([HIDDEN.sub("", client.get(place).content.decode()) for place in places] for _ in range(2))
    assert len(set(first)) == 4
    assert first == again
