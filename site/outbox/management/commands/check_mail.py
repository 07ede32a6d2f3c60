"""`manage.py check_mail --to ADDRESS`: what to put in the DNS; with --send one trial letter goes out at once."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from outbox.domain import advising


class Command(BaseCommand):
    help = "Prints the DNS records that letters need (SPF, DKIM, DMARC). Asks no network unless --send is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, metavar="ADDRESS", help="a mailbox, best at a large provider")
        parser.add_argument("--send", action="store_true", help="send a trial letter there, now and by this process")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Letters come from {settings.DEFAULT_FROM_EMAIL}; {self._way_back()}\n")
        for record in advising.advice():
            self.stdout.write(f"{record.name}  {record.kind}  {record.value}\n    {record.why}\n")
        for fault in advising.faults():
            self.stdout.write(self.style.WARNING(f"Attention: {fault}"))
        if options["send"]:
            self._send(options["to"])
        self.stdout.write(
            f"In the letter to {options['to']} look at its source: Authentication-Results must say spf=pass, dkim=pass "
            "and dmarc=pass."
        )

    def _way_back(self) -> str:
        where = settings.RETURN_PATH
        return f"what cannot be delivered comes back to {where}." if where else "DROMENA_RETURN_PATH is not set."

    def _send(self, to: str) -> None:
        words = "This is a trial letter. Its headers say whether SPF, DKIM and DMARC are in order."
        try:
            EmailMessage("Trial letter", words, settings.DEFAULT_FROM_EMAIL, [to]).send()
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(f"The mail server did not take it: {error}") from error
        self.stdout.write(f"Sent to {to}.")
