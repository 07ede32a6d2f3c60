from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Role
from events.calendar.domain.branches import open_branch
from events.calendar.domain.spaces import double_booked
from events.calendar.models import EventPage, ExhibitionPage, Occurrence
from places.models import ClosingDay
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
ODD_DAYS = ["0001-01-01", "9999-12-31"]


@pytest.fixture
def manager(branch, client):
    user = people.staff("Mia", branch, Role.MANAGER)
    client.force_login(user)
    return user


@pytest.fixture
def page(branch, clock, manager) -> EventPage:
    calendar.home()
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;COUNT=4")
    page = calendar.event(ExhibitionPage, under=calendar.branch_page(branch), title="Old maps", schedules=[plan])
    open_branch(branch)
    return page


def edited(client, page: EventPage, **values: str) -> str:
    """What the page form says to these answers as a draft."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data.update({"body-count": "0", **values})
    return client.post(address, data).content.decode()


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize("field", ["opens_on", "closes_on", "schedules-0-first_date", "schedules-0-rule_until"])
def test_day_nobody_can_mean_is_refused_even_in_a_draft(page, client, field, day):
    values = {field: day, "schedules-0-rule_ends": "on"} if "until" in field else {field: day}
    assert "Please check the year." in edited(client, page, **values)


@pytest.mark.parametrize("day", ODD_DAYS)
def test_date_is_not_moved_to_a_day_nobody_can_mean(page, client, day):
    row = page.occurrences.filter(all_day=False).earliest("start")
    asked = {"day": day, "start_time": "23:00", "end_time": "01:00", "reason": ""}
    answer = client.post(reverse("occurrence:change", args=[row.pk, "move"]), asked)
    assert "Please check the year." in answer.content.decode()


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize("screen", ["closing_add", "period_add"])
def test_hours_know_no_day_nobody_can_mean(page, branch, client, screen, day):
    asked = {"first": day, "last": day, "reason_en": "Stocktaking"}
    answer = client.post(reverse(f"opening_hours:{screen}", args=[branch.pk]), asked)
    assert "Please check the year." in answer.content.decode()


def test_same_closing_day_entered_twice_stands_once(page, branch, client):
    for reason in ("Stocktaking", "Stocktaking and painting"):
        asked = {"first": "2027-02-02", "last": "", "reason_en": reason}
        client.post(reverse("opening_hours:closing_add", args=[branch.pk]), asked)
    assert str(ClosingDay.objects.get(branch=branch).reason) == "Stocktaking and painting"


def test_wagtail_copies_an_event_as_a_draft_only(page, branch, client):
    row = page.occurrences.filter(all_day=False).earliest("start")
    Occurrence.objects.filter(pk=row.pk).update(space=places.space(branch=branch))
    asked = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(page.get_parent().pk)}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**asked, "publish_copies": "on"})
    copied = EventPage.objects.get(slug="copy")
    assert (copied.live, copied.occurrences.count()) == (False, 0)
    assert not double_booked(Occurrence.objects.all())


def test_dates_go_along_when_a_page_moves_to_another_branch(page, other_branch, client):
    client.force_login(people.superuser())
    there = calendar.branch_page(other_branch)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk]))
    assert set(page.occurrences.values_list("branch", flat=True)) == {other_branch.pk}
