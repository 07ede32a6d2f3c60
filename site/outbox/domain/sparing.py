"""Sparing mailboxes: what anyone with a form can have sent to any address leaves at most five times an hour (T-H4).

Nothing is refused and nobody is told: a letter too many waits until there is room, and gives way to a newer one about
the same thing. What the library tells of its own accord is never held back.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import DateTimeField, OuterRef, Subquery

from outbox.models import Letter, LetterState

MOST = 5
SPAN = timedelta(hours=1)
IsStranger = Callable[[], bool]


def fifth_before(now: datetime) -> Subquery:
    """Of a letter: when the fifth last of the others asked for within the hour is due; NULL while there are fewer."""
    others = Letter.objects.filter(asked_for=True, to=OuterRef("to"), due_at__gt=now - SPAN)
    others = others.exclude(pk=OuterRef("pk")).exclude(state=LetterState.WITHDRAWN).order_by("-due_at")
    return Subquery(others.values("due_at")[MOST - 1 : MOST], output_field=DateTimeField())


def hold_back(letter: Letter, *, fifth: datetime | None, is_stranger: IsStranger, now: datetime) -> None:
    """Let it wait for its turn when five were due within the hour and the address has not been confirmed by use."""
    if fifth is None or not is_stranger():
        return
    letter.due_at = max(fifth + SPAN, letter.due_at)
    Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED).update(due_at=letter.due_at)
    older = Letter.objects.filter(about=letter.about, asked_for=True, state=LetterState.QUEUED, due_at__gt=now)
    older.exclude(pk=letter.pk).update(state=LetterState.WITHDRAWN)
