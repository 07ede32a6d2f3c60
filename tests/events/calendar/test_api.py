"""The read API: what it says, what it refuses, how it is described, and what every answer carries."""

import json
import re
from datetime import UTC, date, time, timedelta
from decimal import Decimal

import pytest

from events.calendar.enums import Admission, Status
from events.calendar.models import ExhibitionPage, LecturePage
from events.calendar.models.parts import Speaker
from events.partners.models import Organisation
from places.domain.hours import set_week
from places.models import Audience, ClosingDay, SpokenLanguage, Topic
from tests.factories import calendar as factory, people, places, programmes, registration
from tests.machinery.openapi import faults

API = "/api/v1"


@pytest.fixture
def page(db, now):
    library = places.library(slug="lindhaven", name={"en": "Lindhaven Libraries"})
    facts = {"address": "2 Market Street", "email": "c@library.example", "latitude": "37.97500", "longitude": "23.7"}
    return factory.branch_page(places.branch(slug="central", name={"en": "Central"}, library=library, **facts))


@pytest.fixture
def conference(page, now):
    """A lecture with every fact, in English and Greek, with a date that was moved."""
    room = places.space(branch=page.branch, name={"en": "Great hall"}, seats=80, step_free=True)
    organisation = Organisation.objects.create(slug="school", name="Music School", website="https://school.example")
    event = factory.event(
        LecturePage,
        under=page,
        title="A town that reads",
        body=[("text", "<p>All day <b>long</b>.</p>")],
        audiences=[Audience.objects.create(slug="adults", name={"en": "Adults"})],
        topics=[Topic.objects.create(slug="reading", name={"en": "Reading"})],
        languages=[SpokenLanguage.objects.create(slug="el", name={"en": "Greek"})],
        partners=[organisation],
        programme=programmes.programme(code="PR0GRAM", title={"en": "Reading"}),
        speakers=[Speaker(name="Ana Kovač")],
        hearing_loop=True,
        price=Decimal("4.50"),
        admission=Admission.REGISTER,
        age_from=12,
    )
    factory.occurrence(
        event,
        start=now + timedelta(days=1),
        planned_start=now,
        code="C0NF",
        space=room,
        seats=80,
        seats_taken=30,
        reason="The hall is being painted.",
    )
    greek = event.copy_for_translation(factory.branch_page(page.branch, "el").locale)
    greek.title = "Μια πόλη διαβάζει"
    greek.save_revision().publish()
    return event


def get(client, address, status=200, **headers):
    response = client.get(f"{API}{address}", headers=headers)
    assert response.status_code == status, (address, response.content)
    return json.loads(response.content)


# --- what it says -----------------------------------------------------------------------------------------------------
def test_date_says_all_that_its_page_says(client, conference, settings):
    found = get(client, "/occurrences")
    assert (found["count"], found["next"], found["previous"]) == (1, "", "")
    row = conference.occurrences.get()
    assert found["results"] == [
        {
            "code": "C0NF",
            "uid": f"{row.pk}@{settings.PERMANENT_HOST}",
            "url": f"{settings.BASE_URL}/en/o/C0NF/",
            "calendar": f"{settings.BASE_URL}/en/o/C0NF.ics",
            "event": {
                "code": conference.translation_key.hex,
                "title": "A town that reads",
                "summary": "One sentence.",
                "language": "en",
                "kind": "lecture",
                "audience": ["adults"],
                "topic": ["reading"],
                "spoken": ["el"],
                "age_from": 12,
                "age_to": None,
                "price": "4.50",
                "currency": "EUR",
            },
            "label": "",
            "start": "2026-11-25T11:00:00+02:00",
            "end": "2026-11-25T13:00:00+02:00",
            "zone": "Europe/Athens",
            "all_day": False,
            "status": "scheduled",
            "reason": "The hall is being painted.",
            "note": "",
            "moved_from": "2026-11-24T11:00:00+02:00",
            "place": {
                "mode": "here",
                "name": "Central, Great hall",
                "branch": "central",
                "space": "Great hall",
                "address": "2 Market Street",
                "latitude": 37.975,
                "longitude": 23.7,
            },
            "registration": {"admission": "register", "state": "places", "opens": None, "seats": 80, "left": 50},
            "access": ["step-free", "hearing-loop"],
            "sequence": 0,
            "modified": "2026-01-01T00:00:00Z",
        }
    ]
    assert get(client, "/occurrences/c0nf") == found["results"][0]


