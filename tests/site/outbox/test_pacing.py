"""How fast letters leave, and who goes first."""

import threading
from datetime import timedelta

import pytest
from django.core.mail import get_connection

from core import clock as house_clock
from outbox.domain import delivery
from outbox.domain.pacing import HOLD, Pace
from outbox.models import Letter, LetterState, MailHost, MailLine
from tests.factories import outbox
from tests.site.outbox.test_killed_workers import in_threads

ROUND = timedelta(seconds=1.5)  # an idle worker looks so often


@pytest.fixture
def five_a_second(settings):
    settings.LETTERS_PER_SECOND, settings.LETTER_CONNECTIONS = 5, 2


def work_until_idle() -> int:
    done = 0
    while found := delivery.work(house_clock.now()):
        done += found
    return done


def test_letters_leave_at_the_steady_rate(db, mail_server, five_a_second, clock):
    for _number in range(120):
        outbox.letter()
    assert work_until_idle() == 20  # what four idle seconds saved up
    sent = 0
    for _second in range(10):
        clock.shift(timedelta(seconds=1))
        sent += work_until_idle()
    assert sent == 50


def test_pace_holds_for_all_workers_together(db, mail_server, five_a_second, now):
    paces = [Pace(get_connection()) for _ in range(3)]
    assert [pace.may_send(now) for pace in paces] == [True, True, False]  # two lines
    assert sum(paces[0].may_send(now) + paces[1].may_send(now) for _ in range(20)) == 18
    paces[0].hang_up()
    assert not paces[2].may_send(now)  # a line, but no turn
    assert paces[2].may_send(now + timedelta(milliseconds=200))


def test_line_of_a_killed_worker_is_free_again(db, mail_server, five_a_second, now):
    lost = [Pace(get_connection()) for _ in range(2)]
    assert all(pace.may_send(now) for pace in lost)
    later = Pace(get_connection())
    assert not later.may_send(now + HOLD - timedelta(seconds=1))
    assert later.may_send(now + HOLD)
    lost[0].hang_up()  # it was only slow: it gives back what is not its own any more
    assert MailLine.objects.get(number=1).held_until == now + HOLD + HOLD


@pytest.mark.parametrize(
    "answers",
    [{"RCPT": "450 busy"}, {"RCPT": "421 too many"}, {"DATA": "432 too fast"}, {"HELLO": "421 too many"}],
)
def test_server_that_asks_for_less_gets_less_for_a_while(db, mail_server, five_a_second, clock, answers):
    mail_server.manners.answers = answers
    outbox.letter()
    delivery.work(house_clock.now())
    mail_server.manners.answers = {}
    assert MailHost.objects.get().slowness == 1
    for _number in range(100):
        outbox.letter()
    clock.shift(timedelta(seconds=30))
    work_until_idle()
    clock.shift(timedelta(seconds=4))
    assert work_until_idle() == 10  # half of five a second
    clock.shift(timedelta(minutes=10))
    assert work_until_idle() == 20


def test_rate_is_halved_three_times_at_most(db, mail_server, five_a_second, now):
    pace = Pace(get_connection())
    seen = []
    for minute in (0, 0, 2, 4, 6):
        pace.slow_down(now + timedelta(minutes=minute))
        seen.append(MailHost.objects.get().slowness)
    assert seen == [1, 1, 2, 3, 3]


def test_no_more_connections_than_allowed(transactional_db, mail_server, settings):
    settings.LETTER_CONNECTIONS = 2
    mail_server.manners.slowness = 0.05
    for _number in range(24):
        outbox.letter()
    most, lock, done = [0], threading.Lock(), threading.Event()

    def watch():
        while not done.wait(0.005):
            with lock:
                most[0] = max(most[0], mail_server.holding)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        in_threads(lambda: [delivery.work(house_clock.now()) for _ in range(3)], 5)
    finally:
        done.set()
    watcher.join(timeout=10)
    assert most[0] == 2


def test_five_thousand_letters_delay_no_urgent_one_by_more_than_a_minute(db, mail_server, five_a_second, clock):
    """The letter of a cancelled congress goes to 5,000 people; confirmations pass it, in whatever round they come."""
    first = outbox.letter(urgent=False)
    fields = {name: getattr(first, name) for name in ("kind", "to", "language", "context", "due_at", "created_at")}
    crowd = [Letter(about=f"crowd:{n}", version=1, urgent=False, **fields) for n in range(5_000)]
    Letter.objects.bulk_create(crowd)
    urgent = []
    for number in range(60):
        clock.shift(ROUND)
        if number % 3 == 0:
            urgent.append(outbox.letter())
        delivery.work(house_clock.now())
    sent = {letter.pk: letter for letter in Letter.objects.filter(state=LetterState.SENT)}
    assert len(sent) > 300
    delays = [sent[letter.pk].sent_at - letter.created_at for letter in urgent]
    assert max(delays) <= ROUND  # the promise is 60 seconds
