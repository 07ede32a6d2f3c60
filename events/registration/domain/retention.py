"""Forgetting: what a registration says of a person goes when its time is over; rows, states and figures stay."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from events.registration.enums import State
from events.registration.models import PersonalCalendar, RateCounter, Registration

AT_ONCE = 500
# A counter of posts says nothing after this time (the longest span it is asked for is a day).
COUNTERS_FOR = timedelta(days=2)


def forget(now: datetime) -> int:
    """Work: erase what the retention table (`settings.RETENTION`) gives no more time. Returns the rows changed."""
    known = ~Q(name="", email="", access_needs="")
    unserved = Q(state__in=[State.WAITING, State.CANCELLED])
    rows = Registration.objects
    repeats = rows.over_before(_limit("waiting", now)).filter(state=State.REPEAT)
    done: int = _some(repeats).delete()[0]
    needs = rows.over_before(_limit("access_needs", now)).exclude(access_needs="")
    done += _some(needs).update(access_needs="")
    for due in (
        rows.over_before(_limit("waiting", now)).filter(unserved),
        rows.over_before(_limit("registration", now)),
    ):
        done += _some(due.filter(known)).update(name="", email="", access_needs="", erased_at=now)
        # Rows that never held anything personal (walk-ins without a name) are over, too: their link opens nothing.
        done += _some(due.filter(erased_at=None)).update(erased_at=now)
    counters: int = RateCounter.objects.filter(since__lt=now - COUNTERS_FOR).delete()[0]
    named = Registration.objects.exclude(email="").values("email")
    calendars: int = PersonalCalendar.objects.exclude(email__in=named).delete()[0]
    return done + counters + calendars


def _limit(line: str, now: datetime) -> datetime:
    days: int = settings.RETENTION[line].days
    return now - timedelta(days=days)


def _some(rows):  # type: ignore[no-untyped-def]
    """A piece of them, so that the transaction is short."""
    return Registration.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:AT_ONCE]))
