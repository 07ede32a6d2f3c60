"""The door: who gets a place (decision 3.4 of the house). The only module that changes the counts of a date.

Two statements let people in: `enter` and `join`, conditional UPDATEs of the occurrence row, so that the database
decides and not what was read before. Every other verb first calls `lock` (rows in primary-key order), then reads and
writes registrations, and ends with `settle`. Nothing here writes letters.

A hybrid date has two doors in one row, the room's and the online one (`ways`): `online` names the one that is meant.

Several dates in one step: `lock(*keys)`, ask `would_enter` of each row, then `take` (or `line_up`) on each, and
`settle` each. All or nobody is then a matter of asking all before taking any.

The dates of a course are always locked together, whichever is meant, and settled together (`course_line`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.prepared import Statement, prepared
from core.prepared_models import Insert, Prepared
from events.calendar.enums import RegistersFor, Status, WaitingPolicy
from events.calendar.models import Occurrence
from events.registration.domain import course_line, deadlines, rules
from events.registration.domain.course_line import is_course
from events.registration.domain.ways import COUNTS, WAYS, Way, way_of
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration

# Whose party must fit before anyone is served, by policy: what `_with_places` counts for each date.
_NEXT = {WaitingPolicy.STRICT: "first", WaitingPolicy.BEST_FIT: "smallest"}


def _locked(keys: Sequence[UUID]) -> "QuerySet[Occurrence]":
    theirs = Occurrence.objects.filter(pk__in=keys).values("event")
    course = Q(event__registers_for=RegistersFor.COURSE, event__in=theirs, session=False, withdrawn_at=None)
    return _WHOLE.select_for_update(of=("self",)).filter(Q(pk__in=keys) | course).order_by("pk")


# With what letters need, which is not the text of the page. What every registration asks and writes is made once.
_WHOLE = Occurrence.objects.select_related("event__locale", "branch", "space").defer("event__body")
_NO_KEY = (Occurrence._meta.pk, UUID(int=0))
_A_PARTY = 9_999
_PARTY = (_NO_KEY, (Occurrence._meta.get_field("seats_taken"), _A_PARTY))
_read = Prepared(lambda key: _WHOLE.filter(pk=key), _NO_KEY)
_lock = Prepared(lambda key: _locked([key]), _NO_KEY)
_insert = Insert(Entry)


def lock(*keys: UUID) -> list[Occurrence]:
    """The rows of these dates, locked in primary-key order until the transaction ends, and as they are now.

    With a date of a course all its dates are locked; each row that is returned knows them as `course`.
    """
    found = _lock(keys[0]) if len(keys) == 1 else list(_locked(keys))
    courses: dict[int, list[Occurrence]] = defaultdict(list)
    for row in found:
        if is_course(row.event):
            row.course = courses[row.event_id]
            row.course.append(row)
    return [row for row in found if row.pk in keys]


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


def enter(occurrence: Occurrence, party: int, *, online: bool = False, fair: bool = True) -> bool:
    """Take places if they are free at this instant; True when taken, and then the row in hand knows it, too.

    `fair`: nobody passes those who wait, unless the list serves the best fit. Only promotion, and staff who let in
    someone standing at the door, ask without it. The policy comes from the page as read before: a join in the
    statement would be judged on the row as it was before the wait for its lock.
    """
    if is_course(occurrence.event):
        lock(occurrence.pk)
    way, passing = way_of(online), not fair or _best_fit(occurrence)
    door = prepared(("enter", online, passing), lambda: _door(way, passing=passing))
    if not door.about(_PARTY, [occurrence.pk, party]).change():
        return False
    way.add(occurrence, taken=party)
    return True


def _door(way: Way, *, passing: bool) -> Statement:
    """Takes places for a party, if they are free and, unless it is `passing` them, nobody waits."""
    free = Q(**{way.seats: None}) | Q(**{f"{way.seats}__gte": F(way.taken) + _A_PARTY})
    rows = Occurrence.objects.filter(free, pk=_NO_KEY[1], status=Status.SCHEDULED, withdrawn_at=None)
    if not passing:
        rows = rows.filter(**{way.waiting: 0})
    return Statement.of_update(rows, **{way.taken: F(way.taken) + _A_PARTY})


def would_enter(occurrence: Occurrence, party: int, *, online: bool = False, fair: bool = True) -> bool:
    """What `enter` would answer, judged on the row as read; takes nothing. On a locked row the answer is the truth."""
    way = way_of(online)
    most = getattr(occurrence, way.seats)
    free = most is None or getattr(occurrence, way.taken) + party <= most
    return free and (not fair or not getattr(occurrence, way.waiting) or _best_fit(occurrence))


def join(occurrence: Occurrence, *, online: bool = False) -> bool:
    """Line up and hold the row's lock; the number is `next_number - 1` of the row read after. False: it is off."""
    if is_course(occurrence.event):
        lock(occurrence.pk)
    way = way_of(online)
    line = Occurrence.objects.filter(pk=occurrence.pk, status=Status.SCHEDULED, withdrawn_at=None)
    return bool(line.update(**{way.waiting: F(way.waiting) + 1, "next_number": F("next_number") + 1}))


