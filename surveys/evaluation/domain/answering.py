"""Taking one filled-in form: the invitation is spent and the sealed answers stored in one transaction, or neither."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import tokens
from core.exceptions import RuleBroken
from events.registration.domain.limits import Limit, retry_after
from surveys.evaluation.domain.sealing import Answers, seal
from surveys.evaluation.enums import Mode
from surveys.evaluation.models import Invitation, Survey

# More than any event has visitors: what a machine pours in through an open form ends here. Counted for each survey,
# not for each sender, so that nothing about senders is kept.
OPEN_LIMIT = 2000
OPEN_IN_AN_HOUR = Limit("survey", 300, timedelta(hours=1))


class UnknownInvitation(RuleBroken):
    """No survey has this link: mistyped, or its survey is over."""


class AlreadyAnswered(RuleBroken):
    """The link was used."""


class NotOpen(RuleBroken):
    """The survey takes no answers any more: over, full, or its date does not take place. `facts`: survey."""


class TooMany(RuleBroken):
    """More answers in an hour than people could give. `facts`: wait, in seconds."""


class NotOpenYet(NotOpen):
    """The event has not begun."""


def invitation_of(token: str, *, now: datetime) -> Invitation:
    """The unused invitation behind a link. Raises UnknownInvitation, AlreadyAnswered, NotOpen, NotOpenYet."""
    found = (
        Invitation.objects.filter(token_hash=tokens.digest(token))
        .select_related("survey__questionnaire", "survey__occurrence__event", "registration")
        .first()
    )
    if found is None:
        raise UnknownInvitation(_("This link does not open a survey."))
    if found.spent:
        raise AlreadyAnswered(_("This link has been used: your answers have arrived."))
    _check_open(found.survey, now)
    return found


def open_survey(code: str, *, now: datetime) -> Survey:
    """The survey behind the QR code of an event. Raises UnknownInvitation, NotOpen, NotOpenYet."""
    surveys = Survey.objects.of_dates().select_related("questionnaire", "occurrence__event")
    survey = surveys.filter(code=tokens.read_aloud(code)).first()
    if survey is None:
        raise UnknownInvitation(_("This link does not open a survey."))
    _check_open(survey, now)
    return survey


def answer_invited(invitation: Invitation, *, answers: Answers, now: datetime) -> None:
    """Spend the invitation and seal the answers. Raises AlreadyAnswered, NotOpen, sealing.KeyLost.

    The survey's row is locked first, as opening and closing do: no answer slips in behind a close.
    """
    with transaction.atomic():
        survey = _locked(invitation.survey_id, now)
        if not Invitation.objects.filter(pk=invitation.pk, spent=False).update(spent=True):
            raise AlreadyAnswered(_("This link has been used: your answers have arrived."))
        seal(answers, survey=survey, mode=Mode.INVITED).save(force_insert=True)


def answer_openly(survey: Survey, *, answers: Answers, now: datetime) -> None:
    """Seal answers that came by the event's code, in a pool of their own. Raises NotOpen, TooMany, sealing.KeyLost."""
    if wait := retry_after(OPEN_IN_AN_HOUR, survey.code, now=now):
        raise TooMany(_("Very many answers are coming in just now. Please try again in a while."), wait=wait)
    with transaction.atomic():
        survey = _locked(survey.pk, now)
        held = survey.pool.filter(mode=Mode.OPEN).count() + survey.responses.filter(mode=Mode.OPEN).count()
        if held >= OPEN_LIMIT:
            raise NotOpen(_("This survey has taken all the answers it can."), survey=survey)
        seal(answers, survey=survey, mode=Mode.OPEN).save(force_insert=True)


def _locked(pk: int, now: datetime) -> Survey:
    survey = Survey.objects.select_for_update(no_key=True).get(pk=pk)
    _check_open(survey, now)
    return survey


def _check_open(survey: Survey, now: datetime) -> None:
    if Survey.objects.taking_answers(now).filter(pk=survey.pk).exists():
        return
    if survey.opens and now < survey.opens:
        raise NotOpenYet(_("This survey opens when the event begins."), survey=survey)
    raise NotOpen(_("This survey is over. Thank you for wanting to answer."), survey=survey)
