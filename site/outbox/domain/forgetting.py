"""Forgetting letters: when their time of keeping is over, and at once when a person is erased, sent or not."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from outbox.models import Letter, LetterState
from outbox.querysets import LetterQuerySet

# What a letter holds of a person; the row and what it was about stay.
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("subject", "text", "html", "to", "to_name", "reply_to", "failure", "unsubscribe_url"), ""),
    "context": {},
    "attachments": [],
}
_ON_ITS_WAY = [LetterState.QUEUED, LetterState.SENDING]


def forget(*, abouts: Iterable[str] = (), to: str = "") -> int:
    """Empty every letter about these things, and every one to this address; those on their way are withdrawn.

    A worker that is sending one at this moment finds it taken away and writes nothing back.
    """
    letters = Letter.objects.with_words().filter(Q(about__in=list(abouts)) | (Q(to=to) if to else Q(pk=None)))
    letters.filter(state__in=_ON_ITS_WAY).update(state=LetterState.WITHDRAWN, leased_until=None)
    return letters.update(**NOTHING)


def due(now: datetime) -> int:
    """How many letters have been kept their time and would be emptied at this moment."""
    return _outdated(now).count()


def empty(now: datetime) -> int:
    """Work: empty the letters whose time of keeping is over: words, facts and address."""
    outdated = _outdated(now)
    return outdated.update(**NOTHING) if outdated.exists() else 0


def _outdated(now: datetime) -> LetterQuerySet:
    return Letter.objects.with_words().over_before(now - timedelta(days=settings.RETENTION["letter"].days))


def held(to: str) -> list[dict[str, Any]]:
    """The letters to this address whose words are still kept, oldest first."""
    letters = Letter.objects.with_words().filter(to=to).order_by("created_at")
    return [
        {
            "subject": each.subject,
            "text": each.text,
            "state": each.state,
            "written": each.created_at,
            "sent": each.sent_at,
        }
        for each in letters
    ]
