"""What became of the letters about a date: of each person, and in all."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Value
from django.db.models.functions import Concat

from events.calendar.models import Occurrence
from events.registration.domain.letters.teller import about_of
from events.registration.domain.staff.records import Post, as_post
from events.registration.models import Registration
from events.registration.querysets import RegistrationQuerySet
from outbox.models import Letter, LetterState

TROUBLE = (LetterState.FAILED, LetterState.BOUNCED)


@dataclass(frozen=True)
class Told:
    """One party and its letters, newest first; without an address staff tell them."""

    registration: Registration
    letters: list[Post]


def people_of(occurrence: Occurrence, *, problems: bool = False) -> RegistrationQuerySet:
    """The parties of a date by name; only those with a letter that did not arrive, if `problems`."""
    rows = Registration.objects.of(occurrence).real().annotate(about=_about("code")).order_by("name", "pk")
    wrong = Letter.objects.filter(about=OuterRef("about"), state__in=TROUBLE)
    return rows.filter(Exists(wrong)) if problems else rows


def told(people: list[Registration]) -> list[Told]:
    """The letters of these parties, in one query."""
    found: dict[str, list[Post]] = {}
    letters = Letter.objects.filter(about__in=[about_of(each) for each in people]).select_related(None)
    for letter in letters.order_by("-created_at"):
        found.setdefault(letter.about, []).append(as_post(letter))
    return [Told(each, found.get(about_of(each), [])) for each in people]


def counts(occurrence: Occurrence) -> list[tuple[str, int]]:
    """How many letters of the date's people are where, in words, in one query."""
    abouts = Registration.objects.of(occurrence).real().annotate(about=_about("code")).order_by().values("about")
    rows = Letter.objects.filter(about__in=abouts).order_by().values_list("state").annotate(number=Count("pk"))
    found = dict(rows)
    return [(str(label), found[state]) for state, label in LetterState.choices if state in found]


def _about(column: str) -> Concat:
    """What letters of a registration are about, as a column (`teller.about_of`)."""
    return Concat(Value("registration:"), column, output_field=CharField())
