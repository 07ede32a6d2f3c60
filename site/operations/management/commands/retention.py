"""`manage.py retention [--dry-run]`: forgets what the retention table gives no more time, or says what would go."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import clock
from events.registration.models import Forgetting
from operations.domain import forgetting

LAST_DAYS = 30


class Command(BaseCommand):
    help = "Does the nightly work of forgetting now; --dry-run only says what would go, --log what went."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say how many rows would go, and change nothing")
        parser.add_argument("--log", action="store_true", help="say what went on each of the last thirty days")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["log"]:
            self._tell_log()
        elif options["dry_run"]:
            self._tell_due()
        else:
            self.stdout.write(f"{forgetting.forget_all(clock.now())} rows are forgotten.")

    def _tell_due(self) -> None:
        counts = forgetting.due(clock.now())
        for line, keeping in settings.RETENTION.items():
            if line in counts:
                days = f"{keeping.days} days" if keeping.days else "-"
                self.stdout.write(f"{counts[line]:>8}  {line:<14} {days:<10} {keeping.what}")
        self.stdout.write(f"{sum(counts.values()):>8}  rows would go. Nothing was changed.")

    def _tell_log(self) -> None:
        for row in Forgetting.objects.all()[:LAST_DAYS]:
            counts = ", ".join(f"{line} {number}" for line, number in sorted(row.counts.items()))
            self.stdout.write(f"{row.on}  {counts or 'nothing was due'}")
