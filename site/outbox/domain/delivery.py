"""Delivering letters: claim, send outside any transaction, write down what came of it; and sending one again."""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils.translation import gettext as _

from core import clock
from core.exceptions import RuleBroken
from core.logs import masked
from outbox.domain.composing import compose
from outbox.domain.pacing import SLOWER, Pace
from outbox.domain.rendering import Words, render
from outbox.models import AGAIN, Letter, LetterState
from outbox.querysets import LetterQuerySet

log = logging.getLogger(__name__)

CANDIDATES = 20
BATCH = 10  # letters for each call of `work` ...
SLICE = timedelta(seconds=2)  # ... or as many as fit in this time: a worker told to stop leaves soon
PAUSES = [10, 30, 60, 120, 300, 600, 900]  # seconds before the next try; the last one again and again
FEWEST_TRIES = 8
COPIES = 2  # of a letter whose worker was lost while handing it over: reliability 0.4
MOST_TRIES = 120  # more than 24 hours of trying make: each one ended with a lost worker
PATIENCE = timedelta(hours=24)
RESPONSES = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


class NothingToSend(RuleBroken):
    """The letter is on its way, or its words are not kept any more."""


class Outcome(Enum):
    """What came of one try."""

    SENT = "sent"
    NOT_SENT = "not sent"  # because of this letter; the next one may go
    OUTDATED = "outdated"  # what it says is over, so it is withdrawn
    SLOWER = "slower"  # because the server wants fewer; the next one may go, later
    BUSY = "busy"  # the server asked for fewer and hung up
    NO_SERVER = "no server"  # the next one would fare no better now


def work(now: datetime) -> int:
    """Deliver some of the letters that are due, urgent ones first; returns how many were dealt with."""
    mailer = get_connection()
    pace, dealt_with = Pace(mailer), 0
    try:
        while dealt_with < BATCH and clock.now() - now <= SLICE:
            letter = _next(clock.now(), pace)
            if letter is None:
                break
            outcome = deliver(letter, mailer)
            if outcome in (Outcome.SLOWER, Outcome.BUSY):
                pace.slow_down(clock.now())
            if outcome in (Outcome.NO_SERVER, Outcome.BUSY):
                break
            dealt_with += 1
    finally:
        _hang_up(mailer)
        pace.hang_up()
    return dealt_with


def _next(now: datetime, pace: Pace) -> Letter | None:
    """The next letter, if there is one and the mail server may be given one now; looking alone writes nothing."""
    candidates = _candidates(now)
    return _claim(candidates, now) if candidates and pace.may_send(now) else None


def claim(now: datetime) -> Letter | None:
    """Take the next letter for this process alone: a conditional UPDATE, after a SELECT so that looking writes nothing.

    A letter whose worker was lost is due again when its lease is over, and goes out with the same Message-ID.
    """
    return _claim(_candidates(now), now)


def _candidates(now: datetime) -> list[UUID]:
    return list(Letter.objects.due(now).values_list("pk", flat=True)[:CANDIDATES])


def _claim(candidates: list[UUID], now: datetime) -> Letter | None:
    for pk in candidates:
        taken = (
            Letter.objects.due(now)
            .filter(pk=pk)
            .update(
                state=LetterState.SENDING,
                leased_until=now + timedelta(seconds=settings.LETTER_LEASE),
                attempts=F("attempts") + 1,
            )
        )
        if taken:
            return Letter.objects.select_related("branch").get(pk=pk)
    return None


