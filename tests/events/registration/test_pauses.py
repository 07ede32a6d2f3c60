"""A date is called off or postponed and takes place after all: nobody loses a place or a right meanwhile."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.calendar.domain import occurrences
from events.calendar.models import Occurrence
from events.registration.domain import upkeep
from events.registration.domain.attending import attendance
from events.registration.domain.letters import announcing
from events.registration.domain.privacy import erasing, keeping, retention
from events.registration.domain.taking_part import courses, registering
from events.registration.domain.waiting import offers, reconfirming
from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import places, registration as make

pytestmark = pytest.mark.django_db
ATHENS = ZoneInfo("Europe/Athens")
END = make.START + timedelta(hours=2)


def kinds(registration):
    letters = Letter.objects.filter(about=f"registration:{registration.code}").order_by("version")
    return [letter.kind.partition("/")[2] for letter in letters]


def as_it_is(registration):
    return Registration.objects.select_related("occurrence__event").get(pk=registration.pk)


def cancel(date, now):
    return occurrences.cancel_occurrence(date, reason="Snow", now=now)


def postpone(date, now):
    return occurrences.postpone_occurrence(date, reason="Snow", now=now)


def work(now):
    """What `tick` does, in the order that is worst for those who were not told yet."""
    for step in (offers.lapse_offers, reconfirming.lapse_unanswered, upkeep.promote_waiting, announcing.tell_changes):
        step(now)


# --- offers -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def offered(now):
    """Cleo is offered Ben's place until five in the afternoon, and Dora waits."""
    date = make.open_date(seats=1, offer_hours=6)
    ben, cleo, dora = (make.register(date, now=now) for _ in range(3))
    registering.cancel(ben, now=now)
    return date, cleo, dora


@pytest.mark.parametrize("call_off", [cancel, postpone])
def test_offer_that_could_not_be_answered_gets_a_new_deadline(offered, now, clock, call_off):
    date, cleo, dora = offered
    call_off(date, now)
    work(now)
    tomorrow = now + timedelta(days=1, hours=6)
    clock.move_to(tomorrow)
    occurrences.restore_occurrence(date, now=tomorrow)
    assert offers.lapse_offers(tomorrow) == 0
    work(tomorrow)
    cleo = as_it_is(cleo)
    # Wednesday at five in the afternoon and six hours more would be at night.
    assert (cleo.state, cleo.offered_until) == (State.OFFERED, datetime(2026, 11, 26, 8, tzinfo=ATHENS))
    assert kinds(cleo)[-1] == "offered"
    letter = Letter.objects.filter(kind="registration/offered").order_by("version").last()
    assert letter.valid_until == cleo.offered_until
    work(cleo.offered_until - timedelta(seconds=1))
    assert offers.accept(cleo, now=cleo.offered_until - timedelta(seconds=1)).state == State.CONFIRMED
    assert as_it_is(dora).state == State.WAITING


def test_new_deadline_is_kept_like_the_first(offered, now):
    date, cleo, dora = offered
    cancel(date, now)
    work(now)
    occurrences.restore_occurrence(date, now=now + timedelta(days=1))
    work(now + timedelta(days=1))
    work(as_it_is(cleo).offered_until)
    assert [as_it_is(each).state for each in (cleo, dora)] == [State.LAPSED, State.OFFERED]


def test_offer_can_be_taken_before_the_new_deadline_is_written(offered, now):
    date, cleo, _dora = offered
    cancel(date, now)
    work(now)
    tomorrow = now + timedelta(days=1)
    occurrences.restore_occurrence(date, now=tomorrow)
    assert offers.accept(cleo, now=tomorrow).state == State.CONFIRMED


def test_offer_on_a_date_that_was_off_before_anyone_was_told_is_renewed(offered, now):
    """`tick` stood still: cancelled, restored, and the deadline passed."""
    date, cleo, _dora = offered
    cancel(date, now)
    occurrences.restore_occurrence(date, now=now + timedelta(hours=5))
    work(now + timedelta(hours=7))
    assert as_it_is(cleo).offered_until == datetime(2026, 11, 25, 8, tzinfo=ATHENS)


def test_place_is_theirs_where_no_time_for_an_answer_is_left(offered, now):
    date, cleo, _dora = offered
    cancel(date, now)
    work(now)
    late = make.START - timedelta(hours=3)
    occurrences.restore_occurrence(date, now=late)
    work(late)
    assert (as_it_is(cleo).state, kinds(cleo)[-2:]) == (State.CONFIRMED, ["restored", "promoted"])


def test_nobody_loses_a_place_for_not_answering_while_the_date_was_off(now):
    date = make.open_date(reconfirm_days=3)
    ben = make.register(date, now=now)
    asked = datetime(2026, 12, 2, 9, tzinfo=ATHENS)
    assert reconfirming.asking_again(asked) == 1
    cancel(date, asked)
    work(asked)
    late = make.START - timedelta(hours=20)
    occurrences.restore_occurrence(date, now=late)
    work(late)
    work(late + timedelta(hours=1))
    assert as_it_is(ben).state == State.CONFIRMED


