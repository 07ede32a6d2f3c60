from datetime import datetime, timedelta

from surveys.evaluation.domain import opening
from surveys.evaluation.models import Survey
from surveys.indicators.domain import headline
from tests.factories import surveys


def closed(answers: int, *, now: datetime, openly: bool = False) -> Survey:
    survey = surveys.survey(at=now)
    surveys.answered(survey, [{"Q1": 3, "Q10": 5, "Q12": "Good"}] * answers, now=now, openly=openly)
    opening.close_surveys(now + timedelta(days=15))
    return survey


def test_headline_is_the_share_of_each_question_with_a_scale(db: None, now: datetime) -> None:
    shares = headline([closed(5, now=now).occurrence])
    assert [(share.code, share.top, share.n, share.per_cent) for share in shares] == [
        ("Q1", 5, 5, 100),
        ("Q10", 5, 5, 100),
    ]
    assert set(shares[0].text) == {"en", "el", "sl", "sv", "da"}


def test_headline_leaves_out_small_groups_and_open_answers(db: None, now: datetime) -> None:
    assert headline([closed(4, now=now).occurrence]) == []
    assert headline([closed(6, now=now, openly=True).occurrence]) == []
