from datetime import timedelta
from uuid import uuid4

import pytest

from events.calendar.enums import Admission, Status, WaitingPolicy
from events.registration.domain import rules, upkeep
from events.registration.domain.taking_part import registering
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db


def kinds(registration):
    letters = Letter.objects.filter(about=f"registration:{registration.code}").order_by("version")
    return [letter.kind.partition("/")[2] for letter in letters]


def fresh(occurrence):
    occurrence.refresh_from_db()
    return (occurrence.seats_taken, occurrence.waiting, occurrence.seats)


def test_newcomer_gets_a_place_a_letter_and_a_line_of_history(now):
    date = make.open_date(seats=5)
    ben = make.register(date, now=now, name=" Ben\u202e  Okri ", email="BEN@example.org", party=2)
    assert (ben.state, ben.name, ben.email) == (State.CONFIRMED, "Ben Okri", "ben@example.org")
    assert fresh(date) == (2, 0, 5)
    assert kinds(ben) == ["confirmed"]
    assert list(Entry.objects.values_list("registration", "verb", "party", "at")) == [(ben.pk, Verb.REGISTERED, 2, now)]


def test_full_date_lines_people_up_in_order(now):
    date = make.open_date(seats=1)
    first, second, third = (make.register(date, now=now) for _ in range(3))
    assert [each.state for each in (first, second, third)] == [State.CONFIRMED, State.WAITING, State.WAITING]
    assert [second.number, third.number] == [1, 2]
    assert Letter.objects.get(about=f"registration:{third.code}").context["position"] == 2
    assert fresh(date) == (1, 2, 1)


def test_full_date_without_a_list_refuses_and_keeps_nothing(now):
    date = make.open_date(seats=1, waiting_list=False)
    make.register(date, now=now)
    with pytest.raises(rules.Full):
        make.register(date, now=now)
    assert Registration.objects.count() == 1
    assert fresh(date) == (1, 0, 1)


def test_nobody_passes_those_who_wait(now):
    date = make.open_date(seats=3)
    make.register(date, now=now, party=2)
    family = make.register(date, now=now, party=2)
    single = make.register(date, now=now, party=1)
    assert (family.state, single.state) == (State.WAITING, State.WAITING)


def test_best_fit_lets_a_small_party_take_the_last_place(now):
    date = make.open_date(seats=3, waiting_policy=WaitingPolicy.BEST_FIT)
    make.register(date, now=now, party=2)
    family = make.register(date, now=now, party=2)
    single = make.register(date, now=now, party=1)
    assert (family.state, single.state) == (State.WAITING, State.CONFIRMED)


def test_cancelling_promotes_the_next_and_tells_both(now):
    date = make.open_date(seats=1)
    ben, cleo = make.register(date, now=now), make.register(date, now=now)
    registering.cancel(ben, now=now)
    registering.cancel(ben, now=now)
    cleo.refresh_from_db()
    assert cleo.state == State.CONFIRMED
    assert (kinds(ben), kinds(cleo)) == (["confirmed", "cancelled"], ["waiting", "promoted"])
    assert "STATUS:CANCELLED" in Letter.objects.get(kind="registration/cancelled").attachments[0]["content"]
    assert fresh(date) == (1, 0, 1)


def test_leaving_the_list_lets_the_next_one_come_first(now):
    date = make.open_date(seats=3)
    make.register(date, now=now, party=2)
    family, single = make.register(date, now=now, party=3), make.register(date, now=now, party=1)
    registering.cancel(family, now=now)
    single.refresh_from_db()
    assert single.state == State.CONFIRMED
    assert fresh(date) == (3, 0, 3)


def test_smaller_party_frees_places_for_the_list(now):
    date = make.open_date(seats=3)
    ben, cleo = make.register(date, now=now, party=3), make.register(date, now=now)
    registering.change_party(ben, party=2, now=now)
    cleo.refresh_from_db()
    assert cleo.state == State.CONFIRMED
    assert kinds(ben) == ["confirmed", "places"]


def test_growing_party_asks_the_whole_door(now):
    date = make.open_date(seats=4)
    ben = make.register(date, now=now, party=2)
    registering.change_party(ben, party=3, now=now)
    make.register(date, now=now, party=2)
    with pytest.raises(rules.NotEnoughPlaces):
        registering.change_party(ben, party=4, now=now)
    ben.refresh_from_db()
    assert (ben.party, fresh(date)) == (3, (3, 1, 4))


def test_waiting_party_that_shrinks_gets_the_place_it_now_fits(now):
    date = make.open_date(seats=3)
    make.register(date, now=now, party=2)
    family = make.register(date, now=now, party=2)
    changed = registering.change_party(family, party=1, now=now)
    assert changed.state == State.CONFIRMED
    assert kinds(family) == ["waiting", "promoted"]


def test_smaller_plan_puts_nobody_out_and_gives_no_place_too_many(now):
    date = make.open_date(seats=4)
    people = [make.register(date, now=now, party=2) for _ in range(3)]
    type(date).objects.filter(pk=date.pk).update(seats_planned=2)
    registering.cancel(people[0], now=now)
    assert fresh(date) == (2, 1, 2)


def test_larger_plan_is_served_by_the_work(now):
    date = make.open_date(seats=1)
    make.register(date, now=now)
    cleo = make.register(date, now=now)
    assert upkeep.promote_waiting(now) == 0
    type(date).objects.filter(pk=date.pk).update(seats_planned=2, seats=2)
    assert (upkeep.promote_waiting(now), upkeep.promote_waiting(now)) == (1, 0)
    assert kinds(cleo) == ["waiting", "promoted"]


