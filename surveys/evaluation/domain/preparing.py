"""Giving each date its survey ahead of time, so that its QR code can hang on the wall when people come."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F, Q

from events.calendar.enums import Status
from events.calendar.models import Occurrence
from surveys.evaluation import wordings
from surveys.evaluation.domain.questionnaires import default
from surveys.evaluation.enums import Part, State
from surveys.evaluation.models import Question, Questionnaire, Survey

AHEAD = timedelta(days=30)
PORTION = 200


def prepare(now: datetime) -> int:
    """Make the surveys of dates that begin within 30 days or still could be answered; returns how many.

    Work for `tick`. A date that is cancelled or postponed gets none; one made earlier stays and takes no answers.
    """
    still = now - timedelta(days=settings.SURVEY_DAYS)
    due = (
        Occurrence.objects.public()
        .filter(survey=None, status=Status.SCHEDULED, start__lte=now + AHEAD, end__gt=still)
        .order_by("start")[:PORTION]
    )
    occurrences = list(due)
    if not occurrences:
        return 0
    questionnaire = default()
    outcomes = {each.code: each for each in questionnaire.questions.filter(part=Part.OUTCOME)}
    surveys = [_survey(occurrence, questionnaire, outcomes) for occurrence in occurrences]
    Survey.objects.bulk_create(surveys, ignore_conflicts=True)
    return len(surveys)


def prepare_for(occurrence: Occurrence) -> Survey:
    """The survey of one date, made now if there is none yet."""
    found = Survey.objects.filter(occurrence=occurrence).first()
    if found is None:
        questionnaire = default()
        outcomes = {each.code: each for each in questionnaire.questions.filter(part=Part.OUTCOME)}
        made = _survey(occurrence, questionnaire, outcomes)
        found, _made = Survey.objects.get_or_create(occurrence=occurrence, defaults=_facts(made))
    return found


def follow(now: datetime) -> int:
    """Move the opening and the close of open surveys whose date was moved; returns how many. Work for `tick`."""
    ends = ExpressionWrapper(F("occurrence__end") + timedelta(days=settings.SURVEY_DAYS), DateTimeField())
    moved = (
        Survey.objects.of_dates()
        .filter(state=State.OPEN)
        .annotate(ends=ends)
        .exclude(Q(opens=F("occurrence__start")) & Q(closes=F("ends")))
        .values_list("pk", "occurrence__start", "ends")[:PORTION]
    )
    done = 0
    for pk, opens, closes in list(moved):
        done += Survey.objects.filter(pk=pk, state=State.OPEN).update(opens=opens, closes=closes)
    return done


def _survey(occurrence: Occurrence, questionnaire: Questionnaire, outcomes: dict[str, Question]) -> Survey:
    return Survey(
        occurrence=occurrence,
        questionnaire=questionnaire,
        intended=outcomes.get(wordings.INTENDED.get(occurrence.kind, "")),
        k=settings.SURVEY_GROUP,
        opens=occurrence.start,
        closes=occurrence.end + timedelta(days=settings.SURVEY_DAYS),
        key=uuid.uuid4(),
    )


def _facts(survey: Survey) -> dict[str, object]:
    names = ("questionnaire", "intended", "k", "opens", "closes", "key")
    return {name: getattr(survey, name) for name in names}
