"""Sparing mailboxes: what anyone with a form can have sent to any address leaves at most five times an hour (T-H4).

Nothing is refused and nobody is told: a letter too many waits until there is room, and gives way to a newer one about
the same thing. What the library tells of its own accord is never held back.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from core.prepared import PRESENT, Statement, prepared
from outbox.models import Letter, LetterState

MOST = 5
SPAN = timedelta(hours=1)
IsStranger = Callable[[], bool]
_field = Letter._meta.get_field
_UNUSED = ((_field("to"), "-"), (_field("due_at"), PRESENT), (_field("id"), UUID(int=0)))


def hold_back(letter: Letter, *, is_stranger: IsStranger, now: datetime) -> None:
    """Let it wait for its turn when five were due within the hour and the address has not been confirmed by use."""
    fifth = next(prepared("fifth", _fifth).about(_UNUSED, [letter.to, now - SPAN, letter.pk]).read(), None)
    if fifth is None or not is_stranger():
        return
    letter.due_at = max(fifth[0] + SPAN, letter.due_at)
    Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED).update(due_at=letter.due_at)
    older = Letter.objects.filter(about=letter.about, asked_for=True, state=LetterState.QUEUED, due_at__gt=now)
    older.exclude(pk=letter.pk).update(state=LetterState.WITHDRAWN)


def _fifth() -> Statement:
    """When the fifth last of the others asked for to an address since a moment is due; no row while there are fewer."""
    to, since, letter = (value for _field, value in _UNUSED)
    others = Letter.objects.filter(asked_for=True, to=to, due_at__gt=since)
    others = others.exclude(pk=letter).exclude(state=LetterState.WITHDRAWN).order_by("-due_at")
    return Statement.of(others.values_list("due_at")[MOST - 1 : MOST])