def test_change_of_policy_is_served_by_the_work(now):
    date = make.open_date(seats=3)
    make.register(date, now=now, party=2)
    make.register(date, now=now, party=2)
    single = make.register(date, now=now)
    date.event.waiting_policy = WaitingPolicy.BEST_FIT
    date.event.save()
    assert upkeep.promote_waiting(now) == 1
    single.refresh_from_db()
    assert single.state == State.CONFIRMED


def test_same_form_again_is_the_same_registration(now):
    date, key = make.open_date(), uuid4()
    first = make.register(date, now=now, form_key=key, email="ben@example.org")
    again = make.register(date, now=now + timedelta(hours=1), form_key=key, email="ben@example.org")
    assert first.pk == again.pk
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)


def test_form_of_another_date_is_refused(now):
    date, other, key = make.open_date(), make.open_date(), uuid4()
    make.register(date, now=now, form_key=key)
    with pytest.raises(rules.FormSpent):
        make.register(other, now=now, form_key=key)


def test_same_address_again_is_answered_like_a_newcomer_and_takes_nothing(now):
    date = make.open_date(seats=3)
    ben = make.register(date, now=now, name="Ben", email="ben@example.org")
    again = make.register(date, now=now, name="Visit evil.example", email="Ben@Example.org", party=2)
    assert (again.state, again.face) == (State.REPEAT, State.CONFIRMED)
    assert fresh(date) == (1, 0, 3)
    letter = Letter.objects.get(kind="registration/already")
    assert letter.to_name == "Ben"
    assert ben.get_absolute_url() in letter.context["manage_url"]
    assert "evil" not in str(letter.context)


def test_same_address_again_on_a_full_date_is_told_the_list(now):
    date = make.open_date(seats=1)
    make.register(date, now=now, email="ben@example.org")
    again = make.register(date, now=now, email="ben@example.org")
    assert again.face == State.WAITING
    assert fresh(date) == (1, 0, 1)


def test_answer_to_a_repeat_changes_only_itself(now):
    date = make.open_date(seats=5)
    make.register(date, now=now, email="ben@example.org", party=2)
    again = make.register(date, now=now, email="ben@example.org")
    registering.change_party(again, party=3, now=now)
    assert registering.cancel(again, now=now).face == State.CANCELLED
    assert fresh(date) == (2, 0, 5)
    assert Letter.objects.count() == 2


def test_repeat_cannot_grow_where_a_newcomer_could_not(now):
    date = make.open_date(seats=5)
    make.register(date, now=now, email="ben@example.org", party=2)
    again = make.register(date, now=now, email="ben@example.org", party=2)
    with pytest.raises(rules.NotEnoughPlaces) as refusal:
        registering.change_party(again, party=4, now=now)
    assert refusal.value.facts["left"] == 1
    again.refresh_from_db()
    assert again.party == 2


def test_cancelled_address_may_register_again(now):
    date = make.open_date()
    registering.cancel(make.register(date, now=now, email="ben@example.org"), now=now)
    assert make.register(date, now=now, email="ben@example.org").state == State.CONFIRMED


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"status": Status.CANCELLED}, rules.NotTakingPlace),
        ({"status": Status.POSTPONED}, rules.NotTakingPlace),
        ({"withdrawn_at": make.START}, rules.NotPublic),
        ({"start": make.START - timedelta(days=90)}, rules.Over),
    ],
)
def test_door_is_shut_although_the_caller_believes_it_open(now, change, refusal):
    date = make.open_date()
    believed = type(date).objects.select_related("event", "branch").get(pk=date.pk)
    type(date).objects.filter(pk=date.pk).update(**change)
    with pytest.raises(refusal):
        registering.register(
            believed, name="Ben", email="ben@example.org", party=1, language="en", form_key=uuid4(), now=now
        )
    assert fresh(date) == (0, 0, 5)
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"publish": False}, rules.NotPublic),
        ({"admission": Admission.DROP_IN}, rules.NoRegistrationNeeded),
        ({"opens_at": make.START - timedelta(days=1)}, rules.NotYetOpen),
        ({"closes_hours": 24 * 30}, rules.Closed),
        ({"party_max": 1}, rules.TooManyPlaces),
    ],
)
def test_event_that_takes_no_such_registration_refuses(now, fields, refusal):
    date = make.open_date(**fields)
    with pytest.raises(refusal) as caught:
        make.register(date, now=now, party=2)
    assert caught.value.sentence
    assert fresh(date) == (0, 0, 5)


@pytest.mark.parametrize("party", [0, -1, 6, 10**9])
def test_impossible_number_of_places_is_refused(now, party):
    date = make.open_date(seats=5)
    with pytest.raises(rules.TooManyPlaces):
        make.register(date, now=now, party=party)


@pytest.mark.parametrize("email", ["a@x.org, b@x.org", '"a b"@x.org', "a@[127.0.0.1]", "a@x.org\nBcc: b@x.org", "a@b"])
def test_address_that_is_not_one_plain_address_is_refused(now, email):
    with pytest.raises(registering.WrongField) as caught:
        make.register(make.open_date(), now=now, email=email)
    assert caught.value.facts["field"] == "email"


def test_after_the_start_nothing_changes(now):
    date = make.open_date()
    ben = make.register(date, now=now)
    with pytest.raises(rules.Over):
        registering.cancel(ben, now=make.START)
    with pytest.raises(rules.Over):
        registering.change_party(ben, party=2, now=make.START)


def test_recount_finds_and_mends_a_wrong_count(now):
    date = make.open_date(seats=3)
    make.register(date, now=now, party=2)
    assert upkeep.recount(now) == 0
    type(date).objects.filter(pk=date.pk).update(seats_taken=3, waiting=4)
    assert upkeep.recount(now) == 1
    assert fresh(date) == (2, 0, 3)
