"""Several people in one form: names, ages, the adult, consents; groups without names; members; nothing that is off."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings as effort, strategies as some

from events.calendar.enums import Admission
from events.registration.domain.taking_part import asking
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.enums import Source, State
from events.registration.models import Consent, Person, RateCounter, Registration
from outbox.models import Letter
from tests.factories import people, registration as make

pytestmark = pytest.mark.django_db
STORYTIME = {"party_of": "people", "age_from": 3, "age_to": 6, "guardian_under": 7}


def address(date, language="en"):
    return f"/{language}/o/{date.code}/register/"


def key_of(answer):
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode()).group(1)


def send(client, date, clock, language="en", **fields):
    key = key_of(client.get(address(date, language)))
    clock.shift(timedelta(seconds=10))
    typed = {"key": key, "name": "Ada Okri", "email": "ada@example.org", "rows": "6", **fields}
    return client.post(address(date, language), typed)


def messages(answer):
    return re.findall(r'<a href="#id_(\w+)">', answer.content.decode())


def party_of(registration):
    return [(each.name, each.age, each.seat) for each in registration.people.all()]


# --- people -------------------------------------------------------------------------------------------------------
def test_family_registers_in_one_page(client, date_of, clock):
    date = date_of(**STORYTIME)
    answer = send(client, date, clock, p1_name="Mia", p1_age="4", p2_name="Leo", p2_age="6", phone="+30 210 1")
    ada = Registration.objects.get()
    assert answer.url == ada.get_absolute_url()
    assert (ada.party, ada.phone, ada.guardian, ada.occurrence.seats_taken) == (2, "+30 210 1", "Ada Okri", 2)
    assert party_of(ada) == [("Mia", 4, True), ("Leo", 6, True)]


def test_contact_may_take_part(client, date_of, clock):
    send(client, date_of(party_of="people"), clock, comes="on", p3_name="Leo")
    assert party_of(Registration.objects.get()) == [("Ada Okri", None, True), ("Leo", None, True)]


def test_nobody_is_asked_whether_they_take_part_in_what_is_for_small_children(client, date_of):
    asked = {age: client.get(address(date_of(party_of="people", age_to=age))).content for age in (9, 12, 99)}
    assert [b"I take part myself" in page for page in asked.values()] == [False, True, True]


def test_contact_who_is_too_old_is_told_so(client, date_of, clock):
    date = date_of(party_of="people", age_to=14)
    assert messages(send(client, date, clock, comes="on", me_age="35", p1_name="Mia", p1_age="12")) == ["me_age"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["p1_name"]),
        ({"p1_age": "4", "phone": "1"}, ["p1_name"]),
        ({"p1_name": "Mia", "phone": "1"}, ["p1_age"]),
        ({"p1_name": "Mia", "p1_age": "7", "phone": "1"}, ["p1_age"]),
        ({"p1_name": "Mia", "p1_age": "2", "phone": "1"}, ["p1_age"]),
        ({"p2_name": "Mia", "p2_age": "four", "phone": "1"}, ["p2_age"]),
        ({"p1_name": "Mia", "p1_age": "4"}, ["phone"]),
        ({"p1_name": "Mia", "p1_age": "4", "p2_age": "5", "phone": "1"}, ["p2_name"]),
        ({"p1_name": "\u202e\u200b", "p1_age": "4", "phone": "1"}, ["p1_name"]),
        ({"p1_name": "a" * 10_000, "p1_age": "4", "phone": "1"}, ["p1_name"]),
    ],
)
def test_what_is_missing_or_refused_is_said_at_its_field(client, date_of, clock, typed, wrong):
    answer = send(client, date_of(**STORYTIME), clock, **typed)
    assert messages(answer) == wrong
    assert not Registration.objects.exists()


def test_adult_takes_a_place_where_staff_say_so(client, date_of, clock):
    date = date_of(**STORYTIME, guardian_seat=True)
    send(client, date, clock, p1_name="Mia", p1_age="4", phone="1")
    assert party_of(Registration.objects.get()) == [("Mia", 4, True), ("Ada Okri", None, True)]
    send(client, date, clock, email="b@example.org", p1_name="Leo", p1_age="5", phone="1", guardian="Ben")
    assert party_of(Registration.objects.get(email="b@example.org"))[1] == ("Ben", None, True)
    typed = {"comes": "on", "me_age": "35", "p1_name": "Zoe", "p1_age": "5", "phone": "1"}
    send(client, date, clock, email="c@example.org", **typed)
    assert party_of(Registration.objects.get(email="c@example.org")) == [("Ada Okri", 35, True), ("Zoe", 5, True)]


def test_child_who_writes_names_an_adult(client, date_of, clock):
    date = date_of(party_of="people", guardian_under=12)
    answer = send(client, date, clock, comes="on", me_age="11", phone="1")
    assert messages(answer) == ["guardian"]
    assert send(client, date, clock, comes="on", me_age="11", phone="1", guardian="Eva").status_code == 302
    assert Registration.objects.get().guardian == "Eva"


def test_nothing_is_kept_of_an_adult_nobody_needs(client, date_of, clock):
    date = date_of(party_of="people", guardian_under=7)
    send(client, date, clock, p1_name="Leo", p1_age="12", guardian="Ada", phone="1")
    assert (Registration.objects.get().guardian, Registration.objects.get().phone) == ("", "")


def test_consents_are_kept_with_the_words_that_were_read(client, date_of, clock, now):
    date = date_of(**STORYTIME, asks_photo_consent=True, asks_going_home=True)
    typed = {"p1_name": "Mia", "p1_age": "4", "p1_photo": "on", "p2_name": "Leo", "p2_age": "5", "phone": "1"}
    send(client, date, clock, **typed)
    found = {(each.person.name, each.kind): each for each in Consent.objects.select_related("person")}
    assert {key: each.given for key, each in found.items()} == {
        ("Mia", "photo"): True, ("Mia", "going-home"): False, ("Leo", "photo"): False, ("Leo", "going-home"): False,
    }  # fmt: skip
    assert found["Mia", "photo"].text.startswith("This person may be photographed")
    assert found["Mia", "photo"].at == now + timedelta(seconds=10)


def test_party_without_names_agrees_together(client, date_of, clock):
    send(client, date_of(asks_photo_consent=True), clock, party="2", photo="on")
    consent = Consent.objects.get()
    assert (consent.person, consent.given, consent.text[:2]) == (None, True, "We")


def test_more_people_keeps_what_was_typed_and_complains_of_nothing(client, date_of, clock):
    date = date_of(party_of="people", seats=20)
    answer = send(client, date, clock, name="", p6_name="Leo", comes="on", more="1")
    page = answer.content.decode()
    assert "error-summary" not in page
    assert 'value="Leo"' in page
    assert 'name="p10_name"' in page
    assert 'name="p11_name"' not in page
    assert not Registration.objects.exists()
    final = send(client, date, clock, rows="10", p10_name="Zoe")
    assert final.status_code == 302


def test_most_places_hold_across_people(client, date_of, clock):
    date = date_of(party_of="people", party_max=2)
    page = client.get(address(date)).content.decode()
    assert 'name="p3_name"' not in page
    assert "More people" not in page
    answer = send(client, date, clock, comes="on", p1_name="Leo", p2_name="Zoe")
    assert b"2 places at most" in answer.content
    send(client, date, clock, p1_name="Leo", p2_name="Zoe", p3_name="Sneaked", rows="99")
    assert Person.objects.count() == 2


def test_repeat_keeps_what_was_written_as_a_newcomer_would_see_it(client, date_of, clock):
    date = date_of(party_of="people")
    send(client, date, clock, p1_name="Leo")
    send(client, date, clock, p1_name="Stranger")
    second = Registration.objects.get(state=State.REPEAT)
    assert party_of(second) == [("Stranger", None, True)]


# --- groups, members, ways ----------------------------------------------------------------------------------------
def test_school_class_gives_headcount_and_grade_without_names(client, date_of, clock):
    date = date_of(party_of="group", seats=60)
    answer = send(client, date, clock, party="27", group="3rd Primary School", grade="4b", p1_name="Leo")
    assert answer.status_code == 302
    found = Registration.objects.get()
    assert (found.party, found.group, found.grade) == (27, "3rd Primary School", "4b")
    assert not Person.objects.exists()
    assert messages(send(client, date, clock, party="27", group="")) == ["group"]


def test_members_write_the_number_of_their_card(client, date_of, clock):
    date = date_of(open_to="card")
    assert messages(send(client, date, clock, party="1")) == ["card"]
    send(client, date, clock, party="1", card="12 345")
    assert Registration.objects.get().card == "12 345"


def test_hybrid_date_asks_which_way_with_the_places_of_each(client, date_of, clock):
    date = date_of(seats=1, mode="hybrid")
    type(date).objects.filter(pk=date.pk).update(online_planned=40, online_seats=40)
    page = client.get(address(date)).content.decode()
    assert "In the library: 1 place left" in page
    assert "Online: 40 places left" in page
    assert send(client, date, clock, party="2", way="here").status_code == 200
    assert send(client, date, clock, party="2", way="online").status_code == 302
    date.refresh_from_db()
    assert (Registration.objects.get().online, date.online_taken, date.seats_taken) == (True, 2, 0)


def test_code_opens_the_form_whatever_its_capitals(client, date_of, clock):
    date = date_of(open_to="code", member_code="Owls 26")
    wrong = send(client, date, clock, party="1", code="owls")
    assert messages(wrong) == ["code"]
    assert "This is not the code" in wrong.content.decode()
    assert send(client, date, clock, party="1", code=" owls  26").status_code == 302
    stored = str(Registration.objects.values().get()) + str(Letter.objects.values().get())
    assert "owls" not in stored.lower()


def test_code_is_not_found_by_trying(client, date_of, clock, settings):
    settings.POSTS_PER_CLIENT = 9
    date = date_of(open_to="code", member_code="Owls 26")
    answers = [send(client, date, clock, party="1", code=f"guess {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    right = send(client, date, clock, party="1", code="Owls 26")
    assert (right.status_code, int(right["Retry-After"]) > 0) == (429, True)
    assert b'value="Ada Okri"' in right.content
    assert RateCounter.objects.filter(purpose="code").exists()


def test_service_refuses_what_the_form_would(date_of, now):
    closed = date_of(open_to="code", member_code="Owls 26")
    with pytest.raises(asking.NotAMember):
        make.register(closed, now=now)
    named = date_of(**STORYTIME)
    with pytest.raises(asking.NotAsked):
        make.register(named, now=now, party=2)
    old = Details(people=[Guest("Leo", age=9)])
    with pytest.raises(asking.WrongAge):
        make.register(named, now=now, details=old)
    with pytest.raises(asking.NotAsked) as missing:
        make.register(named, now=now, details=Details(people=[Guest("Leo", age=5)], contact={"guardian": "Ada"}))
    assert missing.value.facts["field"] == "phone"
    assert not Registration.objects.exists()


def test_staff_write_down_whom_the_form_would_refuse(date_of, branch, now):
    ada = people.staff("Ada", branch)
    made = make.register(date_of(**STORYTIME), now=now, party=2, by=ada, source=Source.DESK)
    assert made.state == State.CONFIRMED


# --- whatever is typed --------------------------------------------------------------------------------------------
def test_only_what_is_switched_on_is_asked_and_kept(client, date_of, clock):
    date = date_of()
    typed = {"phone": "1", "guardian": "Eva", "group": "4b", "card": "1", "photo": "on", "p1_name": "Leo", "code": "x"}
    page = client.get(address(date)).content.decode()
    assert not [name for name in typed if f'name="{name}"' in page]
    send(client, date, clock, party="1", way="online", **typed)
    found = Registration.objects.get()
    assert (found.phone, found.guardian, found.group, found.card, found.online) == ("", "", "", "", False)
    assert not Person.objects.exists()
    assert not Consent.objects.exists()


TEXT = some.text(max_size=130)
TYPED = some.fixed_dictionaries(
    {"p1_name": TEXT, "guardian": TEXT, "phone": TEXT},
    optional={"p1_age": some.text(max_size=6), "rows": some.text(max_size=5), "comes": some.just("on")},
)


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED)
def test_whatever_is_typed_about_people_is_answered(client, date_of, typed):
    date = date_of(**STORYTIME)
    whole = {
        "key": key_of(client.get(address(date))),
        "name": "Ada",
        "email": "ada@example.org",
        "p1_age": "4",
        **typed,
    }
    assert client.post(address(date), whole).status_code in {200, 302, 429}


AGES = some.one_of(some.none(), some.integers(0, 120))
GUESTS = some.builds(Guest, name=some.sampled_from(["Mia", "Ada", "", "\u202e"]), age=AGES, seat=some.booleans())


@effort(max_examples=300, deadline=None)
@given(guests=some.lists(GUESTS, max_size=5), seat=some.booleans(), adult=some.sampled_from(["", "Ada"]))
def test_party_that_is_taken_has_names_ages_and_its_adult(guests, seat, adult):
    from events.calendar.models import ActivityPage

    event = ActivityPage(**STORYTIME, guardian_seat=seat, admission=Admission.REGISTER)
    details = Details(people=guests, contact={"guardian": adult, "phone": "1"})
    party = sum(guest.seat for guest in guests)
    if list(asking.of_people(event, details, party=party)):
        return
    assert party > 0
    assert {guest.name for guest in guests} <= {"Mia", "Ada"}
    exempt = {adult} if seat else set()
    assert all(guest.age is not None and 3 <= guest.age <= 6 for guest in guests if guest.name not in exempt)
    assert adult or not asking.children(event, guests)


def test_consent_is_no_field_of_the_contact_who_stays_at_home(client, date_of, clock):
    send(client, date_of(party_of="people", asks_photo_consent=True), clock, me_photo="on", p1_name="Leo")
    assert [(each.person.name, each.given) for each in Consent.objects.all()] == [("Leo", False)]


@pytest.fixture
def date_of(now):
    return lambda seats=30, **fields: make.open_date(seats=seats, **fields)
