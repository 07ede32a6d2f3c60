"""Atom for feed readers, read by the rules of RFC 4287; and the list inside other sites."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings

from events.calendar.enums import Admission, Status
from events.calendar.models import ExhibitionPage, LecturePage
from events.partners.models import Happening, Organisation
from tests.factories import calendar as factory, places

FEED, EMBED = "/en/events/feed.atom", "/en/events/embed/"
A = "{http://www.w3.org/2005/Atom}"
ONCE = {"id", "title", "updated", "summary", "subtitle", "generator", "published", "rights", "content", "icon", "logo"}
KNOWN = ONCE | {"link", "author", "category", "contributor", "entry", "source"}
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def page(db, now):
    branch = places.branch(slug="central", name={"en": "Central Library"}, address="2 Market Street")
    return factory.branch_page(branch)


@pytest.fixture
def programme(page, now):
    """A talk, a choir that is cancelled, an exhibition and a partner's concert."""
    factory.occurrence(
        factory.event(LecturePage, under=page, title="Sleep well"), start=now + timedelta(days=1), planned_on=None
    )
    choir = factory.event(under=page, title="Choir & <friends>")
    factory.occurrence(choir, start=now + timedelta(days=2), status=Status.CANCELLED, reason="The singers are ill.")
    doors = factory.event(ExhibitionPage, under=page, title="Doors")
    factory.occurrence(doors, start=now - timedelta(days=4), hours=24 * 30, all_day=True)
    school = Organisation.objects.create(slug="school", name="Music School")
    concert = {"organisation": school, "zone": "Europe/Athens", "modified": now, "place": "Town hall"}
    Happening.objects.create(uid="1", title="Winter concert", start=now + timedelta(days=4), **concert)


def read(client, address=FEED):
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert broken_rules(feed) == []
    return feed


def titles(feed):
    return [entry.findtext(f"{A}title") for entry in feed.findall(f"{A}entry")]


