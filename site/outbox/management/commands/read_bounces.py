"""`manage.py read_bounces`: read the mailbox of bounces now and say what was in it."""

import imaplib
import poplib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock
from outbox.domain import fetching


class Command(BaseCommand):
    help = "Reads the mailbox named by DROMENA_BOUNCE_MAILBOX; `tick` does the same every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError("DROMENA_BOUNCE_MAILBOX names no mailbox, such as imaps://user:password@host/INBOX.")
        try:
            visit = fetching.fetch(clock.now())
        except (OSError, imaplib.IMAP4.error, poplib.error_proto) as error:
            raise CommandError(f"The mailbox could not be read: {error}") from error
        self.stdout.write(
            f"Read {visit.read}: {visit.hard} letters came back for good, {visit.soft} for now, "
            f"{visit.other} mails were about none of our letters."
        )
