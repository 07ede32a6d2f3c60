"""The named people of a party in a course: who stays at home or comes along does so on every date to come."""

from datetime import timedelta
from uuid import uuid4

import pytest

from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.taking_part import bundles, courses, people as verbs
from events.registration.domain.taking_part.parties import Agreed, Answered, Details, Guest
from events.registration.enums import State
from events.registration.forms.leaving import mark
from events.registration.models import Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(now):
    return make.course(seats=4, party_of="people", age_from=3, age_to=9)


def family(course, now, *names, **fields) -> list[Registration]:
    given = [Guest(name, age=5, consents=[Agreed("photo", True, "words")]) for name in names]
    return make.join(course, now=now, party=len(names), details=Details(people=given), **fields)


def names(bundle) -> list[list[str]]:
    return [[each.name for each in one.people.all()] for one in bundles.of(bundle[0])]


def link(registration) -> str:
    return f"{registration.get_absolute_url()}people/"


def taken(course) -> list[int]:
    return [each.seats_taken for each in Occurrence.objects.filter(event=course).order_by("start")]


def test_one_of_three_stays_at_home_on_every_date_in_one_letter(client, course, now):
    three, line = family(course, now, "Mia", "Leo", "Zoe"), family(course, now, "Ida", "Udo")
    page = client.get(link(three[0])).content.decode()
    assert "This holds for all dates of the course" in page
    leo = three[0].people.get(name="Leo")
    assert client.post(link(three[0]), {"leaving": [mark(leo)]}).url == three[0].get_absolute_url()
    assert names(three) == [["Mia", "Zoe"]] * 3
    assert taken(course) == [4, 4, 4]
    assert {each.state for each in bundles.of(line[0])} == {"confirmed"}
    letters = Letter.objects.filter(to=three[0].email).order_by("version")
    assert [each.context.get("news") for each in letters] == ["new", "changed"]
    assert "Who comes: Mia, Zoe" in rendering.render(letters[1]).text


def test_page_of_a_later_date_is_that_of_the_whole_course(client, course, now):
    two = family(course, now, "Mia", "Leo")
    assert client.get(link(two[2])).url == link(two[0])


def test_everyone_staying_at_home_leaves_the_course(client, course, now):
    two = family(course, now, "Mia", "Leo")
    client.post(link(two[0]), {"leaving": [mark(each) for each in two[0].people.all()]})
    assert {each.state for each in bundles.of(two[0])} == {"cancelled"}
    assert taken(course) == [0, 0, 0]
    assert Letter.objects.filter(kind="registration/course-cancelled").count() == 1


def test_one_more_comes_to_every_date_or_to_none(client, course, now, ada):
    one = family(course, now, "Mia")
    client.post(link(one[0]), {"add": "1", "p1_name": "Leo", "p1_age": "7"})
    assert (names(one), taken(course)) == ([["Mia", "Leo"]] * 3, [2, 2, 2])
    last = Occurrence.objects.filter(event=course).order_by("start").last()
    make.register(last, now=now, by=ada, party=2)
    refused = client.post(link(one[0]), {"add": "1", "p1_name": "Zoe", "p1_age": "7"})
    assert "not so many places on every date" in refused.content.decode()
    assert (names(one), taken(course)) == ([["Mia", "Leo"]] * 3, [2, 2, 4])


def test_first_child_brings_their_adult_to_every_date(now):
    course = make.course(seats=9, party_of="people", guardian_under=7, guardian_seat=True)
    one = make.join(course, now=now, name="Ben", details=Details(people=[Guest("Zoe", age=12)]))
    verbs.bring(one[0], Guest("Mia", age=5), phone="1", now=now)
    assert names(one) == [["Zoe", "Mia", "Ben"]] * 3
    assert {(each.guardian, each.phone, each.party) for each in bundles.of(one[0])} == {("Ben", "1", 3)}


