import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.viewsets.chooser import chooser_views

from accounts.domain import DESK, EDIT
from accounts.models import Role
from accounts.permissions import BranchPermissionPolicy
from accounts.viewsets import BranchChooserViewSet
from places.models import Space
from tests.factories import people, places

pytestmark = pytest.mark.django_db
ROW_VIEWS = ["edit", "delete", "history", "history_results", "usage", "inspect", "copy"]


@pytest.fixture
def manager(branch, client: Client):
    user = people.staff("Mia", branch, Role.MANAGER)
    client.force_login(user)
    return user


@pytest.fixture
def room(branch):
    return places.space(branch=branch, name={"en": "Reading room"})


@pytest.fixture
def foreign_room(other_branch):
    return places.space(branch=other_branch, name={"en": "Harbour hall"})


@pytest.mark.parametrize("view", ROW_VIEWS)
def test_row_of_own_branch_opens(manager, client, room, view):
    assert client.get(reverse(f"space:{view}", args=[room.pk])).status_code == 200


@pytest.mark.parametrize("view", ROW_VIEWS)
def test_row_of_another_branch_is_refused(manager, client, foreign_room, view):
    assert client.get(reverse(f"space:{view}", args=[foreign_room.pk])).status_code == 302
    assert client.post(reverse(f"space:{view}", args=[foreign_room.pk]), {}).status_code in (302, 405)
    assert Space.objects.filter(pk=foreign_room.pk).exists()


@pytest.mark.parametrize("address", ["index", "index_results"])
def test_list_shows_own_rows_only(manager, client, room, foreign_room, address):
    page = client.get(reverse(f"space:{address}")).content.decode()
    assert "Reading room" in page
    assert "Harbour hall" not in page


def test_row_cannot_be_moved_into_another_branch(manager, client, room, other_branch):
    answer = client.post(reverse("space:edit", args=[room.pk]), {"branch": other_branch.pk, "name_en": "Mine"})
    assert answer.status_code == 200
    assert "branch" in answer.context["form"].errors
    room.refresh_from_db()
    assert room.branch != other_branch


def test_form_offers_own_branches_only(manager, client, branch, other_branch):
    form = client.get(reverse("space:add")).context["form"]
    assert list(form.fields["branch"].queryset) == [branch]


def test_superuser_sees_every_branch(client, room, foreign_room):
    client.force_login(people.staff("Root", is_superuser=True))
    page = client.get(reverse("space:index")).content.decode()
    assert "Reading room" in page
    assert "Harbour hall" in page
    assert client.get(reverse("space:edit", args=[foreign_room.pk])).status_code == 200


def test_editor_looks_where_only_managers_change(ada, client, room):
    client.force_login(ada)
    assert client.get(reverse("space:index")).status_code == 200
    assert client.get(reverse("space:inspect", args=[room.pk])).status_code == 200
    assert client.get(reverse("space:edit", args=[room.pk])).status_code == 302


def chooser_request(user, **query):
    request = RequestFactory().get("/", query)
    request.user = user
    return request


def test_chooser_lists_and_answers_own_rows_only(ada, room, foreign_room):
    viewset = BranchChooserViewSet("space_chooser", model=Space)
    views = {}
    for name in ("choose_view_class", "chosen_view_class", "chosen_multiple_view_class"):
        made = viewset.construct_view(getattr(viewset, name)).view_class
        views[name] = made(model=Space)
        views[name].request = chooser_request(ada)
    assert list(views["choose_view_class"].get_object_list()) == [room]
    assert views["chosen_view_class"].get_object(str(room.pk)) == room
    assert list(views["chosen_multiple_view_class"].get_objects([room.pk, foreign_room.pk])) == [room]
    for refused in (str(foreign_room.pk), "not-a-key"):
        with pytest.raises(Http404):
            views["chosen_view_class"].get_object(refused)
    assert issubclass(type(views["choose_view_class"]), chooser_views.ChooseView)


def test_policy_asks_for_the_role_in_that_branch(branch, other_branch, room, foreign_room):
    policy = BranchPermissionPolicy(Space, roles={"check": DESK, "change": EDIT})
    user = people.staff("Dora", branch, Role.DESK)
    user.groups.add(people.group(other_branch, Role.EDITOR))
    assert policy.user_has_permission_for_instance(user, "check", room)
    assert not policy.user_has_permission_for_instance(user, "change", room)
    assert policy.user_has_permission_for_instance(user, "change", foreign_room)
    assert not policy.user_has_permission_for_instance(user, "unheard-of", foreign_room)
    assert set(policy.instances_user_has_permission_for(user, "change")) == {foreign_room}
    assert list(policy.users_with_any_permission_for_instance(["check"], room)) == [user]
    assert list(policy.users_with_permission("change")) == [user]


def test_policy_gives_nothing_to_inactive_users(branch, room):
    policy = BranchPermissionPolicy(Space)
    user = people.staff("Gone", branch, Role.MANAGER, is_active=False)
    assert not policy.user_has_permission(user, "view")
    assert not policy.instances_user_has_permission_for(user, "view").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries(manager, client, branch, rows, django_assert_num_queries):
    for _ in range(rows):
        places.space(branch=branch)
    client.get(reverse("space:index_results"))
    with django_assert_num_queries(8):
        client.get(reverse("space:index_results"))
