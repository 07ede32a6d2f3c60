"""Which branches a member of staff acts for."""

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import BranchRole, Role, User
from places.models import Branch

# Who may do what with the rows of a branch (registrations, counts, occurrences).
LOOK = (Role.DESK, Role.EDITOR, Role.MANAGER, Role.AUDITOR)
DESK = (Role.DESK, Role.EDITOR, Role.MANAGER)
EDIT = (Role.EDITOR, Role.MANAGER)
MANAGE = (Role.MANAGER,)


def branches_of(user: User, roles: tuple[str, ...] = LOOK) -> QuerySet[Branch]:
    """The branches for which the user holds one of the roles; all of them for a superuser, none when inactive."""
    if not user.is_active or not user.is_authenticated:
        return Branch.objects.none()
    if user.is_superuser:
        return Branch.objects.all()
    return Branch.objects.filter(roles__role__in=roles, roles__group__user=user).distinct()


def roles_of(user: User) -> set[tuple[int, str]]:
    """Pairs of branch and role; asked once for each user that is loaded, which is once for each request."""
    if not user.is_active or not user.is_authenticated:
        return set()
    held: set[tuple[int, str]] | None = getattr(user, "_branch_roles", None)
    if held is None:
        held = set(BranchRole.objects.filter(group__user=user).values_list("branch_id", "role"))
        user._branch_roles = held  # type: ignore[attr-defined]
    return held


def acts_somewhere(user: User, roles: tuple[str, ...] = LOOK) -> bool:
    """Whether the user holds one of the roles for some branch; for menus, which ask it for each of their entries."""
    if user.is_active and user.is_superuser:
        return True
    return any(role in roles for _branch, role in roles_of(user))


def may_act_for(user: User, branch: Branch | None, roles: tuple[str, ...]) -> bool:
    """Whether the user holds one of the roles for the branch; rows without a branch belong to superusers."""
    if branch is None:
        return bool(user.is_active and user.is_superuser)
    return branches_of(user, roles).filter(pk=branch.pk).exists()


def managers_of(branch: Branch | int) -> QuerySet[User]:
    """Who manages the branch and can be written to, the longest serving first; with the language they chose."""
    groups = {"groups__branch_role__branch": branch, "groups__branch_role__role": Role.MANAGER}
    active = User.objects.filter(is_active=True, **groups).exclude(email="").distinct()
    return active.select_related("wagtail_userprofile").order_by("pk")


def language_of(user: User) -> str:
    """The language a member of staff chose for the admin, else that of the installation."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen: str = profile.preferred_language if profile else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
