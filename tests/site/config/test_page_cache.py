"""Copies of public pages: for strangers alone, for some seconds alone, and never anything of somebody's own."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from wagtail.models import PageViewRestriction

from events.calendar.enums import Admission
from events.calendar.models import EventPage
from tests.factories import calendar as factory, places

LIST = "/en/events/"
SECONDS = 30


@pytest.fixture(autouse=True)
def _with_copies(settings):
    settings.PUBLIC_PAGE_SECONDS = SECONDS


@pytest.fixture
def event(db, now):
    """A story time tomorrow, to register for."""
    page = factory.branch_page(places.branch(slug="central", name={"en": "Central Library"}))
    event = factory.event(under=page, title="Story time", admission=Admission.REGISTER)
    factory.occurrence(event, start=now + timedelta(days=1), seats=5)
    return event


def rename(event, title):
    EventPage.objects.filter(pk=event.pk).update(title=title)


def addresses(event):
    date = event.occurrences.get()
    return [
        LIST,
        f"{LIST}?kind=activity",
        "/en/events/month/2026/11/",
        "/en/events/week/2026-11-23/",
        "/en/events/day/2026-11-25/",
        "/en/",
        event.get_url(),
        event.get_parent().get_url(),
        f"/en/o/{date.code}/",
    ]


def test_a_public_page_asked_for_again_costs_no_query(client, event, django_assert_num_queries):
    for address in addresses(event):
        first = client.get(address)
        with django_assert_num_queries(0):
            second = client.get(address)
        assert second.content == first.content
        assert dict(second.items()) == dict(first.items())
        assert second["ETag"].startswith('"')
        assert second["Cache-Control"] == "public, no-cache"
        assert "default-src 'none'" in second["Content-Security-Policy"]
        assert second["X-Frame-Options"] == "SAMEORIGIN"


def test_an_unchanged_page_is_not_sent_again(client, event, clock, django_assert_num_queries):
    etag = client.get(LIST)["ETag"]
    with django_assert_num_queries(0):
        answer = client.get(LIST, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    caches["pages"].clear()
    assert client.get(LIST, headers={"if-none-match": etag}).status_code == 304
    rename(event, "Other words")
    clock.shift(timedelta(seconds=SECONDS + 1))
    answer = client.get(LIST, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert answer["ETag"] != etag


def test_a_copy_lives_for_seconds(client, event, clock):
    client.get(LIST)
    rename(event, "Other words")
    assert b"Other words" not in client.get(LIST).content
    clock.shift(timedelta(seconds=SECONDS + 1))
    assert b"Other words" in client.get(LIST).content


def test_staff_see_the_page_as_it_is_and_leave_no_copy(client, event, ada):
    client.get(LIST)
    rename(event, "Other words")
    staff = Client()
    staff.force_login(ada)
    seen = staff.get(LIST)
    assert b"Other words" in seen.content
    assert "ETag" not in seen
    assert b"Other words" not in client.get(LIST).content


def test_somebody_with_a_message_waiting_gets_it_and_leaves_no_copy(client, event):
    waiting = Client()
    waiting.cookies["messages"] = "anything"
    assert "ETag" not in waiting.get(LIST)
    caches["pages"].clear()
    client.get(LIST)
    rename(event, "Other words")
    assert b"Other words" in waiting.get(LIST).content


def test_the_answer_to_htmx_is_kept_apart(client, event):
    whole, part = client.get(LIST).content, client.get(LIST, headers={"hx-request": "true"}).content
    assert whole != part
    assert client.get(LIST).content == whole
    assert client.get(LIST, headers={"hx-request": "true"}).content == part


def test_languages_hosts_and_queries_are_kept_apart(client, event):
    factory.home("el")
    seen = {
        client.get("/el/events/").content,
        client.get(LIST).content,
        client.get(f"{LIST}?branch=central").content,
        client.get(f"{LIST}?branch=central&kind=lecture").content,
    }
    assert len(seen) == 4
    rename(event, "Other words")
    assert b"Other words" in client.get(LIST, headers={"host": "127.0.0.1"}).content


def test_the_same_filters_in_another_order_are_one_copy(client, event, django_assert_num_queries):
    client.get(f"{LIST}?branch=central&kind=activity")
    with django_assert_num_queries(0):
        client.get(f"{LIST}?kind=activity&branch=central")


def test_a_strange_host_is_refused_as_before(client, event):
    assert client.get(LIST, headers={"host": "evil.example"}).status_code == 400


def test_the_head_of_a_page_is_that_of_the_page(client, event):
    head = client.head(LIST)
    page = client.get(LIST)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", page["ETag"])
    assert client.head(LIST)["Content-Length"] == page["Content-Length"] == str(len(page.content))


@pytest.mark.parametrize("address", ["search", "feed", "missing", "redirect"])
def test_what_is_not_for_everybody_is_never_kept(client, event, address):
    asked = {
        "search": "/en/search/?q=story",
        "feed": "/en/events/feed.ics",
        "missing": "/en/nothing/",
        "redirect": "/",
    }[address]
    for headers in ({}, {"cookie": "csrftoken=" + "a" * 32}):
        assert client.get(asked, headers=headers).get("Cache-Control") != "public, no-cache"
    assert not caches["pages"]._cache


def test_a_page_behind_a_password_is_never_kept(client, event):
    PageViewRestriction.objects.create(page=event, restriction_type="password", password="open")
    answer = client.get(event.get_url())
    assert b"Story time" not in answer.content
    assert not caches["pages"]._cache


def test_a_preview_leaves_no_copy(event):
    caches["pages"].clear()
    assert b"Story time" in event.make_preview_request().content
    assert not caches["pages"]._cache


def test_an_address_nobody_would_write_is_not_kept(client, event):
    client.get(LIST, {"x": "y" * 1000})
    assert not caches["pages"]._cache


def test_without_seconds_each_page_is_made_anew(client, event, settings):
    settings.PUBLIC_PAGE_SECONDS = 0
    assert "ETag" not in client.get(LIST)
    assert not caches["pages"]._cache


def test_processes_share_copies_in_redis(client, event, settings, redis_url, django_assert_num_queries):
    from django.core.cache.backends.redis import RedisCache

    caches["pages"] = RedisCache(redis_url, {"KEY_PREFIX": "test-pages"})
    caches["pages"].clear()
    page = client.get(LIST).content
    with django_assert_num_queries(0):
        assert client.get(LIST).content == page
    caches["pages"].clear()
    del caches["pages"]


def test_raw_letters_do_not_bring_the_copy_of_another_address(client, event):
    # A Greek alpha as raw octets, which servers hand on as two letters; and these two letters themselves.
    raw = client.get(LIST, QUERY_STRING="q=Î±")
    coded = client.get(f"{LIST}?q=%C3%8E%C2%B1")
    assert raw.content != coded.content
