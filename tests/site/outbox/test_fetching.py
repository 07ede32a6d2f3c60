"""The mailbox of bounces, read over the wire."""

import io
import time

import pytest
from django.core.management import CommandError, call_command

from core import clock
from outbox.domain import fetching
from outbox.models import Letter, LetterState
from tests.machinery.mailbox import Mailbox
from tests.site.outbox.test_bouncing import mail, named, sent, way_back  # noqa: F401  (fixtures)


@pytest.fixture(params=["imap", "pop3"])
def box(request, sent, settings):  # noqa: F811
    names = ["none-a-person-answers", "hard-qmail", "soft-exim-delayed"]
    mails = [mail(named(name), sent) for name in names]
    with Mailbox(mails, protocol=request.param) as found:
        settings.BOUNCE_MAILBOX = found.url
        yield found


def test_mailbox_is_read_once_and_its_bounces_are_deleted(box):
    assert fetching.work(clock.now()) == 2
    letter = Letter.objects.get()
    assert letter.state == LetterState.BOUNCED
    # IMAP leaves other mail to people; POP knows no marks, so its mailbox is for bounces alone.
    assert list(box.mails) == ([1] if box.protocol == "imap" else [])
    assert fetching.work(clock.now()) == 0


def test_command_says_what_it_found(box):
    said = io.StringIO()
    call_command("read_bounces", stdout=said)
    assert said.getvalue().strip() == (
        "Read 3: 1 letters came back for good, 1 for now, 1 mails were about none of our letters."
    )


def test_wrong_password_is_told_without_the_password(box, settings):
    settings.BOUNCE_MAILBOX = settings.BOUNCE_MAILBOX.replace("p%40ss", "hunter2")
    with pytest.raises(CommandError) as refused:
        call_command("read_bounces")
    assert "hunter2" not in str(refused.value)
    assert len(box.mails) == 3


def test_server_that_says_nothing_is_left(box, monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", 0.3)
    box.silent.set()
    begin = time.monotonic()
    with pytest.raises(OSError, match="timed out"):
        fetching.work(clock.now())
    assert time.monotonic() - begin < 5


def test_without_a_mailbox_nothing_is_asked(db, django_assert_num_queries, now):
    with django_assert_num_queries(0):
        assert fetching.work(now) == 0
    with pytest.raises(CommandError, match="DROMENA_BOUNCE_MAILBOX"):
        call_command("read_bounces")
