import logging
from datetime import timedelta

import pytest

from core import clock as house_clock
from home.models import HouseSettings
from outbox.domain import NothingToSend, delivery, forgetting, send_again
from outbox.models import Letter, LetterState
from tests.factories import outbox


def try_once(clock, wait: int = 0) -> Letter:
    """Let `wait` seconds pass, then one call of the work; the only letter as it is afterwards."""
    clock.shift(timedelta(seconds=wait))
    delivery.work(house_clock.now())
    return Letter.objects.get()


def test_sent_letter_keeps_what_was_said(db, mail_server, clock, now):
    outbox.letter()
    letter = try_once(clock)
    assert letter.state == LetterState.SENT
    assert letter.sent_at == now
    assert letter.attempts == 1
    assert letter.leased_until is None
    assert letter.subject == "Cancelled: Stories by the fire"
    assert "http://localhost:8000/r/TOKEN/" in letter.text
    assert "<h1>Hello Ben,</h1>" in letter.html


@pytest.mark.parametrize(
    "answers",
    [
        {"RCPT": "450 mailbox busy"},
        {"RCPT": "451 try later"},
        {"RCPT": "452 full"},
        {"MAIL": "421 too many"},
        {"DATA": "451 not now"},
        {"END": "452 no space"},
        {"HELLO": "554 no service"},
        {"HELLO": "drop"},
        {"EHLO": "drop"},
        {"DATA": "drop"},
        {"END": "drop"},
        {"HELLO": "hang"},
        {"EHLO": "hang"},
        {"DATA": "hang"},
        {"END": "hang"},
    ],
)
def test_trouble_that_passes_is_tried_again(db, mail_server, clock, answers):
    mail_server.manners.answers = answers
    outbox.letter()
    letter = try_once(clock)
    assert letter.state == LetterState.QUEUED
    assert letter.failure
    assert letter.due_at == house_clock.now() + timedelta(seconds=10)

    mail_server.manners.answers = {}
    letter = try_once(clock, wait=10)
    assert letter.state == LetterState.SENT
    assert letter.failure == ""
    assert set(mail_server.copies) == {f"<{letter.pk}.outbox.trial@dromena.example>"}


def test_letter_taken_without_a_word_arrives_at_most_twice_under_one_name(db, mail_server, clock):
    mail_server.manners.answers = {"END": "drop"}
    outbox.letter()
    try_once(clock)
    mail_server.manners.answers = {}
    try_once(clock, wait=10)
    assert list(mail_server.copies.values()) == [2]


@pytest.mark.parametrize(
    "answers",
    [
        {"RCPT": "550 <ben@example.org> no such mailbox"},
        {"MAIL": "552 too much"},
        {"DATA": "554 no"},
        {"END": "554 spam"},
    ],
)
def test_refusal_for_good_is_not_tried_again(db, mail_server, clock, caplog, answers):
    mail_server.manners.answers = answers
    outbox.letter()
    with caplog.at_level(logging.WARNING):
        letter = try_once(clock)
    assert letter.state == LetterState.FAILED
    assert letter.failure.startswith("55")
    assert "ben@example.org" not in letter.failure + caplog.text
    assert try_once(clock, wait=86400).attempts == 1


def test_no_mail_server_at_all_is_waited_for(db, settings, clock):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    outbox.letter()
    letter = try_once(clock)
    assert letter.state == LetterState.QUEUED
    assert letter.failure.startswith("ConnectionRefusedError")


def test_encryption_that_fails_never_falls_back_to_clear(db, mail_server, settings, clock):
    settings.EMAIL_USE_TLS = True
    mail_server.manners.answers = {"STARTTLS": "454 not available"}
    outbox.letter()
    letter = try_once(clock)
    assert letter.state == LetterState.QUEUED
    assert not mail_server.taken


