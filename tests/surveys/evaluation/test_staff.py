from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from surveys.evaluation.domain import opening
from surveys.evaluation.models import Survey
from tests.factories import calendar, people, surveys


@pytest.fixture
def survey(branch: object, now: datetime) -> Survey:
    """At Ada's branch, with six answers and some words."""
    event = calendar.event(under=calendar.branch_page(branch), title="Mending night")
    survey = surveys.survey(surveys.ended(event, at=now), at=now)
    surveys.answered(survey, [{"Q1": 4, "Q12": f"Words {each}"} for each in range(6)], now=now)
    return survey


def page(client: Client, user: object, name: str, survey: Survey | None = None) -> object:
    client.force_login(user)
    return client.get(reverse(f"evaluation_staff:{name}", args=[survey.code] if survey else []))


def test_list_shows_ada_her_surveys_and_cleo_none(client: Client, survey: Survey, ada: object, cleo: object) -> None:
    assert "Mending night" in page(client, ada, "index").content.decode()
    assert "Mending night" not in page(client, cleo, "index").content.decode()


@pytest.mark.parametrize("name", ["results", "poster"])
def test_cleo_sees_neither_results_nor_poster(client: Client, survey: Survey, cleo: object, name: str) -> None:
    assert page(client, cleo, name, survey).status_code == 404


def test_desk_prints_the_poster_and_reads_no_results(client: Client, survey: Survey, branch: object) -> None:
    dora = people.staff("Dora", branch, Role.DESK)
    assert page(client, dora, "poster", survey).status_code == 200
    assert page(client, dora, "results", survey).status_code == 404
    assert page(client, dora, "index").status_code == 302


def test_results_show_nothing_while_answers_are_sealed(client: Client, survey: Survey, ada: object) -> None:
    text = page(client, ada, "results", survey).content.decode()
    assert "Nothing to show yet" in text
    assert "Words" not in text


def test_results_show_figures_and_words_after_the_close(
    client: Client, survey: Survey, ada: object, now: datetime
) -> None:
    opening.close_surveys(now + timedelta(days=15))
    client.force_login(ada)
    for query in ("", "?all"):
        text = client.get(reverse("evaluation_staff:results", args=[survey.code]) + query).content.decode()
        assert "6 of 6 invited people answered (100 per cent)" in text
        assert "100 per cent say quite a lot or very much" in text
        assert "Words 3" in text


def test_small_survey_leads_to_its_heading(client: Client, branch: object, ada: object, now: datetime) -> None:
    event = calendar.event(under=calendar.branch_page(branch))
    small = surveys.survey(surveys.ended(event, at=now), at=now)
    surveys.answered(small, 2, now=now)
    opening.close_surveys(now + timedelta(days=15))
    heading = Survey.objects.headings().get()
    link = reverse("evaluation_staff:results", args=[heading.code])
    assert link in page(client, ada, "results", small).content.decode()
    assert link in page(client, ada, "index").content.decode()
    assert page(client, ada, "results", heading).status_code == 200
    assert page(client, ada, "poster", heading).status_code == 404


def test_poster_carries_the_code_and_the_address(client: Client, survey: Survey, ada: object) -> None:
    text = page(client, ada, "poster", survey).content.decode()
    assert f"/q/{survey.code}/" in text
    assert "<svg" in text
    assert "style=" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_for_one_and_three(
    client: Client, *, branch: object, ada: object, now: datetime, number: int, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    event = calendar.event(under=calendar.branch_page(branch))
    for _each in range(number):
        surveys.survey(surveys.ended(event, at=now), at=now)
    page(client, ada, "index")
    with django_assert_num_queries(14):
        client.get(reverse("evaluation_staff:index"))
