import json
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from events.calendar.enums import Admission, Mode, Status
from events.calendar.models import (
    Barrier,
    CoCreator,
    ExhibitionPage,
    LecturePage,
    ParticipatoryPage,
    Speaker,
)
from events.partners.models import Organisation
from events.programmes.models import Programme
from places.models import Audience, SpokenLanguage
from tests.factories import calendar as factory, places


@pytest.fixture
def page(db, now):
    branch = places.branch(slug="central", name={"en": "Central Library", "el": "Κεντρική Βιβλιοθήκη"}, phone="210 12")
    return factory.branch_page(branch)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def facts(soup):
    return {words(each.dt): words(each.dd) for each in soup.select(".card .facts > div")}


def test_event_page_tells_the_practical_facts(client, page, now):
    adults = Audience.objects.create(slug="adults", name={"en": "Adults"})
    greek = SpokenLanguage.objects.create(slug="el", name={"en": "Greek"})
    event = factory.event(under=page, title="Mending night", audiences=[adults], languages=[greek], age_from=12)
    space = places.space(branch=page.branch, name={"en": "Workshop 2"}, step_free=True)
    factory.occurrence(event, start=now + timedelta(days=1), space=space)

    soup = read(client, event.url)

    assert words(soup.h1) == "Mending night"
    assert facts(soup) == {
        "When": "Wednesday 25 November 2026, 11:00",
        "Where": "Central Library, Workshop 2",
        "For whom": "Adults, From 12 years",
        "Price": "Free",
        "Spoken language": "Greek",
    }
    assert [words(each) for each in soup.select(".access li")] == ["Step-free from the street"]
    assert "210 12" in words(soup.main)
    assert words(soup.select_one(".updated")) == "Last updated 24 November 2026"


def test_event_page_shows_the_next_date_that_takes_place_and_the_others(client, page, now):
    event = factory.event(under=page)
    factory.occurrence(event, start=now - timedelta(days=7))
    factory.occurrence(event, start=now + timedelta(days=7), status=Status.CANCELLED)
    factory.occurrence(event, start=now + timedelta(days=14))
    factory.occurrence(event, start=now + timedelta(days=21))

    soup = read(client, event.url)

    assert facts(soup)["When"].startswith("Tuesday 8 December")
    others = [words(each) for each in soup.select(".dates li")]
    assert others == [
        "Tuesday 1 December 2026, 11:00 Cancelled",
        "Tuesday 15 December 2026, 11:00 Drop in, no registration",
    ]


def test_event_page_without_dates_says_they_will_come(client, page):
    soup = read(client, factory.event(under=page).url)
    assert words(soup.select_one(".card .state")) == "The date will be announced"
    assert not soup.select(".card .button")


def test_event_page_offers_to_register_and_says_how_many_places_are_left(client, page, now):
    event = factory.event(under=page, admission=Admission.REGISTER)
    occurrence = factory.occurrence(event, start=now + timedelta(days=1), seats=24, seats_taken=21)
    soup = read(client, event.url)
    links = [link["href"] for link in soup.select(".card .button")]
    assert links == [f"/en/o/{occurrence.code}/register/", f"/en/o/{occurrence.code}.ics"]
    assert soup.meter["value"] == "21"
    assert words(soup.select_one(".bar")).startswith("3 places left")


def test_full_event_offers_the_waiting_list(client, page, now):
    event = factory.event(under=page, admission=Admission.REGISTER)
    factory.occurrence(event, start=now + timedelta(days=1), seats=2, seats_taken=2)
    assert words(read(client, event.url).select_one(".card .button")) == "Join the waiting list"


def test_event_page_is_linked_data_that_cannot_leave_its_block(client, page, now, settings):
    event = factory.event(under=page, title="</script><script>alert(1)</script>", summary="a & b")
    occurrence = factory.occurrence(event, start=now + timedelta(days=1))
    soup = read(client, event.url)
    assert len(soup.select("script")) == 1
    data = json.loads(soup.script.string)
    assert data["name"] == "</script><script>alert(1)</script>"
    assert data["startDate"] == "2026-11-25T11:00:00+02:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["location"]["name"] == "Central Library"
    assert data["url"] == f"{settings.BASE_URL}/en/o/{occurrence.code}/"
    assert data["isAccessibleForFree"] is True


def test_lecture_names_who_speaks(client, page):
    event = factory.event(LecturePage, under=page, speakers=[Speaker(name="Ana Kovač", about="Textiles")])
    assert words(read(client, event.url).select_one(".people")) == "Ana Kovač Textiles"


def test_exhibition_tells_its_period_and_hours(client, page, now):
    event = factory.event(
        ExhibitionPage, under=page, opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 31), opening_hours="Mon 9–17"
    )
    soup = read(client, event.url)
    assert facts(soup)["When"] == "1 November 2026 – 31 December 2026"
    assert "Mon 9–17" in words(soup.main)


def test_participatory_event_says_of_whom_by_whom_and_for_whom(client, page):
    event = factory.event(
        ParticipatoryPage,
        under=page,
        community="Arabic speaking women of Kypseli",
        cocreation=3,
        decisions="They chose the recipes.",
        welcomes="Everybody who cooks",
        cocreators=[CoCreator(name="Rima", role="Cook")],
        barriers=[Barrier(barrier="Children at home", removed_by="A play corner")],
        how_to_take_part="<p>Just come.</p>",
    )
    told = words(read(client, event.url).select_one("[aria-labelledby=together]"))
    for part in (
        "Arabic speaking women",
        "3: planned together",
        "They chose",
        "Everybody who",
        "Rima",
        "A play corner",
    ):
        assert part in told


