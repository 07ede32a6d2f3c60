"""What real worker processes do to letters when they are killed, stopped, or many."""

import signal
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from core import clock
from outbox.domain import delivery
from outbox.models import Letter, LetterState
from tests.factories import outbox
from tests.machinery.processes import wait_for
from tests.machinery.smtp import MailServer

LETTERS = 120
KILLS = 8
LEASE = 4  # seconds


@pytest.fixture
def sink():
    with MailServer() as server:
        yield server


@pytest.fixture
def start_worker(server_processes, sink):
    def started():
        return server_processes.command(
            "tick",
            "--loop",
            "--only",
            "letters",
            DJANGO_SETTINGS_MODULE="tests.machinery.mailing_settings",
            EMAIL_PORT=str(sink.port),
            DROMENA_LETTER_LEASE=str(LEASE),
        )

    return started


def sent() -> int:
    return Letter.objects.filter(state=LetterState.SENT).count()


def test_killed_workers_lose_no_letter_and_double_only_those_in_their_hands(start_worker, server_processes, sink):
    """F6: 8 times kill -9 over 120 letters. A copy too many has the same Message-ID, and was in flight at a kill."""
    sink.manners.slowness = 0.25
    for _number in range(LETTERS):
        outbox.letter()
    workers = [start_worker() for _ in range(3)]
    for _kill in range(KILLS):
        goal = len(sink.taken) + 6
        assert wait_for(lambda goal=goal: len(sink.taken) >= goal and sink.holding > 0), server_processes.logs
        server_processes.stop(workers.pop(0), kill=True)
        workers.append(start_worker())
    assert wait_for(lambda: sent() == LETTERS, 120), (sent(), server_processes.logs)

    copies = sink.copies
    assert set(copies) == {f"<{pk}.outbox.trial@dromena.example>" for pk in Letter.objects.values_list("pk", flat=True)}
    surplus = sum(copies.values()) - LETTERS
    assert 0 <= surplus <= KILLS
    again = Letter.objects.filter(attempts__gt=1).count()
    assert surplus <= again <= KILLS


def test_worker_told_to_stop_finishes_its_letter_and_begins_no_other(start_worker, sink):
    """F19: TERM during a send."""
    sink.manners.slowness = 2.5
    for _number in range(5):
        outbox.letter()
    worker = start_worker()
    assert wait_for(lambda: sink.holding > 0)

    begin = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert time.monotonic() - begin < 6
    states = Counter(Letter.objects.values_list("state", flat=True))
    assert states == {LetterState.SENT: len(sink.taken), LetterState.QUEUED: 5 - len(sink.taken)}
    assert len(sink.taken) == 1


# --- many workers at the same letters -------------------------------------------------------------------------------
def naive_claim(meeting: threading.Barrier) -> Letter | None:
    """Read, then write, as one would without thinking; the meeting makes sure that both have read before one writes."""
    letter = Letter.objects.due(clock.now()).first()
    meeting.wait(timeout=10)
    if letter:
        letter.state = LetterState.SENDING
        letter.leased_until = clock.now() + timedelta(minutes=10)
        letter.save()
    return letter


def in_threads(work, number: int) -> list:
    taken, lock = [], threading.Lock()

    def run():
        try:
            found = work()
            with lock:
                taken.extend(found)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for something that does not come"
    return taken


def test_naive_workers_take_the_same_letter(transactional_db):
    """The race is real: without the conditional UPDATE two workers send one letter."""
    outbox.letter()
    meeting = threading.Barrier(2)
    taken = in_threads(lambda: [naive_claim(meeting).pk], 2)
    assert len(taken) == 2
    assert len(set(taken)) == 1


def test_workers_never_take_the_same_letter(transactional_db):
    for _number in range(40):
        outbox.letter()

    def claim_all():
        found = []
        while letter := delivery.claim(clock.now()):
            found.append(letter.pk)
        return found

    taken = in_threads(claim_all, 6)
    assert len(taken) == len(set(taken)) == 40
