"""A place that comes free is offered, taken, declined or goes on; nobody is woken, nobody is offered too late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.clock import now as clock_now
from events.calendar.enums import Mode, RegistersFor, WaitingPolicy
from events.calendar.models import Occurrence
from events.registration.domain import deadlines, rules, upkeep
from events.registration.domain.staff import history
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import offers, promises
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration
from outbox.domain import delivery
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db
ATHENS = ZoneInfo("Europe/Athens")


def kinds(registration):
    letters = Letter.objects.filter(about=f"registration:{registration.code}").order_by("version")
    return [letter.kind.partition("/")[2] for letter in letters]


def states(*registrations):
    return [Registration.objects.get(pk=each.pk).state for each in registrations]


@pytest.fixture
def date(now):
    return make.open_date(seats=1, offer_hours=6)


@pytest.fixture
def line(date, now):
    """Ben has the place, Cleo and Dora wait for it."""
    return [make.register(date, now=now) for _ in range(3)]


def test_free_place_is_offered_until_a_deadline_and_counts_as_taken(date, line, now):
    ben, cleo, dora = line
    registering.cancel(ben, now=now)
    assert states(*line) == [State.CANCELLED, State.OFFERED, State.WAITING]
    cleo.refresh_from_db()
    date.refresh_from_db()
    assert cleo.offered_until == now + timedelta(hours=6)
    assert (date.seats_taken, date.waiting) == (1, 1)
    letter = Letter.objects.get(kind="registration/offered")
    assert (letter.valid_until, letter.due_at) == (cleo.offered_until, now)
    assert letter.context["until"] == "Tuesday 24 November 2026, 17:00"
    assert make.register(date, now=now).state == State.WAITING
    assert kinds(dora) == ["waiting"]


def test_taking_the_place_is_told_once(date, line, now):
    ben, cleo, _dora = line
    registering.cancel(ben, now=now)
    for _ in range(2):
        assert offers.accept(cleo, now=now + timedelta(hours=5)).state == State.CONFIRMED
    assert kinds(cleo) == ["waiting", "offered", "confirmed"]
    assert Registration.objects.get(pk=cleo.pk).offered_until is None


def test_declined_place_goes_to_the_next_at_once(date, line, now):
    ben, cleo, dora = line
    registering.cancel(ben, now=now)
    registering.cancel(cleo, now=now)
    assert states(cleo, dora) == [State.CANCELLED, State.OFFERED]
    assert list(cleo.history.values_list("verb", flat=True)) == [Verb.JOINED, Verb.OFFERED, Verb.DECLINED]


def test_offer_nobody_answers_lapses_and_goes_on(date, line, now):
    ben, cleo, dora = line
    registering.cancel(ben, now=now)
    late = now + timedelta(hours=6)
    assert offers.lapse_offers(late - timedelta(seconds=1)) == 0
    assert (offers.lapse_offers(late), offers.lapse_offers(late)) == (1, 0)
    assert states(cleo, dora) == [State.LAPSED, State.OFFERED]
    assert kinds(cleo) == ["waiting", "offered", "lapsed"]
    with pytest.raises(offers.OfferOver):
        offers.accept(cleo, now=late)


def test_offer_cannot_be_taken_after_its_deadline_even_before_it_lapsed(date, line, now):
    ben, cleo, _dora = line
    registering.cancel(ben, now=now)
    with pytest.raises(offers.OfferOver):
        offers.accept(cleo, now=now + timedelta(hours=6))


def test_whoever_left_is_never_offered_again(date, line, now):
    """Somebody took a place from the list, then cancels: the seat goes on and they stay out (pretix 1163)."""
    ben, cleo, dora = line
    registering.cancel(ben, now=now)
    offers.accept(cleo, now=now)
    registering.cancel(cleo, now=now)
    assert states(cleo, dora) == [State.CANCELLED, State.OFFERED]
    registering.cancel(dora, now=now)
    upkeep.promote_waiting(now)
    assert states(cleo, dora) == [State.CANCELLED, State.CANCELLED]
    date.refresh_from_db()
    assert (date.seats_taken, date.waiting) == (0, 0)


@pytest.mark.parametrize(
    ("freed", "due", "until"),
    [
        ((12, 0), (12, 0), (18, 0)),
        ((16, 0), (16, 0), (8, 0)),  # would end at 22:00
        ((22, 30), (8, 0), (14, 0)),
        ((3, 0), (8, 0), (14, 0)),
    ],
)
def test_no_offer_is_sent_or_ends_at_night(date, line, freed, due, until):
    at = datetime(2026, 11, 26, *freed, tzinfo=ATHENS)
    registering.cancel(line[0], now=at)
    letter = Letter.objects.get(kind="registration/offered")
    told = deadlines.daytime(at, "Europe/Athens").astimezone(ATHENS)
    ends = letter.valid_until.astimezone(ATHENS)
    assert ((told.hour, told.minute), (ends.hour, ends.minute)) == (due, until)
    assert letter.due_at >= at


def test_night_is_the_branchs_own_when_clocks_change(now):
    """25 October 2026 in Athens: 3:30 comes twice, the night is an hour longer."""
    night = datetime(2026, 10, 24, 22, 0, tzinfo=ATHENS)
    assert deadlines.daytime(night, "Europe/Athens") == datetime(2026, 10, 25, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(("before", "state"), [(timedelta(hours=6), "offered"), (timedelta(hours=5), "confirmed")])
def test_too_near_the_start_the_place_is_given_at_once(now, before, state):
    start = datetime(2026, 12, 5, 20, 0, tzinfo=ATHENS)
    date = make.open_date(seats=1, offer_hours=6, start=start)
    ben, cleo = make.register(date, now=now), make.register(date, now=now)
    registering.cancel(ben, now=start - before)
    assert states(cleo) == [state]


def test_no_offer_ends_after_registration_closes(now):
    start = datetime(2026, 12, 5, 20, 0, tzinfo=ATHENS)
    date = make.open_date(seats=1, offer_hours=6, closes_hours=4, start=start)
    ben, cleo = make.register(date, now=now), make.register(date, now=now)
    registering.cancel(ben, now=start - timedelta(hours=9))
    assert states(cleo) == [State.CONFIRMED]


def test_nothing_is_offered_after_the_start(date, line, now):
    Occurrence.objects.update(seats_planned=3, seats=3)
    assert upkeep.promote_waiting(make.START) == 0
    assert states(*line[1:]) == [State.WAITING, State.WAITING]


def test_who_has_no_address_gets_the_place_at_once(date, now, ada):
    ben = make.register(date, now=now)
    cleo = make.register(date, now=now, email="", by=ada)
    registering.cancel(ben, now=now)
    assert states(cleo) == [State.CONFIRMED]


def test_offer_of_a_date_that_moved_earlier_ends_at_its_start(date, line, now):
    registering.cancel(line[0], now=now)
    start = now + timedelta(hours=2)
    Occurrence.objects.update(start=start)
    with pytest.raises(offers.OfferOver):
        offers.accept(line[1], now=start)
    assert offers.lapse_offers(start) == 1
    assert states(*line[1:]) == [State.LAPSED, State.WAITING]


def test_each_decision_is_written_down_in_facts_and_words(now):
    date = make.open_date(seats=4, waiting_policy=WaitingPolicy.BEST_FIT, offer_hours=6)
    ben = make.register(date, now=now, party=2)
    make.register(date, now=now, party=2)
    family = make.register(date, now=now, party=4)
    single = make.register(date, now=now, party=2)
    registering.cancel(ben, now=now)
    assert states(family, single) == [State.WAITING, State.OFFERED]
    skipped = Entry.objects.get(registration=family, verb=Verb.SKIPPED)
    assert skipped.facts == {"left": 2}
    assert history.in_words(skipped, zone="Europe/Athens") == "passed over: 4 people, and 2 places were free"
    offered = Entry.objects.get(registration=single, verb=Verb.OFFERED)
    assert history.in_words(offered, zone="Europe/Athens") == (
        "was offered a place until Tuesday 24 November 2026, 17:00"
    )


def test_rules_of_the_list_are_told_before_and_in_the_letter(client, date, line, now):
    date = Occurrence.objects.select_related("event").get(pk=date.pk)
    told = promises.waiting(date)
    assert "you have 6 hours to take it" in told[1]
    assert Letter.objects.filter(kind="registration/waiting").first().context["policy"] == told
    date.event.mode, date.event.offer_hours = Mode.HYBRID, None
    assert any("one for places online" in sentence for sentence in promises.waiting(date))
    assert "yours at once" in promises.waiting(date)[1]


# --- the page ---------------------------------------------------------------------------------------------------------
def test_page_asks_and_only_the_button_answers(client, date, line, clock, now):
    ben, cleo, dora = line
    registering.cancel(ben, now=now)
    address = Letter.objects.get(kind="registration/offered").context["offer_url"].replace("http://localhost:8000", "")
    page = client.get(address).content.decode()
    assert "kept for you until Tuesday 24 November 2026, 17:00" in page
    assert states(cleo) == [State.OFFERED]
    client.post(address)
    assert states(cleo) == [State.OFFERED]
    answer = client.post(address, {"answer": "take"}, follow=True)
    assert "You have a place" in answer.content.decode()
    assert states(cleo, dora) == [State.CONFIRMED, State.WAITING]


def test_offer_that_was_taken_just_now_is_not_declined(date, line, now):
    ben, cleo, _dora = line
    registering.cancel(ben, now=now)
    on_the_page = Registration.objects.get(pk=cleo.pk)
    offers.accept(cleo, now=now)
    with pytest.raises(rules.NotPossibleNow):
        offers.decline(on_the_page, now=now)
    assert states(cleo) == [State.CONFIRMED]


def test_page_declines_and_says_when_it_is_too_late(client, date, line, clock, now):
    ben, cleo, dora = line
    registering.cancel(ben, now=now)
    client.post(f"{cleo.get_absolute_url()}offer/", {"answer": "decline"})
    assert states(cleo, dora) == [State.CANCELLED, State.OFFERED]
    clock.shift(timedelta(hours=7))
    for answer in (
        client.get(f"{dora.get_absolute_url()}offer/"),
        client.post(f"{dora.get_absolute_url()}offer/", {"answer": "take"}),
    ):
        assert "The time to take this place is over" in answer.content.decode()
    assert states(dora) == [State.OFFERED]


def test_offer_that_ran_out_while_the_mail_server_was_down_is_not_sent(date, line, clock, now):
    """F9"""
    registering.cancel(line[0], now=now)
    clock.shift(timedelta(hours=6))
    offers.lapse_offers(clock_now())
    while delivery.work(clock_now()):
        pass
    found = dict(Letter.objects.filter(about=f"registration:{line[1].code}").values_list("kind", "state"))
    assert found["registration/offered"] == "withdrawn"
    assert found["registration/lapsed"] == "sent"


def test_place_in_a_course_is_promised_at_once(date):
    date = Occurrence.objects.select_related("event").get(pk=date.pk)
    date.event.registers_for, date.event.reconfirm_days = RegistersFor.COURSE, 3
    assert "yours at once" in promises.waiting(date)[1]
    assert promises.reconfirming(date) == []


def test_each_date_opens_some_days_before_by_the_clock_of_its_branch(now):
    """Clocks change between the opening and the date: 9:00 stays 9:00."""
    date = make.open_date(start=datetime(2027, 3, 30, 15, 0, tzinfo=UTC), opens_days=7)
    opening = datetime(2027, 3, 23, 9, 0, tzinfo=ATHENS)
    with pytest.raises(rules.NotYetOpen) as refusal:
        make.register(date, now=opening - timedelta(seconds=1))
    assert refusal.value.facts["opens_at"] == opening
    assert make.register(date, now=opening).state == State.CONFIRMED
