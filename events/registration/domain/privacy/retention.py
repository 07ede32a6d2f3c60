"""Forgetting in its time: the nightly work behind the retention table. Rows, states and figures stay.

Each piece finds what is due by asking the database and takes a portion of it, so that any number of processes may run
it. `due` says beforehand what would go.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import ModelLogEntry

from events.registration.domain.privacy import erasing
from events.registration.enums import State
from events.registration.models import (
    Answer,
    Forgetting,
    LinksAsked,
    NoShow,
    Person,
    PersonalCalendar,
    RateCounter,
    Registration,
)
from events.registration.querysets import over_by

log = logging.getLogger(__name__)

# Rows of one piece in one transaction, and rows in one call where each has a transaction of its own.
AT_ONCE = 500
FEW = 20
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Piece:
    """One thing forgotten: the line of the table it belongs to, which rows are due, and what is done to a portion.

    `alone`: one row after the other, each in its own transaction, because they lock their dates and write letters.
    """

    line: str
    due: Callable[[datetime], Rows]
    act: Callable[[list[Any], datetime], int]
    alone: bool = False


class NotForgotten(Exception):
    """Rows are due that cannot be forgotten; the sentence is for operators."""


def forget(now: datetime) -> int:
    """Work: erase a portion of what the retention table gives no more time; returns how many rows.

    A row that cannot be erased holds up no other. When only such rows are left NotForgotten is raised: `tick` then
    tries them again after longer and longer rests, and says so.
    """
    counts: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for piece in PIECES:
        done, failed = _portion(piece, now)
        counts[piece.line] += done
        broken[piece.line] += len(failed)
    _write_down(+counts, now)
    if not counts.total() and broken.total():
        left = ", ".join(f"{line} {number}" for line, number in sorted((+broken).items()))
        raise NotForgotten(f"Due and not forgotten, the log says why: {left}.")
    return counts.total()


def _portion(piece: Piece, now: datetime) -> tuple[int, list[Any]]:
    """The first portion of which something goes: how many rows went, and which could not, however many they are."""
    broken: list[Any] = []
    while True:
        rows = piece.due(now).exclude(pk__in=broken).values_list("pk", flat=True)
        keys = list(rows[: FEW if piece.alone else AT_ONCE])
        done, failed = _act(piece, keys, now) if keys else (0, [])
        broken += failed
        if done or not failed:
            return done, broken


def _act(piece: Piece, keys: list[Any], now: datetime) -> tuple[int, list[Any]]:
    """The portion in one transaction, or one row after the other when that fails: how many went, and which did not."""
    if len(keys) == 1 or not piece.alone:
        try:
            with transaction.atomic():
                return piece.act(keys, now), []
        except Exception as error:  # noqa: BLE001 (whatever it was, the other rows must not suffer for it)
            # Only the kind of error: a database's own words may quote an address.
            which = f": {keys[0]}" if len(keys) == 1 else ""
            log.error("Rows of %s could not be forgotten%s (%s).", piece.line, which, type(error).__name__)
    if len(keys) == 1:
        return 0, keys
    each = [_act(piece, [key], now) for key in keys]
    return sum(done for done, _failed in each), [key for _done, failed in each for key in failed]


def due(now: datetime) -> dict[str, int]:
    """How many rows would be forgotten at this moment, by line; nothing is changed."""
    counts: Counter[str] = Counter()
    for piece in PIECES:
        counts[piece.line] += piece.due(now).count()
    return dict(counts)


def _write_down(counts: Counter[str], now: datetime) -> None:
    """Every day has its row, also when nothing was due: so one sees that the work ran."""
    today = Forgetting.objects.filter(on=now.date())
    if not counts and today.exists():
        return
    with transaction.atomic():
        Forgetting.objects.get_or_create(on=now.date())
        row = today.select_for_update().get()
        row.counts = dict(Counter(row.counts) + counts)
        row.save(update_fields=["counts"])
    if counts:
        log.info("Forgotten: %s.", ", ".join(f"{line} {number}" for line, number in sorted(counts.items())))


def _limit(line: str, now: datetime) -> datetime:
    days: int = settings.RETENTION[line].days or 0
    return now - timedelta(days=days)


def _unserved(now: datetime) -> Rows:
    """Who waited, cancelled, was refused or let an offer lapse."""
    return Registration.objects.forgettable_since(_limit("waiting", now)).exclude(state=State.CONFIRMED)


def _served(now: datetime) -> Rows:
    return Registration.objects.forgettable_since(_limit("registration", now)).filter(state=State.CONFIRMED)


def _postponed(now: datetime) -> Rows:
    """Whose date has had no new time for so long that it is no longer to be expected; one date after the other."""
    return Registration.objects.postponed_since(_limit("postponed", now)).order_by("occurrence", "pk")


def _needs(now: datetime) -> Rows:
    return Registration.objects.over_before(_limit("access_needs", now)).exclude(access_needs="")


def _needs_of_people(now: datetime) -> Rows:
    over = Person.objects.filter(over_by(_limit("access_needs", now), "registration__occurrence"))
    return over.exclude(access_needs="")


def _answers(now: datetime) -> Rows:
    """By the days that stood beside each question."""
    over = Q(pk=None)
    for days in Answer.objects.order_by().values_list("days", flat=True).distinct():
        over |= Q(days=days) & over_by(now - timedelta(days=days), "registration__occurrence")
    return Answer.objects.filter(over)


def _absences(now: datetime) -> Rows:
    return NoShow.objects.filter(on__lte=_limit("no_show", now).date())


def _counters(now: datetime) -> Rows:
    return RateCounter.objects.filter(since__lt=_limit("counter", now))


def _typed_in(now: datetime) -> Rows:
    return LinksAsked.objects.filter(at__lte=_limit("links", now))


def _calendars(now: datetime) -> Rows:
    """Of addresses that no registration has any more."""
    return PersonalCalendar.objects.exclude(email__in=Registration.objects.exclude(email="").values("email"))


def _accesses(now: datetime) -> Rows:
    """What staff did with registrations, in Wagtail's log."""
    entries = ModelLogEntry.objects.filter(action__startswith="registration.")
    outdated: Rows = entries.filter(timestamp__lte=_limit("access", now))
    return outdated


def _give_up(keys: list[Any], now: datetime) -> int:
    """Their places go, too: a date that is given a new time after all has room for those who register then."""
    for registration in Registration.objects.filter(pk__in=keys).order_by("occurrence", "pk"):
        erasing.erase(registration, now=now, remember=False)
    return len(keys)


def _empty(keys: list[Any], now: datetime) -> int:
    return erasing.empty(keys, now=now)


def _without_needs(model: type[Registration | Person]) -> Callable[[list[Any], datetime], int]:
    return lambda keys, _now: model.objects.filter(pk__in=keys).update(access_needs="")


def _delete(model: type[Any]) -> Callable[[list[Any], datetime], int]:
    return lambda keys, _now: model.objects.filter(pk__in=keys).delete()[0]


PIECES = [
    Piece("postponed", _postponed, _give_up, alone=True),
    Piece("access_needs", _needs, _without_needs(Registration)),
    Piece("access_needs", _needs_of_people, _without_needs(Person)),
    Piece("answers", _answers, _delete(Answer)),
    Piece("waiting", _unserved, _empty),
    Piece("registration", _served, _empty),
    Piece("no_show", _absences, _delete(NoShow)),
    Piece("counter", _counters, _delete(RateCounter)),
    Piece("links", _typed_in, _delete(LinksAsked)),
    Piece("calendar", _calendars, _delete(PersonalCalendar)),
    Piece("access", _accesses, _delete(ModelLogEntry)),
]
