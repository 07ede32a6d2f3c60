from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from core import tokens
from surveys.evaluation.domain import opening
from surveys.evaluation.domain.sealing import destroy
from surveys.evaluation.enums import Mode
from surveys.evaluation.models import SealedAnswer, Survey
from tests.factories import calendar, surveys

ANSWERS = {"Q1": "4", "Q2": "apart", "Q10": "5", "Q12": "More chairs, please"}
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture
def survey(db: None, now: datetime) -> Survey:
    return surveys.survey(at=now)


@pytest.fixture
def token(survey: Survey) -> str:
    return surveys.invited(survey, 1)[0]


def test_link_opens_the_form_with_all_seven_questions(client: Client, token: str) -> None:
    page = client.get(f"/s/{token}/")
    assert page.status_code == 200
    assert list(page.context["form"].fields) == ["Q1", "Q2", "Q3", "Q8", "Q9", "Q10", "Q12"]
    assert "3 of 7" in page.content.decode()
    for header, value in HEADERS.items():
        assert page[header] == value


def test_reading_the_form_changes_nothing(client: Client, token: str, survey: Survey) -> None:
    for _time in range(3):
        client.get(f"/s/{token}/")
        client.head(f"/s/{token}/")
    assert not survey.invitations.filter(spent=True).exists()
    assert not SealedAnswer.objects.exists()


def test_one_post_spends_the_invitation_and_seals_the_answers(client: Client, token: str, survey: Survey) -> None:
    answer = client.post(f"/s/{token}/", ANSWERS)
    assert answer.status_code == 302
    assert answer["Location"] == "/s/thanks/?lang=en"
    assert "Location" in answer.headers
    assert survey.invitations.get().spent
    assert survey.pool.get().mode == Mode.INVITED
    assert client.get(answer["Location"]).status_code == 200


def test_answering_sets_no_cookie_but_that_of_the_form(token: str) -> None:
    client = Client(enforce_csrf_checks=False)
    client.get(f"/s/{token}/")
    client.post(f"/s/{token}/", ANSWERS, follow=True)
    assert set(client.cookies) <= {"csrftoken"}


def test_used_link_says_so_and_takes_nothing_more(client: Client, token: str, survey: Survey) -> None:
    client.post(f"/s/{token}/", ANSWERS)
    for answer in (client.get(f"/s/{token}/"), client.post(f"/s/{token}/", ANSWERS)):
        assert answer.status_code == 410
        assert "This link has been used" in answer.content.decode()
    assert survey.pool.count() == 1


def test_wrong_links_all_get_the_same_page(client: Client, token: str) -> None:
    pages = set()
    for wrong in (tokens.secret(), token[:-1], "WRONG"):
        page = client.get(f"/s/{wrong}/")
        assert page.status_code == 410
        pages.add(page.content.decode().replace(wrong, ""))
    assert len(pages) == 1


def test_answered_nothing_is_asked_again_and_link_stays(client: Client, token: str, survey: Survey) -> None:
    page = client.post(f"/s/{token}/", {"Q1": "", "Q12": "  "})
    assert page.status_code == 422
    assert "Please answer at least one question" in page.content.decode()
    assert not survey.invitations.get().spent


@pytest.mark.parametrize("wrong", [{"Q1": "9"}, {"Q1": "5"}, {"Q2": "yes"}, {"Q12": "x" * 501}])
def test_answers_off_the_scale_are_refused_and_typed_words_kept(
    client: Client, token: str, survey: Survey, wrong: dict[str, str]
) -> None:
    page = client.post(f"/s/{token}/", {"Q12": "Kept words", **wrong})
    assert page.status_code == 422
    assert "Q12" in wrong or "Kept words" in page.content.decode()
    assert not survey.pool.exists()