def reread(occurrence: Occurrence) -> Occurrence:
    """The row whose lock this transaction holds after `enter` or `join`."""
    if is_course(occurrence.event):
        return lock(occurrence.pk)[0]
    return _read(occurrence.pk)[0]


def release(occurrence: Occurrence, party: int, *, online: bool = False) -> None:
    """Give places back; the row must be locked, and `settle` follows."""
    way_of(online).add(occurrence, taken=-party)


def leave_line(occurrence: Occurrence, *, online: bool = False) -> None:
    """One party fewer is waiting; the row must be locked, and `settle` follows."""
    way_of(online).add(occurrence, waiting=-1)


def take(occurrence: Occurrence, party: int, *, online: bool = False) -> None:
    """Places on a locked row; the caller has asked whether they fit (`would_enter`), and `settle` follows."""
    way_of(online).add(occurrence, taken=party)


def line_up(occurrence: Occurrence, *, online: bool = False) -> int:
    """The next number of the line, for its last place; the row must be locked, and `settle` follows."""
    number = occurrence.next_number
    occurrence.next_number += 1
    way_of(online).add(occurrence, waiting=1)
    return number


def leave(occurrence: Occurrence, registration: Registration) -> None:
    """What a registration holds goes back, a place or its place in the line; locked row, and `settle` follows."""
    if registration.state == State.WAITING:
        leave_line(occurrence, online=registration.online)
    elif registration.holds_places:
        release(occurrence, registration.party, online=registration.online)


def settle(occurrence: Occurrence, *, now: datetime, here: Registration | None = None) -> list[Registration]:
    """Serve the lists by their policy, recompute the seats and write the locked row; returns who got a place.

    The one function that decides who is next: after a cancellation, a lapse, more seats, a press at the desk. A place
    is given, or offered until a deadline where the event has that (`deadlines`); an offered place counts as taken.
    Whoever acts at this very moment (`here`), or has no address to write to, is not asked: the place is theirs. So is
    a place in a course, where all dates are settled at once.
    """
    if occurrence.course:
        return _settle_course(occurrence.course, now=now)
    served = [registration for way in WAYS for registration in _serve(occurrence, way, now=now, here=here)]
    keep_enough(occurrence)
    occurrence.save(update_fields=COUNTS)
    return served


def _settle_course(dates: Sequence[Occurrence], *, now: datetime) -> list[Registration]:
    """All dates of a course at once: nobody gets a place on some of them only."""
    served = course_line.serve(dates, now=now)
    for registration in served:
        registration.state = State.CONFIRMED
        registration.version += 1
        registration.changed_at = now
    Registration.objects.bulk_update(served, ["state", "version", "changed_at"])
    note_all(served, Verb.PROMOTED, now=now)
    for occurrence in dates:
        keep_enough(occurrence)
    Occurrence.objects.bulk_update(dates, COUNTS)
    return served


def keep_enough(occurrence: Occurrence) -> None:
    """Seats are the greater of planned and taken, so that a smaller plan never puts anyone out."""
    for way in WAYS:
        way.keep_enough(occurrence)


def serves_its_list(occurrence: Occurrence, now: datetime) -> bool:
    """Whether places that come free go to the list by themselves: until the start, while the date is to happen."""
    public = occurrence.event.live and occurrence.withdrawn_at is None
    return public and occurrence.status == Status.SCHEDULED and now < occurrence.start


