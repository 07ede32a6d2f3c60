"""What the form of an event says about spaces, closing days and opening hours when it is published."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Role
from events.calendar.domain.branches import open_branch
from events.calendar.models import BranchPage, EventPage, ExhibitionPage
from places.domain.hours import set_week
from places.models import ClosingDay, Space
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY, EIGHTH = date(2026, 12, 1), date(2026, 12, 8)


@pytest.fixture
def under(branch, clock) -> BranchPage:
    calendar.home()
    return open_branch(branch)[0]


@pytest.fixture
def hall(branch) -> Space:
    return places.space(branch=branch, name={"en": "Great hall"})


@pytest.fixture
def manager(branch, client):
    user = people.staff("Mia", branch, Role.MANAGER)
    client.force_login(user)
    return user


def draft(under, **fields) -> EventPage:
    """Three Tuesdays from 1 December at six."""
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    return calendar.event(under=under, title="Choir", schedules=[plan], publish=False, **fields)


def publish(client, page, **values: Any):
    """The form of the page as it stands, sent with the button to publish."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data: QueryDict = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data["body-count"] = "0"
    data["action-publish"] = "action-publish"
    for name, value in values.items():
        data[name] = value
    return client.post(address, data, follow=True)


def row_errors(answer) -> dict[str, list[str]]:
    return answer.context["form"].formsets["schedules"].errors[0]


def test_form_refuses_a_space_that_is_taken(under, hall, manager, client):
    calendar.event(under=under, title="Dance", space=hall, schedules=[calendar.schedule(EIGHTH)])
    page = draft(under, space=hall)
    answer = publish(client, page)
    (sentence,) = row_errors(answer)["space"]
    assert sentence.startswith("Great hall is taken by \u201cDance\u201d: Tuesday, 8 December 2026, 18:00\u201320:00.")
    page.refresh_from_db()
    assert not page.live


def test_form_asks_about_closing_days_and_keeps_the_answer(under, branch, manager, client):
    ClosingDay.objects.create(branch=branch, first=EIGHTH, last=EIGHTH, reason={"en": "Stocktaking"})
    page = draft(under)
    assert list(row_errors(publish(client, page))) == ["on_closing_days"]
    publish(client, page, **{"schedules-0-on_closing_days": "skip"})
    assert [row.planned_on.day for row in page.occurrences.order_by("start")] == [1, 15]


def test_form_refuses_the_period_of_an_exhibition_in_a_taken_space(under, hall, manager, client):
    calendar.event(ExhibitionPage, under=under, title="Doors", space=hall, opens_on=TUESDAY, closes_on=EIGHTH)
    other = calendar.event(
        ExhibitionPage, under=under, title="Windows", space=hall, opens_on=EIGHTH, closes_on=EIGHTH, publish=False
    )
    answer = publish(client, other)
    assert "is taken by \u201cDoors\u201d" in answer.context["form"].errors["space"][0]


def test_evening_is_published_with_a_word_about_the_hours(under, branch, manager, client):
    set_week(branch, [(1, time(9), time(17))])
    page = draft(under)
    told = BeautifulSoup(publish(client, page).content, "html.parser").select_one(".messages").get_text()
    assert "3 dates lie outside the opening hours, the first on Tuesday, 1 December 2026" in told
    assert page.occurrences.count() == 3
