"""Enough people for a date to take place: the branch is told some days before when they are too few, and when not any
more. What becomes of the date is decided by staff.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from core.portions import one_by_one
from events.calendar.domain import rows
from events.calendar.domain.admission import registers
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.calendar.querysets import OccurrenceQuerySet
from events.registration.domain import seats
from events.registration.domain.letters import keepers
from events.registration.domain.letters.teller import in_words
from outbox.models import Letter
from places.models import Branch

KIND = "registration/too-few"
FARTHEST = timedelta(days=61)


def below_least(occurrence: Occurrence) -> bool:
    """Whether fewer people have a place, in the room and online together, than staff said are needed."""
    least = occurrence.event.people_least
    return least is not None and registers(occurrence) and people(occurrence) < least


def people(occurrence: Occurrence) -> int:
    """How many places are taken; offered ones count."""
    return occurrence.seats_taken + occurrence.online_taken


def warn(now: datetime) -> int:
    """Work: the branch hears that a date has too few people, and when it has enough again. Returns the letters."""
    soon = _soon(now).order_by("pk")
    told = _told([date.code for date in soon])
    news = [date.pk for date in soon if _is_time(date, now) and below_least(date) != bool(told.get(date.code, 0) % 2)]
    return one_by_one("Warning of date", news, lambda key: _write(key, now))


def too_few(branches: "QuerySet[Branch]", *, now: datetime) -> list[Occurrence]:
    """Dates of these branches that staff have to decide about: near enough, and too few people."""
    soon = _soon(now).filter(branch__in=branches).order_by("start", "pk")
    return [date for date in soon if _is_time(date, now) and below_least(date)]


def _soon(now: datetime) -> OccurrenceQuerySet:
    dates = Occurrence.objects.public().filter(status=Status.SCHEDULED, event__people_least__isnull=False)
    return dates.filter(start__gt=now, start__lt=now + FARTHEST).select_related("event")


def _write(key: UUID, now: datetime) -> int:
    """One letter for each turn: the odd versions say too few, the even ones enough again."""
    with transaction.atomic():
        (date,) = seats.lock(key)
        version = _told([date.code]).get(date.code, 0)
        few = below_least(date)
        if few == bool(version % 2) or not _is_time(date, now):
            return 0
        facts, about = partial(_facts, date, few), _about(date.code)
        return keepers.write_to(
            date.branch, KIND, about=about, version=version + 1, facts=facts, valid_until=date.start
        )


def _facts(date: Occurrence, few: bool, language: str) -> dict[str, Any]:
    row = rows.of([date], language=language)[0]
    return {
        "title": row.title,
        "when": in_words(row),
        "few": few,
        "people": people(date),
        "least": date.event.people_least,
        "desk_url": settings.BASE_URL + reverse("registration_desk:date", args=[date.code]),
    }


def _is_time(date: Occurrence, now: datetime) -> bool:
    return date.start - timedelta(days=date.event.least_days) <= now < date.start


def _told(codes: list[str]) -> dict[str, int]:
    """By date, the latest version of the warning that was written."""
    found = Letter.objects.filter(kind=KIND, about__in=[_about(code) for code in codes]).order_by("version")
    return {about.partition(":")[2]: version for about, version in found.values_list("about", "version")}


def _about(code: str) -> str:
    return f"least:{code}"
