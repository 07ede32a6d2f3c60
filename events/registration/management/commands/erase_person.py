"""`manage.py erase_person EMAIL`: everything that leads to a person goes; places go to others, figures stay."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from events.registration.domain.privacy import erasing


class Command(BaseCommand):
    help = "Erases everything kept of a person (GDPR 17). Dates to come are cancelled first; figures stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--yes", action="store_true", help="do it; without this it only says what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            self.stdout.write(f"{len(erasing.of(options['email']))} registrations would be erased. Add --yes to do it.")
            return
        number = erasing.erase_person(options["email"], now=clock.now())
        self.stdout.write(f"{number} registrations are erased, with the letters and the calendar of this address.")
