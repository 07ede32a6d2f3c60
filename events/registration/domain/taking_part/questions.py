"""The questions of an event as they are asked in one language, and the answers as staff read them.

An answer keeps the meaning the source gave it: whoever chose the second choice in Greek chose the second choice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _, gettext_noop

from events.calendar.domain.policy import lines
from events.calendar.enums import QuestionType
from events.calendar.models import Occurrence, Question
from events.registration.domain.taking_part.parties import Answered
from events.registration.models import Answer

# “How did you hear of this?” is asked by a tick; its code is the same for every event, so that answers add up.
HEARD_OF = UUID("0c7c5f8e-6f3d-5b0a-9f63-3d1f6f0b7a21")
HEARD_OF_DAYS = 30
HEARD_OF_CHOICES = (
    gettext_noop("A poster or leaflet"),
    gettext_noop("The printed programme"),
    gettext_noop("The library’s pages"),
    gettext_noop("The newsletter"),
    gettext_noop("Social media"),
    gettext_noop("Newspaper, radio or television"),
    gettext_noop("Friends or family"),
    gettext_noop("School or nursery"),
    gettext_noop("Somebody at the library"),
    gettext_noop("In another way"),
)
YES, NO = gettext_noop("Yes"), gettext_noop("No")


@dataclass(frozen=True)
class Asked:
    """One question in the words of one language; `choices` are pairs (as it is kept, as it is read)."""

    code: UUID
    label: str
    field_type: str
    reason: str
    days: int
    help_text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    each_person: bool = False

    def answered(self, value: object) -> Answered | None:
        """The answer to be kept; None where nothing was answered."""
        text = in_store(value)
        return Answered(question=self.code, label=self.label, value=text, days=self.days) if text else None


def in_store(value: object) -> str:
    """An answer as it is kept: a line each of several choices, `Yes` or `No` of a tick."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def any_asked() -> Exists:
    """To be asked along with the date as `asks_questions`: an event without questions then costs no query for them."""
    return Exists(Question.objects.filter(page=OuterRef("event")))


def asked_of(occurrence: Occurrence, language: str) -> list[Asked]:
    """The questions of the date's event in that language; one query, and none where there are none."""
    event, found = occurrence.event, []
    if getattr(occurrence, "asks_questions", True):
        there = Q(page__locale__language_code=language, page__live=True, page__translation_key=event.translation_key)
        rows = list(Question.objects.filter(Q(page=event.pk) | there).order_by("sort_order"))
        words = {row.code: row for row in rows if row.page_id != event.pk}
        found = [_asked(row, words.get(row.code, row)) for row in rows if row.page_id == event.pk]
    return [*found, heard_of()] if event.asks_heard_of else found


def _asked(source: Question, words: Question) -> Asked:
    kept, read = lines(source.choices), lines(words.choices)
    return Asked(
        code=source.code,
        label=words.label or source.label,
        field_type=source.field_type,
        reason=words.reason or source.reason,
        days=source.days,
        help_text=words.help_text or source.help_text,
        choices=tuple(zip(kept, read if len(read) == len(kept) else kept, strict=True)),
        required=source.required,
        each_person=source.each_person,
    )


def heard_of() -> Asked:
    """The ready-made question, with ready choices and no free text."""
    return Asked(
        code=HEARD_OF,
        label=_("How did you hear of this?"),
        field_type=QuestionType.RADIO,
        reason=_("To learn which posters, pages and letters are worth the work."),
        days=HEARD_OF_DAYS,
        choices=tuple((choice, _(choice)) for choice in HEARD_OF_CHOICES),
    )


def deleted_on(occurrence: Occurrence, days: int) -> datetime:
    """When answers kept so many days are deleted."""
    return occurrence.end + timedelta(days=days)


def in_words(answer: Answer) -> str:
    """An answer as it is read in the active language, on one line."""
    known = {YES, NO, *(HEARD_OF_CHOICES if answer.question == HEARD_OF else ())}
    return ", ".join(_(line) if line in known else line for line in answer.value.splitlines())


def kept(given: Iterable[Answered | None]) -> list[Answered]:
    """The answers there are."""
    return [each for each in given if each is not None]
