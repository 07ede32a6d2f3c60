"""Small forms about one date or one event: what they do is seen first, and people read why."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.domain.occurrences import cancel_event, still_to_come
from events.calendar.models import EventPage, Occurrence


class SeenFirstForm(forms.Form):
    """Where people will be written to, staff see who and what before it is done.

    `mark` stands for what was shown: the answers, and how the dates and the numbers of their people were then. A later
    room draws the letters with `act`, which it takes back.
    """

    # What the form does: `act(now=...)`, which raises RuleBroken where a rule refuses.
    act: Callable[..., Any]
    # Whether people are written to when it is done.
    tells = True

    def __init__(self, *args: Any, event_id: int, rows: list[Occurrence], **kwargs: Any) -> None:
        """Of an event, the dates it is about."""
        super().__init__(*args, **kwargs)
        self.event_id, self.rows = event_id, rows

    @property
    def asks_first(self) -> bool:
        return self.tells and any(any(_people(row)) for row in self.rows)

    @property
    def mark(self) -> str:
        state = [(row.code, row.sequence, *_people(row)) for row in self.rows]
        return sha256(repr((sorted(self.cleaned_data.items(), key=str), state)).encode()).hexdigest()[:16]

    def was_seen(self, mark: str) -> bool:
        """Whether nothing is to be shown any more before it is done."""
        return not self.asks_first or mark == self.mark


def _people(row: Occurrence) -> tuple[int, ...]:
    return row.seats_taken, row.waiting, row.online_taken, row.online_waiting


class ReasonForm(forms.Form):
    """Asks why; the words go into letters and onto the public page."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("People read this in their letter and on the page. For example: “The speaker is ill.”"),
    )


class EventCancelForm(SeenFirstForm, ReasonForm):
    """All dates of an event that are still to come."""

    def __init__(self, *args: Any, event: EventPage, now: datetime, **kwargs: Any) -> None:
        self.event = event
        rows = list(still_to_come(event, now=now).order_by("start"))
        super().__init__(*args, event_id=int(event.pk), rows=rows, **kwargs)

    def act(self, *, now: datetime) -> int:
        return cancel_event(self.event, reason=self.cleaned_data["reason"], now=now)
