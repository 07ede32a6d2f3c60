"""What does not go together in the rules of registration, told to staff before they publish; drafts may have anything.

Each finding is the field it stands in and a sentence.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.calendar.domain.expansion import goes_on
from events.calendar.enums import Admission, OpenTo, PartyOf, QuestionType, RegistersFor
from events.calendar.models import EventPage, Question, Schedule

Finding = tuple[str, str]
# A code somebody could guess by hand is none.
SHORTEST_CODE = 4
CHOOSING = {QuestionType.RADIO, QuestionType.CHECKBOXES}


def missing_in_policy(page: EventPage) -> list[Finding]:
    """What to put right in how people register; nothing where nobody does."""
    schedules = list(page.schedules.all())
    if Admission.REGISTER not in {page.admission, *(schedule.admission for schedule in schedules)}:
        return []
    found = [*_who(page), *_when(page), *_party(page)]
    return [*found, *_course(page, schedules)] if page.registers_for == RegistersFor.COURSE else found


def _course(page: EventPage, schedules: list[Schedule]) -> Iterator[Finding]:
    if any(goes_on(schedule.rule) for schedule in schedules):
        sentence = _("A whole course needs an end: say how often it takes place, or let people register for one date.")
        yield "registers_for", sentence
    if page.open_to == OpenTo.APPROVAL:
        yield "open_to", _("Places in a course are given at once: people cannot be asked to wait for an answer.")
    if page.offer_hours is not None:
        sentence = _("Places in a course that come free are given at once. Please leave this empty.")
        yield "offer_hours", sentence
    if page.reconfirm_days is not None:
        yield "reconfirm_days", _("People are not asked again for each date of a course. Please leave this empty.")


def _who(page: EventPage) -> Iterator[Finding]:
    if page.open_to == OpenTo.CODE and len(page.member_code.strip()) < SHORTEST_CODE:
        yield "member_code", _("Please write the code people were given, at least four letters or digits.")


def _when(page: EventPage) -> Iterator[Finding]:
    if page.reconfirm_days is not None and page.reconfirm_hours >= page.reconfirm_days * 24:
        yield (
            "reconfirm_hours",
            _("People would be asked after their places have gone on. Please leave them some time."),
        )


def _party(page: EventPage) -> Iterator[Finding]:
    named = page.party_of == PartyOf.PEOPLE
    if page.guardian_under is not None and not named:
        yield "guardian_under", _("We know the age of children only when you ask for the name of each person.")
    if page.asks_going_home and not named:
        yield "asks_going_home", _("This is asked for each child: please ask for the name of each person, too.")
    if page.asks_photo_consent and page.party_of == PartyOf.GROUP:
        yield "asks_photo_consent", _("Nobody can agree for a whole class. Please ask the school for the consents.")


def missing_in_question(question: Question) -> list[Finding]:
    """What a question lacks before the public may read it."""
    found = []
    if not question.label.strip():
        found.append(("label", _("Please write the question, or remove it.")))
    if not question.reason.strip():
        found.append(("reason", _("Please say why you ask: people read it beside the question.")))
    if question.field_type in CHOOSING and len(lines(question.choices)) < 2:
        found.append(("choices", _("Please write at least two choices, each on a line of its own.")))
    return found


def lines(text: str) -> list[str]:
    """The choices of a question, in their order; empty lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]
