from datetime import date
from typing import Any

import pytest
import recurrence
from django.http import QueryDict
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Role
from events.calendar.domain.branches import open_branch
from events.calendar.models import ActivityPage, BranchPage, EventIndexPage, EventPage, ExhibitionPage, LecturePage
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
PAGE_TYPES = ["activitypage", "exhibitionpage", "lecturepage", "participatorypage"]


@pytest.fixture
def english(branch, clock) -> BranchPage:
    for language in calendar.LANGUAGES:
        calendar.home(language)
    return open_branch(branch)[0]


@pytest.fixture
def manager(branch, client):
    user = people.staff("Mia", branch, Role.MANAGER)
    client.force_login(user)
    return user


def row(number: int = 0, *, rule: str = "weekly", **answers: Any) -> dict[str, str]:
    """The answers to one schedule as a browser sends them."""
    given = {
        "first_date": "2026-12-01",
        "start_time": "18:00",
        "end_time": "20:00",
        "rule_frequency": rule,
        "rule_interval": "1",
        "rule_ends": "after",
        "rule_count": "3",
        "label": "",
        "speakers": "",
        "space": "",
        "seats": "",
        "code": "",
        "id": "",
        "ORDER": str(number + 1),
        "DELETE": "",
        **answers,
    }
    return {f"schedules-{number}-{name}": value for name, value in given.items()}


def filled(client, address: str, *rows: dict[str, str], **values: Any) -> QueryDict:
    """The form at the address as it stands there, with these answers and these new rows after the ones it has."""
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    for part in rows:
        data.update(part)
    data["body-count"] = "0"  # the story is drawn by the editor's script
    data["schedules-TOTAL_FORMS"] = str(max(int(data["schedules-TOTAL_FORMS"]), len(rows)))
    for name, value in values.items():
        data[name] = value
    return data


def add_address(english: BranchPage, page_type: str = "activitypage") -> str:
    return reverse("wagtailadmin_pages:add", args=["calendar", page_type, english.pk])