def deliver(letter: Letter, mailer: BaseEmailBackend) -> Outcome:
    """Render and send one claimed letter and write down what came of it. Every failure is an outcome, none raises."""
    if letter.attempts > MOST_TRIES:
        _put_back(letter, _("Given up: the worker was lost each time."), for_good=True)
        return Outcome.NOT_SENT
    if letter.valid_until and letter.valid_until <= clock.now():
        _finish(letter, state=LetterState.WITHDRAWN, failure=_("What it says was over before it could be sent."))
        return Outcome.OUTDATED
    try:
        words = render(letter)
        message = compose(letter, words)
        if letter.unheard >= COPIES:
            return _believe(letter, words)
        mailer.open()
        if not _ours(letter).update(unheard=F("unheard") + 1):
            return Outcome.NOT_SENT  # we were too slow: another worker has it
        mailer.send_messages([message])
    except RESPONSES as error:
        _hang_up(mailer)
        code, reason = _response(error)
        _put_back(letter, f"{code} {reason}", for_good=code >= 500)
        return Outcome.SLOWER if code in SLOWER else Outcome.NOT_SENT
    except OSError as error:  # no server, no answer, no encryption, no login; smtplib's own errors are of this kind
        _hang_up(mailer)
        _put_back(letter, f"{type(error).__name__}: {error}")
        return Outcome.BUSY if getattr(error, "smtp_code", 0) in SLOWER else Outcome.NO_SERVER
    except Exception as error:
        _hang_up(mailer)
        log.exception("Letter %s (%s) could not be made.", letter.pk, letter.kind)
        _put_back(letter, f"{type(error).__name__}: {error}", for_good=letter.attempts >= FEWEST_TRIES)
        return Outcome.NOT_SENT
    return _sent(letter, words)


def _sent(letter: Letter, words: Words, note: str = "") -> Outcome:
    said = {"subject": words.subject, "text": words.text, "html": words.html}
    _finish(letter, state=LetterState.SENT, sent_at=clock.now(), failure=note, **said)
    return Outcome.SENT


def _believe(letter: Letter, words: Words) -> Outcome:
    """A mail server was given it twice, and each time the worker was lost before the answer: no third copy."""
    log.warning("Letter %s (%s) was handed over twice without an answer.", letter.pk, letter.kind)
    note = _("Handed over twice, and the worker was lost before the answer: it has most likely arrived.")
    return _sent(letter, words, note)


def send_again(letter: Letter) -> Letter:
    """Put a letter that was sent or not delivered back in the queue, to be tried as if it were new."""
    again = Letter.objects.with_words().filter(pk=letter.pk, state__in=AGAIN)
    if not again.update(state=LetterState.QUEUED, due_at=clock.now(), attempts=0, failure="", leased_until=None):
        raise NothingToSend(
            _("This letter cannot be sent again: it is waiting already, or its text is not kept any more.")
        )
    letter.refresh_from_db()
    return letter


def _put_back(letter: Letter, failure: str, *, for_good: bool = False) -> None:
    now = clock.now()
    tried_enough = letter.attempts >= FEWEST_TRIES and now - letter.created_at >= PATIENCE
    failure = masked(" ".join(failure.split()))[:200]
    if for_good or tried_enough:
        log.warning("Letter %s (%s) was not delivered: %s", letter.pk, letter.kind, failure)
        _finish(letter, state=LetterState.FAILED, failure=failure)
    else:
        pause = timedelta(seconds=PAUSES[min(letter.attempts, len(PAUSES)) - 1])
        _finish(letter, state=LetterState.QUEUED, due_at=now + pause, failure=failure)


def _finish(letter: Letter, **outcome: Any) -> None:
    """Write the outcome, unless the lease ran out and another worker holds the letter now."""
    if not _ours(letter).update(leased_until=None, unheard=0, **outcome):
        log.warning("Letter %s was taken over by another worker before it was finished.", letter.pk)


def _ours(letter: Letter) -> LetterQuerySet:
    """The row, as long as this worker holds it."""
    return Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, leased_until=letter.leased_until)


def _response(error: Exception) -> tuple[int, str]:
    """The code and the words of the mail server; for a letter to one person there is one answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(error.recipients.values()))
    else:
        code, reason = error.smtp_code, error.smtp_error  # type: ignore[attr-defined]
    return int(code), reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


def _hang_up(mailer: BaseEmailBackend) -> None:
    with suppress(OSError):  # the line may be gone already, which is all that is wanted
        mailer.close()
