"""Work goes on: no date, no row and no address holds up those behind it (F18)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from wagtail.users.models import UserProfile

from accounts.models import Role
from events.calendar.domain import occurrences
from events.calendar.enums import Mode
from events.registration.domain import upkeep
from events.registration.domain.attending import uncounted
from events.registration.domain.letters import announcing, delivery, joining, reminding
from events.registration.domain.staff import history
from events.registration.domain.taking_part import growing, registering
from events.registration.domain.waiting import least, offers, reconfirming
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.models import Letter, LetterState
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db

ATHENS = ZoneInfo("Europe/Athens")
ASKED = datetime(2026, 12, 2, 9, 0, tzinfo=ATHENS)
GOES_ON = make.START - timedelta(hours=24)
REMINDED = datetime(2026, 12, 4, 9, 0, tzinfo=ATHENS)
NEAR = make.START - timedelta(hours=23)
LINK = "https://meet.example/room"
BAD = "two@example.org,three@example.org"


def spoil(registration):
    """An address that came in by another way than the form, as in an import."""
    Registration.objects.filter(pk=registration.pk).update(email=BAD)


def kinds(registration, *states):
    letters = Letter.objects.filter(about=f"registration:{registration.code}").order_by("version")
    return [each.kind.partition("/")[2] for each in letters if not states or each.state in states]


# --- an address the outbox refuses -----------------------------------------------------------------------------------
def changed(date, now):
    occurrences.cancel_occurrence(date, reason="Snow", now=now)
    return announcing.tell_changes, now, "cancelled-by-library"


def reminded(_date, _now):
    return reminding.remind, REMINDED, "reminder"


def linked(_date, _now):
    return joining.tell, NEAR, "join"


def asked(_date, _now):
    return reconfirming.asking_again, ASKED, "still-coming"


@pytest.mark.parametrize("happens", [changed, reminded, linked, asked])
def test_bad_address_is_written_off_and_the_others_hear(now, clock, happens):
    date = make.open_date(mode=Mode.ONLINE, join_link=LINK, reconfirm_days=3)
    first, bad, last = (make.register(date, now=now) for _ in range(3))
    spoil(bad)
    work, moment, kind = happens(date, now)
    clock.move_to(moment)
    assert work(moment) == 3
    assert work(moment + timedelta(seconds=1)) == 0
    assert [kind in kinds(each, LetterState.QUEUED) for each in (first, bad, last)] == [True, False, True]
    letter = Letter.objects.get(state=LetterState.FAILED)
    assert (letter.about, letter.kind, letter.to) == (f"registration:{bad.code}", f"registration/{kind}", "")
    assert "not one plain e-mail address" in letter.failure
    assert bad.history.filter(verb=Verb.UNWRITTEN).count() == 1


def test_staff_see_who_could_not_be_written_to(now):
    date = make.open_date()
    make.register(date, now=now)
    bad = make.register(date, now=now)
    spoil(bad)
    occurrences.cancel_occurrence(date, reason="Snow", now=now)
    announcing.tell_changes(now)
    assert list(delivery.people_of(date, problems=True)) == [bad]
    line = history.in_words(bad.history.get(verb=Verb.UNWRITTEN), zone=date.zone)
    assert line == "could not be written to: the address takes no letters"


def test_place_goes_on_from_and_to_a_bad_address(now):
    date = make.open_date(seats=1, offer_hours=6)
    ben, bad, last = (make.register(date, now=now) for _ in range(3))
    spoil(bad)
    registering.cancel(ben, now=now)
    assert offers.lapse_offers(now + timedelta(hours=6)) == 1
    assert kinds(bad) == ["waiting", "offered", "lapsed"]
    assert kinds(bad, LetterState.FAILED) == ["offered", "lapsed"]
    assert Registration.objects.get(pk=last.pk).state == State.OFFERED


def test_free_places_reach_those_behind_a_bad_address(now):
    date = make.open_date(seats=1)
    _ben, bad, last = (make.register(date, now=now) for _ in range(3))
    spoil(bad)
    occurrences.change_seats(date, seats=3, now=now)
    assert upkeep.promote_waiting(now) == 2
    assert kinds(last) == ["waiting", "promoted"]


def test_language_that_is_not_written_any_more_holds_up_nobody(now):
    date = make.open_date()
    ben, _lina = (make.register(date, now=now) for _ in range(2))
    Registration.objects.filter(pk=ben.pk).update(language="nl")
    occurrences.cancel_occurrence(date, reason="Snow", now=now)
    assert announcing.tell_changes(now) == 2
    languages = Letter.objects.filter(kind="registration/cancelled-by-library").values_list("language", flat=True)
    assert [*languages] == ["en", "en"]


def test_branch_with_a_bad_address_holds_up_no_other(now, clock):
    bad, good = (make.open_date(people_least=2, under=calendar.branch_page()) for _ in range(2))
    type(bad.branch).objects.filter(pk=bad.branch_id).update(email=BAD)
    type(bad.branch).objects.filter(pk=good.branch_id).update(email="good@library.example")
    assert (least.warn(NEAR), least.warn(NEAR)) == (2, 0)
    monday = datetime(2026, 12, 7, 8, 30, tzinfo=ATHENS)
    assert (uncounted.remind(monday), uncounted.remind(monday)) == (2, 0)
    for kind in ("registration/too-few", "registration/uncounted"):
        letters = Letter.objects.filter(kind=kind).order_by("to")
        assert [(each.to, each.state) for each in letters] == [("", "failed"), ("good@library.example", "queued")]


def test_branch_reads_in_the_language_its_manager_chose(branch, now):
    date = make.open_date(people_least=2, under=calendar.branch_page(branch))
    assert date.branch_id == branch.pk
    type(branch).objects.filter(pk=branch.pk).update(email="branch@library.example")
    mona = people.staff("Mona", branch, Role.MANAGER)
    UserProfile.objects.create(user=mona, preferred_language="sv")
    assert least.warn(NEAR) == 1
    letter = Letter.objects.get(kind="registration/too-few")
    assert (letter.to, letter.language) == ("branch@library.example", "sv")
    assert letter.context["when"].startswith("lördag")


# --- portions --------------------------------------------------------------------------------------------------------
def test_dates_on_which_nothing_lapses_yet_hold_up_no_other(now, monkeypatch):
    monkeypatch.setattr(reconfirming, "DATES", 1)
    event = make.open_event(reconfirm_days=3)
    dates = [make.open_date(event=event, start=make.START + timedelta(minutes=minute)) for minute in range(4)]
    asked = [make.register(date, now=now) for date in dates]
    Registration.objects.update(asked_again_at=GOES_ON - timedelta(hours=1))
    Registration.objects.filter(pk=asked[-1].pk).update(asked_again_at=ASKED)
    assert reconfirming.lapse_unanswered(GOES_ON + timedelta(minutes=5)) == 1
    assert Registration.objects.get(pk=asked[-1].pk).state == State.LAPSED


def test_dates_where_everybody_was_asked_hold_up_no_other(now, monkeypatch):
    monkeypatch.setattr(reconfirming, "DATES", 1)
    event = make.open_event(reconfirm_days=3)
    for minute in range(4):
        make.register(make.open_date(event=event, start=make.START + timedelta(minutes=minute)), now=now)
    assert [reconfirming.asking_again(ASKED) for _ in range(5)] == [1, 1, 1, 1, 0]


def test_links_already_sent_hold_up_no_other_date(now, monkeypatch):
    monkeypatch.setattr(joining, "DATES_AT_ONCE", 1)
    event = make.open_event(mode=Mode.ONLINE, join_link=LINK)
    for minute in range(3):
        make.register(make.open_date(event=event, start=make.START + timedelta(minutes=minute)), now=now)
    assert [joining.tell(NEAR) for _ in range(4)] == [1, 1, 1, 0]


def test_looking_for_links_costs_the_same_for_1_and_3_dates(now, django_assert_num_queries):
    event = make.open_event(mode=Mode.ONLINE, join_link=LINK)
    for _ in range(3):
        make.register(make.open_date(event=event), now=now)
        joining.tell(NEAR)
        with django_assert_num_queries(2):
            assert joining.tell(NEAR) == 0


def test_every_needless_reminder_is_withdrawn(now, clock, monkeypatch):
    monkeypatch.setattr(reminding, "PIECE", 1)
    date = make.open_date()
    registered = [make.register(date, now=now) for _ in range(4)]
    clock.move_to(REMINDED)
    reminding.remind(REMINDED)
    for each in registered[1:3]:
        registering.cancel(each, now=REMINDED)
    reminding.remind(REMINDED)
    gone = {each.pk for each in registered if kinds(each, LetterState.WITHDRAWN) == ["reminder"]}
    assert gone == {each.pk for each in registered[1:3]}


def test_reminder_that_is_right_stays_beside_one_that_is_not(now, clock):
    ben = make.register(make.open_date(), now=now)
    clock.move_to(REMINDED)
    reminding.remind(REMINDED)
    right = Letter.objects.get(kind=reminding.KIND)
    old = Letter.objects.create(
        kind=right.kind, about=right.about, version=1, to=ben.email, language="en", due_at=now, created_at=now
    )
    reminding.remind(REMINDED)
    states = dict(Letter.objects.filter(kind=reminding.KIND).values_list("pk", "state"))
    assert states == {right.pk: LetterState.QUEUED, old.pk: LetterState.WITHDRAWN}


def test_address_that_has_a_new_date_by_itself_is_no_work_for_ever(now, monkeypatch):
    monkeypatch.setattr(growing, "AT_ONCE", 1)
    courses_ = [make.course(start=make.START + timedelta(days=day)) for day in range(2)]
    lina, ben = (make.join(course, now=now)[0] for course in courses_)
    new = [calendar.occurrence(course, start=make.START + timedelta(weeks=9, days=1), seats=3) for course in courses_]
    staffed = make.register(new[0], now=now, email=lina.email, by=people.staff("Dora"))
    assert staffed.state == State.CONFIRMED
    assert (growing.follow(now), growing.follow(now)) == (1, 0)
    assert Registration.objects.of(new[1]).get().email == ben.email
