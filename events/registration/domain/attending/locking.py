"""Figures that are reported stay as they are: a branch's dates up to a day are locked, later changes carry a reason."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.models import Occurrence
from events.registration.models import AttendanceLock
from places.models import Branch


class PeriodLocked(RuleBroken):
    """The figures of this day are reported; `facts["until"]` is the last locked day. A reason opens them."""


class NotOverYet(RuleBroken):
    """Only days that are over can be locked."""


def lock_period(branch: Branch, *, until: date, now: datetime, by: User) -> AttendanceLock:
    """Lock the figures of a branch up to and with a day. The latest lock counts: an earlier day opens what is after."""
    if until >= now.astimezone(ZoneInfo(branch.zone)).date():
        raise NotOverYet(_("Only days that are over can be locked."))
    with transaction.atomic():
        return AttendanceLock.objects.create(branch=branch, until=until, by=by, at=now)


def locked_until(branch: Branch) -> date | None:
    """The last locked day of a branch; None when nothing is locked."""
    return AttendanceLock.objects.filter(branch=branch).values_list("until", flat=True).first()


def locks_of(branches: Iterable[Branch]) -> dict[int, AttendanceLock]:
    """The lock that counts for each of these branches that has one, by the branch's primary key."""
    found: dict[int, AttendanceLock] = {}
    for lock in AttendanceLock.objects.filter(branch__in=list(branches)).select_related("by"):
        found.setdefault(lock.branch_id, lock)
    return found


def is_locked(occurrence: Occurrence) -> bool:
    """Whether the date began on a locked day, by the clock where it takes place."""
    until = locked_until(occurrence.branch)
    return until is not None and local_day(occurrence) <= until


def check_open(occurrence: Occurrence, reason: str) -> dict[str, str]:
    """Raise PeriodLocked for a change of a locked date without a reason; what the history keeps of it otherwise."""
    until = locked_until(occurrence.branch)
    if until is None or local_day(occurrence) > until:
        return {}
    if not one_line(reason):
        sentence = _("The figures up to %(day)s are locked. Please write why you change them.")
        raise PeriodLocked(sentence % {"day": date_format(until, "DATE_FORMAT")}, until=until)
    return {"reason": one_line(reason)[:200]}


def local_day(occurrence: Occurrence) -> date:
    """The day on which the date begins where it takes place."""
    return occurrence.start.astimezone(ZoneInfo(occurrence.zone)).date()
