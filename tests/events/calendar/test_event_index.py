from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from events.calendar.enums import Admission, Status
from events.calendar.models import ExhibitionPage, LecturePage
from events.partners.models import Happening, Organisation
from places.models import Audience, SpokenLanguage, Topic
from tests.factories import calendar as factory, places

LIST = "/en/events/"


@pytest.fixture
def page(db, now):
    """The page of a branch called Central Library."""
    branch = places.branch(slug="central", name={"en": "Central Library", "el": "Κεντρική Βιβλιοθήκη"})
    factory.home("el")
    return factory.branch_page(branch)


def read(client, address=LIST):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [link.get_text() for link in soup.select(".book h3 a")]


def words(element):
    return " ".join(element.get_text(" ").split())


def test_list_opens_on_what_is_to_come_by_days(client, page, now):
    factory.occurrence(factory.event(under=page, title="Over"), start=now - timedelta(hours=5))
    factory.occurrence(factory.event(under=page, title="Second"), start=now + timedelta(days=2))
    factory.occurrence(factory.event(under=page, title="First"), start=now + timedelta(hours=3))

    soup = read(client)

    assert titles(soup) == ["First", "Second"]
    assert [words(day) for day in soup.select(".day > header")] == [
        "Tuesday 24 November Today",
        "Thursday 26 November",
    ]
    assert words(soup.select_one("[role=status]")) == "2 events, 24 November – 30 November"


def test_a_late_event_stands_under_the_local_day(client, page):
    # 23:30 UTC is half past one the next day in Athens.
    factory.occurrence(factory.event(under=page), start=datetime(2026, 11, 25, 23, 30, tzinfo=UTC))
    assert [words(day) for day in read(client).select(".day > header")] == ["Thursday 26 November"]


def test_an_exhibition_stands_once_in_its_strip(client, page, now):
    exhibition = factory.event(ExhibitionPage, under=page, title="Doors of the old town")
    factory.occurrence(exhibition, start=now - timedelta(days=20), hours=24 * 60, all_day=True)

    soup = read(client)

    assert [words(title) for title in soup.select(".ongoing h3")] == ["Doors of the old town"]
    assert not soup.select(".day")
    assert "until 3 January" in words(soup.select_one(".ongoing"))


def test_partners_dates_stand_among_ours_and_are_marked(client, page, now):
    factory.occurrence(factory.event(under=page, title="Ours"), start=now + timedelta(hours=3))
    school = Organisation.objects.create(slug="school", name="Music School")
    Happening.objects.create(
        organisation=school, uid="1", title="Theirs", start=now + timedelta(hours=2), zone="Europe/Athens", modified=now
    )
    soup = read(client)
    assert titles(soup) == ["Theirs", "Ours"]
    assert words(soup.select(".book .kind")[0]) == "Music School"


def test_cancelled_dates_stay_with_the_word(client, page, now):
    factory.occurrence(factory.event(under=page), start=now + timedelta(days=1), status=Status.CANCELLED)
    soup = read(client)
    assert "off" in soup.select_one(".book")["class"]
    assert words(soup.select_one(".book .state")) == "Cancelled"


def test_withdrawn_dates_and_drafts_are_not_shown(client, page, now):
    factory.occurrence(factory.event(under=page), start=now + timedelta(days=1), withdrawn_at=now)
    factory.occurrence(factory.event(under=page, publish=False), start=now + timedelta(days=1))
    assert titles(read(client)) == []


def test_words_are_those_of_the_active_language_and_others_are_marked(client, page, now):
    greek_page = factory.branch_page(page.branch, "el")
    both = factory.event(under=page, title="Story time")
    factory.event(under=greek_page, title="Ώρα του παραμυθιού", translation_key=both.translation_key)
    alone = factory.event(under=greek_page, title="Μόνο ελληνικά")
    factory.occurrence(both, start=now + timedelta(days=1))
    factory.occurrence(alone, start=now + timedelta(days=2))

    english, greek = read(client), read(client, "/el/events/")

    assert titles(english) == ["Story time", "Μόνο ελληνικά"]
    assert titles(greek) == ["Ώρα του παραμυθιού", "Μόνο ελληνικά"]
    assert english.find("a", string="Μόνο ελληνικά")["lang"] == "el"
    assert words(english.select(".book")[1].select_one(".inlang")) == "in Greek"
    assert not greek.select(".book [lang]")