def test_dates_that_are_over_or_given_back_stay_as_they_were(course, now):
    two = family(course, now, "Mia", "Leo")
    courses.absent_once(two[2], now=now)
    later = make.START + timedelta(days=1)
    verbs.take_off(two[1], [two[1].people.get(name="Leo").pk], now=later)
    assert names(two) == [["Mia", "Leo"], ["Mia"], ["Mia", "Leo"]]
    assert taken(course) == [2, 1, 0]
    with pytest.raises(rules.Over):
        verbs.bring(two[1], Guest("Zoe", age=5), now=make.START + timedelta(weeks=3))


def test_party_that_waits_gets_in_once_it_is_small_enough(course, now):
    family(course, now, "Mia", "Leo", "Zoe")
    line = family(course, now, "Ida", "Udo")
    verbs.take_off(line[0], [line[0].people.get(name="Ida").pk], now=now)
    assert {(each.state, each.party) for each in bundles.of(line[0])} == {(State.CONFIRMED, 1)}
    assert taken(course) == [4, 4, 4]
    told = Letter.objects.filter(to=line[0].email).values_list("kind", flat=True)
    assert list(told.order_by("version")) == ["registration/course-waiting", "registration/course-promoted"]


def test_nobody_of_the_party_on_one_date_alone_is_refused(course, now):
    two = family(course, now, "Mia", "Leo")
    two[1].people.get(name="Mia").delete()
    with pytest.raises(verbs.NobodyLeft):
        verbs.take_off(two[0], [two[0].people.get(name="Leo").pk], now=now)
    assert names(two) == [["Mia", "Leo"], ["Leo"], ["Mia", "Leo"]]


def test_of_two_with_the_same_name_and_age_the_one_who_was_ticked_stays_at_home(course, now):
    given = [Guest("Child", age=5, access_needs=needs) for needs in ("", "A ramp", "A chair")]
    three = make.join(course, now=now, party=3, details=Details(people=given))
    verbs.take_off(three[1], [three[1].people.get(access_needs="A ramp").pk], now=now)
    assert [[each.access_needs for each in one.people.all()] for one in three] == [["", "A chair"]] * 3


def test_date_that_keeps_others_is_not_cancelled_with_the_rest(course, now):
    two = family(course, now, "Mia", "Leo")
    for one, gone in ((two[0], "Leo"), (two[1], "Mia"), (two[2], "Leo")):
        one.people.get(name=gone).delete()
    with pytest.raises(verbs.NobodyLeft):
        verbs.take_off(two[0], [two[0].people.get(name="Mia").pk], now=now)
    assert names(two) == [["Mia"], ["Leo"], ["Mia"]]
    assert {each.state for each in bundles.of(two[0])} == {"confirmed"}


def test_party_comes_back_to_a_date_as_it_is_on_the_others(course, now):
    two = family(course, now, "Mia", "Leo")
    absent = courses.absent_once(two[1], now=now)
    verbs.take_off(two[0], [two[0].people.get(name="Leo").pk], now=now)
    courses.come_after_all(absent, now=now)
    assert names(two) == [["Mia"]] * 3
    assert taken(course) == [1, 1, 1]
    assert two[1].consents.count() == two[0].consents.count()


def test_party_comes_back_with_the_adult_of_a_child_who_came_along_meanwhile(now):
    course = make.course(seats=9, party_of="people", guardian_under=7)
    said = [Answered(uuid4(), "Size?", size, 7) for size in "SM"]
    zoe, mia = Guest("Zoe", age=12, answers=said[:1]), Guest("Mia", age=5, answers=said[1:])
    bundle = make.join(course, now=now, name="Ben", details=Details(people=[zoe]))
    absent = courses.absent_once(bundle[2], now=now)
    verbs.bring(bundle[0], mia, guardian="Ada", phone="1", now=now)
    courses.come_after_all(absent, now=now)
    assert {(each.guardian, each.phone, each.party) for each in bundles.of(bundle[0])} == {("Ada", "1", 2)}
    for one in bundle:
        answers = one.answers.order_by("person").values_list("person__name", "value")
        assert [*answers] == [("Zoe", "S"), ("Mia", "M")]