def test_events_are_listed_once_with_their_next_date(client, conference, page, now, settings):
    factory.occurrence(conference, start=now + timedelta(days=3))
    doors = factory.event(
        ExhibitionPage, under=page, title="Doors", opens_on=date(2026, 11, 1), closes_on=date(2027, 1, 1)
    )
    found = get(client, "/events")
    assert [event["title"] for event in found["results"]] == ["Doors", "A town that reads"]
    town = found["results"][1]
    assert (town["first"], town["dates"]) == ("2026-11-25T11:00:00+02:00", 2)
    assert town["url"] == settings.BASE_URL + conference.url
    assert get(client, town["occurrences"].removeprefix(settings.BASE_URL + API))["count"] == 2
    whole = get(client, f"/events/{doors.translation_key.hex}")
    assert (whole["kind"], whole["opens_on"], whole["closes_on"]) == ("exhibition", "2026-11-01", "2027-01-01")


def test_event_is_told_whole_in_the_language_asked_for(client, conference, settings):
    found = get(client, f"/events/{conference.translation_key.hex}?lang=el")
    assert (found["title"], found["language"], found["languages"]) == ("Μια πόλη διαβάζει", "el", ["el", "en"])
    assert found["url"].startswith(f"{settings.BASE_URL}/el/")
    assert found["story"] == "All day long."
    assert found["partners"] == [{"code": "school", "name": "Music School", "website": "https://school.example"}]
    assert found["programme"]["code"] == "PR0GRAM"
    assert found["speakers"] == ["Ana Kovač"]
    assert "\\u" not in client.get(f"{API}/occurrences?lang=el").content.decode()


def test_words_fall_back_and_say_in_which_language_they_are(client, conference):
    found = get(client, "/occurrences?lang=da")["results"][0]["event"]
    assert (found["title"], found["language"]) == ("A town that reads", "en")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["A town that reads", "Choir"]),
        ("?kind=activity", ["Choir"]),
        ("?branch=harbour", ["Choir"]),
        ("?branch=harbour&branch=central&kind=lecture", ["A town that reads"]),
        ("?access=step-free", ["A town that reads"]),
        ("?q=CHOIR", ["Choir"]),
        ("?price=free", ["Choir"]),
        ("?programme=PR0GRAM", ["A town that reads"]),
        ("?from=2026-11-20&to=2026-11-24", ["Past"]),
        ("?from=2026-11-26", ["Choir"]),
    ],
)
def test_filters_are_those_of_the_list(client, conference, now, query, titles):
    harbour = factory.branch_page(places.branch(slug="harbour"))
    factory.occurrence(factory.event(under=harbour, title="Past"), start=now - timedelta(days=1))
    factory.occurrence(factory.event(under=harbour, title="Choir"), start=now + timedelta(days=2))
    assert [each["event"]["title"] for each in get(client, f"/occurrences{query}")["results"]] == titles
    assert [each["title"] for each in get(client, f"/events{query}")["results"]] == titles


def test_cancelled_and_withdrawn_dates_say_so(client, page, now):
    event = factory.event(under=page)
    off = factory.occurrence(event, start=now + timedelta(days=1), status=Status.CANCELLED)
    gone = factory.occurrence(event, start=now + timedelta(days=2), withdrawn_at=now)
    assert [each["status"] for each in get(client, "/occurrences")["results"]] == ["cancelled"]
    assert get(client, f"/occurrences/{off.code}")["registration"]["state"] == "cancelled"
    assert get(client, f"/occurrences/{gone.code}")["status"] == "cancelled"


