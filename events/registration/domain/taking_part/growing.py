"""Dates staff add to a course: whoever is in it gets a place there, too, and is told in one letter; work of `tick`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q

from core.portions import one_by_one
from events.calendar.enums import RegistersFor, Status
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import seats
from events.registration.domain.course_line import to_come
from events.registration.domain.letters import changing, telling, together
from events.registration.domain.taking_part import courses, parties
from events.registration.enums import ACTIVE, State, Verb
from events.registration.models import Entry, Registration
from events.registration.querysets import RegistrationQuerySet

# Courses looked at in one call of the work.
AT_ONCE = 20
# What a new date of somebody's takes over from the dates they have.
SAME = [
    *("source", "language", "name", "email", "phone", "guardian", "group", "grade", "card", "access_needs"),
    *("party", "online", "reminders", "bundle"),
]


def follow(now: datetime) -> int:
    """Work: the people of courses that have new dates. Returns how many parties were told."""
    lacking = _members().filter(occurrence__event=OuterRef("event")).filter(~Exists(_its_row(OuterRef(OuterRef("pk")))))
    dates = Occurrence.objects.public().filter(start__gt=now, status=Status.SCHEDULED, session=False)
    found = dates.filter(Exists(lacking), event__registers_for=RegistersFor.COURSE).order_by().values("event")
    events = found.annotate(first=Min("start")).order_by("first", "event").values_list("event", flat=True)
    return one_by_one("Filling up course", events, lambda event: _follow(event, now=now), most=AT_ONCE)


def _members() -> RegistrationQuerySet:
    """Registrations of those who are in a course, or wait for it, and did not leave it."""
    left = Entry.objects.filter(registration__bundle=OuterRef("bundle"), verb=Verb.LEFT)
    return Registration.objects.filter(~Exists(left), bundle__isnull=False, state__in=ACTIVE, erased_at=None)


def _its_row(date: OuterRef) -> RegistrationQuerySet:
    """What the party has on the date: a row of its own, or one for its address, which is registered there by itself."""
    there = Q(email=OuterRef("email"), state__in=ACTIVE) & ~Q(email="")
    return Registration.objects.filter(Q(bundle=OuterRef("bundle")) | there, occurrence=date)


def _follow(event: int, *, now: datetime) -> int:
    with transaction.atomic():
        coming = to_come(courses.lock(EventPage.objects.get(pk=event)), now=now)
        if not coming:
            return 0
        # First whoever waits for places there are: a letter tells it, and they come to the new dates like the others.
        telling.promoted(seats.settle(coming[0], now=now), coming[0])
        known = _addresses(coming)
        told = []
        for party in _parties(event):
            rows = _add(party, [each for each in coming if (each.pk, party[0].email) not in known], now=now)
            known |= {(each.occurrence_id, each.email) for each in rows if each.email}
            told += [rows] if rows else []
        telling.promoted(seats.settle(coming[0], now=now), coming[0])
        for rows in told:
            together.grown(rows)
        return len(told)


def _addresses(coming: list[Occurrence]) -> set[tuple[UUID, str]]:
    """Who is registered for which of the dates already; who left no address may be there twice."""
    rows = Registration.objects.filter(occurrence__in=coming).active().exclude(email="")
    return set(rows.values_list("occurrence", "email"))


def _parties(event: int) -> Iterable[list[Registration]]:
    """Everything each party has in the course; those with a place first, then those who wait, as they joined."""
    keys = _members().filter(occurrence__event=event).order_by("pk").values_list("bundle", "state")
    inside = dict.fromkeys(bundle for bundle, state in keys if state == State.CONFIRMED)
    order: dict[UUID | None, list[Registration]] = {key: [] for key in [*inside, *(bundle for bundle, _state in keys)]}
    for each in Registration.objects.filter(bundle__in=order).order_by("pk"):
        order[each.bundle].append(each)
    return order.values()


def _add(party: list[Registration], coming: list[Occurrence], *, now: datetime) -> list[Registration]:
    """A registration for each date the party lacks: a place where one is free, else a number on its list."""
    known = {each.occurrence_id for each in party}
    like = next(each for each in reversed(party) if each.state in ACTIVE)
    inside = any(each.state == State.CONFIRMED for each in party)
    added = [_row(like, date, inside=inside, now=now) for date in coming if date.pk not in known]
    for each in added:
        each.save(force_insert=True)
        parties.copy(like, each)
        seats.note(each, Verb.REGISTERED if each.state == State.CONFIRMED else Verb.JOINED, now=now)
    return added


def _row(like: Registration, date: Occurrence, *, inside: bool, now: datetime) -> Registration:
    same = {name: getattr(like, name) for name in SAME}
    row = Registration(**same, occurrence=date, form_key=uuid5(like.bundle or like.form_key, str(date.pk)))
    row.created_at = row.changed_at = now
    row.told, row.told_sequence = changing.facts_of(date), date.sequence
    row.state = State.WAITING
    if inside and seats.would_enter(date, row.party, online=row.online):
        row.state = State.CONFIRMED
        seats.take(date, row.party, online=row.online)
    else:
        row.number = seats.line_up(date, online=row.online)
    return row
