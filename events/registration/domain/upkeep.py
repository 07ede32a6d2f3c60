"""Work that keeps the doors true: places for those who wait, and the count of what is taken against the rows."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce

from events.calendar.models import Occurrence
from events.registration.domain import seats, telling
from events.registration.enums import State
from events.registration.models import Registration

log = logging.getLogger(__name__)


def promote_waiting(now: datetime) -> int:
    """Work: after a re-size, a re-opening or another policy, people on the list get the places they can have."""
    return sum(promote(key, now=now) for key in seats.with_places_for_their_list(now))


def promote(key: UUID, *, now: datetime) -> int:
    """Serve the waiting list of one date; returns how many parties got a place."""
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        promoted = seats.settle(occurrence, now=now)
        telling.promoted(promoted, occurrence)
        return len(promoted)


def recount(now: datetime) -> int:
    """Work: dates whose counts differ from their registrations are put right and logged: it never should happen."""
    return sum(_put_right(key, now) for key in list(_wrong(now)[:100]))


def _wrong(now: datetime) -> Any:
    """Dates of which taken or waiting is not what the rows say; one statement, so one moment."""
    holding = Registration.objects.filter(occurrence=OuterRef("pk")).holding().order_by().values("occurrence")
    line = Registration.objects.filter(occurrence=OuterRef("pk"), state=State.WAITING).order_by().values("occurrence")
    rows = Occurrence.objects.filter(end__gt=now - timedelta(days=1)).annotate(
        true_taken=Coalesce(Subquery(holding.annotate(n=Sum("party")).values("n"), IntegerField()), 0),
        true_waiting=Coalesce(Subquery(line.annotate(n=Count("pk")).values("n"), IntegerField()), 0),
    )
    differs = ~Q(seats_taken=F("true_taken")) | ~Q(waiting=F("true_waiting"))
    return rows.filter(differs).order_by("pk").values_list("pk", flat=True)


def _put_right(key: UUID, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        mine = Registration.objects.of(occurrence)
        taken = mine.holding().aggregate(n=Sum("party"))["n"] or 0
        waiting = mine.in_line().count()
        if (taken, waiting) == (occurrence.seats_taken, occurrence.waiting):
            return 0
        log.error(
            "Counts of date %s were %d taken, %d waiting; the registrations say %d and %d. Put right.",
            occurrence.code, occurrence.seats_taken, occurrence.waiting, taken, waiting,
        )  # fmt: skip
        occurrence.seats_taken, occurrence.waiting = taken, waiting
        telling.promoted(seats.settle(occurrence, now=now), occurrence)
        return 1