def test_pages_lead_to_each_other(client, page, now, settings):
    event = factory.event(under=page)
    for number in range(5):
        factory.occurrence(event, start=now + timedelta(days=1 + number))
    seen, address = [], "/occurrences?size=2&kind=activity"
    while address:
        found = get(client, address)
        seen += [each["start"][:10] for each in found["results"]]
        address = found["next"].removeprefix(settings.BASE_URL + API)
    assert seen == ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"]
    assert found["previous"] == f"{settings.BASE_URL}{API}/occurrences?size=2&kind=activity&page=2"


def test_branches_say_where_they_are_and_when_they_are_open(client, page, settings):
    places.space(branch=page.branch, name={"en": "Great hall"}, seats=80, step_free=True)
    set_week(page.branch, [(1, time(9), time(17)), (1, time(18), time(20)), (2, time(9), time(17))])
    ClosingDay.objects.create(
        branch=page.branch, first=date(2026, 11, 25), last=date(2026, 11, 25), reason={"en": "Move"}
    )
    found = get(client, "/branches")["results"][0]
    assert (found["code"], found["library"]["code"]) == ("central", "lindhaven")
    assert found["url"] == f"{settings.BASE_URL}/en/central/"
    assert found["spaces"] == [{"name": "Great hall", "seats": 80, "access": ["step-free"]}]
    spans = [{"opens": "09:00", "closes": "17:00"}, {"opens": "18:00", "closes": "20:00"}]
    assert len(found["opening"]) == 14
    assert found["opening"][:3] == [
        {"date": "2026-11-24", "open": spans, "reason": ""},
        {"date": "2026-11-25", "open": [], "reason": "Move"},
        {"date": "2026-11-26", "open": [], "reason": ""},
    ]


def test_words_are_those_of_the_filters(client, conference):
    found = get(client, "/words?lang=en")
    assert found["topic"] == [{"value": "reading", "label": "Reading"}]
    assert {"value": "lecture", "label": "Talk or lecture"} in found["kind"]
    for name, words in found.items():
        for word in words:
            get(client, f"/occurrences?{name}={word['value']}")


def test_nobody_who_registered_is_named_and_no_primary_key_is_told(client, conference, now):
    occurrence = conference.occurrences.get()
    ben = people.patron("Ben")
    registration.register(occurrence, now=now, name="Ben Okri", email=ben.email)
    told = "".join(
        client.get(API + address).content.decode()
        for address in ("/events", "/occurrences", "/occurrences/C0NF", f"/events/{conference.translation_key.hex}")
    )
    assert "Ben" not in told
    assert ben.email not in told
    assert not re.search(r'"(id|pk|[a-z]+_id)"', told)


