"""Work that keeps the doors true: places for those who wait, and the count of what is taken against the rows."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.aggregates import Aggregate, Count
from django.db.models.functions import Coalesce

from core.portions import one_by_one
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.letters import telling
from events.registration.domain.ways import WAYS
from events.registration.models import Registration

log = logging.getLogger(__name__)


def promote_waiting(now: datetime) -> int:
    """Work: after a re-size, a re-opening or another policy, people on the list get the places they can have."""
    keys = seats.with_places_for_their_list(now)
    return one_by_one("Promoting on date", keys, lambda key: promote(key, now=now))


def promote(key: UUID, *, now: datetime) -> int:
    """Serve the waiting list of one date; returns how many parties got a place."""
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        promoted = seats.settle(occurrence, now=now)
        telling.promoted(promoted, occurrence)
        return len(promoted)


def recount(now: datetime) -> int:
    """Work: dates whose counts differ from their registrations are put right and logged: it never should happen."""
    return one_by_one("Recounting date", list(_wrong(now)), lambda key: _put_right(key, now), most=100)


def _wrong(now: datetime) -> Any:
    """Dates of which taken or waiting is not what the rows say; one statement, so one moment."""
    rows = Occurrence.objects.filter(end__gt=now - timedelta(days=1))
    differs = Q()
    for way in WAYS:
        mine = Registration.objects.filter(occurrence=OuterRef("pk"), online=way.online).order_by()
        sums = {"taken": _of_each(mine.holding(), Sum("party")), "waiting": _of_each(mine.in_line(), Count("pk"))}
        truth = {f"true_{getattr(way, count)}": what for count, what in sums.items()}
        rows = rows.annotate(**truth)
        differs |= ~Q(**{name.removeprefix("true_"): F(name) for name in truth})
    return rows.filter(differs).order_by("pk").values_list("pk", flat=True)


def _of_each(rows: Any, what: Aggregate) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("occurrence").annotate(n=what).values("n"), IntegerField()), 0)


def _put_right(key: UUID, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        true = {}
        for way in WAYS:
            mine = Registration.objects.of(occurrence).filter(online=way.online)
            true[way.taken] = mine.holding().aggregate(n=Sum("party"))["n"] or 0
            true[way.waiting] = mine.in_line().count()
        was = {name: getattr(occurrence, name) for name in true}
        if true == was:
            return 0
        log.error("Counts of date %s were %s; the registrations say %s. Put right.", occurrence.code, was, true)
        for name, number in true.items():
            setattr(occurrence, name, number)
        telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return 1