def test_form_speaks_the_language_of_the_registration_and_any_other(client: Client, survey: Survey) -> None:
    token, _invitation = surveys.invitation(survey, surveys.guest(survey.occurrence, language="el"))
    greek = client.get(f"/s/{token}/")
    assert '<html lang="el">' in greek.content.decode()
    assert "Σας φάνηκε χρήσιμη αυτή η εκδήλωση;" in greek.content.decode()
    for language, words in {"sl": "Vam je ta dogodek koristil?", "sv": "nytta av det här", "da": "gavn af"}.items():
        page = client.get(f"/s/{token}/?lang={language}").content.decode()
        assert f'<html lang="{language}">' in page
        assert words in page
    assert f"/s/{token}/?lang=da" in greek.content.decode()
    assert client.post(f"/s/{token}/?lang=sv", ANSWERS)["Location"] == "/s/thanks/?lang=sv"


def test_survey_takes_no_answers_after_the_close(client: Client, token: str, survey: Survey, clock, now) -> None:  # type: ignore[no-untyped-def]
    clock.move_to(survey.closes)
    assert client.get(f"/s/{token}/").status_code == 410
    assert client.post(f"/s/{token}/", ANSWERS).status_code == 410
    opening.close_surveys(survey.closes)
    assert "does not open a survey" in client.get(f"/s/{token}/").content.decode()
    assert not SealedAnswer.objects.exists()


def test_code_at_the_event_takes_answers_from_the_start(client: Client, now: datetime) -> None:
    occurrence = calendar.occurrence(start=now - timedelta(minutes=30))
    survey = surveys.survey(occurrence, at=now)
    assert client.get(f"/q/{survey.code}/").status_code == 200
    for _person in range(2):
        assert client.post(f"/q/{survey.code}/", ANSWERS).status_code == 302
    assert Counter(survey.pool.values_list("mode", flat=True)) == {Mode.OPEN: 2}


def test_code_does_not_open_before_the_event_nor_after_its_cancellation(client: Client, now: datetime) -> None:
    later = surveys.survey(calendar.occurrence(start=now + timedelta(hours=1)), at=now)
    cancelled = surveys.survey(surveys.ended(at=now, status="cancelled"), at=now)
    assert client.get(f"/q/{later.code}/").status_code == 403
    assert client.get(f"/q/{cancelled.code}/").status_code == 410
    assert client.get("/q/NOTHING/").status_code == 410


def test_heading_is_not_open_to_anybody(client: Client, survey: Survey) -> None:
    heading = opening.heading_of(survey)
    assert client.get(f"/q/{heading.code}/").status_code == 410


def test_lost_key_is_told_to_people_without_losing_the_link(client: Client, token: str, survey: Survey) -> None:
    surveys.answered(survey, 1, now=survey.opens)
    destroy(survey.key)
    assert client.post(f"/s/{token}/", ANSWERS).status_code == 503
    assert survey.invitations.filter(spent=False).exists()


def test_form_and_answer_cost_the_same_with_no_and_with_many_answers(
    client: Client, survey: Survey, now: datetime
) -> None:
    counts = []
    client.get("/s/nothing/")  # what a process remembers after its first page
    for answers in (1, 30):
        surveys.answered(survey, answers, now=now)
        token = surveys.invited(survey, 1)[0]
        with _counted() as reading:
            client.get(f"/s/{token}/")
        with _counted() as writing:
            client.post(f"/s/{token}/", ANSWERS)
        counts.append((len(reading), len(writing)))
    assert counts[0] == counts[1]
    assert counts[0][0] <= 12
    assert counts[0][1] <= 14


def _counted():  # type: ignore[no-untyped-def]
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_posts_of_one_link_give_one_answer(now: datetime) -> None:
    survey = surveys.survey(at=now)
    token = surveys.invited(survey, 1)[0]

    def post(_number: int) -> int:
        try:
            return Client().post(f"/s/{token}/", ANSWERS).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        answers = Counter(pool.map(post, range(50)))
    assert answers == {302: 1, 410: 49}
    assert survey.pool.count() == 1
