"""Some of a party stay at home, others come along: the places follow, the rest keep theirs, and the letter says who."""

from datetime import timedelta
from uuid import uuid4

import pytest

from events.registration.domain import rules
from events.registration.domain.taking_part import parties, people as verbs, registering
from events.registration.domain.taking_part.asking import WrongAge
from events.registration.domain.taking_part.parties import Agreed, Answered, Details, Guest
from events.registration.enums import State, Verb
from events.registration.forms.leaving import mark
from events.registration.models import Answer, Consent, Person, Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(now):
    return make.open_date(seats=4, party_of="people", age_from=3, age_to=9)


def family(date, now, *names, **fields):
    given = [Guest(name, age=5, consents=[Agreed("photo", True, "words")]) for name in names]
    return make.register(date, now=now, party=len(names), details=Details(people=given), **fields)


def names(registration):
    return [each.name for each in registration.people.all()]


def link(registration):
    return f"{registration.get_absolute_url()}people/"


def test_one_of_three_stays_at_home(client, date, now):
    three = family(date, now, "Mia", "Leo", "Zoe")
    line = family(date, now, "Ida", "Udo")
    assert line.state == State.WAITING
    page = client.get(link(three)).content.decode()
    assert "Leo (5)" in page
    leo = three.people.get(name="Leo")
    assert client.post(link(three), {"leaving": [mark(leo)]}).url == three.get_absolute_url()
    three.refresh_from_db()
    date.refresh_from_db()
    line.refresh_from_db()
    assert (names(three), three.party, date.seats_taken) == (["Mia", "Zoe"], 2, 4)
    assert line.state == State.CONFIRMED
    assert not Consent.objects.filter(person__name="Leo").exists()
    letter = Letter.objects.get(kind="registration/places")
    assert "Who comes: Mia, Zoe" in rendering.render(letter).text
    assert [each.verb for each in three.history.all()] == [Verb.REGISTERED, Verb.CHANGED]


def test_reading_takes_nobody_off(client, date, now):
    two = family(date, now, "Mia", "Leo")
    for _each in range(3):
        assert client.get(link(two), {"leaving": mark(two.people.first())}).status_code == 200
    assert names(two) == ["Mia", "Leo"]


def test_everyone_staying_at_home_cancels(client, date, now):
    two = family(date, now, "Mia", "Leo")
    client.post(link(two), {"leaving": [mark(each) for each in two.people.all()]})
    two.refresh_from_db()
    date.refresh_from_db()
    assert (two.state, date.seats_taken) == (State.CANCELLED, 0)


def test_nobody_ticked_or_somebody_elses_child_is_a_message(client, date, now):
    two, other = family(date, now, "Mia", "Leo"), family(date, now, "Ida")
    for ticked in ([], [mark(other.people.get())], ["1"]):
        answer = client.post(link(two), {"leaving": ticked})
        assert b"error-summary" in answer.content
    assert (names(two), names(other)) == (["Mia", "Leo"], ["Ida"])


def test_one_more_comes_along_and_asks_the_door(client, date, now):
    one = family(date, now, "Mia")
    client.post(link(one), {"add": "1", "p1_name": "Leo", "p1_age": "7"})
    one.refresh_from_db()
    assert (names(one), one.party) == (["Mia", "Leo"], 2)
    family(date, now, "Ida", "Udo")
    refused = client.post(link(one), {"add": "1", "p1_name": "Zoe", "p1_age": "7"})
    assert b"No more places are free" in refused.content
    assert names(one) == ["Mia", "Leo"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({"p1_name": "Leo", "p1_age": "12"}, "p1_age"), ({"p1_age": "5"}, "p1_name"), ({"p1_name": "Leo"}, "p1_age")],
)
def test_who_comes_along_is_asked_what_everyone_was(client, date, now, typed, wrong):
    one = family(date, now, "Mia")
    answer = client.post(link(one), {"add": "1", **typed})
    assert f'href="#id_{wrong}"' in answer.content.decode()
    assert names(one) == ["Mia"]


def test_party_that_waits_waits_with_fewer(date, now):
    family(date, now, "Mia", "Leo", "Zoe")
    line = family(date, now, "Ida", "Udo")
    verbs.take_off(line, [line.people.get(name="Ida").pk], now=now)
    line.refresh_from_db()
    assert (line.state, line.party, names(line)) == (State.CONFIRMED, 1, ["Udo"])


def test_number_alone_does_not_change_a_party_with_names(date, now):
    two = family(date, now, "Mia", "Leo")
    with pytest.raises(parties.NamesNeeded):
        registering.change_party(two, party=1, now=now)
    assert two.people.count() == Registration.objects.get().party == 2


def test_children_do_not_come_without_the_adult_who_takes_a_place(now):
    date = make.open_date(seats=9, party_of="people", guardian_under=7, guardian_seat=True)
    given = Details(people=[Guest("Mia", age=5), Guest("Ada")], contact={"guardian": "Ada", "phone": "1"})
    two = make.register(date, now=now, party=2, details=given)
    with pytest.raises(verbs.AdultNeeded):
        verbs.take_off(two, [two.people.get(name="Ada").pk], now=now)
    verbs.take_off(two, [two.people.get(name="Mia").pk], now=now)
    two.refresh_from_db()
    assert two.state == State.CANCELLED


def test_first_child_brings_their_adult(client, now):
    date = make.open_date(seats=9, party_of="people", guardian_under=7, guardian_seat=True)
    one = make.register(date, now=now, name="Ben", details=Details(people=[Guest("Ben", age=30)]))
    page = client.get(link(one)).content.decode()
    assert 'name="phone"' in page
    client.post(link(one), {"add": "1", "p1_name": "Mia", "p1_age": "5", "phone": "1"})
    one.refresh_from_db()
    assert (names(one), one.party, one.guardian, one.phone) == (["Ben", "Mia"], 2, "Ben", "1")


def test_repeat_changes_its_own_people_and_takes_nothing(client, date, now):
    first = family(date, now, "Mia")
    again = family(date, now, "Leo", "Zoe", email=first.email)
    assert again.state == State.REPEAT
    client.post(link(again), {"leaving": [mark(again.people.get(name="Leo"))]})
    date.refresh_from_db()
    assert (names(first), names(again), date.seats_taken) == (["Mia"], ["Zoe"], 1)


def test_nothing_changes_after_the_start(date, now):
    two = family(date, now, "Mia", "Leo")
    with pytest.raises(rules.Over):
        verbs.take_off(two, [two.people.first().pk], now=make.START + timedelta(minutes=1))
    with pytest.raises(WrongAge):
        verbs.bring(two, Guest("Old", age=40), now=now)
    assert Person.objects.count() == 2


def test_party_without_names_has_no_such_page(client, now):
    plain = make.register(make.open_date(), now=now, party=2)
    assert client.get(link(plain)).status_code == 404


def test_answers_of_who_stays_at_home_go(date, now):
    given = [Guest("Mia", age=5, answers=[Answered(uuid4(), "Size?", "S", 7)]), Guest("Leo", age=5)]
    two = make.register(date, now=now, party=2, details=Details(people=given))
    verbs.take_off(two, [two.people.get(name="Mia").pk], now=now)
    assert not Answer.objects.exists()
