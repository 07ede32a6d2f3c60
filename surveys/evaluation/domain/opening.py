"""Opening sealed answers, k or more at once, and closing surveys (decision 3.6 of the house). Work for `tick`.

While a survey is open, k answers are drawn at random whenever its pool holds 2k; so the pool never falls below k, and
the rest is opened together at the close, when all are mixed into one group that knows no batches. Fewer than k in all
are counted at the date and sealed again for a wider heading, where they are opened without the date's name once k have
come together. Invited and open answers never mix.
"""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime
from secrets import SystemRandom
from typing import cast

from django.db import connection, transaction
from django.db.models import Count, F, Max, Q

from events.calendar.models import Occurrence
from surveys.evaluation.domain.releasing import never_to_be_shown
from surveys.evaluation.domain.sealing import NOT_ON_SCALE, Answers, KeyLost, destroy, seal, unseal
from surveys.evaluation.enums import Mode, QuestionType, State
from surveys.evaluation.models import Answer, Choice, Invitation, Question, Response, SealedAnswer, Survey

PORTION = 50
log = logging.getLogger(__name__)
_random = SystemRandom()


def open_pools(now: datetime) -> int:
    """Open what has come together; returns the number of responses."""
    enough = Q(held__gte=2 * F("survey__k")) | Q(survey__occurrence=None, held__gte=F("survey__k"))
    pools = (
        SealedAnswer.objects.values_list("survey", "mode", "survey__occurrence")
        .annotate(held=Count("pk"))
        .filter(enough)
        .order_by()
    )
    opened = 0
    for survey, mode, occurrence in pools.values_list("survey", "mode", "survey__occurrence"):
        opener = open_heading if occurrence is None else open_batches
        try:
            opened += opener(survey, mode=mode, now=now)
        except KeyLost:
            log.exception("The answers of survey %s stay sealed.", survey)
    return opened


def open_batches(survey_id: int, *, mode: str, now: datetime) -> int:
    """Open k answers at a time until the pool holds fewer than 2k; returns the number of responses."""
    opened = 0
    while batch := open_batch(survey_id, mode=mode, now=now):
        opened += batch
    return opened


def open_batch(survey_id: int, *, mode: str, now: datetime) -> int:
    """Open k answers of an open survey drawn at random, if its pool of that mode holds 2k; returns k or 0."""
    with transaction.atomic():
        survey = _locked(survey_id)
        ids = list(survey.pool.filter(mode=mode).values_list("pk", flat=True))
        if survey.state != State.OPEN or len(ids) < 2 * survey.k:
            return 0
        drawn = survey.pool.filter(pk__in=_random.sample(ids, survey.k))
        opened = _open(survey, list(drawn), mode=mode, now=now)
        transaction.on_commit(forget)
    return opened


def open_heading(survey_id: int, *, mode: str, now: datetime) -> int:
    """Open all answers of a heading once k have come together, whatever dates they come from; returns how many."""
    with transaction.atomic():
        heading = _locked(survey_id)
        rows = list(heading.pool.filter(mode=mode))
        if len(rows) < heading.k:
            return 0
        opened = _open(heading, rows, mode=mode, now=now)
        transaction.on_commit(forget)
    _change_key(survey_id)
    return opened


def close_surveys(now: datetime) -> int:
    """Close the surveys whose time is over; returns how many. A close that was cut off is taken up again."""
    closed = 0
    for pk in list(Survey.objects.to_close(now).values_list("pk", flat=True)[:PORTION]):
        try:
            close(pk, now=now)
            closed += 1
        except KeyLost:
            log.exception("Survey %s cannot be closed.", pk)
    return closed


def close(survey_id: int, *, now: datetime) -> None:
    """Take no more answers, open or fold what is left, forget the invitations, destroy the key: in this order.

    Each step may be repeated; the key goes when nothing is sealed with it any more.
    """
    with transaction.atomic():
        survey = _locked(survey_id)
        if survey.state == State.CLOSED:
            return
        survey.state = State.CLOSING
        for mode in Mode.values:
            rows = list(survey.pool.filter(mode=mode))
            if len(rows) >= survey.k:
                _open(survey, rows, mode=mode, now=now)
            elif rows:
                _fold(survey, rows, mode=mode)
            _mix(survey, mode=mode, now=now)
        survey.invitations.all().delete()
        survey.save(update_fields=["state", "heading", "folded_invited", "folded_open"])
        transaction.on_commit(forget)
    if survey.key:
        destroy(survey.key)
    Survey.objects.filter(pk=survey_id, state=State.CLOSING).update(state=State.CLOSED, key=None)