def _serve(occurrence: Occurrence, way: Way, *, now: datetime, here: Registration | None) -> list[Registration]:
    if not getattr(occurrence, way.waiting) or not serves_its_list(occurrence, now):
        return []
    limit = getattr(occurrence, way.planned)
    served: list[Registration] = []
    passed: list[tuple[Registration, int]] = []
    for registration in Registration.objects.of(occurrence).in_line(online=way.online).iterator(chunk_size=200):
        left = None if limit is None else limit - getattr(occurrence, way.taken)
        if left is not None and registration.party > left:
            if _best_fit(occurrence) and left > 0:
                passed.append((registration, left))
                continue
            break
        way.add(occurrence, taken=registration.party, waiting=-1)
        served.append(registration)
    _note_passed(passed, served, now=now)
    until = deadlines.offer_ends(occurrence, now=now) if served else None
    for registration in served:
        if until and registration.email and (here is None or registration.pk != here.pk):
            _offer(registration, until, now=now)
        else:
            move_up(registration, now=now)
    return served


def _note_passed(passed: list[tuple[Registration, int]], served: list[Registration], *, now: datetime) -> None:
    """Whoever was passed over by somebody further back can read why."""
    last = max((each.number or 0 for each in served), default=0)
    Entry.objects.bulk_create(
        Entry(registration=each, verb=Verb.SKIPPED, party=each.party, facts={"left": left}, at=now)
        for each, left in passed
        if (each.number or 0) < last
    )


def move_up(registration: Registration, *, now: datetime) -> None:
    """From the list to a place; the caller has counted it on the locked row."""
    change_state(registration, State.CONFIRMED, now=now)
    note(registration, Verb.PROMOTED, now=now)


def offer_again(occurrence: Occurrence, registration: Registration, *, now: datetime) -> None:
    """A new deadline for an offered place, counted already; it is theirs where no time is left for an answer."""
    until = deadlines.offer_ends(occurrence, now=now)
    if until and registration.email:
        _offer(registration, until, now=now)
    else:
        move_up(registration, now=now)


def _offer(registration: Registration, until: datetime, *, now: datetime) -> None:
    change_state(registration, State.OFFERED, now=now, offered_until=until)
    note(registration, Verb.OFFERED, now=now, until=until.isoformat())


def change_state(registration: Registration, state: State, *, now: datetime, **also: object) -> None:
    """Write a state, and with it a version of which people are told; counts are the caller's."""
    values = {"state": state, "offered_until": None, "version": registration.version + 1, "changed_at": now, **also}
    for name, value in values.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(values))


def note(registration: Registration, verb: Verb, *, now: datetime, by: object = None, **facts: object) -> None:
    """One line of the registration's history; `facts` are plain numbers and words, nothing personal (`history`)."""
    _insert(Entry(registration=registration, verb=verb, party=registration.party, by=by, at=now, facts=facts))


def note_all(
    registrations: Iterable[Registration], verb: Verb, *, now: datetime, by: object = None, **facts: object
) -> None:
    """The same line in the history of several registrations, in one statement."""
    Entry.objects.bulk_create(
        Entry(registration=each, verb=verb, party=each.party, facts=facts, by=by, at=now) for each in registrations
    )


def with_places_for_their_list(now: datetime) -> list[UUID]:
    """Dates where someone waits though a place is free for them: after a re-size, a re-opening, a change of policy."""
    return sorted({key for way in WAYS for key in _with_places(way, now)})


def _with_places(way: Way, now: datetime) -> Iterable[UUID]:
    line = Registration.objects.filter(occurrence=OuterRef("pk"), state=State.WAITING, online=way.online)
    first = Subquery(line.order_by("number").values("party")[:1])
    smallest = Subquery(line.order_by("party").values("party")[:1])
    enough = {policy: Q(**{f"{way.planned}__gte": F(way.taken) + F(who)}) for policy, who in _NEXT.items()}
    fits = [Q(event__waiting_policy=policy) & places for policy, places in enough.items()]
    open_doors = Occurrence.objects.public().filter(status=Status.SCHEDULED, start__gt=now)
    open_doors = open_doors.filter(**{f"{way.waiting}__gt": 0}).annotate(first=first, smallest=smallest)
    found = open_doors.filter(Q(**{way.planned: None}) | fits[0] | fits[1])
    servable = ~Q(event__registers_for=RegistersFor.COURSE) | Exists(course_line.servable(way, now))
    return found.filter(servable).values_list("pk", flat=True)


def _best_fit(occurrence: Occurrence) -> bool:
    return bool(occurrence.event.waiting_policy == WaitingPolicy.BEST_FIT)
