"""No path of keys, times or orders leads from an answer to a person (T-D1)."""

import pytest
from django.apps import apps
from django.db import connection, models

from surveys.evaluation.models import Answer, Asked, Invitation, Response, SealedAnswer

ANSWERS = (SealedAnswer, Response, Answer)
# What the tables of answers hold, and what a key in them may point at: nothing else, ever.
COLUMNS = {
    SealedAnswer: {"id", "survey_id", "mode", "sealed"},
    Response: {"id", "survey_id", "mode", "batch", "week"},
    Answer: {"id", "response_id", "question_id", "value", "choice_id", "text", "apart"},
}
KEYS = {
    SealedAnswer: {"evaluation.Survey"},
    Response: {"evaluation.Survey"},
    Answer: {"evaluation.Response", "evaluation.Question", "evaluation.Choice"},
}


@pytest.mark.parametrize("model", ANSWERS)
def test_answers_hold_these_columns_and_no_others(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, model._meta.db_table)
    assert {column.name for column in table} == COLUMNS[model]


@pytest.mark.parametrize("model", ANSWERS)
def test_answers_point_at_surveys_and_questions_only(model: type[models.Model]) -> None:
    keys = {field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation}
    assert keys == KEYS[model]
    assert not model._meta.many_to_many


def test_nothing_but_answers_points_at_a_response_or_a_sealed_row() -> None:
    pointing = {
        (model._meta.label, field.related_model._meta.label)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in ANSWERS
    }
    assert pointing == {("evaluation.Answer", "evaluation.Response")}


@pytest.mark.parametrize("model", ANSWERS)
def test_answers_have_random_ids_and_no_time(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField)
    kinds = {type(field) for field in model._meta.concrete_fields}
    assert not kinds & {models.DateTimeField, models.DateField, models.TimeField, models.AutoField, models.BigAutoField}


def test_invitations_know_no_time_and_no_answer() -> None:
    fields = {field.name for field in Invitation._meta.concrete_fields}
    assert fields == {"id", "survey", "registration", "token_hash", "spent"}


def test_who_was_asked_lately_is_a_hash_a_day_and_a_wish() -> None:
    assert {field.name for field in Asked._meta.concrete_fields} == {"id", "address_hash", "on", "refused"}
