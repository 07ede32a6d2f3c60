"""Places the library gives by its own decision: a request takes nothing, the door has the last word."""

import pytest

from events.calendar.enums import OpenTo
from events.registration.domain import rules
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import approving
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.domain.rendering import render
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(now):
    return make.open_date(seats=2, open_to=OpenTo.APPROVAL)


def kinds(registration):
    letters = Letter.objects.filter(about=f"registration:{registration.code}").order_by("version")
    return [letter.kind.partition("/")[2] for letter in letters]


def counts(date):
    date.refresh_from_db()
    return date.seats_taken, date.waiting


def test_request_takes_nothing_and_says_so(date, now):
    ben = make.register(date, now=now)
    assert (ben.state, kinds(ben), counts(date)) == (State.PENDING, ["asked"], (0, 0))
    assert "You do not have it yet" in render(Letter.objects.get()).text


def test_form_asks_for_a_place_and_the_request_is_taken_back(client, date, now):
    page = client.get(f"/en/o/{date.code}/register/").content.decode()
    assert "the library looks at each request" in page
    assert "Ask for a place" in page
    ben = make.register(date, now=now)
    assert "Take my request back" in client.get(ben.get_absolute_url()).content.decode()
    assert "Take your request back?" in client.get(f"{ben.get_absolute_url()}cancel/").content.decode()


def test_approval_goes_through_the_door(date, now, ada):
    people = [make.register(date, now=now, party=2) for _ in range(2)]
    answers = [approving.approve(each, now=now, by=ada) for each in people]
    assert [each.state for each in answers] == [State.CONFIRMED, State.WAITING]
    assert [kinds(each) for each in people] == [["asked", "confirmed"], ["asked", "waiting"]]
    assert counts(date) == (2, 1)
    assert list(people[0].history.values_list("verb", "by")) == [(Verb.ASKED, None), (Verb.APPROVED, ada.pk)]
    registering.cancel(answers[0], now=now)
    assert Registration.objects.get(pk=people[1].pk).state == State.CONFIRMED


def test_approval_without_a_place_and_without_a_list_is_refused(now, ada):
    date = make.open_date(seats=1, open_to=OpenTo.APPROVAL, waiting_list=False)
    ben, cleo = make.register(date, now=now), make.register(date, now=now)
    approving.approve(ben, now=now, by=ada)
    with pytest.raises(rules.Full):
        approving.approve(cleo, now=now, by=ada)
    cleo.refresh_from_db()
    assert (cleo.state, cleo.history.count(), counts(date)) == (State.PENDING, 1, (1, 0))


def test_refusal_is_told_in_the_words_of_staff(date, now, ada):
    ben = make.register(date, now=now)
    approving.refuse(ben, now=now, by=ada, words="The course is for beginners.")
    ben.refresh_from_db()
    assert (ben.state, kinds(ben), counts(date)) == (State.REFUSED, ["asked", "refused"], (0, 0))
    assert "The course is for beginners." in render(Letter.objects.get(kind="registration/refused")).text
    assert "beginners" not in str(list(ben.history.values_list("facts")))
    for answer in (approving.approve, approving.refuse):
        with pytest.raises(approving.NotAsked):
            answer(ben, now=now, by=ada)


def test_request_is_taken_back_and_made_again(date, now):
    ben = make.register(date, now=now, email="ben@example.org")
    registering.cancel(ben, now=now)
    again = make.register(date, now=now, email="ben@example.org")
    assert again.state == State.PENDING
    assert make.register(date, now=now, email="ben@example.org").face == State.PENDING


def test_staff_who_write_somebody_down_have_said_yes(date, now, ada):
    assert make.register(date, now=now, by=ada).state == State.CONFIRMED
