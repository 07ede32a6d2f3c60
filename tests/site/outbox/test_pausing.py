from datetime import timedelta

import pytest
from django.core.management import call_command

from core import clock as house_clock
from outbox.domain import ReasonMissing, delivery, pause, paused, resume
from outbox.models import Letter, LetterState, Pause
from tests.factories import outbox, people


def test_no_letter_leaves_while_letters_are_paused(db, now, django_assert_num_queries):
    outbox.letter()
    pause("Restored from a backup", now=now)
    with django_assert_num_queries(1):
        assert delivery.work(now) == 0
    call_command("tick", "--only", "letters", verbosity=0)
    assert Letter.objects.get().state == LetterState.QUEUED

    assert resume(now=now)
    assert delivery.work(now) == 1


def test_worker_that_looked_before_the_pause_takes_nothing_after_it(db, now):
    outbox.letter()
    seen = delivery._candidates(now)
    pause("Wrong text", now=now)
    assert seen
    assert delivery._claim(seen, now) is None


def test_letter_whose_worker_was_lost_waits_for_the_end_of_the_pause(db, clock, now):
    outbox.letter()
    delivery.claim(now)
    pause("Wrong text", now=now)
    clock.shift(timedelta(hours=1))
    assert delivery.claim(house_clock.now()) is None


def test_pause_says_who_and_why_and_is_one(db, now, branch):
    mia = people.staff("Mia", branch, "manager")
    first = pause("Wrong\ntext", now=now, by=mia)
    assert pause("Something else", now=now) == first
    assert (paused().reason, paused().paused_by) == ("Wrong text", mia)
    assert resume(now=now, by=mia)
    assert not resume(now=now)
    assert paused() is None
    assert Pause.objects.get().resumed_by == mia


def test_pause_needs_a_reason(db, now):
    with pytest.raises(ReasonMissing):
        pause("  ", now=now)
    assert paused() is None
