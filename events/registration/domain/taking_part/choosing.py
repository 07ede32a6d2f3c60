"""Registering for chosen dates, or the sessions of a conference, in one step: each date gives its own answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from events.calendar.domain.admission import registers
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import rules, seats
from events.registration.domain.letters import together
from events.registration.domain.taking_part import bundles, registering
from events.registration.domain.taking_part.parties import Details
from events.registration.domain.taking_part.questions import any_asked
from events.registration.domain.taking_part.registering import NOTHING_MORE
from events.registration.enums import State
from events.registration.models import Entry, Registration

# Dates one form shows; later ones have their turn when these are over.
MOST_DATES = 100


class NothingChosen(RuleBroken):
    """No date was chosen."""


class Overlap(RuleBroken):
    """Two of the chosen dates take place at the same time; `facts["dates"]` are they."""


@dataclass(frozen=True)
class Answer:
    """What became of the dates: the registrations that were made, and the dates that gave no place, with the reason."""

    made: list[Registration]
    refused: list[tuple[Occurrence, RuleBroken]]


def dates_of(event: EventPage, *, now: datetime) -> list[Occurrence]:
    """The dates and sessions to come for which people register, the earliest first."""
    found = Occurrence.objects.public().filter(event=event.pk, start__gt=now)
    found = found.select_related("event", "branch", "space").annotate(asks_questions=any_asked())
    found = found.order_by("start", "pk")
    return [each for each in found if registers(each)][:MOST_DATES]


def refusal(occurrence: Occurrence, *, now: datetime) -> str:
    """Why this date cannot be chosen at this moment, in a sentence; empty when it can."""
    try:
        rules.check_open(occurrence, now=now)
    except RuleBroken as refused:
        return refused.sentence
    if occurrence.places_left == 0 and not occurrence.event.waiting_list:
        return _("All places are taken, and there is no waiting list for this date.")
    return ""


def none_to_come() -> str:
    """The sentence where there is nothing to choose from."""
    return _("No date for which one registers is to come.")


def overlapping(dates: Sequence[Occurrence]) -> list[tuple[Occurrence, Occurrence]]:
    """Pairs of which nobody can come to both. A session does not overlap the conference it is part of."""
    return [
        (one, other)
        for one, other in combinations(dates, 2)
        if one.session == other.session and one.start < other.end and other.start < one.end
    ]


def register(
    dates: Sequence[Occurrence],
    *,
    form_key: UUID,
    now: datetime,
    details: Details = NOTHING_MORE,
    **given: Any,
) -> Answer:
    """Ask each of these dates for places; the same `form_key` always gives the same registrations.

    `given` is the rest of what `registering.register` takes. Raises NothingChosen, Overlap, or what the first date
    says when none of them gives a place or a number on its list.
    """
    check_together(dates)
    with transaction.atomic():
        rows = seats.lock(*(each.pk for each in dates))
        found = bundles.of_form(form_key)
        if found:
            return Answer(found, [])
        answer = _ask_each(rows, form_key=form_key, now=now, details=details, **given)
        if not answer.made:
            raise answer.refused[0][1]
        if answer.refused:
            _note_full(answer)
        _tell(answer)
        return answer


def check_together(dates: Sequence[Occurrence]) -> None:
    """At least one date, and no two at the same time; raises NothingChosen or Overlap."""
    if not dates:
        raise NothingChosen(_("Please choose at least one date."))
    for pair in overlapping(dates):
        raise Overlap(_("Two of the dates you chose are at the same time. Please keep one of them."), dates=pair)


def _ask_each(rows: Sequence[Occurrence], *, form_key: UUID, **given: Any) -> Answer:
    """In the order of their keys, in which they are locked; the answer in the order of time."""
    answer = Answer([], [])
    for row in rows:
        try:
            key = uuid5(form_key, str(row.pk))
            answer.made.append(registering.register(row, form_key=key, bundle=form_key, **given))
        except registering.WrongField:
            raise
        except RuleBroken as refused:
            answer.refused.append((row, refused))
    answer.made.sort(key=lambda each: (each.occurrence.start, each.pk))
    answer.refused.sort(key=lambda pair: (pair[0].start, pair[0].pk))
    return answer


def _note_full(answer: Answer) -> None:
    """The dates without a place are remembered in the history, for the page that lists the whole step."""
    codes = [row.code for row, _refusal in answer.refused]
    entry = Entry.objects.filter(registration__in=[each.pk for each in answer.made]).order_by("pk").first()
    if entry:
        entry.facts = {**entry.facts, "full": codes}
        entry.save(update_fields=["facts"])


def _tell(answer: Answer) -> None:
    repeats = [each for each in answer.made if each.state == State.REPEAT]
    there = _there_before(repeats)
    together.chosen(answer.made, [row for row, _refusal in answer.refused], there)


def _there_before(repeats: list[Registration]) -> dict[int, Registration]:
    """By the key of each repeat, the registration that its address had for the date before."""
    if not repeats:
        return {}
    rows = Registration.objects.filter(occurrence__in=[each.occurrence_id for each in repeats], email=repeats[0].email)
    known = {each.occurrence_id: each for each in rows.active()}
    for each in repeats:
        if each.occurrence_id in known:
            known[each.occurrence_id].occurrence = each.occurrence
    return {each.pk: known[each.occurrence_id] for each in repeats if each.occurrence_id in known}
