"""Installing the questionnaires that ship with the house, and which questions a survey asks."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from surveys.evaluation import wordings
from surveys.evaluation.enums import Part
from surveys.evaluation.models import Question, Questionnaire, Response, SealedAnswer, Survey


class TextFrozen(RuleBroken):
    """The words of a question were changed although people have answered them."""


@transaction.atomic
def install_default() -> Questionnaire:
    """The immediate questionnaire as shipped, made or brought up to date; may be called any number of times.

    Raises TextFrozen when a shipped word was changed without a new version after someone has answered.
    """
    questionnaire, _made = Questionnaire.objects.get_or_create(
        code=wordings.IMMEDIATE,
        version=wordings.IMMEDIATE_VERSION,
        defaults={"name": wordings.IMMEDIATE_NAME},
    )
    held = {question.code: question for question in questionnaire.questions.all()}
    for order, wording in enumerate(wordings.IMMEDIATE_QUESTIONS, start=1):
        _install(questionnaire, held.get(wording.code), wording, order)
    return questionnaire


def default() -> Questionnaire:
    """The questionnaire new surveys ask; installed when it is missing."""
    found = Questionnaire.objects.filter(code=wordings.IMMEDIATE, version=wordings.IMMEDIATE_VERSION).first()
    return found or install_default()


def has_answers(questionnaire: Questionnaire) -> bool:
    """Whether anyone has answered it, opened or still sealed."""
    return any(kind.objects.filter(survey__questionnaire=questionnaire).exists() for kind in (Response, SealedAnswer))


def questions_of(survey: Survey) -> QuerySet[Question]:
    """What this survey asks, in order: the core and the item of the intended outcome, with their choices."""
    asked = Q(part=Part.CORE) | Q(pk=survey.intended_id)
    return survey.questionnaire.questions.filter(asked).order_by("order").prefetch_related("choices")


def _install(questionnaire: Questionnaire, held: Question | None, wording: wordings.Wording, order: int) -> None:
    facts = {
        "version": wording.version,
        "type": wording.type,
        "part": wording.part,
        "construct": wording.construct,
        "text": wording.text,
        "order": order,
    }
    if held is not None and all(getattr(held, name) == fact for name, fact in facts.items()):
        return
    if has_answers(questionnaire):
        raise TextFrozen(
            _("Question %(code)s has been answered, so its words can no longer change. Please make a new version.")
            % {"code": wording.code},
            code=wording.code,
        )
    Question.objects.update_or_create(questionnaire=questionnaire, code=wording.code, defaults=facts)
