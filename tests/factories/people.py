"""Who the tests are about: Ada (staff of the branch), Ben (a patron) and Cleo (staff of another branch, a stranger)."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission

from accounts.models import BranchRole, Role, User
from places.models import Branch


@dataclass(frozen=True)
class Patron:
    """A person without an account, as known from a registration."""

    name: str
    email: str
    language: str = "en"


def patron(name: str = "Ben", email: str = "", language: str = "en") -> Patron:
    return Patron(name=name, email=email or f"{name.lower()}@example.org", language=language)


def group(branch: Branch, role: str = Role.EDITOR) -> Group:
    """The group of a role in a branch, with the door of the admin open; made once."""
    found = BranchRole.objects.filter(branch=branch, role=role).first()
    if found:
        return found.group
    made, _ = Group.objects.get_or_create(name=f"{branch.slug} {role}")
    made.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    BranchRole.objects.create(group=made, branch=branch, role=role)
    return made


def staff(name: str, branch: Branch | None = None, role: str = Role.EDITOR, **fields: object) -> User:
    """A member of staff called `name`; with a branch also its role there. The password is unusable: `force_login`."""
    user = User.objects.create_user(f"{name.lower()}@library.example", first_name=name, is_staff=True, **fields)
    if branch is not None:
        user.groups.add(group(branch, role))
    return user


def superuser(name: str = "Vera", **fields: object) -> User:
    """Who looks after the whole installation."""
    return User.objects.create_superuser(f"{name.lower()}@library.example", first_name=name, **fields)
