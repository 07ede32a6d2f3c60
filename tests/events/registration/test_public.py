import re
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings as effort, strategies as some

from core import tokens
from events.registration.domain import limits
from events.registration.enums import State
from events.registration.models import RateCounter, Registration
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(now):
    return make.open_date(seats=3)


def address(date, language="en"):
    return f"/{language}/o/{date.code}/register/"


def key_of(response) -> str:
    return re.search(r'name="key" value="([^"]+)"', response.content.decode()).group(1)


def filled(client, date, clock, language="en", **fields):
    """What a browser sends after a person took ten seconds for the form."""
    key = key_of(client.get(address(date, language)))
    clock.shift(timedelta(seconds=10))
    return {"key": key, "name": "Ben", "email": "ben@example.org", "party": "1", "access_needs": "", **fields}


def send(client, date, clock, language="en", **fields):
    return client.post(address(date, language), filled(client, date, clock, language, **fields))


def test_registering_leads_to_a_page_that_stays(client, date, clock):
    answer = send(client, date, clock, party="2", access_needs="A place for a wheelchair")
    page = client.get(answer.url)
    ben = Registration.objects.get()
    assert (ben.state, ben.party, ben.access_needs) == (State.CONFIRMED, 2, "A place for a wheelchair")
    assert answer.url == ben.get_absolute_url()
    for words in ("You have a place", "-".join(re.findall("....", ben.code)), "Saturday, 5 December 2026, 18:00–20:00"):
        assert words in page.content.decode()


def test_what_is_wrong_with_an_address_is_said_once(client, date, clock):
    page = send(client, date, clock, email="ben@@example").content.decode()
    assert page.count("Please write one e-mail address") == 2  # at the field and in the summary
    assert "Enter a valid" not in page
    missing = send(client, date, clock, name="", email="").content.decode()
    assert "Please write your name." in missing
    assert "Please write your e-mail address." in missing


def test_most_places_and_what_a_larger_party_meets_are_told_before(client, date, now):
    assert "One person can take 3 places at most." in client.get(address(date)).content.decode()
    make.register(date, now=now, party=2)
    assert (
        "If you are more than that, all of you come onto the waiting list" in client.get(address(date)).content.decode()
    )


def test_page_speaks_the_language_of_the_form(client, date, clock):
    send(client, date, clock, language="el")
    assert Registration.objects.get().language == "el"
    assert Letter.objects.get().language == "el"
    assert '<html lang="el">' in client.get(Registration.objects.get().get_absolute_url()).content.decode()


def test_full_date_explains_the_list_before_anyone_joins(client, date, clock, now):
    make.register(date, now=now, party=3)
    page = client.get(address(date)).content.decode()
    assert "All places are taken" in page
    assert "strictly in the order" in page
    answer = client.get(send(client, date, clock).url).content.decode()
    assert "You are on the waiting list" in answer


@pytest.mark.parametrize("party", ["", "0", "-1", "1e9", "1e3", "٢", "NaN", "1.5", "4", "999999999999"])
def test_number_of_places_that_is_none_is_a_message_at_the_field(client, date, clock, party):
    answer = send(client, date, clock, party=party)
    assert answer.status_code == 200
    assert b'href="#id_party"' in answer.content
    assert b'value="ben@example.org"' in answer.content
    assert not Registration.objects.exists()


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=some.text(max_size=120), needs=some.text(max_size=520), party=some.text(max_size=8))
def test_whatever_is_typed_is_answered(client, date, name, needs, party):
    page = client.get(address(date))
    fields = {"key": key_of(page), "name": name, "email": "ben@example.org", "party": party, "access_needs": needs}
    assert client.post(address(date), fields).status_code in {200, 302, 429}


def test_only_the_fields_we_ask_are_read(client, date, clock):
    extra = {"state": "confirmed", "arrived": "3", "source": "desk", "number": "1", "version": "9", "branch": "2"}
    send(client, date, clock, **extra)
    ben = Registration.objects.get()
    assert (ben.arrived, ben.source, ben.number, ben.version) == (None, "web", None, 1)


def test_same_form_twice_leads_to_the_same_page(client, date, clock):
    fields = filled(client, date, clock)
    answers = [client.post(address(date), fields) for _ in range(3)]
    assert len({answer.url for answer in answers}) == 1
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)


def test_stranger_with_a_known_address_learns_nothing(client, date, clock):
    first = client.get(send(client, date, clock, name="Ben").url)
    second = client.get(send(client, date, clock, name="Ben").url)
    assert first.status_code == second.status_code == 200

    def without_codes(page):
        return re.sub(
            r"/[rk]/[0-9A-Z]+|\b[0-9A-Z]{4}(-[0-9A-Z]{4})+|value=\"\w{64}\"|d=\"[^\"]*\"", "", page.content.decode()
        )

    assert without_codes(first) == without_codes(second)