def test_pauses_grow_to_a_quarter_of_an_hour_and_end_after_a_day(db, mail_server, clock, now):
    mail_server.manners.answers = {"RCPT": "450 busy"}
    outbox.letter()
    pauses = []
    letter = try_once(clock)
    while letter.state == LetterState.QUEUED:
        pauses.append((letter.due_at - house_clock.now()).total_seconds())
        letter = try_once(clock, wait=int(pauses[-1]))
    assert pauses[:8] == [10, 30, 60, 120, 300, 600, 900, 900]
    assert letter.state == LetterState.FAILED
    assert timedelta(hours=24) <= house_clock.now() - now < timedelta(hours=24, minutes=15)
    assert letter.attempts >= 8


def test_letters_of_a_long_outage_all_leave_when_the_server_is_back(db, mail_server, clock):
    for _number in range(25):
        outbox.letter()
    mail_server.manners.answers = {"HELLO": "drop"}
    for _minute in range(6 * 4):
        delivery.work(house_clock.now())
        clock.shift(timedelta(minutes=15))
    mail_server.manners.answers = {}
    while delivery.work(house_clock.now()):
        pass
    assert Letter.objects.filter(state=LetterState.SENT).count() == len(mail_server.copies) == 25


def test_letter_whose_content_is_over_is_withdrawn_and_not_sent(db, mail_server, clock, now):
    """F9: the offer ran out, the event is over, while the mail server was down."""
    outdated = outbox.letter(valid_until=now + timedelta(hours=5))
    needed = outbox.letter(valid_until=now + timedelta(hours=7))
    always = outbox.letter()
    mail_server.manners.answers = {"HELLO": "drop"}
    for _quarter in range(6 * 4):
        delivery.work(house_clock.now())
        clock.shift(timedelta(minutes=15))
    mail_server.manners.answers = {}
    while delivery.work(house_clock.now()):
        pass
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {
        outdated.pk: LetterState.WITHDRAWN,
        needed.pk: LetterState.SENT,
        always.pk: LetterState.SENT,
    }
    assert len(mail_server.taken) == 2
    assert Letter.objects.get(pk=outdated.pk).failure


def test_without_a_time_limit_what_is_over_would_still_be_sent(db, mail_server, clock, now):
    """Without this the test above would prove nothing: what everybody writes first, a queue that only waits."""
    outdated = outbox.letter(valid_until=now + timedelta(hours=5))
    Letter.objects.update(valid_until=None)
    clock.shift(timedelta(hours=6))
    delivery.work(house_clock.now())
    assert Letter.objects.get(pk=outdated.pk).state == LetterState.SENT


def test_urgent_letters_leave_first_then_the_oldest(db, mail_server, clock):
    for name, urgent in [("news 1", False), ("news 2", False), ("confirmed", True)]:
        outbox.letter(urgent=urgent, context={"event_name": name, "manage_url": "http://localhost:8000/"})
        clock.shift(timedelta(seconds=1))
    delivery.work(house_clock.now())
    subjects = [taken.message["Subject"] for taken in mail_server.taken]
    assert subjects == ["Cancelled: confirmed", "Cancelled: news 1", "Cancelled: news 2"]


def test_letter_that_cannot_be_made_delays_no_other_and_is_parked(db, mail_server, clock, caplog):
    outbox.letter("outbox/broken")
    outbox.letter()
    delivery.work(house_clock.now())
    assert Letter.objects.get(kind="outbox/trial").state == LetterState.SENT

    for _try in range(10):
        clock.shift(timedelta(minutes=15))
        delivery.work(house_clock.now())
    broken = Letter.objects.get(kind="outbox/broken")
    assert broken.state == LetterState.FAILED
    assert broken.attempts == 8
    assert "TemplateDoesNotExist" in broken.failure


def test_claimed_letter_belongs_to_one_worker_until_its_lease_is_over(db, clock, now):
    outbox.letter()
    first = delivery.claim(now)
    assert first.state == LetterState.SENDING
    assert delivery.claim(now) is None

    clock.shift(timedelta(minutes=10, seconds=1))
    second = delivery.claim(house_clock.now())
    assert second.pk == first.pk
    assert second.attempts == 2


