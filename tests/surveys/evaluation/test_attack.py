"""The attack on anonymity: known people answer in known order, an attacker holds every dump but not the key."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock
from surveys.evaluation.domain import answering, opening
from surveys.evaluation.models import Answer, Invitation, Survey
from tests.factories import surveys
from tests.machinery import attack

Note = Callable[[str, object], None]

PEOPLE = 50
K = 5
# So unlikely by guessing that whoever reaches it has not guessed.
NEVER = 1e-6


@pytest.fixture
def survey(transactional_db: None) -> Survey:
    """A survey of a date that has just ended by the real clock, because real servers answer."""
    return surveys.survey(at=clock.now())


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Keeps a figure with the result of the test (`pytest --junitxml`)."""
    return lambda what, figure: request.node.user_properties.append((what, figure))


def words(person: int) -> str:
    """What this person writes, and nobody else: the truth the attacker is after."""
    return f"Fingerprint {person:03}"


def post(url: str, answers: dict[str, str]) -> None:
    """Fill in the form as a browser does: load it, send it with its cookie."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(url, timeout=60) as page:
        hidden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert hidden
    form = urllib.parse.urlencode({**answers, "csrfmiddlewaretoken": hidden[1]}).encode()
    with browser.open(url, form, timeout=60) as page:
        assert "/s/thanks/" in page.url
    assert {cookie.name for cookie in jar} == {"csrftoken"}


def said_by(dumped: attack.Dump) -> dict[Any, str]:
    """What each response says in its own words, by its id, in physical order."""
    words_of = {row["response_id"]: row["text"] for row in dumped["evaluation_answer"] if row["text"]}
    return {row["id"]: words_of[row["id"]] for row in dumped["evaluation_response"]}


def spenders(dumped: attack.Dump) -> list[Any]:
    """People who have answered, the first first, as far as the dump tells."""
    spent = [row for row in dumped["evaluation_invitation"] if row["spent"]]
    return [row["registration_id"] for row in attack.in_order_written(spent)]


def test_attack_succeeds_against_a_table_written_as_people_answer(survey: Survey, note: Note) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_answer (id varchar(36) PRIMARY KEY, text varchar(40))")
    guests = surveys.guests(survey.occurrence, PEOPLE)
    for person, guest in enumerate(guests):
        _token, invitation = surveys.invitation(survey, guest)
        with transaction.atomic(), connection.cursor() as cursor:
            Invitation.objects.filter(pk=invitation.pk).update(spent=True)
            cursor.execute("INSERT INTO naive_answer VALUES (%s, %s)", [str(invitation.pk)[::-1], words(person)])
    dumped = attack.dump()
    answers = [row["text"] for row in attack.in_order_written(dumped["naive_answer"])]
    found = attack.hits(attack.pair(spenders(dumped), answers), _truth(guests))
    note("naive table", f"{found} of {PEOPLE}")
    assert found == PEOPLE


def test_attack_over_http_does_no_better_than_one_in_the_batch_and_finds_nobody_after_the_close(
    survey: Survey, server_processes: Any, note: Note
) -> None:
    server = server_processes.serve(workers=2)
    guests = surveys.guests(survey.occurrence, PEOPLE)
    tokens = [surveys.invitation(survey, guest)[0] for guest in guests]
    dumps = [attack.dump()]
    for person, token in enumerate(tokens):
        post(f"{server}/s/{token}/", {"Q1": "4", "Q12": words(person)})
        if opening.open_pools(clock.now()):
            dumps.append(attack.dump())
    before_close = attack.dump()

    assert _matched_by_transaction(before_close) == 0
    found, tries = _matched_between(dumps, _truth(guests))
    note(f"before the close, from {len(dumps)} dumps", f"{found} of {tries}")
    assert tries == PEOPLE - K
    assert attack.at_least(found, tries, 1 / K) > NEVER
    assert not [token for token in tokens if token in server_processes.logs]

    opening.close_surveys(clock.now() + timedelta(days=15))
    after = attack.dump()
    assert after["evaluation_invitation"] == after["evaluation_sealedanswer"] == []
    found = attack.hits(attack.pair([guest.pk for guest in guests], list(said_by(after).values())), _truth(guests))
    note("after the close", f"{found} of {PEOPLE}")
    assert attack.at_least(found, PEOPLE, 1 / PEOPLE) > NEVER
    _nothing_elsewhere(after)


@pytest.mark.parametrize("people", [10, 19, 33])
def test_attack_on_many_surveys_stays_at_one_in_the_batch(transactional_db: None, people: int, note: Note) -> None:
    """The same in numbers large enough for statistics, with a tick after every answer and a dump after every tick."""
    before = after = before_tries = after_tries = 0
    for _round in range(6):
        now = clock.now()
        survey = surveys.survey(at=now)
        guests = surveys.guests(survey.occurrence, people)
        invitations = [surveys.invitation(survey, guest)[1] for guest in guests]
        dumps = [_of(attack.dump(), survey)]
        for person, invitation in enumerate(invitations):
            answering.answer_invited(invitation, answers={"Q12": words(person)}, now=now)
            if opening.open_pools(now):
                dumps.append(_of(attack.dump(), survey))
        found, tries = _matched_between(dumps, _truth(guests))
        before, before_tries = before + found, before_tries + tries
        opening.close_surveys(now + timedelta(days=15))
        final = list(said_by(_of(attack.dump(), survey)).values())
        after += attack.hits(attack.pair([guest.pk for guest in guests], final), _truth(guests))
        after_tries += people
    note(f"{people} people", f"before {before} of {before_tries}, after {after} of {after_tries}")
    assert attack.at_least(before, before_tries, 1 / K) > NEVER
    assert attack.at_least(after, after_tries, 1 / people) > NEVER


def _truth(guests: list[Any]) -> dict[Any, str]:
    return {guest.pk: words(person) for person, guest in enumerate(guests)}


def _matched_between(dumps: list[attack.Dump], truth: dict[Any, str]) -> tuple[int, int]:
    """The attacker's best: what each batch brought, laid in order beside those who answered since the last one.

    The k answers of a batch are drawn from 2k, of whom the newcomers are the likeliest: those are guessed.
    """
    found = tries = 0
    for earlier, later in pairwise(dumps):
        known = said_by(earlier)
        batch = [said for response, said in said_by(later).items() if response not in known]
        found += attack.hits(attack.pair(spenders(later)[-len(batch) :], batch), truth)
        tries += len(batch)
    return found, tries


def _matched_by_transaction(dumped: attack.Dump) -> int:
    """Rows of answers that share their hidden writer with an invitation (PostgreSQL's xmin)."""
    writers = {row["_writer"] for row in dumped["evaluation_invitation"] if "_writer" in row}
    return sum(row.get("_writer") in writers for row in dumped["evaluation_response"] + dumped["evaluation_answer"])


def _of(dumped: attack.Dump, survey: Survey) -> attack.Dump:
    """The dump with the rows of one survey only."""
    own = {
        name: [row for row in dumped[name] if str(row["survey_id"]) == str(survey.pk)]
        for name in ("evaluation_response", "evaluation_invitation", "evaluation_sealedanswer")
    }
    return attack.Dump({**dumped.tables, **own})


def _nothing_elsewhere(dumped: attack.Dump) -> None:
    """No other table knows a response, nor any of its words."""
    ours = {"evaluation_response", "evaluation_answer"}
    rest = attack.Dump({name: rows for name, rows in dumped.tables.items() if name not in ours}).text()
    assert "Fingerprint" not in rest
    assert not [row["id"] for row in dumped["evaluation_response"] if str(row["id"]) in rest]
    writers = {row.get("_writer") for row in dumped["evaluation_response"]} - {None}
    shared = {
        name
        for name, rows in dumped.tables.items()
        for row in rows
        if name not in ours and row.get("_writer") in writers
    }
    assert shared <= {"evaluation_survey"}
    assert Answer.objects.count() == 2 * PEOPLE
