"""What search engines read on the page of an event, parsed from the page."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from events.calendar.enums import Admission, Mode, Status
from events.calendar.models import ExhibitionPage, LecturePage
from events.calendar.models.parts import Speaker
from places.models import Audience, SpokenLanguage
from tests.factories import calendar as factory, places

SCHEMA = "https://schema.org/"


@pytest.fixture
def page(db, now):
    library = places.library(name={"en": "Lindhaven Libraries"})
    branch = places.branch(
        slug="central",
        name={"en": "Central Library"},
        address="2 Market Street, Lindhaven",
        latitude="37.97500",
        longitude="23.73500",
        library=library,
    )
    return factory.branch_page(branch)


def data_of(client, address):
    """The one block of linked data of a page."""
    blocks = BeautifulSoup(client.get(address).content, "html.parser").select('script[type="application/ld+json"]')
    assert len(blocks) == 1
    return json.loads(blocks[0].string)


def test_data_names_place_address_organiser_and_calendar_uid(client, page, now, settings):
    room = places.space(branch=page.branch, name={"en": "Great hall"}, step_free=True)
    event = factory.event(under=page, title="Choir", space=room, hearing_loop=True)
    occurrence = factory.occurrence(event, start=now + timedelta(days=1), space=room)
    found = data_of(client, event.url)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Event"
    assert found["identifier"] == f"{occurrence.pk}@{settings.PERMANENT_HOST}"
    assert found["organizer"] == {"@type": "Library", "name": "Lindhaven Libraries", "url": settings.BASE_URL}
    place = found["location"]
    assert place["name"] == "Central Library, Great hall"
    assert place["address"] == {"@type": "PostalAddress", "streetAddress": "2 Market Street, Lindhaven"}
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 37.975, "longitude": 23.735}
    assert {feature["propertyID"] for feature in place["amenityFeature"]} == {"step-free", "hearing-loop"}
    assert {feature["value"] for feature in place["amenityFeature"]} == {True}
    assert (found["startDate"], found["endDate"]) == ("2026-11-25T11:00:00+02:00", "2026-11-25T13:00:00+02:00")


@pytest.mark.parametrize(
    ("fields", "status", "previous", "offered"),
    [
        ({}, "EventScheduled", None, True),
        ({"status": Status.CANCELLED}, "EventCancelled", None, False),
        ({"status": Status.POSTPONED}, "EventPostponed", None, False),
        (
            {"planned_start": datetime(2026, 11, 25, 7, tzinfo=UTC)},
            "EventRescheduled",
            "2026-11-25T09:00:00+02:00",
            True,
        ),
        ({"withdrawn_at": datetime(2026, 11, 1, tzinfo=UTC)}, "EventCancelled", None, False),
    ],
)
def test_data_says_what_became_of_the_date(client, *, page, now, fields, status, previous, offered):
    occurrence = factory.occurrence(factory.event(under=page), start=now + timedelta(days=1), **fields)
    found = data_of(client, occurrence.get_absolute_url())
    assert found["eventStatus"] == SCHEMA + status
    assert found.get("previousStartDate") == previous
    assert ("offers" in found) == offered


@pytest.mark.parametrize(
    ("dates", "event", "availability"),
    [
        ({"seats": 40, "seats_taken": 1}, {}, "InStock"),
        ({"seats": 40, "seats_taken": 38}, {}, "LimitedAvailability"),
        ({"seats": 4, "seats_taken": 4}, {}, "SoldOut"),
        ({"seats": 4, "seats_taken": 4}, {"waiting_list": False}, "SoldOut"),
        ({"seats": 4}, {"opens_at": datetime(2026, 11, 24, 12, tzinfo=UTC)}, "PreOrder"),
        ({"seats": 4}, {"closes_hours": 72}, "OutOfStock"),
        ({}, {"admission": Admission.DROP_IN}, "InStock"),
    ],
)
def test_offer_says_whether_there_is_a_place(client, *, page, now, dates, event, availability):
    own = factory.event(under=page, **{"admission": Admission.REGISTER, "price": Decimal("4.50"), **event})
    occurrence = factory.occurrence(own, start=now + timedelta(days=1), **dates)
    found = data_of(client, occurrence.get_absolute_url())
    assert found["offers"]["availability"] == SCHEMA + availability
    assert (found["offers"]["price"], found["offers"]["priceCurrency"]) == ("4.50", "EUR")
    assert found["isAccessibleForFree"] is False
    if "opens_at" in event:
        assert found["offers"]["validFrom"] == "2026-11-24T14:00:00+02:00"
    if "seats" in dates:
        assert found["maximumAttendeeCapacity"] == dates["seats"]
        assert found["remainingAttendeeCapacity"] == dates["seats"] - dates.get("seats_taken", 0)


def test_free_event_costs_nothing(client, page, now):
    event = factory.event(under=page)
    factory.occurrence(event, start=now + timedelta(days=1))
    found = data_of(client, event.url)
    assert found["isAccessibleForFree"] is True
    assert found["offers"]["price"] == "0"


def test_data_says_for_whom_in_which_language_and_who_speaks(client, page, now):
    children = Audience.objects.create(slug="children", name={"en": "Children"})
    arabic = SpokenLanguage.objects.create(slug="ar", name={"en": "Arabic"})
    speakers = [Speaker(name="Ana Kovač")]
    event = factory.event(
        LecturePage, under=page, audiences=[children], languages=[arabic], age_from=3, age_to=6, speakers=speakers
    )
    factory.occurrence(event, start=now + timedelta(days=1))
    found = data_of(client, event.url)
    assert found["audience"] == {"@type": "Audience", "audienceType": "Children"}
    assert found["typicalAgeRange"] == "3-6"
    assert found["inLanguage"] == ["ar"]
    assert found["performer"] == [{"@type": "Person", "name": "Ana Kovač"}]


@pytest.mark.parametrize(("ages", "written"), [({"age_from": 12}, "12-"), ({"age_to": 4}, "0-4"), ({}, None)])
def test_ages_are_a_range(client, page, ages, written):
    assert data_of(client, factory.event(under=page, **ages).url).get("typicalAgeRange") == written


def test_exhibition_has_days_and_its_tour_belongs_to_it(client, page, now, settings):
    event = factory.event(
        ExhibitionPage, under=page, title="Doors", opens_on=date(2026, 11, 20), closes_on=date(2026, 12, 20)
    )
    tour = factory.occurrence(event, start=now + timedelta(days=1), label="Tour")
    whole = event.occurrences.get(all_day=True)
    found = data_of(client, whole.get_absolute_url())
    assert found["@type"] == "ExhibitionEvent"
    assert (found["startDate"], found["endDate"]) == ("2026-11-20", "2026-12-20")
    assert "superEvent" not in found
    found = data_of(client, tour.get_absolute_url())
    assert (found["@type"], found["name"]) == ("Event", "Doors: Tour")
    assert found["superEvent"] == {
        "@type": "ExhibitionEvent",
        "name": "Doors",
        "url": settings.BASE_URL + event.url,
        "startDate": "2026-11-20",
        "endDate": "2026-12-20",
    }


def test_session_belongs_to_its_conference(client, page, now, settings):
    event = factory.event(LecturePage, under=page, title="A town that reads")
    session = factory.occurrence(event, start=now + timedelta(days=1), session=True)
    found = data_of(client, session.get_absolute_url())
    assert found["superEvent"] == {"@type": "Event", "name": "A town that reads", "url": settings.BASE_URL + event.url}


@pytest.mark.parametrize(
    ("mode", "word", "types"),
    [
        (Mode.ONLINE, "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (Mode.HYBRID, "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        (Mode.HERE, "OfflineEventAttendanceMode", ["Place"]),
    ],
)
def test_data_says_where_people_meet(client, *, page, now, mode, word, types):
    event = factory.event(under=page, mode=mode)
    factory.occurrence(event, start=now + timedelta(days=1))
    found = data_of(client, event.url)
    places_of = found["location"] if isinstance(found["location"], list) else [found["location"]]
    assert found["eventAttendanceMode"] == SCHEMA + word
    assert [place["@type"] for place in places_of] == types


def test_words_cannot_leave_the_block(client, page, now):
    wild = "</script><script>alert(1)</script><!-- \u2028 & "
    event = factory.event(under=page, title="Wild", summary=wild)
    room = places.space(branch=page.branch, name={"en": wild})
    occurrence = factory.occurrence(event, start=now + timedelta(days=1), space=room)
    body = client.get(occurrence.get_absolute_url()).content.decode()
    assert body.count("</script>") == 1
    assert data_of(client, occurrence.get_absolute_url())["description"] == wild


def test_event_without_a_date_says_nothing_of_one(client, page):
    found = data_of(client, factory.event(under=page).url)
    assert not {"startDate", "location", "offers", "eventStatus"} & set(found)
