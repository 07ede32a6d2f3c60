"""Who is next for a whole course: a party gets a place on every date it waits for, or on none. Counts only.

`seats.lock` locks all dates of a course together and hands them to each of its rows as `course`; `seats.settle` asks
here. Nothing else serves the list of a course, so no party is ever let in by half.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from events.calendar.domain.admission import registers
from events.calendar.enums import RegistersFor, Status, WaitingPolicy
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.ways import Way, way_of
from events.registration.enums import State
from events.registration.models import Registration
from events.registration.querysets import RegistrationQuerySet


def is_course(event: EventPage) -> bool:
    """Whether people register for all dates of the event in one step."""
    return bool(event.registers_for == RegistersFor.COURSE)


def belongs(occurrence: Occurrence) -> bool:
    """Whether the date is one of the course: no session beside it, no open evening without registration."""
    return not occurrence.session and occurrence.withdrawn_at is None and registers(occurrence)


def to_come(dates: Iterable[Occurrence], *, now: datetime) -> list[Occurrence]:
    """The dates of a course that are still to happen, the earliest first."""
    coming = [each for each in dates if belongs(each) and each.status == Status.SCHEDULED and now < each.start]
    return sorted(coming, key=lambda each: (each.start, each.pk))


def has_begun(dates: Iterable[Occurrence], *, now: datetime) -> bool:
    """Whether its first date that was neither cancelled nor postponed is past its start."""
    return any(belongs(each) and each.status == Status.SCHEDULED and each.start <= now for each in dates)


def serve(dates: Sequence[Occurrence], *, now: datetime) -> list[Registration]:
    """Count places on the locked rows for the parties that are next; returns their registrations, not yet written.

    In the order in which people joined. Strict: nobody passes a party that waits for the same date. Best fit: parties
    that do not fit on all their dates are passed over.
    """
    coming = {each.pk: each for each in to_come(dates, now=now) if each.event.live}
    if not any(each.waiting or each.online_waiting for each in coming.values()):
        return []
    best_fit = dates[0].event.waiting_policy == WaitingPolicy.BEST_FIT
    served: list[Registration] = []
    closed: set[tuple[object, bool]] = set()
    for party in _parties(coming, begun=has_begun(dates, now=now), late=dates[0].event.late_joining):
        doors = {(each.occurrence_id, each.online) for each in party}
        if closed & doors or not all(_fits(each) for each in party):
            closed |= set() if best_fit else doors
            continue
        for each in party:
            way_of(each.online).add(each.occurrence, taken=each.party, waiting=-1)
        served += party
    return served


def _parties(coming: dict[UUID, Occurrence], *, begun: bool, late: bool) -> list[list[Registration]]:
    """The list in its order: for each party the dates it waits for.

    Where nobody joins late, a party that is not in a course that has begun stays out of it.
    """
    line = Registration.objects.filter(occurrence__in=coming, state=State.WAITING).order_by("pk")
    parties: dict[object, list[Registration]] = {}
    for each in line:
        each.occurrence = coming[each.occurrence_id]
        parties.setdefault(each.bundle or each.pk, []).append(each)
    if begun and not late:
        bundles = [key for key in parties if isinstance(key, UUID)]
        rows = Registration.objects.filter(bundle__in=bundles, state=State.CONFIRMED).order_by()
        inside = set(rows.values_list("bundle", flat=True))
        return [party for key, party in parties.items() if key in inside or not isinstance(key, UUID)]
    return list(parties.values())


def servable(way: Way, now: datetime) -> RegistrationQuerySet:
    """Of a date in the query around: parties waiting there of which no other date they wait for is full.

    A place that came free on one date alone lets nobody in, so nobody need lock the course for it again and again.
    """
    elsewhere = Registration.objects.filter(bundle=OuterRef("bundle"), state=State.WAITING, online=way.online)
    full = {f"occurrence__{way.planned}__lte": F(f"occurrence__{way.taken}")}
    blocked = elsewhere.filter(**full, occurrence__status=Status.SCHEDULED, occurrence__start__gt=now)
    line = Registration.objects.filter(occurrence=OuterRef("pk"), state=State.WAITING, online=way.online)
    return line.filter(~Exists(blocked))


def _fits(registration: Registration) -> bool:
    """Whether its places are free by the plan, which staff may have made smaller than what is taken."""
    occurrence, way = registration.occurrence, way_of(registration.online)
    limit: int | None = getattr(occurrence, way.planned)
    taken: int = getattr(occurrence, way.taken)
    return limit is None or taken + registration.party <= limit
