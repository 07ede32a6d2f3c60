"""Telling people what the library changed about their dates: one letter each, for however many of their dates."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import translation

from core.portions import one_by_one
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.letters import changing, resuming
from events.registration.domain.letters.teller import Teller, news_until, position
from events.registration.enums import State, Verb
from events.registration.models import Registration

# People told of a change in one transaction, so that no door stays locked for long; events looked at in one call.
AT_ONCE, EVENTS = 50, 20


def tell_changes(now: datetime) -> int:
    """Work: whoever does not know that their date moved, is elsewhere or is cancelled gets a letter. Returns how many.

    What was changed and changed back is not told. A person with several dates of the event reads of all in one letter.
    """
    untold = Registration.objects.untold(now).order_by().values("occurrence__event")
    found = untold.annotate(first=Min("occurrence__start"))
    events = found.order_by("first", "occurrence__event").values_list("occurrence__event", flat=True)
    return one_by_one("Telling of event", events, lambda event: tell_of_event(event, now=now), most=EVENTS)


def tell_of_event(event: int, *, now: datetime) -> int:
    """Some of the people of one event; called again until nobody is left."""
    with transaction.atomic():
        untold = Registration.objects.untold(now).filter(occurrence__event=event)
        dates = {row.pk: row for row in seats.lock(*untold.values_list("occurrence", flat=True))}
        found = list(untold.filter(occurrence__in=dates).order_by("email", "pk"))
        for each in found:
            each.occurrence = dates[each.occurrence_id]
        return tell(some(found), now=now)


def some(found: list[Registration]) -> list[Registration]:
    """A piece of them in which nobody's dates are torn apart; they come in the order of their addresses."""
    piece = found[:AT_ONCE]
    last = piece[-1].email if piece else ""
    return piece + [each for each in found[AT_ONCE:] if last and each.email == last]


def tell(found: list[Registration], *, now: datetime) -> int:
    """Note that these people know how their locked dates are now, and write to those for whom something is new."""
    news = []
    paused = {registration.pk for registration in found if resuming.was_off(registration)}
    for registration in found:
        if changing.differs(registration, registration.occurrence):
            news.append(registration)
        else:
            registration.told_sequence = registration.occurrence.sequence
            registration.save(update_fields=["told_sequence"])
    names = changing.Names(each.told for each in news)
    tellers: dict[Any, Teller] = {each.occurrence_id: Teller(each.occurrence) for each in found}
    for dates in by_person(news):
        _write(dates, tellers, names, now=now)
    for each in found:
        resuming.resume(each, tellers[each.occurrence_id], paused=each.pk in paused, now=now)
    return len(found)


def by_person(found: Iterable[Registration]) -> list[list[Registration]]:
    """The dates of each address and language; who has no address stands alone."""
    groups: dict[Any, list[Registration]] = defaultdict(list)
    for each in found:
        groups[(each.email, each.language) if each.email else each.pk].append(each)
    return list(groups.values())


def _write(dates: list[Registration], tellers: dict[Any, Teller], names: changing.Names, *, now: datetime) -> None:
    first, several = dates[0], len(dates) > 1
    first.version += 1
    if several:
        _tell_together(dates, tellers, names)
    else:
        _tell_alone(first, tellers[first.occurrence_id], names)
    for each in dates:
        each.told, each.told_sequence = changing.facts_of(each.occurrence), each.occurrence.sequence
        each.save(update_fields=["told", "told_sequence", "version"])
        if each.email:
            seats.note(each, Verb.TOLD, now=now)


def _tell_alone(registration: Registration, teller: Teller, names: changing.Names) -> None:
    with translation.override(registration.language):
        changes = changing.differences(registration, teller.row(registration.language), names)
    said = [{"what": each.what, "was": each.was, "now": each.now} for each in changes]
    kind = changing.letter_kind(registration, registration.occurrence)
    line = position(registration) if registration.state == State.WAITING else 0
    teller.tell(kind, registration, urgent=False, position=line, changes=said)


def _tell_together(dates: list[Registration], tellers: dict[Any, Teller], names: changing.Names) -> None:
    first = dates[0]
    with translation.override(first.language):
        lines = [_date_line(each, tellers[each.occurrence_id], names) for each in _in_order(dates)]
    others = [each.occurrence for each in dates[1:]]
    tellers[first.occurrence_id].tell(
        "changes",
        first,
        also=others,
        valid_until=news_until(*(each.occurrence for each in dates)),
        urgent=False,
        dates=lines,
    )


def _date_line(registration: Registration, teller: Teller, names: changing.Names) -> dict[str, str]:
    """One of several dates in a letter: how it is now, and what it was."""
    row = teller.row(registration.language)
    changes = changing.differences(registration, row, names)
    was = "; ".join(each.was for each in changes if each.what != changing.state_heading())
    return {**teller.line(registration), "was": was}


def _in_order(dates: list[Registration]) -> list[Registration]:
    return sorted(dates, key=lambda each: (each.occurrence.start, each.pk))


def untold_of(occurrence: Occurrence, *, now: datetime) -> int:
    """How many people of this date do not know yet how it is now; letters follow within moments."""
    return Registration.objects.untold(now).filter(occurrence=occurrence).exclude(email="").count()
