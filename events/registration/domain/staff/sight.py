"""What one member of staff may see of people, by branch: addresses, needs, answers. Asked by lists, records and files.

Editors and managers see everything of their branches. The desk sees names, telephones and needs, which it must know at
the door, and addresses masked. The auditor sees names and states, the rest masked or not at all.
"""

from dataclasses import dataclass

from accounts.domain import DESK, EDIT, MANAGE, branches_of
from accounts.models import Role, User
from events.registration.models import Registration


def masked(email: str) -> str:
    """Enough of an address to recognise it, too little to write it down."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}...{at}{domain}" if at else ""


@dataclass(frozen=True)
class Sight:
    """The branches, by primary key, of which addresses, needs or the log of openings may be seen."""

    addresses: frozenset[int]
    needs: frozenset[int]
    openings: frozenset[int]

    def sees_address(self, registration: Registration) -> bool:
        return registration.occurrence.branch_id in self.addresses

    def sees_needs(self, registration: Registration) -> bool:
        return registration.occurrence.branch_id in self.needs

    def sees_openings(self, registration: Registration) -> bool:
        return registration.occurrence.branch_id in self.openings

    def email(self, registration: Registration) -> str:
        """The address, or what may be seen of it; needs `occurrence` with the registration."""
        return registration.email if self.sees_address(registration) else masked(registration.email)


def sight_of(user: User) -> Sight:
    """In three queries, whatever is looked at afterwards."""
    return Sight(addresses=_keys(user, EDIT), needs=_keys(user, DESK), openings=_keys(user, (*MANAGE, Role.AUDITOR)))


def _keys(user: User, roles: tuple[str, ...]) -> frozenset[int]:
    return frozenset(branches_of(user, roles).values_list("pk", flat=True))
