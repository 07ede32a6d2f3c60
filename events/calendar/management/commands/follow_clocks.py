"""Works all dates to come out anew from the hour on the wall and prints what moved: after an update of time zones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import clock
from events.calendar.domain.clocks import recompute_all


class Command(BaseCommand):
    """What `tick` does every night for each event, at once and with a report."""

    help = "Works all dates to come out anew after new rules for clocks, and prints what moved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would move, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for shift in recompute_all(now=clock.now(), write=not options["dry_run"]):
            self.stdout.write(str(shift))
            number += 1
        self.stdout.write(f"{number} dates {'would move' if options['dry_run'] else 'moved'}.")
