"""`manage.py bounce < mail`: one mail that came back, handed over by the mail server (a pipe in its aliases)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error

from core import clock
from outbox.domain import bouncing
from outbox.domain.fetching import LARGEST

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and comes again


class Command(BaseCommand):
    help = "Reads one mail from standard input and marks the letter that came back."

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LARGEST)
        try:
            finding, letter = bouncing.take(raw, now=clock.now())
        except Error as error:
            self.stderr.write(f"The database is away: {error}")
            sys.exit(TRY_AGAIN)
        self.stdout.write(f"{finding.verdict.value}: {letter.pk if letter else 'none of our letters'}")
