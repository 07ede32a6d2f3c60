"""What this room holds of a person while a survey is open, for the copy they ask for, and how it is forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from events.registration.models import Registration
from outbox.domain import forgetting
from surveys.evaluation.domain.asking import ONCE_IN, address_hash
from surveys.evaluation.models import Asked, Invitation


def due(now: datetime) -> int:
    """How many marks of having been asked would go at this moment."""
    return Asked.objects.filter(on__lte=(now - ONCE_IN).date(), refused=False).count()


def held(registrations: Sequence[Registration], email: str) -> dict[str, list[dict[str, Any]]]:
    """That they were invited, and when an address was asked last. Never an answer: none leads to a person."""
    invitations = Invitation.objects.filter(registration__in=registrations).select_related("survey__occurrence__event")
    asked = Asked.objects.filter(address_hash=address_hash(email)) if email else Asked.objects.none()
    events = [(each.survey.occurrence, each.spent) for each in invitations]
    return {
        "invitations": [{"to": date.event.title, "used": spent} for date, spent in events if date],
        "asked": [{"on": each.on} for each in asked],
    }


def forget(registrations: Sequence[Registration], email: str) -> int:
    """The invitations of these registrations with their letters and, of a whole person, the mark that they were asked.

    How many were invited stays a number of the survey. The wish for no surveys stays, too, else it would be forgotten.
    """
    invitations = Invitation.objects.filter(registration__in=registrations)
    abouts = [f"invitation:{pk}" for pk in invitations.values_list("pk", flat=True)]
    gone: int = forgetting.forget(abouts=abouts) + invitations.delete()[0]
    if email:
        gone += Asked.objects.filter(address_hash=address_hash(email), refused=False).delete()[0]
    return gone
