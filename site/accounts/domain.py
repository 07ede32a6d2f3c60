"""Which branches a member of staff acts for."""

from django.db.models import QuerySet

from accounts.models import Role, User
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


def may_act_for(user: User, branch: Branch | None, roles: tuple[str, ...]) -> bool:
    """Whether the user holds one of the roles for the branch; rows without a branch belong to superusers."""
    if branch is None:
        return bool(user.is_active and user.is_superuser)
    return branches_of(user, roles).filter(pk=branch.pk).exists()
