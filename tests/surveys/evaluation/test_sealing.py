import stat
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given, settings as examples, strategies as st

from surveys.evaluation.domain.sealing import SIZE, TEXT_LIMIT, KeyLost, destroy, seal, unseal
from surveys.evaluation.enums import Mode
from surveys.evaluation.models import Survey
from tests.factories import surveys

OVERHEAD = 12 + 16  # nonce and tag


@pytest.fixture
def survey(db: None, now: datetime) -> Survey:
    return surveys.survey(at=now)


def key_file(survey: Survey) -> Path:
    return Path(settings.SURVEY_KEYS) / f"{survey.key}.key"


@examples(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.text(max_size=TEXT_LIMIT), step=st.integers(1, 5))
def test_every_sealed_answer_has_one_size_and_opens_as_it_was(survey: Survey, words: str, step: int) -> None:
    answers = {"Q1": step, "Q2": "apart", "Q12": "".join(letter for letter in words if letter.isprintable())}
    row = seal(answers, survey=survey, mode=Mode.INVITED)
    assert len(row.sealed) == SIZE + OVERHEAD
    assert unseal(row, survey=survey) == answers


def test_longest_words_in_any_script_fit(survey: Survey) -> None:
    row = seal({"Q12": "📚" * TEXT_LIMIT}, survey=survey, mode=Mode.OPEN)
    assert len(row.sealed) == SIZE + OVERHEAD


def test_sealed_answer_opens_only_as_its_own_row(survey: Survey) -> None:
    first = seal({"Q1": 1}, survey=survey, mode=Mode.INVITED)
    second = seal({"Q1": 4}, survey=survey, mode=Mode.INVITED)
    first.sealed = second.sealed
    with pytest.raises(KeyLost):
        unseal(first, survey=survey)


def test_sealed_answer_does_not_open_in_the_other_mode(survey: Survey) -> None:
    row = seal({"Q1": 1}, survey=survey, mode=Mode.INVITED)
    row.mode = Mode.OPEN
    with pytest.raises(KeyLost):
        unseal(row, survey=survey)


def test_key_is_a_file_for_the_owner_only(survey: Survey) -> None:
    seal({"Q1": 1}, survey=survey, mode=Mode.INVITED)
    assert stat.S_IMODE(key_file(survey).stat().st_mode) == 0o600
    assert len(key_file(survey).read_bytes()) == 32
    assert [file.name for file in key_file(survey).parent.glob(".*")] == []


def test_key_is_not_made_anew_while_answers_are_sealed(survey: Survey) -> None:
    seal({"Q1": 1}, survey=survey, mode=Mode.INVITED).save()
    destroy(survey.key)
    with pytest.raises(KeyLost, match=str(survey.key)):
        seal({"Q1": 2}, survey=survey, mode=Mode.INVITED)


def test_destroying_twice_does_nothing(survey: Survey) -> None:
    seal({"Q1": 1}, survey=survey, mode=Mode.INVITED)
    destroy(survey.key)
    destroy(survey.key)
    assert not key_file(survey).exists()