def test_worker_that_lost_its_lease_writes_no_outcome(db, mail_server, clock, now, settings):
    from django.core.mail import get_connection

    outbox.letter()
    slow = delivery.claim(now)
    clock.shift(timedelta(minutes=11))
    other = delivery.claim(house_clock.now())
    mail_server.manners.answers = {"RCPT": "550 no"}
    delivery.deliver(slow, get_connection())
    letter = Letter.objects.get()
    assert letter.state == LetterState.SENDING
    assert letter.leased_until == other.leased_until


def test_letter_handed_over_twice_without_an_answer_gets_no_third_copy(db, mail_server, clock, now):
    """F6: at most two copies. Each time the worker was killed after the letter was given and before the answer."""
    made = outbox.letter()
    for _kill in range(2):
        lost = delivery.claim(house_clock.now())
        delivery._ours(lost).update(unheard=lost.unheard + 1)
        clock.shift(timedelta(minutes=11))
    letter = try_once(clock)
    assert letter.state == LetterState.SENT
    assert "most likely arrived" in letter.failure
    assert letter.text
    assert not mail_server.taken
    send_again(made)  # staff may still have it sent
    assert try_once(clock).failure == ""
    assert len(mail_server.taken) == 1


def test_worker_lost_before_handing_over_costs_no_copy(db, mail_server, clock, now):
    outbox.letter()
    for _kill in range(4):
        delivery.claim(house_clock.now())
        clock.shift(timedelta(minutes=11))
    assert try_once(clock).state == LetterState.SENT
    assert list(mail_server.copies.values()) == [1]


def test_letter_that_ends_every_worker_is_parked(db, mail_server, clock, now):
    outbox.letter()
    Letter.objects.update(state=LetterState.SENDING, leased_until=now - timedelta(seconds=1), attempts=120)
    letter = try_once(clock)
    assert letter.state == LetterState.FAILED
    assert not mail_server.taken


def test_looking_for_letters_writes_nothing(db, django_assert_num_queries, now):
    with django_assert_num_queries(1) as queries:
        assert delivery.work(now) == 0
    assert queries[0]["sql"].startswith("SELECT")


def test_each_letter_costs_seven_queries(db, django_assert_num_queries, now):
    HouseSettings.load()
    outbox.letter()
    with django_assert_num_queries(7 + 1):  # due, claim, letter, house twice, handing over, outcome; nothing more due
        assert delivery.work(now) == 1
    for _number in range(3):
        outbox.letter()
    with django_assert_num_queries(21 + 1):
        assert delivery.work(now) == 3


def test_letter_is_sent_again_when_staff_ask(db, mail_server, clock):
    letter = outbox.letter()
    try_once(clock)
    send_again(letter)
    assert letter.state == LetterState.QUEUED
    with pytest.raises(NothingToSend):
        send_again(letter)
    try_once(clock)
    assert list(mail_server.copies.values()) == [2]


def test_words_and_address_are_emptied_after_the_time_of_keeping(db, clock, settings):
    days = settings.RETENTION["letter"].days
    kept = outbox.letter()
    delivery.work(house_clock.now())
    clock.shift(timedelta(days=days))
    waiting = outbox.letter()
    assert forgetting.empty(house_clock.now()) == 0

    clock.shift(timedelta(seconds=1))
    assert forgetting.empty(house_clock.now()) == 1
    assert forgetting.empty(house_clock.now()) == 0
    kept.refresh_from_db()
    waiting.refresh_from_db()
    assert waiting.to == "ben@example.org"
    assert kept.state == LetterState.SENT
    assert (kept.to, kept.to_name, kept.subject, kept.text, kept.html) == ("", "", "", "", "")
    assert (kept.context, kept.attachments) == ({}, [])
    assert kept.masked_to == ""
    with pytest.raises(NothingToSend):
        send_again(kept)
    assert outbox.letter(about=kept.about) == kept  # what was told stays told
