"""The staff of the demo: who may enter, with a password that is told to everyone who starts it."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import BranchRole, Role, User

PASSWORD = "lindhaven-demo"  # noqa: S105  (told to everyone who starts the demo)


@dataclass(frozen=True)
class Login:
    """Somebody to be in the demo's admin."""

    who: str
    email: str
    password: str


@dataclass(frozen=True)
class Member:
    """One of the staff; without a branch the whole house."""

    first: str
    last: str
    who: str
    branch: str = ""
    role: str = ""

    @property
    def email(self) -> str:
        return f"{self.first.lower()}@lindhaven.example"


MEMBERS = (
    Member("Helena", "Lindqvist", "Director, may do everything"),
    Member("Markos", "Delis", "Manager of the Central Library", "central", Role.MANAGER),
    Member("Nina", "Turk", "Editor at the Central Library", "central", Role.EDITOR),
    Member("Oskar", "Vinter", "Desk of the Central Library", "central", Role.DESK),
    Member("Agnes", "Holm", "Auditor of the Central Library, only looks", "central", Role.AUDITOR),
    Member("Petra", "Ravn", "Editor at the Harbour Library", "harbour", Role.EDITOR),
)


def employ() -> User:
    """Makes the staff once the branches have their groups; returns the director."""
    secret = make_password(PASSWORD)
    for member in MEMBERS:
        user = User(
            email=member.email,
            first_name=member.first,
            last_name=member.last,
            password=secret,
            is_staff=True,
            is_superuser=not member.branch,
        )
        user.save()
        if member.branch:
            user.groups.add(BranchRole.objects.get(branch__slug=member.branch, role=member.role).group)
    return User.objects.get(email=MEMBERS[0].email)


def logins() -> list[Login]:
    """Who may enter /admin/ in the demo, and how."""
    return [Login(member.who, member.email, PASSWORD) for member in MEMBERS]
