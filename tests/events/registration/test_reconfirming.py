"""Everyone is asked whether they still come, where staff want it; places nobody confirms go on at a stated time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.registration.domain import rules
from events.registration.domain.staff import moving
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import reconfirming
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db
ATHENS = ZoneInfo("Europe/Athens")
# The date begins on Saturday 5 December at 18:00; three days before is Wednesday.
ASKED = datetime(2026, 12, 2, 9, 0, tzinfo=ATHENS)
GOES_ON = make.START - timedelta(hours=24)


@pytest.fixture
def date(now):
    return make.open_date(seats=2, reconfirm_days=3)


def states(*registrations):
    return [Registration.objects.get(pk=each.pk).state for each in registrations]


def kinds(registration):
    letters = Letter.objects.filter(about=f"registration:{registration.code}").order_by("version")
    return [letter.kind.partition("/")[2] for letter in letters]


def test_nobody_is_asked_unless_staff_want_it(now):
    make.register(make.open_date(), now=now)
    assert reconfirming.asking_again(ASKED) == 0


def test_everyone_with_a_place_is_asked_once_on_the_day(date, now):
    ben, cleo, waits = (make.register(date, now=now) for _ in range(3))
    assert reconfirming.asking_again(ASKED - timedelta(minutes=1)) == 0
    assert (reconfirming.asking_again(ASKED), reconfirming.asking_again(ASKED)) == (2, 0)
    assert [kinds(each) for each in (ben, cleo)] == [["confirmed", "still-coming"]] * 2
    assert kinds(waits) == ["waiting"]
    letter = Letter.objects.filter(kind="registration/still-coming").first()
    assert (letter.context["until"], letter.valid_until) == ("Friday 4 December 2026, 18:00", GOES_ON)


def test_unanswered_places_go_on_at_the_stated_time(date, now):
    ben, cleo, waits = (make.register(date, now=now) for _ in range(3))
    reconfirming.asking_again(ASKED)
    for _ in range(2):
        reconfirming.still_coming(ben, now=ASKED)
    assert reconfirming.lapse_unanswered(GOES_ON - timedelta(seconds=1)) == 0
    assert (reconfirming.lapse_unanswered(GOES_ON), reconfirming.lapse_unanswered(GOES_ON)) == (1, 0)
    assert states(ben, cleo, waits) == [State.CONFIRMED, State.LAPSED, State.CONFIRMED]
    assert kinds(cleo) == ["confirmed", "still-coming", "lapsed"]
    assert list(ben.history.values_list("verb", flat=True)) == [Verb.REGISTERED, Verb.ASKED_AGAIN, Verb.CONFIRMED_AGAIN]
    with pytest.raises(rules.NotPossibleNow):
        reconfirming.still_coming(cleo, now=GOES_ON)


def test_who_was_asked_of_another_date_is_asked_again_of_this_one(date, now, ada):
    ben = make.register(date, now=now)
    reconfirming.asking_again(ASKED)
    later = make.open_date(seats=2, event=date.event, start=make.START + timedelta(weeks=4))
    moving.move_party(ben, to=later, now=ASKED, by=ada)
    assert reconfirming.lapse_unanswered(GOES_ON + timedelta(weeks=4)) == 0
    assert reconfirming.asking_again(ASKED + timedelta(weeks=4)) == 1


def test_calendar_of_a_place_that_went_on_is_called_off(client, date, now, clock):
    ben = make.register(date, now=now)
    reconfirming.asking_again(ASKED)
    reconfirming.lapse_unanswered(GOES_ON)
    calendar = client.get(f"{ben.get_absolute_url()}event.ics").content.decode()
    assert "STATUS:CANCELLED" in calendar


def test_places_stay_when_staff_do_not_ask_any_more(date, now):
    ben = make.register(date, now=now)
    reconfirming.asking_again(ASKED)
    type(date.event).objects.update(reconfirm_days=None)
    assert reconfirming.lapse_unanswered(GOES_ON) == 0
    assert states(ben) == [State.CONFIRMED]


def test_rule_is_told_in_the_first_letter(date, now):
    make.register(date, now=now)
    policy = Letter.objects.get().context["policy"]
    assert policy == [
        "3 days before, we ask you whether you still come.",
        "Places for which nobody answers go on 24 hours before the start.",
    ]


def test_people_without_an_address_are_left_to_staff(date, now, ada):
    ben = make.register(date, now=now, email="", by=ada)
    assert reconfirming.asking_again(ASKED) == 0
    assert list(reconfirming.to_ask_ourselves(date)) == [ben]
    assert reconfirming.lapse_unanswered(GOES_ON) == 0
    reconfirming.still_coming(ben, now=ASKED, by=ada)
    assert not reconfirming.to_ask_ourselves(date).exists()
    assert states(ben) == [State.CONFIRMED]


def test_newcomers_have_only_just_said_yes(date, now):
    make.register(date, now=ASKED)
    assert reconfirming.asking_again(ASKED + timedelta(minutes=1)) == 0


def test_who_changes_places_has_answered(date, now):
    ben = make.register(date, now=now)
    reconfirming.asking_again(ASKED)
    registering.change_party(ben, party=2, now=ASKED)
    assert reconfirming.lapse_unanswered(GOES_ON) == 0
    assert states(ben) == [State.CONFIRMED]


def test_nobody_is_asked_without_time_to_answer(date, now):
    """The rule was switched on late, or the work stood still: no question, so nothing lapses."""
    ben = make.register(date, now=now)
    assert reconfirming.asking_again(GOES_ON - timedelta(hours=11)) == 0
    assert reconfirming.lapse_unanswered(GOES_ON) == 0
    assert states(ben) == [State.CONFIRMED]


def test_nothing_lapses_while_the_date_is_called_off_or_has_begun(date, now):
    ben = make.register(date, now=now)
    reconfirming.asking_again(ASKED)
    assert reconfirming.lapse_unanswered(make.START) == 0
    type(date).objects.update(status="postponed")
    assert reconfirming.lapse_unanswered(GOES_ON) == 0
    assert states(ben) == [State.CONFIRMED]


def test_page_asks_and_only_the_button_answers(client, date, clock, now):
    ben = make.register(date, now=now)
    clock.move_to(ASKED)
    reconfirming.asking_again(ASKED)
    letter = Letter.objects.get(kind="registration/still-coming")
    address = letter.context["still_url"].replace("http://localhost:8000", "")
    assert "Please answer until Friday 4 December 2026, 18:00" in client.get(address).content.decode()
    assert Registration.objects.get(pk=ben.pk).confirmed_again_at is None
    assert client.post(address, {"answer": "yes"}).status_code == 302
    assert Registration.objects.get(pk=ben.pk).confirmed_again_at == ASKED
    assert "your place is yours" in client.get(address).content.decode()
    client.post(address, {"answer": "no"})
    assert states(ben) == [State.CANCELLED]