def broken_rules(feed):
    """Which rules of RFC 4287 (4.1, 4.2, 3.3) and RFC 4151 the feed breaks."""
    faults = [] if feed.tag == f"{A}feed" else [f"the document is a {feed.tag}"]
    ids = [each.findtext(f"{A}id") for each in feed.findall(f"{A}entry")]
    faults += ["two entries share an id"] if len(ids) != len(set(ids)) else []
    authored = feed.find(f"{A}author") is not None
    for element in [feed, *feed.findall(f"{A}entry")]:
        where = element.findtext(f"{A}title")
        names = [child.tag.removeprefix(A) for child in element]
        faults += [f"{where}: {name} is not of Atom" for name in names if name not in KNOWN]
        faults += [f"{where}: {name} more than once" for name in ONCE if names.count(name) > 1]
        faults += [f"{where}: {name} is missing" for name in ("id", "title", "updated") if name not in names]
        if not authored and "author" not in names:
            faults.append(f"{where}: nobody wrote it")
        links = element.findall(f"{A}link")
        alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
        faults += [f"{where}: two alternates of one type"] if len(alternates) != len(set(alternates)) else []
        faults += [f"{where}: neither content nor alternate"] if not alternates and "content" not in names else []
        faults += [
            f"{where}: {link.get('href')} is relative" for link in links if not urlsplit(link.get("href")).netloc
        ]
        faults += [
            f"{where}: a category without term" for one in element.findall(f"{A}category") if not one.get("term")
        ]
        faults += [f"{where}: updated"] if not STAMP.fullmatch(element.findtext(f"{A}updated") or "") else []
        identity = element.findtext(f"{A}id") or ""
        if not re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}:[A-Za-z0-9._~!$&'()*+,;=:@%/?-]+", identity):
            faults.append(f"{where}: {identity} is no tag URI")
    if not any(link.get("rel") == "self" for link in feed.findall(f"{A}link")):
        faults.append("no link to itself")
    return faults


def test_rules_see_a_fault():
    feed = ElementTree.fromstring(f'<feed xmlns="{A[1:-1]}"><title>T</title><entry/></feed>')
    assert len(broken_rules(feed)) > 5


# --- Atom -------------------------------------------------------------------------------------------------------------
def test_feed_holds_what_is_to_come_with_the_word_before_a_cancelled_title(client, programme, settings):
    feed = read(client)
    assert titles(feed) == ["Doors", "Sleep well", "Cancelled: Choir & <friends>", "Winter concert"]
    off = feed.findall(f"{A}entry")[2]
    assert [each.get("term") for each in off.findall(f"{A}category")] == ["activity", "cancelled"]
    assert "The singers are ill." in off.findtext(f"{A}summary")
    assert "Thursday 26 November 2026, 11:00" in off.findtext(f"{A}summary")
    assert "Central Library, 2 Market Street" in off.findtext(f"{A}summary")
    links = {link.get("type"): link.get("href") for link in off.findall(f"{A}link")}
    assert links["text/html"].startswith(f"{settings.BASE_URL}/en/o/")
    assert links["text/calendar"].endswith(".ics")


def test_feed_is_the_selection_and_names_it(client, programme, settings):
    feed = read(client, f"{FEED}?kind=lecture&branch=central")
    assert titles(feed) == ["Sleep well"]
    assert feed.findtext(f"{A}title") == f"{settings.SITE_NAME}: Talk or lecture, Central Library"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{A}link")}
    assert links["self"] == f"{settings.BASE_URL}{FEED}?kind=lecture&branch=central"
    assert links["alternate"] == f"{settings.BASE_URL}/en/events/?kind=lecture&branch=central"


def test_ids_stay_when_a_date_moves_and_its_page_is_renamed(client, programme, now, page):
    before = [each.findtext(f"{A}id") for each in read(client).findall(f"{A}entry")]
    talk = LecturePage.objects.get()
    talk.title, talk.slug = "Sleep better", "sleep-better"
    talk.save_revision().publish()
    talk.occurrences.update(start=now + timedelta(hours=26), modified=now + timedelta(minutes=5), sequence=1)
    feed = read(client)
    assert [each.findtext(f"{A}id") for each in feed.findall(f"{A}entry")] == before
    assert "Sleep better" in titles(feed)
    assert feed.findtext(f"{A}updated") == "2026-11-24T09:05:00Z"
    assert "moved from Wednesday 25 November 2026, 11:00" in feed.findall(f"{A}entry")[1].findtext(f"{A}summary")


def test_words_that_change_are_an_update(client, page, now, clock):
    factory.occurrence(factory.event(under=page, title="Choir"), start=now + timedelta(days=1), planned_on=None)
    clock.shift(timedelta(hours=3))
    choir = page.get_children().get(title="Choir").specific
    choir.save_revision().publish()
    assert read(client).findall(f"{A}entry")[0].findtext(f"{A}updated") == "2026-11-24T12:00:00Z"


def test_feed_in_another_language_marks_what_is_not_in_it(client, programme, page):
    factory.branch_page(page.branch, "el")
    feed = read(client, "/el/events/feed.atom")
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(language) == "el"
    assert feed.findall(f"{A}entry")[1].get(language) == "en"


def test_feed_is_bounded_and_may_be_empty(client, page, now):
    assert titles(read(client)) == []
    event = factory.event(under=page)
    for number in range(103):
        factory.occurrence(event, start=now + timedelta(hours=number + 1))
    assert len(titles(read(client))) == 100


def test_control_characters_do_not_break_the_feed(client, page, now):
    event = factory.event(under=page, title="Bell", summary="\x07rings \x1b twice \ufffe")
    factory.occurrence(event, start=now + timedelta(days=1))
    assert "rings  twice" in read(client).findall(f"{A}entry")[0].findtext(f"{A}summary")


@pytest.mark.parametrize("query", ["?kind=party", "?branch=nowhere", "?from=tomorrow", "?brnach=central"])
def test_words_we_do_not_know_are_refused(client, programme, query):
    response = client.get(FEED + query)
    assert response.status_code == 400
    assert query[1:] in response.content.decode()


def test_feed_is_asked_again_by_its_tag(client, programme, page, now):
    first = client.get(FEED)
    again = client.get(FEED, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "public" in first["Cache-Control"]
    factory.occurrence(factory.event(under=page), start=now + timedelta(days=9))
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/en/events/", "/en/events/month/2026/11/", "/en/events/week/2026-11-23/"])
def test_lists_lead_readers_to_the_feed_of_the_same_filters(client, programme, address):
    soup = BeautifulSoup(client.get(f"{address}?kind=lecture").content, "html.parser")
    link = soup.find("link", type="application/atom+xml")
    assert (link["rel"], link["href"]) == (["alternate"], f"{FEED}?kind=lecture")


# --- inside other sites -----------------------------------------------------------------------------------------------
def test_embedded_list_shows_the_next_dates_and_opens_the_whole_window(client, programme):
    soup = BeautifulSoup(client.get(f"{EMBED}?branch=central").content, "html.parser")
    assert soup.base["target"] == "_top"
    assert [" ".join(title.get_text(" ").split()) for title in soup.select("h2")] == [
        "Doors",
        "Sleep well",
        "Choir & <friends>",
    ]
    assert soup.h1.get_text() == "Central Library"
    assert "Cancelled" in soup.select_one(".off .state").get_text()
    assert soup.select_one(".onward a")["href"] == "/en/events/?branch=central"
    assert not soup.select("script, style, [style], .masthead")


def test_embedded_list_is_bounded_and_says_which_filters_it_left_out(client, page, now):
    event = factory.event(under=page)
    for number in range(20):
        factory.occurrence(event, start=now + timedelta(hours=number + 1))
    soup = BeautifulSoup(client.get(f"{EMBED}?kind=party").content, "html.parser")
    assert len(soup.select("h2")) == 12
    assert "kind=party" in soup.select_one(".notice").get_text()


def frames_of(response):
    return response["Content-Security-Policy"].rpartition("frame-ancestors ")[2]


def test_nobody_else_may_frame_it_unless_named(client, page):
    response = client.get(EMBED)
    assert frames_of(response) == "'self'"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    with override_settings(EMBED_SITES=["https://www.town.example", "https://*.school.example"]):
        response = client.get(EMBED)
        assert frames_of(response) == "'self' https://www.town.example https://*.school.example"
        assert "X-Frame-Options" not in response
        for other in ("/en/events/", "/en/today/central/", FEED, "/en/events/week/2026-11-23/", "/admin/login/"):
            response = client.get(other)
            assert frames_of(response) == "'self'"
            assert response["X-Frame-Options"] == "SAMEORIGIN"


# --- the same number of queries ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize(("address", "queries"), [(FEED, 6), (EMBED, 7)])
def test_both_ask_the_same_for_any_number_of_dates(
    client, *, page, now, number, address, queries, django_assert_num_queries
):
    for count in range(number):
        event = factory.event(under=page, admission=Admission.REGISTER)
        factory.occurrence(event, start=now + timedelta(hours=count + 1), modified=datetime(2026, 1, 2, tzinfo=UTC))
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


def test_embedded_list_names_filters_it_does_not_know_by_name_and_by_value(client, page):
    told = client.get(f"{EMBED}?brnach=market&kind=nothing").content.decode()
    assert "brnach=market" in told
    assert "kind=nothing" in told
