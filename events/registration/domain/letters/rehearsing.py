"""What people would be told, found by doing it in a transaction that is taken back: staff see it before it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from core.exceptions import RuleBroken
from events.registration.domain import seats
from events.registration.domain.letters import announcing, changing
from events.registration.domain.letters.calling import telephoned
from events.registration.domain.letters.teller import about_of
from events.registration.models import Registration
from outbox.domain.rendering import render
from outbox.models import Letter


@dataclass(frozen=True)
class Sample:
    """One letter as its first reader would get it; `readers` people get one like it."""

    language: str
    subject: str
    text: str
    html: str
    readers: int


@dataclass(frozen=True)
class Rehearsal:
    """Who would be told by letter, whom staff tell themselves, and the letters; or why nothing would be done."""

    people: list[Registration] = field(default_factory=list)
    by_telephone: list[Registration] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    refused: str = ""


def rehearse(act: Callable[[], Any], *, event: int, now: datetime) -> Rehearsal:
    """What `act` would make people of this event read. Locks and writes for a moment, then takes everything back."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                act()
                return _rehearsed(event, now=now)
        except RuleBroken as refused:
            return Rehearsal(refused=refused.sentence)
        finally:
            transaction.set_rollback(True)


def _rehearsed(event: int, *, now: datetime) -> Rehearsal:
    untold = Registration.objects.untold(now).filter(occurrence__event=event)
    dates = {row.pk: row for row in seats.lock(*untold.values_list("occurrence", flat=True))}
    found = list(untold.order_by("name", "pk"))
    for each in found:
        each.occurrence = dates[each.occurrence_id]
    news = [each for each in found if changing.differs(each, each.occurrence)]
    people = announcing.by_person(each for each in news if each.email)
    return Rehearsal(
        people=[dates[0] for dates in people],
        by_telephone=[each for each in news if telephoned(each)],
        samples=_samples(people, now=now),
    )


def _samples(people: list[list[Registration]], *, now: datetime) -> list[Sample]:
    """One letter for each sort of news in each language, staff's own language first."""
    kinds: dict[tuple[str, str, tuple[str, ...]], list[list[Registration]]] = {}
    for dates in people:
        kinds.setdefault((dates[0].language, *_kind(dates)), []).append(dates)
    own = translation.get_language()
    order = sorted(kinds, key=lambda key: (key[0] != own, key))
    return [_sample(*key[:2], kinds[key][0], readers=len(kinds[key]), now=now) for key in order]


def _kind(dates: list[Registration]) -> tuple[str, tuple[str, ...]]:
    """Which letter it is, and of which sorts of news."""
    if len(dates) > 1:
        return "changes", ()
    kind = changing.letter_kind(dates[0], dates[0].occurrence)
    return kind, changing.what_differs(dates[0], dates[0].occurrence) if kind == "changed" else ()


def _sample(language: str, kind: str, dates: list[Registration], *, readers: int, now: datetime) -> Sample:
    announcing.tell(dates, now=now)
    letters = Letter.objects.select_related("branch").filter(kind=f"registration/{kind}", about=about_of(dates[0]))
    letter = letters.latest("version")
    words = render(letter)
    name = str(dict(settings.LANGUAGES)[language])
    return Sample(language=name, subject=words.subject, text=words.text, html=words.html, readers=readers)
