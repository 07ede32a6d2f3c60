"""“Are you still coming?”: asked some days before where staff want it, so that places nobody needs go on in time.

Who has no e-mail address is never asked by us and never loses the place: staff ask them (`to_ask_ourselves`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.portions import one_by_one
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.domain import deadlines, rules, seats
from events.registration.domain.letters import telling
from events.registration.domain.waiting import offers
from events.registration.enums import Source, State, Verb
from events.registration.models import Registration
from events.registration.querysets import RegistrationQuerySet
from places.models import Branch

# People asked in one transaction, so that no door stays locked for long; dates looked at in one call.
AT_ONCE, DATES = 50, 20
FARTHEST = timedelta(days=62)


def asking_again(now: datetime) -> int:
    """Work: whoever has a place since before the day of asking is asked once. Returns how many were asked."""
    due = [date for date in _asking(now) if deadlines.may_ask_again(date, now=now)]
    keys = _with(due, lambda day: _to_ask(day).exclude(email=""))
    return one_by_one("Asking again of date", keys, lambda key: _ask(key, now), most=DATES)


def _with(dates: Iterable[Occurrence], whom: Callable[[datetime], RegistrationQuerySet]) -> Iterator[UUID]:
    """Those of the dates on which there is somebody to ask, or to lapse, who is counted from the day of asking.

    Dates with the same day are looked at in one query, however many they are.
    """
    by_day: dict[datetime, list[UUID]] = defaultdict(list)
    for date in dates:
        day = deadlines.asked_at(date)
        if day is not None:
            by_day[day].append(date.pk)
    for day, keys in by_day.items():
        found = set(whom(day).filter(occurrence__in=keys).order_by().values_list("occurrence", flat=True))
        yield from (key for key in keys if key in found)


def _ask(key: UUID, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        if occurrence.status != Status.SCHEDULED or not deadlines.may_ask_again(occurrence, now=now):
            return 0
        day = deadlines.asked_at(occurrence)
        found = list(_to_ask(day).of(occurrence).exclude(email="").order_by("pk")[:AT_ONCE])
        for registration in found:
            seats.change_state(registration, State.CONFIRMED, now=now, asked_again_at=now)
            seats.note(registration, Verb.ASKED_AGAIN, now=now)
        telling.still_coming(found, occurrence)
        return len(found)


def to_ask_ourselves(*occurrences: Occurrence) -> RegistrationQuerySet:
    """People of these dates without an e-mail address: staff ask them, and nothing lapses by itself."""
    days = {each.pk: deadlines.asked_at(each) for each in occurrences}
    asked = [Q(_counted_from(day), occurrence=key) for key, day in days.items() if day is not None]
    whom = Registration.objects.filter(reduce(or_, asked, Q(pk__in=[])))
    return whom.exclude(source=Source.WALK_IN).filter(email="", confirmed_again_at=None)


def asking_now(branches: "QuerySet[Branch]", *, now: datetime) -> list[Occurrence]:
    """Dates of these branches whose people are asked at the moment."""
    dates = _asking(now).filter(branch__in=branches)
    return [date for date in dates if (day := deadlines.asked_at(date)) and day <= now]


def still_coming(registration: Registration, *, now: datetime, by: User | None = None) -> Registration:
    """Yes. Saying it twice is saying it once; who does not come cancels (`registering.cancel`)."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if registration.state != State.CONFIRMED:
            raise rules.NotPossibleNow(_("You have no place on this date any more."))
        rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
        if registration.confirmed_again_at is None:
            registration.confirmed_again_at = now
            registration.save(update_fields=["confirmed_again_at"])
            seats.note(registration, Verb.CONFIRMED_AGAIN, now=now, by=by)
        return registration


def lapse_unanswered(now: datetime) -> int:
    """Work: at the moment that was told, places for which nobody answered go on. Returns how many."""
    asked = Registration.objects.unanswered().filter(occurrence__start__gt=now)
    dates = Occurrence.objects.filter(pk__in=asked.values("occurrence"), status=Status.SCHEDULED)
    due = [date for date in dates.select_related("event").order_by("start", "pk") if _goes_on(date, now=now)]
    keys = _with(due, lambda day: _had_time(day, now))
    return one_by_one("Lapsing places of date", keys, lambda key: _lapse(key, now), most=DATES)


def _lapse(key: UUID, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        if occurrence.status != Status.SCHEDULED or not _goes_on(occurrence, now=now):
            return 0
        mute = _had_time(deadlines.asked_at(occurrence), now).of(occurrence)
        return offers.lapse(occurrence, list(mute.order_by("pk")), now=now, asked_again=True)


def _had_time(day: datetime | None, now: datetime) -> RegistrationQuerySet:
    """Who did not answer although they were asked of this day, and long enough ago."""
    asked = Registration.objects.unanswered().filter(asked_again_at__gte=day)
    return asked.filter(asked_again_at__lte=now - deadlines.TIME_TO_ANSWER)


def _goes_on(occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether it is past the moment that was told, and staff still want it so."""
    wanted = deadlines.asked_at(occurrence) is not None
    return wanted and deadlines.goes_on_at(occurrence) <= now < occurrence.start


def _asking(now: datetime) -> Any:
    dates = Occurrence.objects.public().filter(status=Status.SCHEDULED, event__reconfirm_days__isnull=False)
    return dates.filter(start__gt=now, start__lt=now + FARTHEST).select_related("event").order_by("start", "pk")


def _to_ask(day: datetime | None) -> RegistrationQuerySet:
    """Those who got or last changed their place before their date's day of asking: newcomers have only just said yes.

    Who did not answer, and then the date moved on, is asked about the day that holds now.
    """
    return Registration.objects.filter(_counted_from(day)).exclude(source=Source.WALK_IN)


def _counted_from(day: datetime | None) -> Q:
    never, too_early = Q(asked_again_at=None), Q(asked_again_at__lt=day, confirmed_again_at=None)
    return Q(never | too_early, state=State.CONFIRMED, arrived=None, changed_at__lt=day)
