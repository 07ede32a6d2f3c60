"""Which letters a member of staff looks after."""

from accounts.domain import MANAGE, acts_somewhere, branches_of
from accounts.models import User
from outbox.models import Letter
from outbox.querysets import LetterQuerySet


def looks_after_letters(user: User) -> bool:
    """Managers look after the letters of their branches, superusers after all."""
    return acts_somewhere(user, MANAGE)


def letters_for(user: User) -> LetterQuerySet:
    """The letters the user looks after; those of no branch belong to superusers."""
    if user.is_active and user.is_superuser:
        return Letter.objects.all()
    return Letter.objects.filter(branch__in=branches_of(user, MANAGE))