# --- what it refuses --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "status", "part"),
    [
        ("/occurrences?kind=party", 400, "kind=party"),
        ("/occurrences?branch=no%00where", 400, "branch="),
        ("/occurrences?from=tomorrow", 400, "from=tomorrow"),
        ("/occurrences?colour=red", 400, "colour=red"),
        ("/events?event=xyz", 400, "event=xyz"),
        ("/occurrences?size=101", 422, "size"),
        ("/occurrences?page=0", 422, "page"),
        ("/occurrences?page=99999999999999999999", 422, "page"),
        ("/branches?lang=fr", 422, "lang"),
        ("/events/nothing", 404, "nothing of that code"),
        ("/events/00000000000000000000000000000000", 404, "nothing of that code"),
        ("/occurrences/NOTHING", 404, "nothing of that code"),
        ("/occurrences/%00", 404, "/api/v1/openapi.json"),
        ("/nothing/here", 404, "/api/v1/openapi.json"),
        ("/", 404, "/api/v1/openapi.json"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(client, *, conference, address, status, part):
    assert part in get(client, address, status)["detail"]


def test_drafts_are_nobodys(client, page, now):
    event = factory.event(under=page)
    occurrence = factory.occurrence(event, start=now + timedelta(days=1))
    event.unpublish()
    get(client, f"/events/{event.translation_key.hex}", 404)
    get(client, f"/occurrences/{occurrence.code}", 404)
    assert get(client, "/occurrences")["count"] == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, conference, method):
    for address in ("/events", "/occurrences/C0NF", "/openapi.json"):
        assert getattr(client, method)(f"{API}{address}").status_code == 405


# --- what every answer carries ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/events", "/occurrences", "/branches", "/words", "/openapi.json"])
def test_answers_are_open_to_any_site_and_asked_again_by_their_tag(client, conference, address):
    response = client.get(API + address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"].startswith("application/json")
    assert "max-age" in response["Cache-Control"]
    assert not response.cookies
    again = client.get(API + address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    head = client.head(API + address)
    assert (head.status_code, head["ETag"], head.content) == (200, response["ETag"], b"")


def test_other_pages_are_not_open_to_other_sites(client, conference):
    assert "Access-Control-Allow-Origin" not in client.get("/en/events/").headers


# --- how it is described ----------------------------------------------------------------------------------------------
@pytest.fixture
def description(client, db):
    return get(client, "/openapi.json")


def test_description_is_openapi(description):
    assert description["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(description["info"])
    names = []
    for address, operations in description["paths"].items():
        assert address.startswith("/api/v1/")
        assert list(operations) == ["get"]
        operation = operations["get"]
        names.append(operation["operationId"])
        assert operation["description"]
        assert {"200", "422"} <= {str(code) for code in operation["responses"]}
        for parameter in operation["parameters"]:
            assert {"name", "in", "required", "schema"} <= set(parameter)
            assert parameter["in"] == ("path" if f"{{{parameter['name']}}}" in address else "query")
    assert len(names) == len(set(names)) == 6
    for reference in re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(description)):
        assert reference in description["components"]["schemas"]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/events", "/events"),
        ("/events/{event}", "/events/{code}"),
        ("/occurrences", "/occurrences"),
        ("/occurrences/C0NF", "/occurrences/{code}"),
        ("/branches", "/branches"),
        ("/words", "/words"),
        ("/events?kind=x", "/events"),
        ("/events/x", "/events/{code}"),
        ("/words?lang=x", "/words"),
    ],
)
def test_every_answer_is_as_described(client, conference, description, address, path):
    response = client.get(API + address.format(event=conference.translation_key.hex))
    described = description["paths"][API + path]["get"]["responses"][str(response.status_code)]
    schema = described["content"]["application/json"]["schema"]
    assert faults(json.loads(response.content), schema, description["components"]["schemas"]) == []


def test_schema_walker_sees_a_fault():
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    assert faults({"a": 1}, schema, {}) == []
    assert faults({"a": "1"}, schema, {})
    assert faults({}, schema, {})
    assert faults({"a": 1, "b": 2}, schema, {})


# --- the same number of queries ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3, 20])
@pytest.mark.parametrize(("address", "queries"), [("/occurrences", 8), ("/events", 8), ("/branches", 5), ("/words", 3)])
def test_answers_ask_the_same_for_any_number_of_rows(
    client, *, page, now, number, address, queries, django_assert_num_queries
):
    for count in range(number):
        own = factory.branch_page(places.branch())
        places.space(branch=own.branch)
        set_week(own.branch, [(1, time(9), time(17))])
        factory.occurrence(factory.event(under=own), start=now.astimezone(UTC) + timedelta(hours=1 + count))
    client.get(API + address)
    with django_assert_num_queries(queries):
        client.get(API + address)


@pytest.mark.parametrize("number", [1, 3])
def test_one_event_and_one_date_ask_the_same(client, conference, now, number, django_assert_num_queries):
    for count in range(number):
        factory.occurrence(conference, start=now + timedelta(days=5 + count))
    for address, queries in ((f"/events/{conference.translation_key.hex}", 13), ("/occurrences/C0NF", 5)):
        client.get(API + address)
        with django_assert_num_queries(queries):
            client.get(API + address)
