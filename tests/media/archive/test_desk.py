import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from accounts.models import User
from events.calendar.domain.branches import grant_branch
from events.calendar.models import EventPage
from media.archive.domain.shelves import open_shelf, open_shelves_due
from media.archive.models import ArchiveShelfPage, OutcomePage
from media.assets.enums import Consent
from places.models import Branch
from tests.factories import archive, assets, calendar, people


@pytest.fixture
def event(branch: Branch, ada: User, cleo: User, other_branch: Branch, clock: object) -> EventPage:
    """Over, at Ada's branch; both branches have their rights."""
    archive.archive()
    for each in (branch, other_branch):
        calendar.branch_page(each)
        grant_branch(each)
    return archive.past_event(under=calendar.branch_page(branch), title="Mending night")


def test_editor_finds_drafts_fills_and_publishes(client: Client, event: EventPage, ada: User) -> None:
    client.force_login(ada)
    waiting = client.get(reverse("outcome_waiting"))
    assert "Mending night" in waiting.content.decode()

    answer = client.post(reverse("outcome_draft", args=[event.pk]))

    outcome = OutcomePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[outcome.pk])
    editor = client.get(answer.url)
    assert editor.status_code == 200
    html = editor.content.decode()
    assert "date took place" in html
    assert 'name="figures"' not in html
    assert "Mending night" not in client.get(reverse("outcome_waiting")).content.decode()


def test_asking_changes_nothing(client: Client, event: EventPage, ada: User) -> None:
    client.force_login(ada)

    assert "Draft the outcome" in client.get(reverse("outcome_draft", args=[event.pk])).content.decode()
    assert OutcomePage.objects.count() == 0


def test_second_press_opens_the_first_draft(client: Client, event: EventPage, ada: User) -> None:
    client.force_login(ada)
    first = client.post(reverse("outcome_draft", args=[event.pk]))
    second = client.post(reverse("outcome_draft", args=[event.pk]))

    assert first.url == second.url
    assert OutcomePage.objects.count() == 1


def test_too_early_is_said_in_a_sentence(client: Client, event: EventPage, ada: User, now: object) -> None:
    from datetime import timedelta

    calendar.occurrence(event, start=now + timedelta(days=2))
    client.force_login(ada)

    answer = client.post(reverse("outcome_draft", args=[event.pk]), follow=True)

    assert "still has dates ahead" in answer.content.decode()


def test_menu_of_the_event_leads_there(client: Client, event: EventPage, ada: User, cleo: User) -> None:
    address = reverse("outcome_draft", args=[event.pk])
    client.force_login(ada)

    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()


def test_strangers_see_and_do_nothing(client: Client, event: EventPage, cleo: User, branch: Branch) -> None:
    outcome = archive.outcome(event, publish=False)
    desk = people.staff("Dan", branch, role="desk")
    for user, list_status in ((cleo, 200), (desk, 302)):
        client.force_login(user)
        answer = client.get(reverse("outcome_waiting"))
        assert answer.status_code == list_status
        assert "Mending night" not in answer.content.decode()
        for name, pk in (("outcome_draft", event.pk), ("outcome_figures", outcome.pk)):
            assert client.get(reverse(name, args=[pk])).status_code == 302
            assert client.post(reverse(name, args=[pk])).url == "/admin/"
        assert client.get(reverse("wagtailadmin_pages:edit", args=[outcome.pk])).status_code == 302


def test_figures_are_taken_again_by_a_press(client: Client, event: EventPage, ada: User) -> None:
    client.force_login(ada)
    outcome = archive.outcome(event, publish=False)
    calendar.occurrence(event, start=archive.HELD.replace(day=7))

    assert client.get(reverse("outcome_figures", args=[outcome.pk])).status_code == 200
    client.post(reverse("outcome_figures", args=[outcome.pk]))

    assert OutcomePage.objects.get().get_latest_revision_as_object().figures["facts"]["held"] == 2


def test_editor_sees_what_each_photograph_lacks(client: Client, event: EventPage, ada: User) -> None:
    outcome = archive.outcome(event, photographs=[assets.image(title="Anna", consent=Consent.UNKNOWN), assets.image()])
    client.force_login(ada)

    html = client.get(reverse("wagtailadmin_pages:edit", args=[outcome.pk])).content.decode()

    assert "The public does not see these photographs" in html
    assert "nobody has noted that the people shown agree" in html
    assert "They were published and stay as they are" in html


def test_event_with_an_outcome_is_not_deleted(client: Client, event: EventPage) -> None:
    archive.outcome(event)
    event.occurrences.all().delete()
    client.force_login(people.superuser())

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))

    assert answer.status_code == 409
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_shelves_are_opened_with_the_rights_of_the_branch_and_only_once(event: EventPage, branch: Branch) -> None:
    archive.archive("el")
    open_shelf(branch)
    rights = GroupPagePermission.objects.count()

    shelves = open_shelf(branch)

    assert len(shelves) == 2
    assert len({shelf.translation_key for shelf in shelves}) == 1
    assert GroupPagePermission.objects.count() == rights
    held = set(
        GroupPagePermission.objects.filter(page__in=shelves).values_list(
            "group__branch_role__role", "permission__codename"
        )
    )
    assert ("editor", "add_page") in held
    assert ("manager", "publish_page") in held
    assert ("editor", "publish_page") not in held


def test_missing_shelves_are_opened_by_tick(event: EventPage, now: object) -> None:
    opened = open_shelves_due(now)

    assert opened == Branch.objects.count()
    assert ArchiveShelfPage.objects.count() == opened
    assert open_shelves_due(now) == 0
