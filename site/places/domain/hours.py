"""When a branch is open: the usual week, the week of a period, and the days on which it is closed.

Everything here is wall time and local days of the branch. `hours_of` reads the rows once and answers for any number
of days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from places.models import Branch, ClosingDay, OpeningTime

# From, until.
Span = tuple[time, time]
# The first and the last day of a period, both included; the usual week has none.
Period = tuple[date, date] | None


class PeriodsOverlap(RuleBroken):
    """Two periods would both say when the branch is open."""


@dataclass(frozen=True)
class Hours:
    """The opening hours of one branch, with the closing days that were asked for."""

    times: tuple[OpeningTime, ...]
    closings: tuple[ClosingDay, ...]

    def __bool__(self) -> bool:
        """Whether any hours are known at all."""
        return bool(self.times)

    def closing(self, day: date) -> ClosingDay | None:
        """What changes the hours of that day: a row that closes it goes before one with other hours."""
        found = [row for row in self.closings if row.first <= day <= row.last]
        return min(found, key=lambda row: not row.closed, default=None)

    def closed(self, day: date) -> bool:
        """Whether a closing day closes that day; a weekday without hours is no closing day."""
        closing = self.closing(day)
        return closing is not None and closing.closed

    def spans(self, day: date) -> list[Span]:
        """From when until when it is open on that day, the earliest first; empty when it is not."""
        closing = self.closing(day)
        if closing is not None:
            return [(closing.opens, closing.closes)] if closing.opens and closing.closes else []
        return self.usual_spans(day)

    def usual_spans(self, day: date) -> list[Span]:
        """The hours of that weekday in the week that holds then, whatever closing days say."""
        period = self.period(day)
        rows = (row for row in self.times if _period(row) == period and row.weekday == day.weekday())
        return sorted((row.opens, row.closes) for row in rows)

    def period(self, day: date) -> Period:
        """The period whose week holds on that day; None for the usual week."""
        return next((found for found in self.periods() if found[0] <= day <= found[1]), None)

    def periods(self) -> list[tuple[date, date]]:
        """All periods with a week of their own, the earliest first."""
        return sorted({found for row in self.times if (found := _period(row)) is not None})

    def week(self, monday: date) -> list[tuple[date, list[Span]]]:
        """Seven days with the hours they usually have."""
        days = [monday + timedelta(days=number) for number in range(7)]
        return [(day, self.usual_spans(day)) for day in days]


def hours_of(branch: Branch, first: date, last: date) -> Hours:
    """The hours of the branch with its closing days between the two days, both included. Two queries."""
    return Hours(tuple(branch.opening_times.all()), tuple(closures(branch, first, last)))


def closures(branch: Branch, first: date, last: date) -> list[ClosingDay]:
    """The closing days of which some part lies between the two days, both included; those with other hours, too."""
    return list(branch.closing_days.filter(first__lte=last, last__gte=first))


def is_open(branch: Branch, day: date) -> bool:
    """Whether the branch opens at all on that day."""
    return bool(open_spans(branch, day))


def open_spans(branch: Branch, day: date) -> list[Span]:
    """From when until when the branch is open on that day."""
    return hours_of(branch, day, day).spans(day)


@transaction.atomic
def set_week(
    branch: Branch, spans: Iterable[tuple[int, time, time]], *, period: Period = None, instead_of: Period = None
) -> None:
    """Writes the week of the branch, or that of a period, as (weekday, opens, closes); a week without spans is gone.

    `instead_of` is the period as it was, when its days are changed. Raises PeriodsOverlap.
    """
    Branch.objects.select_for_update(no_key=True, of=("self",)).get(pk=branch.pk)
    others = {_period(row) for row in branch.opening_times.all()} - {None, instead_of, period}
    if period and any(other and period[0] <= other[1] and other[0] <= period[1] for other in others):
        raise PeriodsOverlap(_("These days overlap with another period. Please change the days of one of them."))
    for old in (instead_of, period):
        first, last = old or (None, None)
        if old is not None or period is None:
            branch.opening_times.filter(valid_from=first, valid_until=last).delete()
    first, last = period or (None, None)
    OpeningTime.objects.bulk_create(
        OpeningTime(branch=branch, weekday=weekday, opens=opens, closes=closes, valid_from=first, valid_until=last)
        for weekday, opens, closes in spans
    )


def _period(row: OpeningTime) -> Period:
    return (row.valid_from, row.valid_until) if row.valid_from and row.valid_until else None
