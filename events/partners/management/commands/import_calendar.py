"""`manage.py import_calendar FILE --organisation NAME`: reads a partner's calendar into happenings."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from core import clock, tokens
from core.folding import fold
from core.ical_text import BadCalendar
from events.partners.domain.importing import Report, import_calendar
from events.partners.models import Organisation
from places.models import Branch, Topic


class Command(BaseCommand):
    help = "Reads a partner's calendar file (.ics) and shows its dates beside our own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the calendar, an .ics file")
        parser.add_argument(
            "--organisation", required=True, metavar="NAME", help="whose calendar it is; new names are added"
        )
        parser.add_argument(
            "--calendar", default="calendar", metavar="SLUG", help="which one, when a partner has several"
        )
        parser.add_argument("--branch", metavar="SLUG", help="the branch its dates belong to")
        parser.add_argument("--topic", metavar="SLUG", help="the topic of its dates")
        parser.add_argument("--zone", help="the partner's time zone, such as Europe/Athens, for times that name none")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        branch = self._found(Branch, options["branch"])
        topic = self._found(Topic, options["topic"])
        try:
            with transaction.atomic():  # a refused calendar leaves no new organisation behind
                organisation = self._organisation(options["organisation"], options["zone"])
                report = import_calendar(
                    organisation,
                    data,
                    now=clock.now(),
                    calendar=slugify(options["calendar"]),
                    branch=branch,
                    topic=topic,
                    zone=options["zone"] or "",
                )
        except BadCalendar as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(organisation, report)

    def _organisation(self, name: str, zone: str | None) -> Organisation:
        if zone and zone not in available_timezones():
            raise CommandError(f"There is no time zone “{zone}”. A known one is Europe/Athens.")
        if not name.strip():
            raise CommandError("Whose calendar is it? Say it with --organisation NAME.")
        known = Organisation.objects.filter(name__iexact=name.strip()).first()
        if known:
            return known
        made = Organisation(name=name.strip(), slug=_free_slug(name), **({"zone": zone} if zone else {}))
        made.save()
        return made

    def _found(self, model: type[Branch] | type[Topic], slug: str | None) -> Any:
        if not slug:
            return None
        row = model.objects.filter(slug=slug).first()
        if row is None:
            known = ", ".join(model.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no {model._meta.verbose_name} “{slug}”. Known: {known}.")
        return row

    def _tell(self, organisation: Organisation, report: Report) -> None:
        for sentence in report.left_out:
            self.stdout.write(f"  {sentence}")
        self.stdout.write(
            f"{organisation}: {report.added} added, {report.changed} changed, {report.withdrawn} withdrawn, "
            f"{report.unchanged} unchanged."
        )


def _free_slug(name: str) -> str:
    """The name as a word for addresses; two names that would share one get a code behind it."""
    slug = slugify(fold(name)) or slugify(name, allow_unicode=True)
    taken = not slug or Organisation.objects.filter(slug=slug).exists()
    return f"{slug}-{tokens.code(6).lower()}".strip("-") if taken else slug
