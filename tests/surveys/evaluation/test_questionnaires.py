from datetime import datetime

import pytest
from django.conf import settings

from core.translated import Translated
from surveys.evaluation import wordings
from surveys.evaluation.domain.questionnaires import TextFrozen, install_default, questions_of
from surveys.evaluation.models import Question
from tests.factories import surveys

LANGUAGES = {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize("wording", wordings.IMMEDIATE_QUESTIONS, ids=lambda wording: wording.code)
def test_every_question_is_asked_in_five_languages(wording: wordings.Wording) -> None:
    assert set(wording.text) == LANGUAGES
    assert all(text.strip() == text and text for text in wording.text.values())
    assert len(set(wording.text.values())) == len(LANGUAGES)


def test_questionnaire_has_a_name_in_five_languages() -> None:
    assert set(wordings.IMMEDIATE_NAME) == LANGUAGES


def test_installing_twice_changes_nothing(db: None) -> None:
    first = install_default()
    before = list(Question.objects.values_list("pk", "code", "order"))
    assert install_default() == first
    assert list(Question.objects.values_list("pk", "code", "order")) == before


def test_installing_mends_words_nobody_has_answered(db: None) -> None:
    install_default()
    Question.objects.filter(code="Q1").update(text=Translated(en="Was it any good?"))
    install_default()
    assert Question.objects.get(code="Q1").text.in_language("en") == "Was this event of use to you?"


def test_words_are_frozen_once_someone_has_answered(db: None, now: datetime) -> None:
    surveys.answered(surveys.survey(at=now), 1, now=now)
    install_default()
    Question.objects.filter(code="Q1").update(text=Translated(en="Was it any good?"))
    with pytest.raises(TextFrozen):
        install_default()


def test_survey_asks_seven_questions_with_the_outcome_of_its_kind(db: None, now: datetime) -> None:
    asked = questions_of(surveys.survey(at=now))
    assert [question.code for question in asked] == ["Q1", "Q2", "Q3", "Q8", "Q9", "Q10", "Q12"]
