from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations_with_replacement
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.evaluation.domain import opening
from surveys.evaluation.domain.results import Figure, own_words, results, surveys_of
from surveys.evaluation.models import Survey
from tests.factories import calendar, programmes, surveys

AFTER = timedelta(days=15)


def closed(forms: list[dict[str, int | str]], *, now: datetime, openly: bool = False, **fields: object) -> Survey:
    """A survey that was answered with these forms and is closed."""
    survey = surveys.survey(surveys.ended(calendar.event(**fields), at=now), at=now)
    surveys.answered(survey, forms, now=now, openly=openly)
    opening.open_pools(now)
    opening.close(survey.pk, now=now + AFTER)
    survey.refresh_from_db()
    return survey


def by_code(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {figure.question.code: figure for figure in figures}


def test_headline_share_is_the_top_two_of_those_who_answered(db: None, now: datetime) -> None:
    forms = [{"Q1": 4}, {"Q1": 3}, {"Q1": 2}, {"Q1": 1}, {"Q1": "apart"}, {"Q1": 4, "Q10": 5}]
    found = results(surveys_of(closed(forms, now=now)))
    use = by_code(found.invited_figures)["Q1"]
    assert (use.n, use.top, use.share, use.apart, use.spread) == (5, 3, 60, 1, [1, 1, 1, 2])


def test_question_with_four_answers_is_not_shown(db: None, now: datetime) -> None:
    forms = [{"Q1": 4, "Q10": 5}] * 4 + [{"Q1": 4, "Q10": "apart", "Q2": 1}]
    found = by_code(results(surveys_of(closed(forms, now=now))).invited_figures)
    assert found["Q1"].n == 5
    assert (found["Q10"].n, found["Q10"].apart, found["Q10"].share) == (0, 0, None)


def test_response_rate_counts_answers_that_went_to_the_heading(db: None, now: datetime) -> None:
    survey = surveys.survey(at=now)
    surveys.invited(survey, 5)
    surveys.answered(survey, 3, now=now)
    assert results(surveys_of(survey)).rate is None
    opening.close_surveys(now + AFTER)
    found = results(surveys_of(survey))
    assert (found.invited, found.answered, found.folded, found.rate, found.shown) == (8, 3, 3, 38, False)


def test_open_answers_stand_apart(db: None, now: datetime) -> None:
    survey = closed([{"Q1": 1}] * 6, now=now, openly=True)
    found = results(surveys_of(survey))
    assert (found.answered, found.answered_openly) == (0, 6)
    assert by_code(found.invited_figures)["Q1"].n == 0
    assert by_code(found.open_figures)["Q1"].n == 6


def test_programme_adds_its_events_and_its_small_ones(db: None, now: datetime) -> None:
    programme = programmes.programme()
    for answers in (6, 3, 4):
        closed([{"Q1": 4}] * answers, now=now, programme=programme)
    opening.open_pools(now + AFTER)
    found = results(surveys_of(programme))
    assert by_code(found.invited_figures)["Q1"].n == 13
    assert (found.answered, found.folded) == (13, 7)


def test_event_is_the_same_in_every_language(db: None, now: datetime) -> None:
    survey = closed([{"Q1": 4}] * 5, now=now)
    event = survey.occurrence.event
    translation = calendar.event(translation_key=event.translation_key, under=calendar.branch_page(language="el"))
    assert results(surveys_of(translation)).answered == 5


def test_own_words_are_shown_from_five_on(db: None, now: datetime) -> None:
    four = closed([{"Q1": 4, "Q12": f"Word {each}"} for each in range(4)] + [{"Q1": 4}], now=now)
    five = closed([{"Q12": f"Word {each}"} for each in range(5)], now=now)
    assert own_words(surveys_of(four)) == {}
    assert sorted(own_words(surveys_of(five))["Q12"]) == [f"Word {each}" for each in range(5)]


@pytest.mark.parametrize("seed", range(3))
def test_no_two_views_can_be_subtracted_to_show_fewer_than_five(db: None, now: datetime, seed: int) -> None:
    """Dates, events and their programme, before and after each opening: whatever holds another, less that other."""
    random, programme = Random(seed), programmes.programme()
    events = [calendar.event(programme=programme) for _each in range(2)]
    dates = [surveys.survey(surveys.ended(event, at=now), at=now) for event in events for _twice in range(2)]
    within = {programme: [*events, *dates], events[0]: dates[:2], events[1]: dates[2:]}
    looks: list[dict[object, dict[str, int]]] = []

    def look() -> None:
        seen = {}
        for subject in (*dates, *events, programme):
            figures = results(surveys_of(subject)).invited_figures
            seen[subject] = Counter({figure.question.code: figure.n for figure in figures})
        looks.append(seen)

    for _round in range(3):
        for survey in dates:
            most = 1 if survey is dates[-1] else 9
            forms = [_form(random) for _each in range(random.randint(most // 3, most))]
            surveys.answered(survey, forms, now=now)
        opening.open_pools(now)
        look()
    opening.close_surveys(now + AFTER)
    opening.open_pools(now + AFTER)
    look()
    assert any(looks[2][date]["Q1"] for date in dates)
    for earlier, later in combinations_with_replacement(looks, 2):
        for subject in (*dates, *events, programme):
            for part in (subject, *within.get(subject, [])):
                for code in ("Q1", "Q2", "Q8", "Q10"):
                    rest = later[subject][code] - earlier[part][code]
                    assert rest == 0 or rest >= 5
        for code in ("Q1", "Q2", "Q8", "Q10"):
            small = later[programme][code] - sum(earlier[date][code] for date in dates)
            assert small == 0 or small >= 5


def _form(random: Random) -> dict[str, int | str]:
    said = {code: random.choice([1, 2, 3, 4, "apart", None, None]) for code in ("Q1", "Q2", "Q10")}
    return {"Q8": 3, **{code: value for code, value in said.items() if value}}


@pytest.mark.parametrize("number", [1, 3])
def test_results_take_the_same_queries_for_one_and_for_three(db: None, now: datetime, number: int) -> None:
    event = calendar.event()
    for _each in range(number):
        survey = surveys.survey(surveys.ended(event, at=now), at=now)
        surveys.answered(survey, 6, now=now)
    opening.close_surveys(now + AFTER)
    with CaptureQueriesContext(connection) as queries:
        assert results(surveys_of(event)).answered == 6 * number
    assert len(queries) == 4
