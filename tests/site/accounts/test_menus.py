"""The menus of the admin: who sees an entry is asked of the database once, whatever their number."""

import pytest

from accounts.domain import DESK, EDIT, LOOK, MANAGE, acts_somewhere
from accounts.models import Role, User
from tests.factories import people


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.DESK, [True, True, False, False]),
        (Role.EDITOR, [True, True, True, False]),
        (Role.MANAGER, [True, True, True, True]),
        (Role.AUDITOR, [True, False, False, False]),
    ],
)
def test_menus_ask_once_for_the_roles_of_a_user(branch, role, expected, django_assert_num_queries):
    user = User.objects.get(pk=people.staff("Ada", branch, role).pk)

    with django_assert_num_queries(1):
        assert [acts_somewhere(user, roles) for roles in (LOOK, DESK, EDIT, MANAGE)] == expected


def test_nobody_sees_menus_without_a_role(branch, django_assert_num_queries):
    left = people.staff("Ben", branch, Role.MANAGER, is_active=False)
    root = people.superuser()

    with django_assert_num_queries(0):
        assert not acts_somewhere(left)
        assert acts_somewhere(root, MANAGE)
