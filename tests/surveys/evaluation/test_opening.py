from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from surveys.evaluation.domain import opening
from surveys.evaluation.domain.sealing import destroy
from surveys.evaluation.enums import Mode, State
from surveys.evaluation.models import Answer, Invitation, Response, SealedAnswer, Survey
from tests.factories import calendar, programmes, surveys

AFTER = timedelta(days=15)


@pytest.fixture
def survey(db: None, now: datetime) -> Survey:
    return surveys.survey(at=now)


def key_files() -> list[Path]:
    return list(Path(settings.SURVEY_KEYS).glob("*.key"))


@pytest.mark.parametrize(("answers", "opened"), [(5, 0), (9, 0), (10, 5), (14, 5), (15, 10), (20, 15)])
def test_pool_is_opened_five_at_a_time_and_keeps_five(survey: Survey, now: datetime, answers: int, opened: int) -> None:
    surveys.answered(survey, answers, now=now)
    assert opening.open_pools(now) == opened
    assert survey.responses.count() == opened
    assert survey.pool.count() == answers - opened
    assert set(Counter(survey.responses.values_list("batch", flat=True)).values()) <= {5}


def test_opened_answers_say_what_was_said_and_only_the_week(survey: Survey, now: datetime) -> None:
    forms = [{"Q1": 1 + each % 4, "Q10": "apart", "Q12": f"Words {each}"} for each in range(10)]
    surveys.answered(survey, forms, now=now)
    opening.open_pools(now)
    opening.close(survey.pk, now=now + AFTER)
    assert sorted(Answer.objects.filter(question__code="Q12").values_list("text", flat=True)) == sorted(
        form["Q12"] for form in forms
    )
    assert Answer.objects.filter(question__code="Q10", apart=True).count() == 10
    assert set(Response.objects.values_list("batch", "week")) == {(1, "2026-W50")}


def test_modes_are_never_opened_together(survey: Survey, now: datetime) -> None:
    surveys.answered(survey, 9, now=now)
    surveys.answered(survey, 9, now=now, openly=True)
    assert opening.open_pools(now) == 0
    surveys.answered(survey, 1, now=now, openly=True)
    opening.open_pools(now)
    assert list(survey.responses.values_list("mode", flat=True)) == [Mode.OPEN] * 5


def test_close_mixes_all_batches_into_one_under_new_ids(survey: Survey, now: datetime) -> None:
    surveys.answered(survey, [{"Q12": f"Words {each}"} for each in range(22)], now=now)
    opening.open_pools(now)
    before = {(each.pk, each.text) for each in Answer.objects.all()}
    opening.close_surveys(now + AFTER)
    after = {(each.pk, each.text) for each in Answer.objects.all()}
    assert {text for _pk, text in before} < {text for _pk, text in after}
    assert not {pk for pk, _text in before} & {pk for pk, _text in after}
    assert survey.responses.filter(batch=1).count() == 22


def test_answers_that_no_figure_may_ever_include_are_not_kept(survey: Survey, now: datetime) -> None:
    surveys.answered(survey, [{"Q1": 4, "Q12": "Early"}] * 10, now=now)
    opening.open_pools(now)
    Answer.objects.filter(question__code="Q1").delete()
    SealedAnswer.objects.all().delete()
    surveys.answered(survey, [{"Q1": 4}, {"Q1": 1}, {"Q1": 1}, {"Q1": 1}, {"Q12": "Late"}], now=now)
    opening.close_surveys(now + AFTER)
    assert list(Answer.objects.values_list("text", flat=True).exclude(text="")) == ["Early"] * 5
    assert Answer.objects.filter(question__code="Q1").count() == 4


@pytest.mark.parametrize("answers", [5, 7, 9])
def test_close_opens_the_rest_together(survey: Survey, now: datetime, answers: int) -> None:
    surveys.answered(survey, answers, now=now)
    assert opening.close_surveys(now) == 0
    assert opening.close_surveys(now + AFTER) == 1
    survey.refresh_from_db()
    assert (survey.state, survey.key, survey.heading) == (State.CLOSED, None, None)
    assert survey.responses.filter(batch=1).count() == answers
    assert not SealedAnswer.objects.exists()


def test_close_forgets_invitations_and_keeps_counts(survey: Survey, now: datetime) -> None:
    surveys.invited(survey, 3)
    surveys.answered(survey, 5, now=now)
    opening.close_surveys(now + AFTER)
    survey.refresh_from_db()
    assert survey.invited == 8
    assert not Invitation.objects.exists()


def test_close_destroys_the_key(survey: Survey, now: datetime) -> None:
    before = set(key_files())
    surveys.answered(survey, 5, now=now)
    assert len(set(key_files()) - before) == 1
    opening.close_surveys(now + AFTER)
    assert set(key_files()) == before