def test_offer_stays_as_it_is_when_only_the_room_changes(offered, now, branch):
    date, cleo, _dora = offered
    occurrences.change_space(date, space=places.space(branch=date.branch), reason="", now=now)
    work(now)
    assert as_it_is(cleo).offered_until == now + timedelta(hours=6)


# --- a postponed date past the time it once had -----------------------------------------------------------------------
@pytest.fixture
def postponed(now):
    """Ben has the one place, Cleo waits; the old time is over, and no new one is known."""
    date = make.open_date(seats=1)
    ben, cleo = (make.register(date, now=now, name=name) for name in ("Ben", "Cleo"))
    postpone(date, now)
    work(now)
    return Occurrence.objects.get(pk=date.pk), ben, cleo


@pytest.mark.parametrize("leave", [erasing.erase, registering.cancel])
def test_place_on_a_postponed_date_is_given_free(postponed, now, leave):
    date, ben, cleo = postponed
    later = END + timedelta(days=3)
    leave(ben, now=later)
    date.refresh_from_db()
    assert (as_it_is(ben).state, date.seats_taken, date.waiting) == (State.CANCELLED, 0, 1)
    assert upkeep.recount(later) == 0
    assert (attendance.figures([date]).registered, attendance.figures([date]).cancelled) == (0, 1)
    new = later + timedelta(days=7)
    occurrences.move_occurrence(date, start=new, end=new + timedelta(hours=2), reason="", now=later)
    work(later)
    assert as_it_is(cleo).state == State.CONFIRMED


def test_page_lets_a_person_go_while_the_date_is_postponed(client, postponed, clock):
    _date, ben, _cleo = postponed
    clock.move_to(END + timedelta(days=3))
    page = client.get(ben.get_absolute_url())
    assert page.context["may_act"]
    client.post(f"{ben.get_absolute_url()}erase/")
    assert as_it_is(ben).state == State.CANCELLED


def test_course_can_be_left_while_a_date_is_postponed(now):
    event = make.course(dates=2)
    first, second = make.join(event, now=now)
    postpone(first.occurrence, now)
    courses.leave(first, now=make.START + timedelta(days=1))
    assert [as_it_is(each).state for each in (first, second)] == [State.CANCELLED] * 2


def test_nobody_of_a_postponed_date_is_forgotten_before_it_took_place(postponed, now):
    date, ben, cleo = postponed
    later = END + timedelta(days=100)
    retention.forget(later)
    assert [as_it_is(each).name for each in (ben, cleo)] == ["Ben", "Cleo"]
    new = later + timedelta(days=7)
    occurrences.move_occurrence(date, start=new, end=new + timedelta(hours=2), reason="", now=later)
    work(later)
    assert kinds(ben)[-1] == "changed"
    retention.forget(new + timedelta(days=30, hours=1))
    assert as_it_is(ben).name == "Ben"
    retention.forget(new + timedelta(days=30, hours=2))
    assert as_it_is(ben).name == ""


def test_postponed_date_without_a_new_time_is_let_go_after_half_a_year(postponed, now):
    date, ben, cleo = postponed
    limit = END + timedelta(days=180)
    assert [keeping.erased_on(as_it_is(each)) for each in (ben, cleo)] == [limit, limit]
    assert retention.due(limit - timedelta(seconds=1))["postponed"] == 0
    assert retention.due(limit)["postponed"] == 2
    retention.forget(limit)
    date.refresh_from_db()
    assert (date.seats_taken, date.waiting, upkeep.recount(limit)) == (0, 0, 0)
    assert {(each.name, each.state) for each in map(as_it_is, (ben, cleo))} == {("", State.CANCELLED)}
    assert not Letter.objects.filter(state="queued").exclude(to="").exists()


def test_date_called_off_long_after_its_time_is_told_before_anyone_is_forgotten(postponed, now, clock):
    date, ben, cleo = postponed
    later = END + timedelta(days=60)
    clock.move_to(later)
    cancel(date, later)
    retention.forget(later)
    work(later)
    assert (kinds(ben)[-1], kinds(cleo)[-1]) == ("cancelled-by-library",) * 2
    letters = Letter.objects.filter(kind="registration/cancelled-by-library")
    assert {each.valid_until for each in letters} == {later + timedelta(days=7)}
    assert keeping.erased_on(as_it_is(ben)) == later + timedelta(days=30)
    retention.forget(later + timedelta(days=30))
    assert as_it_is(ben).name == ""


def test_postponed_date_of_a_course_keeps_the_others(now):
    event = make.course(dates=2)
    first, second = make.join(event, now=now, name="Lina")
    postpone(second.occurrence, now)
    retention.forget(END + timedelta(days=100))
    assert as_it_is(first).name == "Lina"
    limit = second.occurrence.end + timedelta(days=180)
    assert keeping.erased_on(as_it_is(first)) == limit
    retention.forget(limit)
    retention.forget(limit)
    assert [as_it_is(each).name for each in (first, second)] == ["", ""]
