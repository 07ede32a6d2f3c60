"""Who is reminded, when, and by which clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import clock as house_clock
from events.calendar.enums import Reminder
from events.registration.domain.letters import reminding
from events.registration.domain.taking_part import registering
from events.registration.models import Entry, Registration
from outbox.domain import delivery, rendering
from outbox.models import Letter, LetterState
from tests.factories import calendar, registration as make

pytestmark = pytest.mark.django_db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ATHENS = ZoneInfo("Europe/Athens")
DUE = datetime(2026, 12, 4, 9, 0, tzinfo=ATHENS)  # the day before START, in the morning


def reminders() -> list[Letter]:
    return list(Letter.objects.filter(kind="registration/reminder").order_by("created_at", "pk"))


@pytest.fixture
def at(clock):
    """Moves to the moment and lets the work be done; returns how many reminders were written."""

    def moved(moment: datetime) -> int:
        clock.move_to(moment)
        before = len(reminders())
        while reminding.remind(house_clock.now()):
            pass
        return len(reminders()) - before

    return moved


def test_person_with_a_place_is_reminded_the_day_before_at_nine(now, at):
    ben = make.register(make.open_date(), now=now)
    assert at(DUE - timedelta(seconds=1)) == 0
    assert at(DUE) == 1
    assert at(DUE + timedelta(minutes=1)) == 0
    assert [entry.verb for entry in ben.history.all()] == ["registered", "reminded"]
    words = rendering.render(reminders()[0])
    assert words.subject.startswith("Reminder: ")
    manage = ben.get_absolute_url()
    assert manage in words.text
    assert manage in words.html


def test_those_who_wait_cancelled_came_or_want_none_are_not_reminded(now, at):
    date = make.open_date(seats=4)
    people = [make.register(date, now=now) for _ in range(5)]
    registering.cancel(people[0], now=now)  # the fifth moves up
    make.register(date, now=now)  # waits
    reminding.stop(people[1])
    Registration.objects.filter(pk=people[2].pk).update(arrived=1)
    assert at(DUE) == 2
    assert {letter.to for letter in reminders()} == {people[3].email, people[4].email}


def test_newcomers_after_the_moment_get_none(now, at, clock):
    date = make.open_date()
    clock.move_to(DUE + timedelta(minutes=5))
    make.register(date, now=house_clock.now())
    assert at(DUE + timedelta(minutes=6)) == 0


def test_whoever_just_heard_of_the_date_is_not_reminded_of_it(now, at, clock):
    date = make.open_date(seats=1)
    first = make.register(date, now=now)
    make.register(date, now=now)
    clock.move_to(DUE + timedelta(hours=1))  # the work stood still
    registering.cancel(first, now=house_clock.now())
    assert at(DUE + timedelta(hours=2)) == 0


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_dates_that_do_not_take_place_remind_nobody(now, at, status):
    date = make.open_date()
    make.register(date, now=now)
    type(date).objects.update(status=status)
    assert at(DUE) == 0


def test_reminder_moves_with_the_date(now, at):
    date = make.open_date()
    make.register(date, now=now)
    assert at(DUE) == 1
    type(date).objects.update(start=make.START + timedelta(days=7), end=make.START + timedelta(days=7, hours=2))
    assert at(DUE + timedelta(days=1)) == 0
    assert at(DUE + timedelta(days=7)) == 1
    assert len({letter.version for letter in reminders()}) == 2


@pytest.mark.parametrize(
    ("late", "written"), [(timedelta(hours=1), 1), (timedelta(hours=7), 1), (timedelta(hours=10), 1)]
)
def test_after_an_outage_one_letter_at_most(now, at, late, written):
    event = make.open_event(reminders=[each.value for each in Reminder])
    make.register(make.open_date(event=event), now=now)
    assert at(DUE + late) == written
    assert at(DUE + late + timedelta(minutes=1)) == 0


def test_reminder_missed_by_more_than_a_day_is_let_go(now, at):
    event = make.open_event(reminders=["week"])
    make.register(make.open_date(event=event), now=now)
    assert at(DUE - timedelta(days=4)) == 0


def test_nobody_is_reminded_within_the_last_hour(now, at):
    make.register(make.open_date(), now=now)
    assert at(make.START - timedelta(minutes=59)) == 0
    assert at(make.START - timedelta(minutes=61)) == 0  # a day late, too


def test_nobody_is_woken(now, at):
    make.register(make.open_date(), now=now)
    assert at(datetime(2026, 12, 4, 21, 0, tzinfo=ATHENS)) == 0  # an outage since the morning
    assert at(datetime(2026, 12, 5, 7, 59, tzinfo=ATHENS)) == 0
    assert at(datetime(2026, 12, 5, 8, 0, tzinfo=ATHENS)) == 1


def date_at(start: datetime):
    return make.open_date(start=start.astimezone(UTC))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-12-05 18:00", "2026-12-05 16:00"),
        ("2026-12-05 10:00", "2026-12-05 08:00"),
        ("2026-12-05 09:00", "2026-12-05 08:00"),
        ("2026-12-05 08:30", "2026-12-04 20:00"),
        ("2026-12-05 01:00", "2026-12-04 20:00"),
        ("2026-12-05 22:59", "2026-12-05 20:59"),
        ("2026-12-05 23:00", "2026-12-05 20:00"),
    ],
)
def test_two_hours_before_but_never_at_night(start, expected):
    occurrence = date_at(datetime.fromisoformat(start).replace(tzinfo=ATHENS))
    moment = reminding.moment_of(Reminder.TWO_HOURS, occurrence)
    assert f"{moment.astimezone(ATHENS):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("day", "reminder", "expected"),
    [
        # Clocks go back in the night to Sunday, 25 October: the morning of the day before is still summer time.
        (date(2026, 10, 25), Reminder.DAY_BEFORE, datetime(2026, 10, 24, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 25), Reminder.SAME_DAY, datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 26), Reminder.DAY_BEFORE, datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 28), Reminder.WEEK_BEFORE, datetime(2026, 10, 21, 7, 0, tzinfo=UTC)),
        # Forward in the night to Sunday, 28 March.
        (date(2027, 3, 28), Reminder.DAY_BEFORE, datetime(2027, 3, 27, 8, 0, tzinfo=UTC)),
        (date(2027, 3, 28), Reminder.SAME_DAY, datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),
        (date(2027, 3, 29), Reminder.DAY_BEFORE, datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
        (date(2027, 3, 30), Reminder.THREE_DAYS, datetime(2027, 3, 27, 8, 0, tzinfo=UTC)),
    ],
)
def test_reminder_keeps_to_the_clock_on_the_wall_when_clocks_change(clock, at, day, reminder, expected):
    """F16: exactly once, at the local hour, in Copenhagen."""
    clock.move_to(expected - timedelta(days=2))
    event = make.open_event(reminders=[reminder.value])
    start = datetime.combine(day, datetime.min.time(), COPENHAGEN).replace(hour=15)
    occurrence = calendar.occurrence(event, start=start.astimezone(UTC), seats=5)
    type(occurrence).objects.update(zone="Europe/Copenhagen")
    make.register(occurrence, now=house_clock.now())
    written = []
    moment = expected - timedelta(hours=30)
    while moment < start - timedelta(hours=1):
        if at(moment):
            written.append(moment)
        moment += timedelta(minutes=30)
    assert written == [expected]


def test_reminder_not_sent_yet_is_withdrawn_when_its_reader_cancels(now, at):
    ben, lina = (make.register(make.open_date(), now=now) for _ in range(2))
    at(DUE)
    registering.cancel(ben, now=DUE)
    at(DUE + timedelta(minutes=1))
    states = dict(Letter.objects.filter(kind="registration/reminder").values_list("to", "state"))
    assert states == {ben.email: LetterState.WITHDRAWN, lina.email: LetterState.QUEUED}


def test_reminder_is_withdrawn_when_its_time_is_over(now, at, clock):
    """F9: the mail server was away until the event began."""
    make.register(make.open_date(), now=now)
    at(DUE)
    clock.move_to(make.START - timedelta(minutes=59))
    while delivery.work(house_clock.now()):
        pass
    assert reminders()[0].state == LetterState.WITHDRAWN


def test_nobody_is_reminded_at_an_address_that_does_not_exist(now, at):
    date = make.open_date()
    ben, lina = (make.register(date, now=now) for _ in range(2))
    Letter.objects.filter(to=ben.email).update(state=LetterState.BOUNCED)
    assert at(DUE) == 1
    assert reminders()[0].to == lina.email


def test_one_click_stops_reminders_of_all_dates_taken_together(now, at, client):
    bundle = "9ae44a1c-2f6b-4a44-b7bb-5dfa2e2d3a5e"
    ben, later, other = (make.register(make.open_date(), now=now) for _ in range(3))
    Registration.objects.filter(pk__in=[ben.pk, later.pk]).update(bundle=bundle)
    ben.refresh_from_db()
    address = reminding.stop_address(ben).removeprefix("http://localhost:8000")

    page = client.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert set(Registration.objects.values_list("reminders", flat=True)) == {True}  # asking does nothing

    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    wanted = dict(Registration.objects.values_list("pk", "reminders"))
    assert wanted == {ben.pk: False, later.pk: False, other.pk: True}
    assert set(Registration.objects.values_list("state", flat=True)) == {"confirmed"}
    assert "You get no more reminders" in client.get(address).content.decode()

    client.post(address, {"again": "1"})
    assert set(Registration.objects.values_list("reminders", flat=True)) == {True}


def test_link_of_reminders_opens_nothing_else(now, client):
    ben = make.register(make.open_date(), now=now)
    address = reminding.stop_address(ben).removeprefix("http://localhost:8000")
    token = address.split("/")[2]
    assert client.get(f"/r/{token}/").status_code == 404
    manage = ben.get_absolute_url().split("/")[2]
    assert client.post(f"/r/{manage}/reminders/").status_code == 404
    assert Registration.objects.get().reminders


def test_reminder_says_how_to_stop_reminders(now, at):
    ben = make.register(make.open_date(), now=now)
    at(DUE)
    letter = reminders()[0]
    assert letter.unsubscribe_url == reminding.stop_address(ben)
    assert letter.unsubscribe_url in rendering.render(letter).text
    assert not letter.urgent


def test_many_people_of_a_date_are_reminded_once_each(now, at):
    date = make.open_date(seats=None)
    for _ in range(reminding.AT_ONCE + 3):
        make.register(date, now=now)
    assert at(DUE) == reminding.AT_ONCE + 3
    assert Entry.objects.filter(verb="reminded").count() == reminding.AT_ONCE + 3


def test_looking_for_reminders_costs_the_same_for_1_and_3_dates(now, at, django_assert_num_queries):
    event = make.open_event()
    for _ in range(3):
        make.register(make.open_date(event=event), now=now)
        with django_assert_num_queries(2):  # dates with people, reminders that wait
            assert reminding.remind(now) == 0
    at(DUE)
    Letter.objects.update(state=LetterState.SENT)
    with django_assert_num_queries(3):
        assert reminding.remind(house_clock.now()) == 0
