"""`manage.py export_person EMAIL`: everything kept of a person, as JSON."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from events.registration.domain.privacy import exporting


class Command(BaseCommand):
    help = "Writes everything kept of a person as JSON (GDPR 15 and 20), to the screen or to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--output", type=Path, metavar="FILE", help="a file that nobody else may read")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = exporting.of_person(options["email"])
        text = exporting.as_json(facts)
        if not options["output"]:
            self.stdout.write(text)
            return
        options["output"].touch(mode=0o600)
        options["output"].write_text(text + "\n", "utf-8")
        self.stdout.write(f"{len(facts['registrations'])} registrations are in {options['output']}.")
