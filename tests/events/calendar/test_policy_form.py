"""The group "Registration" of the event form: what goes together, and the questions of an event in its languages."""

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from accounts.models import Role
from events.calendar.domain.branches import open_branch
from events.calendar.domain.policy import missing_in_policy, missing_in_question
from events.calendar.models import ActivityPage, EventPage, Question
from tests.events.calendar.test_page_form import PUBLISH, STORY, add_address, edit_address, filled, row
from tests.factories import calendar, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(branch, clock):
    for language in calendar.LANGUAGES:
        calendar.home(language)
    return open_branch(branch)[0]


@pytest.fixture
def manager(branch, client):
    client.force_login(people.staff("Mia", branch, Role.MANAGER))


def question(number: int = 0, **answers: str) -> dict[str, str]:
    given = {
        "label": "Which glaze do you like?", "help_text": "", "field_type": "radio", "choices": "Blue\nGreen",
        "reason": "To mix enough of it.", "days": "7", "code": "", "id": "", "ORDER": str(number + 1), "DELETE": "",
        **answers,
    }  # fmt: skip
    return {f"questions-{number}-{name}": value for name, value in given.items()}


def publish(client, english, *rows: dict[str, str], **values: str):
    address = add_address(english)
    data = filled(client, address, row(), **STORY, admission="register", **PUBLISH, **values)
    for each in rows:
        data.update(each)
    data["questions-TOTAL_FORMS"] = str(len(rows))
    return client.post(address, data)


def test_question_is_published_with_its_reason(english, manager, client):
    assert publish(client, english, question()).status_code == 302
    found = Question.objects.get()
    assert (found.label, found.choices.splitlines(), found.reason) == (
        "Which glaze do you like?", ["Blue", "Green"], "To mix enough of it.",
    )  # fmt: skip
    assert isinstance(found.code, UUID)


@pytest.mark.parametrize(
    ("lacks", "field"), [({"reason": ""}, "reason"), ({"label": ""}, "label"), ({"choices": "Blue"}, "choices")]
)
def test_question_without_a_reason_is_not_published(english, manager, client, lacks, field):
    answer = publish(client, english, question(**lacks))
    assert set(answer.context["form"].formsets["questions"].errors[0]) == {field}
    assert not EventPage.objects.exists()


def test_translation_says_the_questions_in_its_words_alone(english, manager, client):
    publish(client, english, question(), question(1, label="Size?", field_type="singleline", choices=""))
    source = ActivityPage.objects.get()
    greek_parent = english.get_translations().get(locale__language_code="el")
    client.post(
        reverse("simple_translation:submit_page_translation", args=[source.pk]), {"locales": [greek_parent.locale_id]}
    )
    greek = EventPage.objects.get(locale__language_code="el")
    page = client.get(edit_address(greek)).content.decode()
    assert "To translate: Blue · Green" in page
    assert 'name="party_of"' not in page
    assert 'name="questions-0-field_type"' not in page
    assert 'name="questions-1-choices"' not in page
    data = filled(client, edit_address(greek), **PUBLISH)
    data["title"], data["summary"] = "Βραδιά", "Ιστορίες."
    data["questions-0-label"], data["questions-0-choices"] = "Ποιο χρώμα;", "Μπλε\nΠράσινο"
    data["questions-0-field_type"], data["questions-1-DELETE"] = "multiline", "1"
    assert client.post(edit_address(greek), data).status_code == 302
    kept = list(greek.questions.order_by("sort_order"))
    assert [each.code for each in kept] == [each.code for each in source.questions.order_by("sort_order")]
    assert (kept[0].label, kept[0].choices.splitlines()) == ("Ποιο χρώμα;", ["Μπλε", "Πράσινο"])


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        ({"open_to": "code", "member_code": "abc"}, "member_code"),
        ({"party_of": "group", "guardian_under": 8}, "guardian_under"),
        ({"party_of": "group", "asks_photo_consent": True}, "asks_photo_consent"),
        ({"asks_going_home": True}, "asks_going_home"),
        ({"reconfirm_days": 1, "reconfirm_hours": 24}, "reconfirm_hours"),
        ({"registers_for": "course"}, "registers_for"),
    ],
)
def test_rules_that_do_not_go_together_are_told_at_their_field(branch, policy, field):
    endless = calendar.schedule(date(2026, 12, 1), rule="RRULE:FREQ=WEEKLY")
    page = calendar.event(admission="register", publish=False, schedules=[endless], **policy)
    assert [name for name, _sentence in missing_in_policy(page)] == [field]
    page.admission = "drop-in"
    assert missing_in_policy(page) == []


def test_draft_of_a_question_may_lack_everything():
    assert [field for field, _sentence in missing_in_question(Question())] == ["label", "reason"]
