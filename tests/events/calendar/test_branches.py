import pytest
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Workflow, WorkflowPage

from accounts.models import BranchRole, Role
from events.calendar.domain.branches import grant_branch, open_branch
from events.calendar.models import BranchPage
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes(db):
    return [calendar.home(language) for language in calendar.LANGUAGES]


def facts() -> list[int]:
    counted = (
        BranchPage,
        BranchRole,
        Collection,
        GroupPagePermission,
        GroupCollectionPermission,
        Workflow,
        WorkflowPage,
    )
    return [model.objects.count() for model in counted]


def test_branch_opens_once_in_every_language(homes, branch):
    pages = open_branch(branch)
    before = facts()
    open_branch(branch)
    assert facts() == before
    assert {page.locale.language_code for page in pages} == set(calendar.LANGUAGES)
    assert len({page.translation_key for page in pages}) == 1
    assert all(page.live for page in pages)
    assert {page.workflowpage.workflow for page in pages} == {Workflow.objects.get(name=f"{branch.slug} · manager")}


def test_missing_language_is_added_to_pages_that_exist(homes, branch):
    english = calendar.branch_page(branch)
    pages = open_branch(branch)
    assert len(pages) == 5
    assert {page.translation_key for page in pages} == {english.translation_key}


def test_rights_are_the_same_in_every_language(homes, branch, other_branch):
    pages = open_branch(branch)
    foreign = open_branch(other_branch)
    editor = people.staff("Edi", branch, Role.EDITOR)
    manager = people.staff("Mia", branch, Role.MANAGER)
    desk = people.staff("Dora", branch, Role.DESK)
    for page in pages:
        assert page.permissions_for_user(editor).can_edit()
        assert page.permissions_for_user(editor).can_add_subpage()
        assert not page.permissions_for_user(editor).can_publish()
        assert page.permissions_for_user(manager).can_publish()
        assert not page.permissions_for_user(desk).can_edit()
    for page in foreign:
        assert not page.permissions_for_user(manager).can_edit()


def test_groups_made_before_keep_their_name_and_get_rights(homes, branch):
    group = people.group(branch, Role.EDITOR)
    page = calendar.branch_page(branch)
    grant_branch(branch)
    assert BranchRole.objects.get(branch=branch, role=Role.EDITOR).group == group
    assert GroupPagePermission.objects.filter(group=group, page_id=page.pk).count() == 2


def test_renamed_collection_is_found_again(homes, branch):
    open_branch(branch)
    Collection.objects.filter(depth=2).update(name="Renamed")
    grant_branch(branch)
    assert Collection.objects.filter(depth=2).count() == 1


def test_editor_may_not_edit_pages_of_another_branch(homes, branch, client):
    open_branch(branch)
    foreign = open_branch(places.branch())
    client.force_login(people.staff("Edi", branch, Role.EDITOR))
    own = BranchPage.objects.filter(branch=branch).first()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[foreign[0].pk])).status_code == 302