def forget() -> None:
    """Make the database forget deleted rows, as far as nobody reads at this moment; called after a commit.

    PostgreSQL keeps dead rows until a VACUUM. SQLite overwrites them at once (`secure_delete`), but old pages stay in
    its log until a checkpoint truncates it. Whatever outlives this is sealed, and its key goes at the close.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in (SealedAnswer, Invitation, Response, Answer):
                cursor.execute(f"VACUUM {connection.ops.quote_name(table._meta.db_table)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def heading_of(survey: Survey) -> Survey:
    """The wider place for the answers of a small event's survey: its programme, else its branch and kind."""
    occurrence = cast("Occurrence", survey.occurrence)
    programme = occurrence.event.programme
    where = {"programme": programme} if programme else {"branch": occurrence.branch, "kind": occurrence.kind}
    heading, _made = Survey.objects.get_or_create(
        questionnaire=survey.questionnaire, occurrence=None, **where, defaults={"k": survey.k}
    )
    return heading


def _locked(pk: int) -> Survey:
    return Survey.objects.select_for_update(no_key=True).get(pk=pk)


def _open(survey: Survey, rows: list[SealedAnswer], *, mode: str, now: datetime) -> int:
    """Turn sealed rows into responses in the transaction that deletes them: shuffled, with new ids and no time."""
    filled_in = [unseal(row, survey=survey) for row in rows]
    _random.shuffle(filled_in)
    last = survey.responses.filter(mode=mode).aggregate(last=Max("batch"))["last"] or 0
    responses = [Response(survey=survey, mode=mode, batch=last + 1, week=_week(now)) for _each in filled_in]
    Response.objects.bulk_create(responses)
    Answer.objects.bulk_create(_answers(survey, zip(responses, filled_in, strict=True)))
    survey.pool.filter(pk__in=[row.pk for row in rows]).delete()
    return len(responses)


def _answers(survey: Survey, opened: Iterable[tuple[Response, Answers]]) -> list[Answer]:
    questions = {each.code: each for each in survey.questionnaire.questions.all()}
    choices = {
        (each.question_id, each.code): each
        for each in Choice.objects.filter(question__questionnaire_id=survey.questionnaire_id)
    }
    return [
        Answer(response=response, question=questions[code], **_said(questions[code], said, choices))
        for response, answers in opened
        for code, said in answers.items()
    ]


def _said(question: Question, said: int | str, choices: dict[tuple[int, str], Choice]) -> dict[str, object]:
    if question.type == QuestionType.TEXT:
        return {"text": said}
    if said == NOT_ON_SCALE:
        return {"apart": True}
    if question.type == QuestionType.CHOICE:
        return {"choice": choices[question.pk, str(said)]}
    return {"value": said}


def _mix(survey: Survey, *, mode: str, now: datetime) -> None:
    """Write all responses anew under new ids, shuffled, as one batch of one week: who knows in which order people
    answered finds no trace of it. Answers that may never be shown are not kept.
    """
    old = list(survey.responses.filter(mode=mode).prefetch_related("answers"))
    if len({response.batch for response in old}) < 2:
        return
    dropped = {(question, batch) for _survey, of, question, batch in never_to_be_shown(survey) if of == mode}
    _random.shuffle(old)
    new = [Response(survey=survey, mode=mode, batch=1, week=_week(now)) for _response in old]
    answers = [
        Answer(response=response, question_id=each.question_id, choice_id=each.choice_id, **_content(each))
        for before, response in zip(old, new, strict=True)
        for each in before.answers.all()
        if (each.question_id, before.batch) not in dropped
    ]
    Response.objects.filter(pk__in=[response.pk for response in old]).delete()
    Response.objects.bulk_create(new)
    Answer.objects.bulk_create(answers)


def _content(answer: Answer) -> dict[str, object]:
    return {"value": answer.value, "text": answer.text, "apart": answer.apart}


def _week(now: datetime) -> str:
    """The ISO week, such as 2026-W48."""
    year, week, _day = now.isocalendar()
    return f"{year}-W{week:02}"


def _change_key(heading_id: int) -> None:
    """Destroy the key of a heading while its pool is empty; the next answer that arrives there gets a new one."""
    with transaction.atomic():
        heading = _locked(heading_id)
        if heading.key and not heading.pool.exists():
            destroy(heading.key)
            heading.key = None
            heading.save(update_fields=["key"])


def _fold(survey: Survey, rows: list[SealedAnswer], *, mode: str) -> None:
    """Count the answers here and seal them anew for the heading, under its own key and new ids, in no order."""
    heading = _locked(heading_of(survey).pk)
    if heading.key is None:
        heading.key = uuid.uuid4()
        heading.save(update_fields=["key"])
    filled_in = [unseal(row, survey=survey) for row in rows]
    _random.shuffle(filled_in)
    for answers in filled_in:
        seal(answers, survey=heading, mode=mode).save(force_insert=True)
    survey.pool.filter(pk__in=[row.pk for row in rows]).delete()
    survey.heading = heading
    counter = "folded_invited" if mode == Mode.INVITED else "folded_open"
    setattr(survey, counter, len(rows))