@pytest.mark.parametrize(
    ("plan", "date_fields", "expected"),
    [
        ({}, {}, "Drop in, no registration"),
        ({"admission": Admission.REGISTER}, {"seats": 40}, "40 places left"),
        ({"admission": Admission.REGISTER}, {"seats": 40, "seats_taken": 37}, "3 places left"),
        ({"admission": Admission.REGISTER}, {"seats": 4, "seats_taken": 4}, "Full Waiting list open"),
        ({"admission": Admission.REGISTER, "waiting_list": False}, {"seats": 4, "seats_taken": 4}, "Full"),
        ({"admission": Admission.REGISTER}, {"seats": 4, "seats_taken": 2, "waiting": 1}, "Full Waiting list open"),
        ({"admission": Admission.REGISTER}, {}, "Registration is open"),
        ({"admission": Admission.REGISTER, "closes_hours": 48}, {"seats": 4}, "Registration is closed"),
        (
            {"admission": Admission.REGISTER, "opens_at": datetime(2026, 11, 25, 7, tzinfo=UTC)},
            {"seats": 4},
            "Registration opens Wednesday, 25 November at 09:00",
        ),
        ({}, {"status": Status.POSTPONED}, "Postponed"),
        (
            {},
            {"planned_start": datetime(2026, 12, 1, tzinfo=UTC)},
            "Moved to another time Drop in, no registration",
        ),
    ],
)
def test_every_date_says_how_it_stands(client, *, page, now, plan, date_fields, expected):
    factory.occurrence(factory.event(under=page, **plan), start=now + timedelta(days=1), **date_fields)
    assert words(read(client).select_one(".book .state")) == expected


# --- filters ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def programme(page, now):
    """A lecture about health in Arabic, with a loop; a story time for children, with a price; a full workshop."""
    harbour = factory.branch_page(places.branch(slug="harbour", name={"en": "Harbour Library"}))
    health = Topic.objects.create(slug="health", name={"en": "Health"})
    children = Audience.objects.create(slug="children", name={"en": "Children"})
    arabic = SpokenLanguage.objects.create(slug="ar", name={"en": "Arabic"})
    hall = places.space(branch=page.branch, hearing_loop=True, step_free=True)
    lecture = factory.event(LecturePage, under=page, title="Sleep well", topics=[health], languages=[arabic])
    story = factory.event(under=page, title="Story time", audiences=[children], price=3, hearing_loop=False)
    workshop = factory.event(under=harbour, title="Mending", admission=Admission.REGISTER)
    factory.occurrence(lecture, start=now + timedelta(days=1), space=hall)
    factory.occurrence(story, start=now + timedelta(days=2), space=hall)
    factory.occurrence(workshop, start=now + timedelta(days=3), seats=2, seats_taken=2)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=lecture", ["Sleep well"]),
        ("kind=lecture&kind=activity", ["Sleep well", "Story time", "Mending"]),
        ("branch=harbour", ["Mending"]),
        ("audience=children", ["Story time"]),
        ("topic=health", ["Sleep well"]),
        ("language=ar", ["Sleep well"]),
        ("access=hearing-loop", ["Sleep well"]),
        ("access=step-free", ["Sleep well", "Story time"]),
        ("access=step-free&access=hearing-loop", ["Sleep well"]),
        ("places=free", ["Sleep well", "Story time"]),
        ("price=free", ["Sleep well", "Mending"]),
        ("from=2026-11-26", ["Story time", "Mending"]),
        ("from=2026-11-26&to=2026-11-26", ["Story time"]),
        ("q=SLEÉP", ["Sleep well"]),
        ("q=harbour", ["Mending"]),
        ("q=time+story", ["Story time"]),
        ("q=time+sleep", []),
        ("kind=lecture&branch=harbour", []),
        ("kind=circus", ["Sleep well", "Story time", "Mending"]),
    ],
)
def test_filters_narrow_the_list(client, programme, query, expected):
    assert titles(read(client, f"{LIST}?{query}")) == expected


def test_filters_tell_how_much_each_would_show(client, programme):
    soup = read(client, f"{LIST}?kind=lecture")
    counts = {box["value"]: words(box.find_next(class_="n")) for box in soup.select(".check input")}
    # Its own facet stays open: one sees what the other kinds would bring.
    assert counts["lecture"] == "1 event"
    assert counts["activity"] == "2 events"
    assert counts["exhibition"] == "0 events"
    assert counts["central"] == "1 event"
    assert counts["harbour"] == "0 events"
    assert counts["hearing-loop"] == "1 event"


def test_filters_in_use_are_chips_that_remove_themselves(client, programme):
    soup = read(client, f"{LIST}?kind=lecture&branch=central&price=free&from=2026-11-24")
    links = {" ".join(chip.get_text().split()): chip["href"] for chip in soup.select(".chips a")}
    assert links["Talk or lecture (remove this filter)"] == f"{LIST}?branch=central&price=free&from=2026-11-24"
    assert links["Clear all"] == f"{LIST}?from=2026-11-24"
    assert soup.find("input", {"value": "lecture"}).has_attr("checked")


def test_unknown_filters_are_left_out_with_a_word(client, programme):
    soup = read(client, f"{LIST}?kind=circus&branch=<b>")
    assert "kind=circus" in words(soup.select_one(".results .notice"))
    assert not soup.select_one(".results .notice b")


def test_nothing_found_names_the_filter_to_drop(client, programme):
    soup = read(client, f"{LIST}?kind=lecture&branch=harbour")
    ways = {words(link): link["href"] for link in soup.select(".results .notice a")}
    assert ways == {
        "Talk or lecture": f"{LIST}?branch=harbour",
        "Harbour Library": f"{LIST}?kind=lecture",
    }