def test_partners_and_public_programmes_are_named(client, page):
    choir = Organisation.objects.create(slug="choir", name="Harbour Choir")
    facts_of = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    public = Programme.objects.create(title={"en": "Voices"}, public=True, **facts_of)
    draft = Programme.objects.create(title={"en": "Secret plan"}, **facts_of)
    shown = read(client, factory.event(under=page, programme=public, partners=[choir]).url)
    assert "Harbour Choir" in words(shown.main)
    assert shown.find("a", string="Voices")
    assert "Secret plan" not in words(read(client, factory.event(under=page, programme=draft).url).main)


def test_event_that_is_not_saved_yet_has_a_preview(page):
    draft = LecturePage(title="Only a thought", slug="only-a-thought", locale=page.locale)
    page.add_child(instance=draft)
    unsaved = LecturePage(title="Not even that", slug="not-even-that", locale=page.locale)
    unsaved.path, unsaved.depth = f"{draft.path[:-4]}ZZZZ", draft.depth
    assert b"Only a thought" in draft.make_preview_request().render().content
    assert b"Not even that" in unsaved.make_preview_request().render().content


# --- one date ---------------------------------------------------------------------------------------------------------
def test_one_date_has_an_address_and_the_event_is_canonical(client, page, now):
    event = factory.event(under=page)
    factory.occurrence(event, start=now + timedelta(days=1))
    later = factory.occurrence(event, start=now + timedelta(days=30))
    soup = read(client, f"/en/o/{later.code}/")
    assert facts(soup)["When"] == "Thursday 24 December 2026, 11:00"
    assert soup.find("link", rel="canonical")["href"].endswith(event.url)
    assert client.get("/en/o/NOSUCHDATE/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": Status.CANCELLED, "reason": "The speaker is ill."}, "This date is cancelled The speaker is ill."),
        ({"status": Status.POSTPONED}, "This date is postponed A new date will be announced here."),
        ({"withdrawn_at": datetime(2026, 11, 1, tzinfo=UTC)}, "This date is cancelled"),
        (
            {"planned_start": datetime(2026, 12, 1, tzinfo=UTC), "reason": "A strike."},
            (
                "This date has been moved It now takes place on Wednesday 25 November 2026, 11:00, "
                "moved from Tuesday 1 December 2026, 02:00. A strike."
            ),
        ),
    ],
)
def test_one_date_says_what_happened_to_it(client, *, page, now, fields, expected):
    occurrence = factory.occurrence(factory.event(under=page), start=now + timedelta(days=1), **fields)
    soup = read(client, f"/en/o/{occurrence.code}/")
    assert words(soup.select_one(".notice")) == expected
    # The time of what is off is struck out; that of a moved date is the one to come at.
    assert [bool(soup.select(f"{place} s")) for place in (".facts", ".when")] == ["moved" not in expected] * 2
    assert not [link for link in soup.select(".button") if "register" in link.get("href", "")]


def test_past_date_says_it_is_over(client, page, now):
    occurrence = factory.occurrence(factory.event(under=page), start=now - timedelta(days=30))
    assert words(read(client, f"/en/o/{occurrence.code}/").select_one(".notice")) == "This date is over"


def test_date_of_an_event_that_is_not_public_is_not_found(client, page, now):
    occurrence = factory.occurrence(factory.event(under=page, publish=False), start=now + timedelta(days=1))
    assert client.get(f"/en/o/{occurrence.code}/").status_code == 404


def test_times_are_those_of_the_house_wherever_the_site_is(client, db, now):
    stockholm = factory.branch_page(places.branch(zone="Europe/Stockholm"))
    occurrence = factory.occurrence(factory.event(under=stockholm), start=now + timedelta(days=1))
    soup = read(client, f"/en/o/{occurrence.code}/")
    assert facts(soup)["When"].endswith("10:00")
    assert words(read(client, "/en/events/").select_one(".book .time time")) == "10:00"


# --- languages --------------------------------------------------------------------------------------------------------
def test_translation_tells_the_dates_and_facts_of_its_source(client, page, now):
    event = factory.event(under=page, title="Story time", price=5, mode=Mode.HERE)
    greek = factory.event(
        under=factory.branch_page(page.branch, "el"), title="Παραμύθι", translation_key=event.translation_key
    )
    occurrence = factory.occurrence(event, start=now + timedelta(days=1))
    soup = read(client, greek.url)
    assert words(soup.h1) == "Παραμύθι"
    assert "25 Νοεμβρίου 2026, 11:00" in words(soup.select_one(".facts"))
    assert "5,00" in words(soup.select_one(".facts"))
    assert words(read(client, f"/el/o/{occurrence.code}/").h1) == "Παραμύθι"


def test_event_in_another_language_says_so_and_marks_its_words(client, page, now):
    factory.home("sv")
    occurrence = factory.occurrence(factory.event(under=page, title="Story time"), start=now + timedelta(days=1))
    soup = read(client, f"/sv/o/{occurrence.code}/")
    assert words(soup.h1) == "Story time"
    assert soup.select_one(".title")["lang"] == "en"
    assert soup.select_one(".inlang")
    assert soup.html["lang"] == "sv"


@pytest.mark.parametrize("number", [1, 3, 30])
def test_event_page_asks_the_same_for_any_number_of_dates(client, page, now, number, django_assert_num_queries):
    event = factory.event(under=page, admission=Admission.REGISTER)
    dates = [factory.occurrence(event, start=now + timedelta(days=day + 1), seats=9) for day in range(number)]
    client.get(event.url)
    with django_assert_num_queries(19):
        client.get(event.url)
    with django_assert_num_queries(11):
        client.get(f"/en/o/{dates[-1].code}/")