def test_too_few_answers_are_counted_here_and_wait_under_the_branch_and_kind(survey: Survey, now: datetime) -> None:
    surveys.answered(survey, 3, now=now)
    surveys.answered(survey, 2, now=now, openly=True)
    opening.close_surveys(now + AFTER)
    survey.refresh_from_db()
    heading = survey.heading
    assert (survey.folded_invited, survey.folded_open, survey.responses.count()) == (3, 2, 0)
    assert (heading.branch, heading.kind) == (survey.occurrence.branch, "activity")
    assert Counter(heading.pool.values_list("mode", flat=True)) == {Mode.INVITED: 3, Mode.OPEN: 2}
    assert opening.open_pools(now + AFTER) == 0


def test_small_events_of_a_programme_are_opened_together_without_their_names(db: None, now: datetime) -> None:
    programme = programmes.programme()
    small = [surveys.survey(surveys.ended(calendar.event(programme=programme), at=now), at=now) for _each in range(2)]
    for survey, answers in zip(small, (3, 4), strict=True):
        surveys.answered(survey, answers, now=now)
    before = set(key_files())
    opening.close_surveys(now + AFTER)
    heading = Survey.objects.headings().get(programme=programme)
    assert opening.open_pools(now + AFTER) == 7
    heading.refresh_from_db()
    assert heading.responses.count() == 7
    assert Response.objects.exclude(survey=heading).count() == 0
    assert heading.key is None
    assert not set(key_files()) - before


def test_heading_takes_a_new_key_for_the_next_answers(survey: Survey, now: datetime) -> None:
    event = survey.occurrence.event
    for _round in range(2):
        for each in [surveys.survey(surveys.ended(event, at=now), at=now) for _twice in range(2)]:
            surveys.answered(each, 4, now=now)
        opening.close_surveys(now + AFTER)
        opening.open_pools(now + AFTER)
    heading = Survey.objects.headings().get()
    assert Counter(heading.responses.values_list("batch", flat=True)) == {1: 8, 2: 8}


class PowerCut(DatabaseError):
    pass


def cut_at(verb: str) -> object:
    """Ends the connection's work at the first statement of that kind, as a crash would."""

    def wrapper(execute, sql, *rest):  # type: ignore[no-untyped-def]
        if sql.startswith(verb):
            raise PowerCut
        return execute(sql, *rest)

    return connection.execute_wrapper(wrapper)


@pytest.mark.parametrize(
    "verb",
    ['INSERT INTO "evaluation_response"', 'INSERT INTO "evaluation_answer"', 'DELETE FROM "evaluation_sealedanswer"'],
)
def test_crash_while_opening_loses_and_doubles_nothing(survey: Survey, now: datetime, verb: str) -> None:
    surveys.answered(survey, 10, now=now)
    with cut_at(verb), pytest.raises(PowerCut):
        opening.open_pools(now)
    assert (survey.pool.count(), survey.responses.count(), Answer.objects.count()) == (10, 0, 0)
    opening.open_pools(now)
    opening.close_surveys(now + AFTER)
    assert (survey.pool.count(), survey.responses.count()) == (0, 10)


@pytest.mark.django_db(transaction=True)
def test_crash_between_close_and_key_is_taken_up_again(survey: Survey, now: datetime) -> None:
    surveys.answered(survey, 6, now=now)
    with cut_at('UPDATE "evaluation_survey" SET "state" = %s, "key"'), pytest.raises(PowerCut):
        opening.close(survey.pk, now=now + AFTER)
    survey.refresh_from_db()
    assert survey.state == State.CLOSING
    assert opening.close_surveys(now + AFTER) == 1
    survey.refresh_from_db()
    assert (survey.state, survey.responses.count()) == (State.CLOSED, 6)


def test_lost_key_leaves_the_others_alone(survey: Survey, now: datetime) -> None:
    other = surveys.survey(at=now)
    surveys.answered(survey, 10, now=now)
    surveys.answered(other, 10, now=now)
    destroy(survey.key)
    assert opening.open_pools(now) == 5
    assert opening.close_surveys(now + AFTER) == 1
    assert survey.pool.count() == 10


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_forgets_the_sealed_bytes(now: datetime) -> None:
    survey = surveys.survey(at=now)
    surveys.answered(survey, 10, now=now)
    sealed = [bytes(row.sealed)[:64] for row in survey.pool.all()]
    database = Path(connection.settings_dict["NAME"])
    opening.open_pools(now)
    opening.close_surveys(now + AFTER)
    kept = database.read_bytes() + database.with_name(f"{database.name}-wal").read_bytes()
    assert [each for each in sealed if each in kept] == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_forgets_the_dead_rows(now: datetime) -> None:
    survey = surveys.survey(at=now)
    surveys.answered(survey, 10, now=now)
    opening.open_pools(now)
    opening.close_surveys(now + AFTER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('evaluation_sealedanswer'), pg_relation_size('evaluation_invitation')")
        assert cursor.fetchone() == (0, 0)
