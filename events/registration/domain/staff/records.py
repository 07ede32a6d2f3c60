"""What a record shows beside the registration itself: its history in sentences, its letters and where they are."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from accounts.models import User
from events.registration.domain.letters import kinds
from events.registration.domain.letters.teller import about_of
from events.registration.domain.staff import history
from events.registration.models import Entry, Registration
from outbox.models import Letter, LetterState


@dataclass(frozen=True)
class Line:
    """One line of the history: when, what, and by whom where it was a member of staff."""

    at: datetime
    words: str
    by: str = ""


@dataclass(frozen=True)
class Post:
    """One letter: what it was about, where it is, and why it was not delivered."""

    at: datetime
    name: str
    state: str
    trouble: bool
    failure: str = ""


def lines(registration: Registration) -> list[Line]:
    """Everything that happened, oldest first, in one query."""
    entries = registration.history.select_related("by", "came_from").order_by("at", "pk")
    zone = registration.occurrence.zone
    return [Line(each.at, _sentence(each, zone), _name(each.by)) for each in entries]


def _name(user: User | None) -> str:
    return "" if user is None else user.get_full_name() or str(user)


def _sentence(entry: Entry, zone: str) -> str:
    return f"{capfirst(history.in_words(entry, zone=zone))}."


def post(registration: Registration) -> list[Post]:
    """Its letters, newest first, in one query."""
    return [as_post(each) for each in Letter.objects.filter(about=about_of(registration)).order_by("-created_at")]


def as_post(letter: Letter) -> Post:
    """Where a letter is, in words."""
    trouble = letter.state in (LetterState.FAILED, LetterState.BOUNCED)
    at = letter.sent_at or letter.created_at
    return Post(at, letter_name(letter), str(letter.get_state_display()), trouble, letter.failure if trouble else "")


def letter_name(letter: Letter) -> str:
    """What it is about: its subject once that is written, before that the kind."""
    if letter.subject:
        return letter.subject
    return kinds.name_of(letter.kind.partition("/")[2])