def test_robot_that_fills_the_hidden_field_gets_an_answer_and_nothing_happens(client, date, clock):
    answer = send(client, date, clock, website="https://evil.example")
    assert (answer.status_code, answer.url[:3]) == (302, "/r/")
    assert not Registration.objects.exists()
    assert RateCounter.objects.get(purpose="trapped").count == 1


def test_form_sent_at_once_asks_to_look_again_and_then_takes_it(client, date, clock):
    fields = {**filled(client, date, clock), "key": key_of(client.get(address(date)))}
    early = client.post(address(date), fields)
    assert b"very quick" in early.content
    assert not Registration.objects.exists()
    clock.shift(timedelta(seconds=3))
    assert client.post(address(date), {**fields, "key": key_of(early)}).status_code == 302


def test_altered_key_keeps_what_was_typed(client, date, clock):
    answer = send(client, date, clock, key="nonsense", name="Ben Okri")
    assert b'value="Ben Okri"' in answer.content
    assert not Registration.objects.exists()


def test_missing_cookie_keeps_what_was_typed(date, clock):
    strict = Client(enforce_csrf_checks=True)
    answer = send(strict, date, clock, name="Ben Okri")
    assert answer.status_code == 403
    assert b'value="Ben Okri"' in answer.content
    assert b"Please send" in answer.content or b"please send" in answer.content
    assert not Registration.objects.exists()


