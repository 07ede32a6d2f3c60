"""Registering for a whole course in one step: a place on every date to come, or on none; and what its people do then.

One registration stands for each date; those of one party carry the same `bundle`, the key of the form they came from.
All dates of a course are locked together (`seats.lock`), whichever of them is meant.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.calendar.enums import OpenTo
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import rules, seats
from events.registration.domain.course_line import belongs, has_begun, to_come
from events.registration.domain.letters import changing, telling, together
from events.registration.domain.taking_part import asking, bundles, parties, registering
from events.registration.domain.taking_part.parties import Details
from events.registration.domain.taking_part.questions import any_asked
from events.registration.domain.taking_part.registering import NOTHING_MORE
from events.registration.domain.ways import WAYS, Way, has_two_ways
from events.registration.enums import ACTIVE, State, Verb
from events.registration.models import Registration

_TRIES = 3


class CourseBegun(rules.Over):
    """The course has begun, and nobody joins it late."""


class NoCourse(rules.NotPossibleNow):
    """The date is none of a course, so it is not missed once but cancelled."""


class NotAbsent(rules.NotPossibleNow):
    """The person did not say that they cannot come to this date."""


def dates_of(event: EventPage) -> list[Occurrence]:
    """The dates of the course, with what rules and letters ask of them; nothing is locked."""
    found = Occurrence.objects.filter(event=event.pk).select_related("event", "branch", "space")
    found = found.annotate(asks_questions=any_asked()).order_by("start", "pk")
    return [each for each in found if belongs(each)]


def check_open(dates: Sequence[Occurrence], *, now: datetime, by_staff: bool = False) -> list[Occurrence]:
    """The dates somebody would join at this moment; raises why nobody can, by its rules or those of its next date."""
    coming = to_come(dates, now=now)
    if not coming:
        raise rules.Over(_("No date of this course is to come, so nobody can register for it."))
    if has_begun(dates, now=now) and not coming[0].event.late_joining:
        raise CourseBegun(_("This course has begun, and nobody can join it any more."))
    rules.check_open(coming[0], now=now, by_staff=by_staff)
    if coming[0].event.open_to == OpenTo.APPROVAL and not by_staff:
        raise rules.Closed(_("Please ask the library for a place in this course."), branch=coming[0].branch)
    return coming


def standing(dates: Sequence[Occurrence]) -> dict[str, int | bool | None]:
    """How full the course is for a newcomer: it has as many places left as its fullest date has.

    Of a hybrid course no number stands for both ways (`left`), so none is given; it is full when both are.
    """
    two_ways = bool(dates) and has_two_ways(dates[0].event)
    ways = WAYS if two_ways else WAYS[:1]
    limited = [each for each in dates if each.seats is not None and not two_ways]
    least = min(limited, key=lambda each: each.places_left or 0, default=None)
    return {
        "seats": least.seats if least else None,
        "left": least.places_left if least else None,
        "taken": least.seats_taken if least else 0,
        "waiting": max((sum(getattr(each, way.waiting) for way in ways) for each in dates), default=0),
        "is_full": all(left(dates, way) == 0 for way in ways),
    }


def left(dates: Sequence[Occurrence], way: Way) -> int | None:
    """How many places there are this way on each of the dates; None when there is no limit."""
    return min((number for each in dates if (number := way.left(each)) is not None), default=None)


def would_enter(coming: Sequence[Occurrence], party: int, *, online: bool = False) -> bool:
    """Whether a party would get a place on every date, judged on the rows in hand."""
    return all(seats.would_enter(each, party, online=online) for each in coming)


def register(
    event: EventPage,
    *,
    party: int,
    form_key: UUID,
    now: datetime,
    details: Details = NOTHING_MORE,
    by: User | None = None,
    **given: Any,
) -> list[Registration]:
    """Give one party a place on every date to come, or a number on the list of each; its registrations by date.

    `given` is the rest of what `registering.register` takes. The same `form_key` always gives the same registrations.
    An address that is registered for one of the dates already gets rows in state `repeat`, which take nothing.
    """
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                dates = lock(event)
                made = bundles.of_form(form_key)
                return made or _register(dates, party, form_key, now=now, by=by, details=details, **given)
        except IntegrityError:
            # The same form or the same address came in at this instant, while no date was there to be locked.
            if not left:
                raise
    raise AssertionError


def lock(event: EventPage) -> list[Occurrence]:
    """Every date of the course, locked in the order of their keys; the freshest page of the event with them."""
    first = Occurrence.objects.filter(event=event.pk, withdrawn_at=None, session=False).order_by("pk").first()
    return [] if first is None else list(seats.lock(first.pk)[0].course)


def _register(
    dates: list[Occurrence],
    party: int,
    form_key: UUID,
    *,
    now: datetime,
    by: User | None,
    details: Details,
    **given: Any,
) -> list[Registration]:
    coming = check_open(dates, now=now, by_staff=by is not None)
    wanted = [
        registering.draft(each, party=party, form_key=uuid5(form_key, str(each.pk)), bundle=form_key,
                          details=details, now=now, **given)
        for each in coming
    ]  # fmt: skip
    for each in wanted:
        rules.check_party(each.occurrence, party, online=each.online, by_staff=by is not None)
    if by is None:
        asking.check(coming[0], details, party=party)
    there = _registered_already(wanted[0].email, coming)
    state = _state_for(wanted, repeat=bool(there))
    for each in wanted:
        _stand(each, state, repeat=bool(there))
    Registration.objects.bulk_create(wanted)
    parties.keep_for(wanted, details, now=now)
    if there:
        together.already(wanted, there)
        return wanted
    seats.note_all(wanted, Verb.REGISTERED if state == State.CONFIRMED else Verb.JOINED, now=now, by=by)
    served = seats.settle(coming[0], now=now)
    made = bundles.with_key(form_key)
    together.joined(made)
    telling.promoted([each for each in served if each.bundle != form_key], coming[0])
    return made


def _registered_already(email: str, coming: list[Occurrence]) -> list[Registration]:
    if not email:
        return []
    rows = Registration.objects.filter(occurrence__in=coming, email=email).active()
    return list(rows.select_related("occurrence__event", "occurrence__branch", "occurrence__space").order_by("pk"))


def _state_for(wanted: list[Registration], *, repeat: bool) -> State:
    """A place on all dates, or the list of all; raises Full where there is none."""
    if would_enter([each.occurrence for each in wanted], wanted[0].party, online=wanted[0].online):
        return State.CONFIRMED
    if not wanted[0].occurrence.event.waiting_list:
        raise rules.Full(_("This course is full on at least one of its dates, and there is no waiting list."))
    return State.WAITING


def _stand(registration: Registration, state: State, *, repeat: bool) -> None:
    """Count one date of the party on its locked row; a repeat only looks as if."""
    date = registration.occurrence
    registration.told, registration.told_sequence = changing.facts_of(date), date.sequence
    if repeat:
        registration.state, registration.shown = State.REPEAT, state
        return
    registration.state = state
    if state == State.CONFIRMED:
        seats.take(registration.occurrence, registration.party, online=registration.online)
    else:
        registration.number = seats.line_up(registration.occurrence, online=registration.online)


def leave(registration: Registration, *, now: datetime, by: User | None = None) -> list[Registration]:
    """Cancel every date to come of the party, so that somebody else can have them. Returns what was cancelled.

    Raises Over when no date is to come; leaving twice is leaving once.
    """
    with transaction.atomic():
        theirs = held(registration, now=now)
        if not theirs:
            _check_to_come(registration, now=now)
        for each in theirs:
            _give_back(each, Verb.LEFT if bundles.is_of_course(each) else Verb.CANCELLED, now=now, by=by)
        if theirs:
            served = _settle(theirs, now=now)
            if theirs[0].state != State.REPEAT:
                together.left(theirs)
            _tell_served(served, theirs)
        return theirs


def _check_to_come(registration: Registration, *, now: datetime) -> None:
    if all(each.occurrence.start <= now for each in bundles.of(registration)):
        raise rules.Over(_("All your dates have begun or are over, so none can be given back."))


def absent_once(registration: Registration, *, now: datetime, by: User | None = None) -> Registration:
    """Free the place of this one date; the rest of the course stays theirs."""
    with transaction.atomic():
        occurrence, registration = _one_date(registration)
        if registration.face == State.CANCELLED:
            return registration
        rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
        if registration.face != State.CONFIRMED:
            raise rules.NotPossibleNow(_("You have no place on this date yet, so there is none to give free."))
        _give_back(registration, Verb.EXCUSED, now=now, by=by)
        served = _settle([registration], now=now)
        if registration.state != State.REPEAT:
            together.absent_once(registration)
        _tell_served(served, [registration])
        return registration


def come_after_all(registration: Registration, *, now: datetime, by: User | None = None) -> Registration:
    """Take the place of this date again, while one is free; raises Full when somebody else has it."""
    with transaction.atomic():
        occurrence, registration = _one_date(registration)
        if registration.face in ACTIVE:
            return registration
        rules.check_takes_place(occurrence)
        rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
        if registration.state == State.REPEAT:
            return _show(registration, State.CONFIRMED)
        _check_was_absent(registration)
        _be_as_on_the_rest(registration)
        if not seats.enter(occurrence, registration.party, online=registration.online, fair=False):
            raise rules.Full(_("Your place on this date has been given to somebody else meanwhile."))
        _write(registration, State.CONFIRMED, now=now)
        seats.note(registration, Verb.BACK, now=now, by=by)
        _tell_served(_settle([registration], now=now), [registration])
        together.back(registration)
        return registration


def _be_as_on_the_rest(registration: Registration) -> None:
    """While a date was given free the party may have become another: it comes back as it is on the other dates."""
    like = next((each for each in reversed(bundles.of(registration)) if each.state in ACTIVE), None)
    if like is None:
        return
    registration.party, registration.guardian, registration.phone = like.party, like.guardian, like.phone
    registration.save(update_fields=["guardian", "phone"])
    parties.follow(like, registration)


def _one_date(registration: Registration) -> tuple[Occurrence, Registration]:
    occurrence, registration = seats.lock_with(registration)
    if not bundles.is_of_course(registration):
        raise NoCourse(_("This date is not one of a course. If you cannot come, please cancel it."))
    return occurrence, registration


def change_party(registration: Registration, *, party: int, now: datetime, by: User | None = None) -> None:
    """Another number of places on every date to come, or on none of them.

    How many more is asked of each row under its lock: the page may be older, and staff change single dates.
    """
    with transaction.atomic():
        theirs = to_change(registration, now=now)
        parties.check_named(theirs[0], party)
        resize([(each, party) for each in theirs], now=now, by=by)


def resize(wanted: Sequence[tuple[Registration, int]], *, now: datetime, by: User | None = None) -> None:
    """So many places on each of these dates, or nothing changes; they come from `held`, in the same transaction."""
    changing_now = [(each, party) for each, party in wanted if each.party != party]
    if not changing_now:
        return
    for each, party in changing_now:
        rules.check_party(each.occurrence, party, online=each.online, by_staff=by is not None)
    if not all(_may_become(each, party) for each, party in changing_now):
        raise rules.NotEnoughPlaces(_("There are not so many places on every date, so yours stay as they were."))
    for each, party in changing_now:
        _resize(each, party, now=now, by=by)
    resized = [each for each, _party in changing_now]
    if resized[0].state == State.REPEAT:
        return
    served = _settle(resized, now=now)
    keys = {each.pk for each in resized}
    if got_in := [each for each in served if each.pk in keys]:
        together.promoted(got_in[0])
    else:
        together.changed([each for each in bundles.with_key(resized[0].bundle) if each.pk in keys])
    _tell_served(served, resized)


def _resize(registration: Registration, party: int, *, now: datetime, by: User | None) -> None:
    was = registration.party
    if registration.holds_places:
        seats.take(registration.occurrence, party - was, online=registration.online)
    registration.party = party
    _write(registration, registration.state, now=now)
    if registration.state != State.REPEAT:
        seats.note(registration, Verb.CHANGED, now=now, by=by, was=was)


def _may_become(registration: Registration, party: int) -> bool:
    more = party - registration.party
    if registration.face != State.CONFIRMED or more < 0:
        return True
    return seats.would_enter(registration.occurrence, more, online=registration.online)


def held(registration: Registration, *, now: datetime) -> list[Registration]:
    """What the party still holds or waits for of dates to come, all of their rows locked."""
    keys = [each.occurrence_id for each in bundles.of(registration)]
    rows = {row.pk: row for row in seats.lock(*keys)}
    theirs = [each for each in bundles.of(registration) if each.face in ACTIVE and each.occurrence_id in rows]
    for each in theirs:
        each.occurrence = rows[each.occurrence_id]
    return [each for each in theirs if not rules.has_begun(each.occurrence, now=now)]


def to_change(registration: Registration, *, now: datetime) -> list[Registration]:
    """What `held` finds, at least one; raises Over when no date is to come."""
    theirs = held(registration, now=now)
    if not theirs:
        raise rules.Over(_("No date of this course is to come, so nothing can be changed any more."))
    return theirs


def _give_back(registration: Registration, verb: Verb, *, now: datetime, by: User | None) -> None:
    if registration.state == State.REPEAT:
        _show(registration, State.CANCELLED)
        return
    seats.leave(registration.occurrence, registration)
    _write(registration, State.CANCELLED, now=now)
    seats.note(registration, verb, now=now, by=by)


def _write(registration: Registration, state: str, *, now: datetime) -> None:
    registration.state = state
    registration.version += 1
    registration.changed_at = now
    registration.save(update_fields=["state", "party", "version", "changed_at"])


def _show(registration: Registration, state: State) -> Registration:
    registration.shown = state
    registration.save(update_fields=["shown"])
    return registration


def _check_was_absent(registration: Registration) -> None:
    last = registration.history.order_by("-at", "-pk").first()
    if last is None or last.verb != Verb.EXCUSED:
        raise NotAbsent(_("This date was cancelled in another way. Please register again."))
    again = Registration.objects.of(registration.occurrence).active().filter(email=registration.email)
    if registration.email and again.exists():
        raise NotAbsent(_("You are registered for this date again already."))


def _settle(held: list[Registration], *, now: datetime) -> list[Registration]:
    """Once for a course, whose rows know each other; else once for each date."""
    served: list[Registration] = []
    done: set[object] = set()
    for each in held:
        if each.occurrence_id not in done:
            served += seats.settle(each.occurrence, now=now)
            done |= {row.pk for row in each.occurrence.course} or {each.occurrence_id}
    return served


def _tell_served(served: list[Registration], mine: list[Registration]) -> None:
    own = {each.pk for each in mine}
    others = [each for each in served if each.pk not in own]
    if others:
        telling.promoted(others, others[0].occurrence)
