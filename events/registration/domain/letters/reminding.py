"""Reminders: who is reminded of which date at which moment. Nothing is planned ahead; `tick` asks what is due now.

The rule is local ("the day before, at 9:00" by the clock of the branch), its moment is worked out when it is asked
for, so it moves with the date and with summer time. Whoever got a letter about the registration since that moment,
a reminder or news, knows the date: that makes reminders unique, spares newcomers, and turns several missed ones into
one. A moment missed by more than a day is let go.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from core import tokens
from core.portions import one_by_one
from events.calendar.enums import Reminder, Status
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.letters.teller import Teller, about_of
from events.registration.enums import State, Verb
from events.registration.models import REMINDERS, Registration
from events.registration.querysets import RegistrationQuerySet
from outbox.domain import withdraw
from outbox.models import Letter, LetterState

KIND = "registration/reminder"
# By reminder: how many days before, and at which hour of the branch's clock.
MORNINGS = {
    Reminder.WEEK_BEFORE: (7, time(9)),
    Reminder.THREE_DAYS: (3, time(9)),
    Reminder.DAY_BEFORE: (1, time(9)),
    Reminder.SAME_DAY: (0, time(8)),
}
FARTHEST = timedelta(days=8)
TWO_HOURS = timedelta(hours=2)
LEAST = timedelta(hours=1)  # who is told later than this before the start is on the way already
LATEST = timedelta(days=1)  # after an outage: once, or not at all
DAY_BEGINS, DAY_ENDS = time(8), time(21)  # nobody is woken by the library
EVENING = time(20)
SOON = timedelta(hours=6)  # such a reminder passes letters that can wait
AT_ONCE = 50
DATES_AT_ONCE = 20
PIECE = 500  # letters that wait, looked at in one query
# What must be known of a date to say when its reminders are due.
_OF_DATE = ("start", "zone", "status", "withdrawn_at", "event__live", "event__reminders")


def remind(now: datetime) -> int:
    """Work: a letter to everyone with a place on a date whose reminder is due. Returns how many were written."""
    by_moment: dict[datetime, list[UUID]] = defaultdict(list)
    for occurrence in _soon(now):
        moment = due_moment(occurrence, now=now)
        if moment is not None:
            by_moment[moment].append(occurrence.pk)
    waiting = (
        (key, moment)
        for moment, keys in sorted(by_moment.items())
        for key in _to_remind(moment).filter(occurrence__in=keys).values_list("occurrence", flat=True).distinct()
    )
    written = one_by_one("Reminding", waiting, lambda due: _remind(*due, now), most=DATES_AT_ONCE)
    return _withdraw_needless() + written


def due_moment(occurrence: Occurrence, *, now: datetime) -> datetime | None:
    """The latest reminder of this date whose moment has come, and is not long past; None also while people sleep."""
    begins_soon = occurrence.start - now < LEAST
    takes_place = occurrence.status == Status.SCHEDULED and occurrence.event.live and not occurrence.withdrawn_at
    if begins_soon or not takes_place or not _is_day(now, occurrence.zone):
        return None
    chosen = [each for each in occurrence.event.reminders if each in Reminder.values]
    moments = [moment_of(Reminder(each), occurrence) for each in chosen]
    return max((moment for moment in moments if now - LATEST <= moment <= now), default=None)


def moment_of(reminder: Reminder, occurrence: Occurrence) -> datetime:
    """When the reminder is due as the date stands now (aware), never between 21:00 and 8:00 of the branch's clock.

    What would be due in the early morning waits for 8:00; when that is too late, as for late evenings, it comes at
    20:00 of the evening before it.
    """
    zone = ZoneInfo(occurrence.zone)
    if reminder in MORNINGS:
        days, hour = MORNINGS[reminder]
        return datetime.combine(occurrence.start.astimezone(zone).date() - timedelta(days=days), hour, zone)
    moment = (occurrence.start - TWO_HOURS).astimezone(zone)
    if DAY_BEGINS <= moment.time() < DAY_ENDS:
        return moment
    morning = datetime.combine(moment.date(), DAY_BEGINS, zone)
    if moment < morning <= occurrence.start - LEAST:
        return morning
    evening_before = moment.date() - timedelta(days=1 if moment < morning else 0)
    return datetime.combine(evening_before, EVENING, zone)


def stop(registration: Registration) -> None:
    """No more reminders of this registration, nor of the other dates taken with it; the places stay."""
    _choose(registration, wanted=False)
    for code in _together(registration).values_list("code", flat=True):
        withdraw(f"registration:{code}", kind=KIND)


def start_again(registration: Registration) -> None:
    """Reminders as before."""
    _choose(registration, wanted=True)


def stop_address(registration: Registration) -> str:
    """The address that ends reminders by one POST (RFC 8058); it opens nothing else."""
    token = tokens.sign(REMINDERS, registration.code)
    return settings.BASE_URL + reverse("signed:reminders-off", args=[token])


def _choose(registration: Registration, *, wanted: bool) -> None:
    _together(registration).update(reminders=wanted)
    registration.reminders = wanted


def _together(registration: Registration) -> RegistrationQuerySet:
    own = Q(pk=registration.pk)
    return Registration.objects.filter(own | Q(bundle=registration.bundle) if registration.bundle else own)


def _soon(now: datetime) -> list[Occurrence]:
    dates = Occurrence.objects.public().filter(status=Status.SCHEDULED, start__gte=now + LEAST)
    dates = dates.filter(Q(seats_taken__gt=0) | Q(online_taken__gt=0), start__lt=now + FARTHEST)
    return list(dates.select_related("event").only(*_OF_DATE))


def _to_remind(moment: datetime) -> RegistrationQuerySet:
    """People with a place who knew of it before the moment, want to be reminded, and can be reached."""
    letters = Letter.objects.filter(about=Concat(Value("registration:"), OuterRef("code")))
    came_back = letters.bounced().filter(Q(to=OuterRef("email")) | Q(to=""))
    there = Registration.objects.filter(state=State.CONFIRMED, reminders=True, arrived=None, created_at__lte=moment)
    return there.exclude(email="").exclude(Exists(letters.filter(created_at__gte=moment))).exclude(Exists(came_back))


def _remind(key: UUID, moment: datetime, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        if due_moment(occurrence, now=now) != moment:
            return 0  # it was moved or called off while we looked
        teller = Teller(occurrence)
        found = list(_to_remind(moment).of(occurrence).order_by("pk")[:AT_ONCE])
        return sum(_write(teller, registration, moment, now) for registration in found)


def _write(teller: Teller, registration: Registration, moment: datetime, now: datetime) -> int:
    occurrence = registration.occurrence = teller.occurrence
    teller.tell(
        "reminder",
        registration,
        version=_version(moment),
        urgent=occurrence.start - now < SOON,
        valid_until=occurrence.start - LEAST,
        unsubscribe_url=stop_address(registration),
        reminders_url=stop_address(registration),
    )
    seats.note(registration, Verb.REMINDED, now=now)
    return 1


def _version(moment: datetime) -> int:
    """The reminder and the start it counts from, in one number: the minute it was due."""
    return int(moment.timestamp()) // 60


def _withdraw_needless() -> int:
    """Reminders that wait for a mail server while their date or registration went another way."""
    queued = Letter.objects.filter(kind=KIND, state=LetterState.QUEUED)
    waiting = list(queued.order_by("pk").values_list("about", "version"))
    pieces = [waiting[start : start + PIECE] for start in range(0, len(waiting), PIECE)]
    needless = [pair for piece in pieces for pair in set(piece) - _still_right(piece)]
    return sum(withdraw(about, kind=KIND, version=version) for about, version in needless)


def _still_right(waiting: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these letters, by what they are about and their version, those that would be written as they are."""
    codes = [about.partition(":")[2] for about, _version in waiting]
    there = Registration.objects.filter(code__in=codes, state=State.CONFIRMED, reminders=True)
    dates = there.select_related("occurrence__event").only("code", *(f"occurrence__{name}" for name in _OF_DATE))
    return {(about_of(each), version) for each in dates for version in _versions(each.occurrence)}


def _versions(occurrence: Occurrence) -> set[int]:
    if occurrence.status != Status.SCHEDULED or occurrence.withdrawn_at:
        return set()
    chosen = [each for each in occurrence.event.reminders if each in Reminder.values]
    return {_version(moment_of(Reminder(each), occurrence)) for each in chosen}


def _is_day(now: datetime, zone: str) -> bool:
    return DAY_BEGINS <= now.astimezone(ZoneInfo(zone)).time() < DAY_ENDS
