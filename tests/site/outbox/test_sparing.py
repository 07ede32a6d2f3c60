"""T-H4: nobody fills a stranger's mailbox with our letters."""

from datetime import timedelta

import pytest

from core import clock as house_clock
from outbox.models import Letter, LetterState
from tests.factories import outbox

HOUR = timedelta(hours=1)


def yes() -> bool:
    return True


def no() -> bool:
    return False


def waits(letter: Letter) -> timedelta:
    return letter.due_at - letter.created_at


def test_sixth_letter_of_an_hour_waits_for_its_turn(db, clock):
    letters = []
    for _number in range(12):
        letters.append(outbox.letter(asked_for=yes))
        clock.shift(timedelta(minutes=1))
    due = sorted(letter.due_at for letter in letters)
    assert [waits(letter) for letter in letters[:5]] == [timedelta()] * 5
    assert all(later - earlier >= HOUR for earlier, later in zip(due, due[5:], strict=False))
    assert [letter.due_at for letter in letters] == due  # in their order
    assert {letter.state for letter in Letter.objects.all()} == {LetterState.QUEUED}  # none is refused or lost


def test_newer_letter_takes_the_turn_of_one_about_the_same_thing(db, clock, now):
    """Toggling the places of a registration for ever fills no queue."""
    for version in range(20):
        outbox.letter(about="registration:1", version=version, asked_for=yes)
    waiting = Letter.objects.filter(state=LetterState.QUEUED, due_at__gt=now)
    assert [letter.version for letter in waiting] == [19]
    assert waiting.get().due_at == now + HOUR


@pytest.mark.parametrize(
    "fields", [{"asked_for": no}, {"asked_for": None}, {"to": "ada@example.org", "asked_for": yes}]
)
def test_others_are_not_held_back(db, now, fields):
    for _number in range(6):
        outbox.letter(asked_for=yes)
    assert outbox.letter(**fields).due_at == now


def test_letters_the_library_tells_do_not_count(db, now):
    for _number in range(6):
        outbox.letter()
    assert outbox.letter(asked_for=yes).due_at == now


def test_after_an_hour_all_is_as_before(db, clock):
    for _number in range(5):
        outbox.letter(asked_for=yes)
    clock.shift(HOUR)
    assert outbox.letter(asked_for=yes).due_at == house_clock.now()


def test_question_for_strangers_is_asked_only_when_it_matters(db, django_assert_num_queries):
    def never() -> bool:
        raise AssertionError("asked too early")

    for _number in range(5):
        with django_assert_num_queries(2):
            outbox.letter(asked_for=never)
