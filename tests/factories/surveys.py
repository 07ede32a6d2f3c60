"""Surveys with invited people, and forms as people fill them in."""

from datetime import UTC, datetime, timedelta
from itertools import count

from core import tokens
from events.calendar.models import EventPage, Occurrence
from events.registration.models import Registration
from surveys.evaluation.domain import answering
from surveys.evaluation.domain.preparing import prepare_for
from surveys.evaluation.models import Invitation, Survey
from tests.factories import calendar

_numbers = count(1)
FILLED_IN = {"Q1": 4, "Q2": 5, "Q8": 3, "Q9": 4, "Q10": 5}


def ended(event: EventPage | None = None, *, at: datetime, **fields: object) -> Occurrence:
    """A date of two hours that ended one hour before `at`."""
    return calendar.occurrence(event, start=at - timedelta(hours=3), **fields)


def survey(occurrence: Occurrence | None = None, *, at: datetime, **fields: object) -> Survey:
    """An open survey of a date that has just ended."""
    made = prepare_for(occurrence or ended(at=at))
    if fields:
        Survey.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
    return made


def invited(survey: Survey, number: int) -> list[str]:
    """The tokens of that many people invited to the survey, in the order of their registrations."""
    return [invitation(survey, each)[0] for each in guests(survey.occurrence, number)]


def guest(occurrence: Occurrence, **fields: object) -> Registration:
    """Somebody who registered and came, written straight into the table."""
    number = next(_numbers)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    given = {"name": f"Guest {number}", "email": f"guest-{number}@example.org", "language": "en", "arrived": 1}
    facts = {"occurrence": occurrence, "state": "confirmed", "created_at": moment, "changed_at": moment}
    return Registration.objects.create(**{**facts, **given, **fields})


def guests(occurrence: Occurrence, number: int) -> list[Registration]:
    return [guest(occurrence) for _each in range(number)]


def answered(survey: Survey, forms: int | list[dict[str, int | str]], *, now: datetime, openly: bool = False) -> None:
    """That many people (or these forms) answer, by invitation or by the code at the event."""
    filled_in = [FILLED_IN] * forms if isinstance(forms, int) else forms
    for answers in filled_in:
        if openly:
            answering.answer_openly(survey, answers=answers, now=now)
            continue
        _token, invitation_made = invitation(survey, guest(survey.occurrence))
        answering.answer_invited(invitation_made, answers=answers, now=now)


def invitation(survey: Survey, registration: Registration) -> tuple[str, Invitation]:
    """The token of the letter's link and the invitation behind it."""
    token = tokens.secret()
    made = Invitation.objects.create(survey=survey, registration=registration, token_hash=tokens.digest(token))
    Survey.objects.filter(pk=survey.pk).update(invited=survey.invitations.count())
    return token, made