def edit_address(page: EventPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


STORY = {"title": "Evening of stories", "slug": "evening", "summary": "Stories told by the fire."}
PUBLISH = {"action-publish": "action-publish"}


def published(client, english: BranchPage, *rows: dict[str, str]) -> EventPage:
    address = add_address(english)
    answer = client.post(address, filled(client, address, *(rows or [row()]), **STORY, **PUBLISH))
    assert answer.status_code == 302, answer.context["form"].errors
    return ActivityPage.objects.get(slug="evening")


def publish_seen(client, answer) -> None:
    """Looks at what the draft would do to dates people know, and publishes it."""
    assert "/publish/" in answer.url
    seen = client.get(answer.url).context["preview"].digest
    assert client.post(answer.url, {"seen": seen}).status_code == 302


# --- drafts and publishing ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("page_type", PAGE_TYPES)
def test_draft_may_lack_everything_but_its_title(english, manager, client, page_type):
    address = add_address(english, page_type)
    answer = client.post(address, filled(client, address, title="Something", slug="something"))
    assert answer.status_code == 302
    assert client.get(edit_address(EventPage.objects.get())).status_code == 200


def test_draft_may_have_half_a_schedule(english, manager, client):
    address = add_address(english)
    half = row(start_time="", end_time="", rule_ends="on", rule_count="")
    assert client.post(address, filled(client, address, half, title="Something", slug="s")).status_code == 302
    assert EventPage.objects.get().schedules.get().first_date == TUESDAY


def test_publishing_asks_for_what_is_missing(english, manager, client):
    address = add_address(english)
    half = row(start_time="", rule_ends="on", rule_count="")
    data = filled(client, address, half, title="Something", slug="s", mode="elsewhere", **PUBLISH)
    answer = client.post(address, data)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert set(form.errors) == {"summary", "place_note"}
    assert set(form.formsets["schedules"].errors[0]) == {"rule"}
    assert not EventPage.objects.exists()


def test_publishing_asks_for_times(english, manager, client):
    address = add_address(english)
    data = filled(client, address, row(start_time="", end_time=""), **STORY, **PUBLISH)
    rows = client.post(address, data).context["form"].formsets["schedules"]
    assert set(rows.errors[0]) == {"start_time", "end_time"}


def test_publishing_makes_the_dates_of_every_series(english, manager, client):
    saturday = row(1, first_date="2026-12-05", label="Saturday group", seats="12", rule="")
    page = published(client, english, row(), saturday)
    rows = page.schedules.all()
    assert [str(recurrence.serialize(found.rule) or "") for found in rows] == [
        "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU",
        "",
    ]
    assert len({found.code for found in rows}) == 2
    assert page.occurrences.count() == 4
    assert page.occurrences.get(label="Saturday group").seats == 12


def test_event_without_a_date_can_be_announced(english, manager, client):
    address = add_address(english)
    assert client.post(address, filled(client, address, **STORY, **PUBLISH)).status_code == 302
    page = EventPage.objects.get()
    assert page.live
    assert not page.occurrences.exists()


def test_editor_submits_to_the_managers(english, ada, manager, client):
    client.force_login(ada)
    address = add_address(english)
    client.post(address, filled(client, address, row(), **STORY, **{"action-submit": "Submit"}))
    page = ActivityPage.objects.get()
    assert not page.live
    assert page.current_workflow_state.current_task_state.task.specific.groups.get().branch_role.role == Role.MANAGER


def test_exhibition_needs_both_ends_of_its_period(english, manager, client):
    address = add_address(english, "exhibitionpage")
    data = filled(client, address, **STORY, opens_on="2026-12-01", **PUBLISH)
    assert set(client.post(address, data).context["form"].errors) == {"closes_on"}
    data["closes_on"] = "2026-11-30"
    assert set(client.post(address, data).context["form"].errors) == {"closes_on"}
    data["closes_on"] = "2026-12-31"
    assert client.post(address, data).status_code == 302
    assert ExhibitionPage.objects.get().occurrences.get().all_day


def test_space_of_another_branch_is_no_choice(english, manager, client, branch):
    room, foreign = places.space(branch=branch), places.space()
    form = client.get(add_address(english)).context["form"]
    assert list(form.fields["space"].queryset) == [room]
    assert list(form.formsets["schedules"].empty_form.fields["space"].queryset) == [room]
    address = add_address(english)
    answer = client.post(address, filled(client, address, row(space=str(foreign.pk)), **STORY, **PUBLISH))
    assert "space" in answer.context["form"].formsets["schedules"].errors[0]


# --- codes --------------------------------------------------------------------------------------------------------
def test_empty_row_carries_no_code_and_no_two_new_rows_share_one(english, manager, client):
    form = client.get(add_address(english)).context["form"]
    assert form.formsets["schedules"].empty_form["code"].value() is None
    address = add_address(english)
    client.post(address, filled(client, address, row(), row(1), row(2), title="Three", slug="three"))
    assert len({found.code for found in EventPage.objects.get().schedules.all()}) == 3


def test_code_stays_through_draft_publish_and_publish_again(english, manager, client):
    page = published(client, english)
    code = page.schedules.get().code
    added = row(1, label="Added to a live page")
    data = filled(client, edit_address(page), {}, added)
    client.post(edit_address(page), data)
    page = ActivityPage.objects.get()
    codes = [found.code for found in page.get_latest_revision_as_object().schedules.all()]
    for _ in range(2):
        client.post(edit_address(page), filled(client, edit_address(page), **PUBLISH))
    assert [found.code for found in page.schedules.all()] == codes
    assert codes[0] == code
    assert page.occurrences.count() == 6


def test_autosave_is_told_the_codes(english, manager, client):
    address = add_address(english)
    data = filled(client, address, row(), row(1), title="Autosaved", slug="autosaved")
    answer = client.post(address, data, headers={"accept": "application/json"})
    page = EventPage.objects.get()
    updates = answer.json()["field_updates"]
    assert answer.status_code == 200
    assert [updates[f"schedules-{number}-code"] for number in (0, 1)] == [
        str(found.code) for found in page.schedules.all()
    ]
    data.update(updates)
    again = client.post(edit_address(page), data, headers={"accept": "application/json"})
    assert again.status_code == 200
    codes = {str(found.code) for found in page.get_latest_revision_as_object().schedules.all()}
    assert codes == {updates["schedules-0-code"], updates["schedules-1-code"]}


def test_code_that_stands_twice_is_refused(english, manager, client):
    code = "5f6c7b1e-0000-4000-8000-000000000001"
    address = add_address(english)
    answer = client.post(address, filled(client, address, row(code=code), row(1, code=code), **STORY))
    assert answer.status_code == 200
    assert answer.context["form"].formsets["schedules"].non_form_errors()


def test_plan_that_goes_live_later_waits_for_its_hour_without_a_preview(english, manager, client):
    page = published(client, english)
    later = {"schedules-0-start_time": "17:30", "go_live_at": "2026-11-30 10:00"}
    answer = client.post(edit_address(page), filled(client, edit_address(page), later, **PUBLISH))
    assert "/publish/" not in answer.url
    page.refresh_from_db()
    assert page.get_latest_revision().approved_go_live_at


def test_row_that_was_deleted_comes_back_with_its_code_at_a_revert(english, manager, client):
    page = published(client, english, row(label="First"), row(1, label="Second"))
    old = page.get_latest_revision()
    second = page.schedules.get(label="Second")
    data = filled(client, edit_address(page), **PUBLISH)
    data["schedules-1-DELETE"] = "1"
    publish_seen(client, client.post(edit_address(page), data))
    assert page.occurrences.filter(withdrawn_at=None).count() == 3
    client.post(edit_address(page), filled(client, edit_address(page), {}, row(1, label="Third"), **PUBLISH))
    assert {found.label for found in page.schedules.all()} == {"First", "Third"}

    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    answer = client.post(revert, filled(client, revert, **PUBLISH))
    assert answer.status_code == 302, answer.context["form"].errors
    publish_seen(client, answer)
    rows = list(page.schedules.all())
    assert [found.label for found in rows] == ["First", "Second"]
    assert rows[1].code == second.code
    assert page.occurrences.filter(schedule_code=second.code, withdrawn_at=None).count() == 3


# --- languages ----------------------------------------------------------------------------------------------------
def translated(page: EventPage) -> EventPage:
    return page.copy_for_translation(calendar.home("el").locale)


def test_translation_asks_for_words_only_and_says_where_the_dates_are(english, manager, client):
    page = published(client, english, row(label="Group"))
    greek = translated(page)
    answer = client.get(edit_address(greek))
    form, text = answer.context["form"], answer.content.decode()
    assert {"mode", "admission", "price", "space", "step_free"}.isdisjoint(form.fields)
    assert {"title", "summary", "body", "bring"} <= set(form.fields)
    rows = form.formsets["schedules"]
    assert {"label", "speakers", "code"} <= set(rows.forms[0].fields)
    assert "first_date" not in rows.forms[0].fields
    assert "id_schedules-ADD" not in text
    assert "id_schedules-0-DELETE-button" not in text
    assert edit_address(page) in text


def test_translation_can_neither_add_nor_lose_a_series(english, manager, client):
    page = published(client, english, row(label="Group"))
    greek = translated(page)
    data = filled(client, edit_address(greek), {}, row(1, label="Sneaked in"), **PUBLISH)
    data["title"], data["summary"], data["schedules-0-label"] = "Βραδιά", "Ιστορίες.", "Ομάδα"
    data["schedules-0-DELETE"] = "1"
    assert client.post(edit_address(greek), data).status_code == 302
    greek.refresh_from_db()
    assert greek.live
    assert [found.code for found in greek.schedules.all()] == [found.code for found in page.schedules.all()]
    assert not greek.occurrences.exists()


def test_translation_keeps_its_words_and_follows_the_source(english, manager, client):
    page = published(client, english, row(label="Group"))
    greek = translated(page)
    data = filled(client, edit_address(greek), **PUBLISH)
    data["schedules-0-label"] = "Ομάδα"
    client.post(edit_address(greek), data)
    client.post(edit_address(page), filled(client, edit_address(page), {}, row(1, label="New"), **PUBLISH))
    form = client.get(edit_address(greek)).context["form"]
    assert [found.instance.label for found in form.formsets["schedules"].forms] == ["Ομάδα", ""]
    data = filled(client, edit_address(greek), **PUBLISH)
    data["schedules-1-label"] = "Νέα"
    client.post(edit_address(greek), data)
    assert [found.label for found in greek.schedules.all()] == ["Ομάδα", "Νέα"]
    assert [found.code for found in greek.schedules.all()] == [found.code for found in page.schedules.all()]


def test_translation_of_an_event_without_dates_can_be_published(english, manager, client):
    address = add_address(english)
    client.post(address, filled(client, address, **STORY, **PUBLISH))
    greek = translated(ActivityPage.objects.get())
    assert client.post(edit_address(greek), filled(client, edit_address(greek), **PUBLISH)).status_code == 302


# --- what staff see -----------------------------------------------------------------------------------------------
def test_form_tells_the_next_dates_in_words(english, manager, client):
    page = published(client, english)
    text = client.get(edit_address(page)).content.decode()
    assert "every week: Tuesday, 3 dates" in text
    assert "8 December 2026" in text


def test_form_has_its_groups(english, manager, client):
    text = client.get(add_address(english, "participatorypage")).content.decode()
    for heading in (
        "Story",
        "When and where",
        "For whom",
        "Access",
        "Registration",
        "Programme and partners",
        "Barriers",
    ):
        assert heading in text
    assert "As the space has it" in text


@pytest.mark.parametrize("page_type", [ActivityPage, ExhibitionPage, LecturePage])
def test_preview_of_a_draft_is_accepted(english, manager, client, page_type):
    page = calendar.event(page_type, under=english, publish=False)
    page.save_revision()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, filled(client, edit_address(page), row())).json()["is_valid"]