def test_quick_dates_are_links_with_counts(client, programme):
    quick = {words(link): link["href"] for link in read(client, f"{LIST}?branch=central").select(".quick a")}
    assert quick == {
        "Today 0": f"{LIST}?branch=central&from=2026-11-24&to=2026-11-24",
        "Tomorrow 1": f"{LIST}?branch=central&from=2026-11-25&to=2026-11-25",
        "Next 7 days 2": f"{LIST}?branch=central&from=2026-11-24&to=2026-11-30",
        "Weekend 0": f"{LIST}?branch=central&from=2026-11-28&to=2026-11-29",
        "December 0": f"{LIST}?branch=central&from=2026-12-01&to=2026-12-31",
    }


def test_list_goes_on_by_address(client, page, now):
    for day in range(20):
        factory.occurrence(factory.event(under=page), start=now + timedelta(days=day, hours=2))
    soup = read(client)
    assert len(titles(soup)) == 12
    onward = soup.select_one(".more a[rel=next]")["href"]
    assert onward == f"{LIST}?from=2026-12-06"
    assert len(titles(read(client, onward))) == 7


def test_busy_days_stay_whole(client, page, now):
    event = factory.event(under=page)
    for number in range(70):
        factory.occurrence(event, start=now + timedelta(days=1 + number // 35, minutes=number))
    soup = read(client)
    assert len(titles(soup)) == 35
    assert soup.select_one(".more a[rel=next]")["href"] == f"{LIST}?from=2026-11-26"


def test_subscription_is_the_same_selection_for_all_days(client, programme, settings):
    soup = read(client, f"{LIST}?kind=lecture&from=2026-11-26&to=2026-11-26")
    links = [link["href"] for link in soup.select(".subscribe a")]
    base = settings.BASE_URL
    assert links == [f"{base}/en/events/feed.ics?kind=lecture", f"webcal://{base[7:]}/en/events/feed.ics?kind=lecture"]
    assert client.get(links[0].removeprefix(base)).status_code == 200


def test_days_that_are_past_lead_to_the_archive(client, page):
    from home.models import StandardPage

    assert client.get(f"{LIST}?to=2026-01-01").status_code == 200
    archive = StandardPage(title="Archive", slug="archive", locale=page.locale)
    page.get_parent().add_child(instance=archive)
    response = client.get(f"{LIST}?to=2026-01-01")
    assert response.status_code == 302
    assert response["Location"] == "/en/archive/"


def test_list_for_paper_has_no_filters(client, programme):
    soup = read(client, read(client).select_one(".more a:last-child")["href"])
    assert len(titles(soup)) == 3
    assert not soup.select("form")


def test_answer_to_htmx_carries_the_counts_and_is_kept_apart(client, programme):
    response = client.get(LIST, headers={"hx-request": "true"})
    assert "HX-Request" in response["Vary"]
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.select(".check .n[hx-swap-oob]")) == len(soup.select(".check .n"))
    assert not read(client).select("[hx-swap-oob]")


def test_list_has_no_script_but_htmx(client, programme):
    scripts = read(client).select("script")
    assert [script["src"] for script in scripts] == ["/static/django_htmx/htmx-2.min.js"]


# --- month ------------------------------------------------------------------------------------------------------------
def test_month_counts_the_events_of_each_day(client, programme):
    soup = read(client, "/en/events/month/2026/11/")
    days = {words(link): link["href"] for link in soup.select("table.big a")}
    assert days == {
        "25 November, 1 event": f"{LIST}?from=2026-11-25&to=2026-11-25",
        "26 November, 1 event": f"{LIST}?from=2026-11-26&to=2026-11-26",
        "27 November, 1 event": f"{LIST}?from=2026-11-27&to=2026-11-27",
    }
    assert words(soup.select_one("table.big [aria-current=date]")) == "24"
    assert len(soup.select("table.big th[scope=col]")) == 7
    assert words(soup.select_one("table.big caption")) == "November 2026"


def test_month_keeps_the_filters(client, programme):
    soup = read(client, "/en/events/month/2026/11/?branch=harbour")
    assert [link["href"] for link in soup.select("table.big a")] == [
        f"{LIST}?branch=harbour&from=2026-11-27&to=2026-11-27"
    ]
    assert [link["href"] for link in soup.select(".results .monthnav a")] == [
        "/en/events/month/2026/10/?branch=harbour",
        "/en/events/month/2026/12/?branch=harbour",
    ]


@pytest.mark.parametrize("address", ["2026/13", "2026/0", "0/1", "9999/12", "99999/1"])
def test_month_that_is_none_is_not_found(client, page, address):
    assert client.get(f"/en/events/month/{address}/").status_code == 404


# --- the same number of queries ---------------------------------------------------------------------------------------
def many(page, now, number):
    event = factory.event(under=page)
    for count in range(number):
        factory.occurrence(event if count % 2 else factory.event(under=page), start=now + timedelta(hours=2 + count))


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize(("address", "queries"), [(LIST, 11), ("/en/events/month/2026/11/", 7)])
def test_pages_ask_the_same_for_any_number_of_dates(
    client, *, page, now, number, address, queries, django_assert_num_queries
):
    many(page, now, number)
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
