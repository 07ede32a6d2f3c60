"""One message of staff to many people: typed once, seen first, one letter to each person, once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from events.registration.domain.letters import calling
from events.registration.domain.letters.announcing import by_person
from events.registration.domain.letters.calling import telephoned
from events.registration.domain.letters.rehearsing import Sample
from events.registration.domain.letters.teller import Teller, about_of
from events.registration.models import Registration
from events.registration.querysets import RegistrationQuerySet
from outbox.domain.rendering import render
from outbox.models import Letter

# How long after it was written a message still goes out, should letters be paused or the mail server be away.
FRESH = timedelta(days=7)
# More people than this are not written to by hand.
MOST = 2000


class NobodyToTell(RuleBroken):
    """There is nobody, or there are too many."""


@dataclass(frozen=True)
class Audience:
    """Who gets the letter, each person once with all their dates, and whom staff tell themselves."""

    people: list[list[Registration]] = field(default_factory=list)
    by_telephone: list[Registration] = field(default_factory=list)

    @property
    def readers(self) -> list[Registration]:
        return [dates[0] for dates in self.people]

    def mark(self, subject: str, text: str) -> str:
        """Stands for what staff have seen: the words and everybody who would get them."""
        facts = (subject, text, sorted(each.code for each in self.readers))
        return sha256(repr(facts).encode()).hexdigest()[:16]


def audience(rows: RegistrationQuerySet) -> Audience:
    """The people of these registrations; raises NobodyToTell. Needs no more than one query and what it selects."""
    whole = rows.select_related("occurrence__event", "occurrence__branch", "occurrence__space")
    found = list(whole.order_by("occurrence__start", "name", "pk")[: MOST + 1])
    if not found:
        raise NobodyToTell(_("Nobody is registered whom this message could reach."))
    if len(found) > MOST:
        raise NobodyToTell(_("These are too many people for one message. Please choose a date."))
    people = by_person(each for each in found if each.email)
    people.sort(key=lambda dates: dates[0].name)
    return Audience(people, [each for each in found if telephoned(each)])


def send(to: Audience, *, subject: str, text: str, key: UUID, now: datetime) -> int:
    """One letter for each person, a call for who has no address; the same `key` again writes nothing.

    Returns how many people are written to.
    """
    tellers: dict[object, Teller] = {}
    with transaction.atomic():
        for dates in to.people:
            first = dates[0]
            teller = tellers.setdefault(first.occurrence_id, Teller(first.occurrence))
            teller.tell(
                "message", first, version=_version(key), with_calendar=False, urgent=False, valid_until=now + FRESH,
                message_subject=subject, message=text, several=len(dates) > 1,
            )  # fmt: skip
        for each in to.by_telephone:
            calling.due(each, "message", key=key.hex)
    return len(to.people)


def samples(to: Audience, *, subject: str, text: str, key: UUID, now: datetime) -> list[Sample]:
    """The letter in each language, staff's own first, as its first reader would get it; nothing is kept."""
    languages: dict[str, list[list[Registration]]] = {}
    for dates in to.people:
        languages.setdefault(dates[0].language, []).append(dates)
    own, shown = translation.get_language(), []
    with transaction.atomic():
        for language in sorted(languages, key=lambda each: (each != own, each)):
            readers = languages[language]
            send(Audience(readers[:1]), subject=subject, text=text, key=key, now=now)
            letter = _letter(readers[0][0], key)
            words = render(letter)
            shown.append(
                Sample(str(dict(settings.LANGUAGES)[language]), words.subject, words.text, words.html, len(readers))
            )
        transaction.set_rollback(True)
    return shown


def _letter(reader: Registration, key: UUID) -> Letter:
    letters = Letter.objects.select_related("branch")
    return letters.get(kind="registration/message", about=about_of(reader), version=_version(key))


def _version(key: UUID) -> int:
    """The form a message came from as a number of the letter, so that it goes out once."""
    return key.int % 2**31
