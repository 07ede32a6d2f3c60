"""The door: who gets a place (decision 3.4 of the house). The only module that changes the counts of a date.

Two statements let people in: `enter` and `join`, conditional UPDATEs of the occurrence row, so that the database
decides and not what was read before. Every other verb first calls `lock` (rows in primary-key order), then reads and
writes registrations, and ends with `settle`. Nothing here writes letters.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from events.calendar.enums import Status, WaitingPolicy
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration


def lock(*keys: UUID) -> list[Occurrence]:
    """The rows of these dates, locked in primary-key order until the transaction ends, and as they are now."""
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event", "branch", "space")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def lock_with(registration: Registration) -> tuple[Occurrence, Registration]:
    """The date first, then the registration as it is under that lock.

    Raises NotPossibleNow when it was moved to another date while we waited: that row would have to be locked out of
    order, and what the person saw is no longer so.
    """
    (occurrence,) = lock(registration.occurrence_id)
    fresh = Registration.objects.get(pk=registration.pk)
    if fresh.occurrence_id != occurrence.pk:
        raise rules.NotPossibleNow(_("This registration has just been moved to another date. Please look again."))
    fresh.occurrence = occurrence
    return occurrence, fresh


def enter(occurrence: Occurrence, party: int, *, fair: bool = True) -> bool:
    """Take places if they are free at this instant; True when taken.

    `fair`: nobody passes those who wait, unless the list serves the best fit. Only promotion, and staff who let in
    someone standing at the door, ask without it. The policy comes from the page as read before: a join in the
    statement would be judged on the row as it was before the wait for its lock.
    """
    free = Q(seats=None) | Q(seats__gte=F("seats_taken") + party)
    door = Occurrence.objects.filter(free, pk=occurrence.pk, status=Status.SCHEDULED, withdrawn_at=None)
    if fair and not _best_fit(occurrence):
        door = door.filter(waiting=0)
    return bool(door.update(seats_taken=F("seats_taken") + party))


def would_enter(occurrence: Occurrence, party: int) -> bool:
    """What `enter` would answer a newcomer, judged on the row as read; takes nothing."""
    free = occurrence.seats is None or occurrence.seats_taken + party <= occurrence.seats
    return free and (not occurrence.waiting or _best_fit(occurrence))


def join(occurrence: Occurrence) -> bool:
    """Line up and hold the row's lock; the number is `next_number - 1` of the row read after. False: it is off."""
    line = Occurrence.objects.filter(pk=occurrence.pk, status=Status.SCHEDULED, withdrawn_at=None)
    return bool(line.update(waiting=F("waiting") + 1, next_number=F("next_number") + 1))


def reread(occurrence: Occurrence) -> Occurrence:
    """The row whose lock this transaction holds after `enter` or `join`, with what letters need."""
    return Occurrence.objects.select_related("event", "branch", "space").get(pk=occurrence.pk)


def release(occurrence: Occurrence, party: int) -> None:
    """Give places back; the row must be locked, and `settle` follows."""
    occurrence.seats_taken -= party


def leave_line(occurrence: Occurrence) -> None:
    """One party fewer is waiting; the row must be locked, and `settle` follows."""
    occurrence.waiting -= 1


def take(occurrence: Occurrence, party: int) -> None:
    """Places for people staff move here; the row must be locked, the caller has asked whether they fit."""
    occurrence.seats_taken += party


def line_up(occurrence: Occurrence) -> int:
    """The next number of the line for somebody moved here; the row must be locked, and `settle` follows."""
    number = occurrence.next_number
    occurrence.next_number += 1
    occurrence.waiting += 1
    return number


def settle(occurrence: Occurrence, *, now: datetime) -> list[Registration]:
    """Promote whom the list's policy names, recompute the seats and write the locked row; returns who got a place."""
    promoted = _promote(occurrence, now)
    keep_enough(occurrence)
    occurrence.save(update_fields=["seats", "seats_taken", "waiting", "next_number"])
    return promoted


def keep_enough(occurrence: Occurrence) -> None:
    """Seats are the greater of planned and taken, so that a smaller plan never puts anyone out."""
    planned = occurrence.seats_planned
    occurrence.seats = None if planned is None else max(planned, occurrence.seats_taken)


def serves_its_list(occurrence: Occurrence, now: datetime) -> bool:
    """Whether places that come free go to the list by themselves: until the start, while the date is to happen."""
    public = occurrence.event.live and occurrence.withdrawn_at is None
    return public and occurrence.status == Status.SCHEDULED and now < occurrence.start


def _promote(occurrence: Occurrence, now: datetime) -> list[Registration]:
    if not occurrence.waiting or not serves_its_list(occurrence, now):
        return []
    limit = occurrence.seats_planned
    promoted = []
    for registration in Registration.objects.of(occurrence).in_line().iterator(chunk_size=200):
        if limit is not None and occurrence.seats_taken + registration.party > limit:
            if _best_fit(occurrence) and occurrence.seats_taken < limit:
                continue
            break
        occurrence.seats_taken += registration.party
        occurrence.waiting -= 1
        promoted.append(registration)
    for registration in promoted:
        move_up(registration, now=now)
    return promoted


def move_up(registration: Registration, *, now: datetime) -> None:
    """From the list to a place; the caller has counted it on the locked row."""
    registration.state = State.CONFIRMED
    registration.version += 1
    registration.changed_at = now
    registration.save(update_fields=["state", "version", "changed_at"])
    note(registration, Verb.PROMOTED, now=now)


def note(registration: Registration, verb: Verb, *, now: datetime, by: object = None) -> None:
    """One line of the registration's history."""
    Entry.objects.create(registration=registration, verb=verb, party=registration.party, by=by, at=now)


def with_places_for_their_list(now: datetime) -> Iterable[UUID]:
    """Dates where someone waits though a place is free for them: after a re-size, a re-opening, a change of policy."""
    line = Registration.objects.filter(occurrence=OuterRef("pk"), state=State.WAITING)
    first = Subquery(line.order_by("number").values("party")[:1])
    smallest = Subquery(line.order_by("party").values("party")[:1])
    strict = Q(event__waiting_policy=WaitingPolicy.STRICT, seats_planned__gte=F("seats_taken") + F("first"))
    fitting = Q(event__waiting_policy=WaitingPolicy.BEST_FIT, seats_planned__gte=F("seats_taken") + F("smallest"))
    open_doors = Occurrence.objects.public().filter(status=Status.SCHEDULED, start__gt=now, waiting__gt=0)
    found = open_doors.annotate(first=first, smallest=smallest).filter(Q(seats_planned=None) | strict | fitting)
    return list(found.order_by("pk").values_list("pk", flat=True))


def _best_fit(occurrence: Occurrence) -> bool:
    return bool(occurrence.event.waiting_policy == WaitingPolicy.BEST_FIT)