def test_address_of_the_list_of_events_stays(english, client):
    client.force_login(people.staff("Root", is_superuser=True))
    index = EventIndexPage.objects.get(locale__language_code="en")
    data = querydict_from_html(client.get(edit_address(index)).content.decode(), form_id="page-edit-form")
    data["slug"], data["action-publish"] = "moved", "action-publish"
    assert client.post(edit_address(index), data).status_code == 302
    index.refresh_from_db()
    assert index.slug == "events"


def test_first_date_that_the_rule_does_not_give_is_refused(english, manager, client):
    address = add_address(english)
    data = filled(client, address, row(rule_weekdays="2"), **STORY, **PUBLISH)
    rows = client.post(address, data).context["form"].formsets["schedules"]
    assert set(rows.errors[0]) == {"rule"}


def test_date_that_not_every_month_has_is_refused(english, manager, client):
    address = add_address(english)
    data = filled(client, address, row(rule="monthly-date", first_date="2026-12-30"), **STORY, **PUBLISH)
    rows = client.post(address, data).context["form"].formsets["schedules"]
    assert set(rows.errors[0]) == {"rule"}


# --- sessions and admission -------------------------------------------------------------------------------------------
def test_schedule_takes_an_admission_of_its_own_and_may_be_a_session(english, manager, client):
    session = row(1, rule="", label="Session A", admission="register", session="on")
    page = published(client, english, row(rule=""), session)
    found = page.schedules.order_by("sort_order").values_list("label", "admission", "session")
    assert list(found) == [("", "", False), ("Session A", "register", True)]


def test_sessions_without_the_date_they_are_part_of_are_refused(english, manager, client):
    address = add_address(english)
    data = filled(client, address, row(rule="", session="on"), **STORY, **PUBLISH)
    rows = client.post(address, data).context["form"].formsets["schedules"]
    assert rows.non_form_errors() == ["Please add the date these sessions are part of: lists show that date, not them."]
    assert client.post(address, filled(client, address, row(rule="", session="on"), **STORY)).status_code == 302


def test_reminders_are_ticked_the_day_before_stands_ready(client, english, manager):
    page = published(client, english)
    assert page.reminders == ["day"]
    data = filled(client, edit_address(page), **PUBLISH)
    assert data.getlist("reminders") == ["day"]
    data.setlist("reminders", ["week", "two-hours"])
    client.post(edit_address(page), dict(data.lists()))
    assert ActivityPage.objects.get().reminders == ["week", "two-hours"]

    data.setlist("reminders", [])
    client.post(edit_address(page), dict(data.lists()))
    assert ActivityPage.objects.get().reminders == []
