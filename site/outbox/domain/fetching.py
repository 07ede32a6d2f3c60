"""The mailbox that bounces come to, read by IMAP or POP with a limit on everything. Work of a lane of its own."""

import imaplib
import logging
import poplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from core import clock
from outbox.domain import bouncing
from outbox.domain.judging import Verdict

log = logging.getLogger(__name__)

TIMEOUT = 20  # seconds for each word of the conversation
SLICE = timedelta(seconds=60)  # for one visit; the rest is read at the next
AT_ONCE = 50
LARGEST = 1_000_000  # bytes; what is larger is nobody's bounce
PORTS = {"imaps": 993, "imap": 143, "pop3s": 995, "pop3": 110}


@dataclass
class Visit:
    """What one visit found: mails read, letters that came back for good or for now, and mails about nothing of ours."""

    read: int = 0
    hard: int = 0
    soft: int = 0
    other: int = 0

    def note(self, raw: bytes, *, now: datetime) -> bool:
        """Take one mail; True when it was about a letter of ours and need not be kept."""
        self.read += 1
        finding, letter = bouncing.take(raw, now=now)
        if letter is None:
            self.other += 1
            return False
        self.hard += finding.verdict is Verdict.HARD
        self.soft += finding.verdict is Verdict.SOFT
        return True


def work(now: datetime) -> int:
    """Work: read the mailbox, if there is one; returns the number of letters that came back."""
    if not settings.BOUNCE_MAILBOX:
        return 0
    visit = fetch(now)
    return visit.hard + visit.soft


def fetch(now: datetime) -> Visit:
    """One visit to the mailbox. Raises OSError and what imaplib and poplib raise; the next visit reads on."""
    where = urlsplit(settings.BOUNCE_MAILBOX)
    return _by_imap(where, now) if where.scheme.startswith("imap") else _by_pop(where, now)


def _by_imap(where: SplitResult, now: datetime) -> Visit:
    """Unread mails only. What was about our letters is deleted; other mail stays, marked as read."""
    visit = Visit()
    with _imap(where) as server:
        _ok(server.select(f'"{unquote(where.path.strip("/")) or "INBOX"}"'))
        found = _ok(server.uid("search", "UNSEEN"))[0] or b""
        for uid in found.split()[:AT_ONCE]:
            if clock.now() - now > SLICE:
                break
            parts = _ok(server.uid("fetch", uid.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)"))
            raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            done = visit.note(raw, now=now)
            server.uid("store", uid.decode(), "+FLAGS", r"(\Deleted \Seen)" if done else r"(\Seen)")
        server.expunge()
    return visit


@contextmanager
def _imap(where: SplitResult) -> Iterator[imaplib.IMAP4]:
    host, port = where.hostname or "localhost", where.port or PORTS[where.scheme]
    if where.scheme == "imaps":
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(host, port, timeout=TIMEOUT)
    try:
        server.login(unquote(where.username or ""), unquote(where.password or ""))
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    word, found = answer
    if word != "OK":
        raise imaplib.IMAP4.error(f"The mail server answered {word}.")
    return found


def _by_pop(where: SplitResult, now: datetime) -> Visit:
    """POP knows no marks, so every mail that was read is deleted: the mailbox must be for bounces alone."""
    visit = Visit()
    with _pop(where) as server:
        sizes = {int(line.split()[0]): int(line.split()[1]) for line in server.list()[1]}
        for number, size in list(sizes.items())[:AT_ONCE]:
            if clock.now() - now > SLICE:
                break
            if size <= LARGEST:
                visit.note(b"\r\n".join(server.retr(number)[1]), now=now)
            server.dele(number)
        server.quit()  # only now are they deleted: what was cut off is read again
    return visit


@contextmanager
def _pop(where: SplitResult) -> Iterator[poplib.POP3]:
    host, port = where.hostname or "localhost", where.port or PORTS[where.scheme]
    if where.scheme == "pop3s":
        server: poplib.POP3 = poplib.POP3_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    else:
        server = poplib.POP3(host, port, timeout=TIMEOUT)
    try:
        server.user(unquote(where.username or ""))
        server.pass_(unquote(where.password or ""))
        yield server
    finally:
        server.close()
