"""Closing a branch for some days: which dates that concerns, and what becomes of them. Nobody is sent away silently."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _, override

from events.calendar.domain.closures import IN_THE_HOUSE, fits_into
from events.calendar.domain.expansion import PERIOD_CODE, instant
from events.calendar.domain.occurrences import cancel_occurrence
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from places.domain.hours import Hours
from places.models import Branch, ClosingDay


def concerned(branch: Branch, closings: Sequence[ClosingDay], *, now: datetime) -> list[list[Occurrence]]:
    """For each of the closing days of the branch, saved or not, the dates to come that it concerns, by their start.

    Those that begin on one of its days in the library, or, when the day has other hours, outside these; not the period
    of an exhibition, and nothing that is cancelled. One query for all.
    """
    if not closings:
        return []
    first, last = min(row.first for row in closings), max(row.last for row in closings)
    rows = (
        Occurrence.objects.filter(branch=branch, withdrawn_at=None, end__gt=now, event__mode__in=IN_THE_HOUSE)
        .filter(start__gte=instant(first, time.min, branch.zone))
        .filter(start__lt=instant(last + timedelta(days=1), time.min, branch.zone))
        .exclude(status=Status.CANCELLED)
        .exclude(schedule_code=PERIOD_CODE)
        .select_related("event__locale", "space")
        .order_by("start", "pk")
    )
    dates = list(rows)
    return [[date for date in dates if _concerns(closing, date, branch.zone)] for closing in closings]


@transaction.atomic
def enter_closing(closing: ClosingDay, *, cancel: bool, now: datetime) -> list[Occurrence]:
    """Saves the closing day and, if so decided, cancels all dates it concerns; returns these as they are then.

    The same days and hours entered a second time are the row that is there, with the words said last.
    Those who hold places are told by the registration room, as of any date that is cancelled.
    """
    same = {name: getattr(closing, name) for name in ("branch", "first", "last", "opens", "closes")}
    there = ClosingDay.objects.filter(**same).first() if closing.pk is None else None
    if there is not None:
        closing.pk, closing.holiday_year = there.pk, there.holiday_year
    closing.save()
    (dates,) = concerned(closing.branch, [closing], now=now)
    if not cancel:
        return []
    in_order = sorted(dates, key=lambda date: date.pk)
    return [cancel_occurrence(date, reason=_reason(closing, date), now=now) for date in in_order]


def _concerns(closing: ClosingDay, date: Occurrence, zone: str) -> bool:
    start = instant(closing.first, time.min, zone)
    if not start <= date.start < instant(closing.last + timedelta(days=1), time.min, zone):
        return False
    return closing.closed or not fits_into(Hours((), (closing,)), date.start, date.end, zone=zone)


def _reason(closing: ClosingDay, date: Occurrence) -> str:
    """Why, in the language of the event."""
    language = date.event.locale.language_code
    with override(language):
        return (closing.reason.in_language(language) or _("The library is closed."))[:200]
