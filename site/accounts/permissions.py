"""Who may do what with the rows of a branch, in the shape Wagtail's generic views ask for it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from accounts.domain import EDIT, LOOK, MANAGE, roles_of
from accounts.models import User

Roles = Mapping[str, Collection[str]]
DEFAULT_ROLES: Roles = {"view": LOOK, "add": EDIT, "change": EDIT, "delete": MANAGE}


class BranchPermissionPolicy(BasePermissionPolicy):
    """Rows belong to a branch; each action asks for a role there. An action without roles is a superuser's alone.

    `path` leads from the row to its branch, as in a query: "branch", "occurrence__branch". A row whose path ends in
    nothing belongs to superusers.
    """

    permission_cache_name = "_branch_roles"

    def __init__(self, model: type[Model] | str, *, path: str = "branch", roles: Roles | None = None) -> None:
        super().__init__(model)
        self.path = path
        self.roles: Roles = {**DEFAULT_ROLES, **(roles or {})}

    def get_all_permissions_for_user(self, user: User) -> set[tuple[int, str]]:
        """Pairs of branch and role."""
        return roles_of(user)

    def branches_for(self, user: User, actions: Iterable[str]) -> set[int]:
        """Primary keys of the branches where the user may do any of the actions."""
        wanted = self._roles_for(actions)
        return {branch for branch, role in self.get_cached_permissions_for_user(user) if role in wanted}

    def user_has_permission(self, user: User, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return _is_superuser(user) or bool(self.branches_for(user, actions))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: User, actions: Iterable[str], instance: Model) -> bool:
        return _is_superuser(user) or self._branch_of(instance) in self.branches_for(user, actions)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> "QuerySet[Any]":
        rows = self.model._default_manager.all()
        return rows if _is_superuser(user) else rows.filter(**{f"{self.path}__in": self.branches_for(user, actions)})

    def users_with_any_permission(self, actions: Iterable[str]) -> "QuerySet[User]":
        holds = Q(groups__branch_role__role__in=self._roles_for(actions))
        return User.objects.filter(holds | Q(is_superuser=True), is_active=True).distinct()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Model) -> "QuerySet[User]":
        there = Q(
            groups__branch_role__role__in=self._roles_for(actions),
            groups__branch_role__branch=self._branch_of(instance),
        )
        return User.objects.filter(there | Q(is_superuser=True), is_active=True).distinct()

    def _roles_for(self, actions: Iterable[str]) -> set[str]:
        return {role for action in actions for role in self.roles.get(action, ())}

    def _branch_of(self, instance: Model) -> int | None:
        found: Any = instance
        *steps, last = self.path.split("__")
        for step in steps:
            found = getattr(found, step, None)
        return getattr(found, f"{last}_id", None)


def _is_superuser(user: User) -> bool:
    return bool(user.is_active and user.is_superuser)