def test_thirty_first_form_from_one_address_waits(client, date, clock, settings):
    settings.POSTS_PER_CLIENT = 3
    answers = [client.post(address(date), {}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    clock.shift(timedelta(minutes=10))
    assert client.post(address(date), {}).status_code == 200


def test_shared_address_of_a_library_has_its_own_allowance(client, date, clock, settings):
    settings.POSTS_PER_CLIENT, settings.SHARED_CLIENTS = 1, ["127.0.0.1"]
    assert {client.post(address(date), {}).status_code for _ in range(3)} == {200}


def test_one_mailbox_is_not_flooded(client, clock, now, settings):
    settings.REGISTRATIONS_PER_EMAIL = 2
    answers = [send(client, make.open_date(), clock) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]


def test_no_address_is_stored_in_a_counter(client, date, clock):
    send(client, date, clock)
    rows = str(list(RateCounter.objects.values_list("who", "purpose")))
    assert "127.0.0.1" not in rows
    assert "ben" not in rows


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "9.9.9.9", "10.0.0.1"),
        (1, "9.9.9.9, 5.5.5.5", "5.5.5.5"),
        (2, "9.9.9.9, 5.5.5.5, 10.0.0.2", "5.5.5.5"),
        (2, "5.5.5.5", "10.0.0.1"),
        (1, "rubbish", "10.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
)
def test_sender_is_read_through_trusted_proxies_only(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert limits.client_address("10.0.0.1", forwarded) == expected


@pytest.mark.parametrize(
    "change", [{"status": "cancelled"}, {"status": "postponed"}, {"start": make.START - timedelta(30)}]
)
def test_shut_door_says_why_and_shows_no_form(client, date, change):
    type(date).objects.filter(pk=date.pk).update(**change)
    page = client.get(address(date)).content.decode()
    assert 'class="notice' in page
    assert 'name="email"' not in page


def test_hidden_date_is_not_there(client, now):
    assert client.get(address(make.open_date(publish=False))).status_code == 404
    assert client.get("/en/o/NOSUCHCODE/register/").status_code == 404


def test_registration_is_two_page_loads_and_few_queries(client, date, clock, django_assert_num_queries):
    client.get(address(date))  # the first request of a process learns the site and its settings
    with django_assert_num_queries(2):
        key = key_of(client.get(address(date)))
    clock.shift(timedelta(seconds=10))
    fields = {"key": key, "name": "Ben", "email": "ben@example.org", "party": "1", "access_needs": ""}
    with django_assert_num_queries(12):
        answer = client.post(address(date), fields)
    with django_assert_num_queries(2):
        client.get(answer.url)


# --- the signed link ----------------------------------------------------------------------------------------------
@pytest.fixture
def ben(date, now):
    return make.register(date, now=now, email="ben@example.org", party=2)


def test_every_altered_link_shows_the_same_neutral_page(client, ben):
    token = ben.get_absolute_url().split("/")[2]
    altered = {
        token[:place] + chr(ord(letter) ^ (1 << bit)) + token[place + 1 :]
        for place, letter in enumerate(token)
        for bit in range(7)
    }
    usable = sorted(each for each in altered if each.isalnum())
    pages = {client.get(f"/r/{each}/").content for each in usable}
    assert len(usable) > 100
    assert {client.get(f"/r/{each}/").status_code for each in usable[:20]} == {404}
    assert len(pages) == 1


def test_link_for_another_purpose_opens_nothing(client, ben):
    for purpose in ("survey", "check-in", "feed", "registration-cancel", ""):
        assert client.get(f"/r/{tokens.sign(purpose, ben.code)}/").status_code == 404


def test_key_that_was_changed_keeps_links_alive_until_it_is_dropped(client, ben, settings):
    link = ben.get_absolute_url()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert client.get(link).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(link).status_code == 404


def test_link_of_one_registration_never_opens_another(client, ben, date, now):
    cleo = make.register(date, now=now, name="Cleo")
    page = client.post(f"{ben.get_absolute_url()}?code={cleo.code}", {"party": "1", "code": cleo.code, "id": cleo.pk})
    assert page.url == ben.get_absolute_url()
    cleo.refresh_from_db()
    assert cleo.version == 1


def test_headers_keep_the_page_private(client, ben):
    for page in (client.get(ben.get_absolute_url()), client.get("/r/WRONG/")):
        assert page["Referrer-Policy"] == "same-origin"
        assert page["Cache-Control"] == "private, no-store"
        assert page["X-Robots-Tag"] == "noindex"


def test_reading_every_link_changes_nothing(client, ben, date):
    before = (Registration.objects.values().get(), type(date).objects.filter(pk=date.pk).values().get())
    letter = Letter.objects.get()
    links = [
        value.removeprefix("http://localhost:8000") for key, value in letter.context.items() if key.endswith("_url")
    ]
    links += [f"{ben.get_absolute_url()}cancel/", f"{ben.get_absolute_url()}event.ics"]
    for link in links * 3:
        assert client.get(link).status_code in {200, 302}
        client.head(link)
    assert (Registration.objects.values().get(), type(date).objects.filter(pk=date.pk).values().get()) == before
    assert Letter.objects.count() == 1


def test_places_are_changed_and_refusals_are_said_at_the_field(client, ben, date, now):
    page = client.post(ben.get_absolute_url(), {"party": "3"}, follow=True)
    ben.refresh_from_db()
    assert ben.party == 3
    assert "Your change is saved." in page.content.decode()
    refused = client.post(ben.get_absolute_url(), {"party": "4"})
    assert b'href="#id_party"' in refused.content


def test_get_asks_and_post_cancels(client, ben):
    link = f"{ben.get_absolute_url()}cancel/"
    assert b"Cancel your registration?" in client.get(link).content
    page = client.post(link, follow=True)
    ben.refresh_from_db()
    assert ben.state == State.CANCELLED
    assert b"goes to someone else" in page.content
    assert client.post(link).status_code == 302
    assert client.post(ben.get_absolute_url(), {"party": "1"}).status_code == 200


def test_after_the_start_the_page_only_shows(client, ben, clock):
    clock.move_to(make.START)
    page = client.get(ben.get_absolute_url()).content
    assert b"You have a place" in page
    assert b'name="party"' not in page
    assert b"cancel/" not in page
    client.post(f"{ben.get_absolute_url()}cancel/")
    client.post(ben.get_absolute_url(), {"party": "1"})
    ben.refresh_from_db()
    assert (ben.state, ben.party) == (State.CONFIRMED, 2)


def test_calendar_file_of_a_cancelled_registration_is_called_off(client, ben):
    link = f"{ben.get_absolute_url()}event.ics"
    assert b"STATUS:CONFIRMED" in client.get(link).content
    client.post(f"{ben.get_absolute_url()}cancel/")
    assert b"STATUS:CANCELLED" in client.get(link).content


def test_form_says_when_registration_opens_and_closes_by_the_clock_of_the_house(client, now):
    later = make.open_date(opens_at=now + timedelta(days=6), closes_hours=24)
    page = client.get(address(later)).content.decode()
    assert "Registration opens Monday, 30 November at 11:00" in page
    assert 'name="email"' not in page
    event = client.get(f"/en/o/{later.code}/").content.decode()
    assert "Registration opens Monday, 30 November at 11:00" in event
    open_now = make.open_date(closes_hours=24)
    for link in (address(open_now), f"/en/o/{open_now.code}/"):
        assert "Registration closes Friday, 4 December at 18:00." in client.get(link).content.decode()


def test_each_date_opens_on_a_day_of_its_own(client, now):
    date = make.open_date(opens_days=5)
    for link in (address(date), f"/en/o/{date.code}/", "/en/events/"):
        assert "Registration opens Monday, 30 November at 09:00" in client.get(link).content.decode()


def test_drop_in_event_says_so_and_takes_none(client, now):
    date = make.open_date(admission="drop-in")
    page = client.get(address(date)).content.decode()
    assert "No registration is needed: just come." in page
    assert 'name="email"' not in page
