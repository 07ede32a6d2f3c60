"""`manage.py tick`: do what is due once, or for ever with --loop. Any number of these may run at the same time."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.domain.working import Worker, loop
from operations.work import LANES


class Command(BaseCommand):
    help = "Does the work that is due: letters, dates, waiting lists, surveys, partners' calendars, upkeep."

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--loop", action="store_true", help="go on until TERM or Ctrl-C")
        how.add_argument("--once", action="store_true", help="do what is due now and leave (the default)")
        parser.add_argument("--only", choices=list(LANES), action="append", metavar="LANE", help="only this lane")

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = Event()
        worker = Worker(options["only"] or list(LANES), stopping=stopping)
        before = {name: signal.signal(name, lambda *_: stopping.set()) for name in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._work(worker, for_ever=options["loop"])
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _work(self, worker: Worker, *, for_ever: bool) -> None:
        if for_ever:
            self.stderr.write(f"Working on {', '.join(worker.lanes)}. Stop with Ctrl-C.")
            loop(worker)
            return
        self.stdout.write(f"Done: {worker.once()}.")
        if worker.failures:
            failed = ", ".join(f"{work.__module__}.{work.__name__}" for work in worker.failures)
            raise CommandError(f"Not everything could be done; the log says why: {failed}.")
