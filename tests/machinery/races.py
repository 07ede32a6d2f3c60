"""Races for the door: rounds in which several connections do something at the same instant, and what must hold after.

Used by the tests with few rounds and by `bench/races.py` with many. Everything is committed.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connections, transaction

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain import occurrences
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import seats, upkeep
from events.registration.domain.attending import desk
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import offers
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration
from outbox.models import Letter

Job = Callable[[], Any]
# What an event asks for so that `overdue` has something to do.
OVERDUE = {"offer_hours": 1, "reconfirm_days": 30, "reconfirm_hours": 1, "people_least": 40, "least_days": 30}


def at_once(jobs: Sequence[Job], *, threads: int = 0) -> Counter[str]:
    """Run the jobs in threads with connections of their own, which begin together; counts how each ended."""
    threads = min(threads or len(jobs), len(jobs))
    gate = threading.Barrier(threads)

    def one(number: int) -> str:
        if number < threads:
            gate.wait(timeout=120)
        try:
            jobs[number]()
        except RuleBroken as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(one, range(len(jobs))))


def join(date: Occurrence, *, now: datetime, party: int = 1, **fields: Any) -> Registration:
    """Somebody new registers."""
    fresh = Occurrence.objects.select_related("event", "branch", "space").get(pk=date.pk)
    given = {"name": "Somebody", "email": f"{uuid4().hex}@example.org", "language": "en", **fields}
    return registering.register(fresh, **given, party=party, form_key=uuid4(), now=now)


# --- what must hold ---------------------------------------------------------------------------------------------------
def check(date: Occurrence, *, now: datetime) -> None:
    """The invariants of reliability 3.2: counts true, nobody waits beside a free place, nobody jumped the queue."""
    date.refresh_from_db()
    assert upkeep.recount(now) == 0, "the counts were not what the registrations say"
    assert date.pk not in seats.with_places_for_their_list(now), "somebody waits beside a free place"
    numbered = Registration.objects.of(date).exclude(number=None)
    served = numbered.filter(state__in=[State.CONFIRMED, State.OFFERED]).order_by("-number").first()
    first = numbered.filter(state=State.WAITING).order_by("number").first()
    assert not served or not first or served.number < first.number, "somebody jumped the queue"
    check_letters(date)


def check_letters(date: Occurrence) -> None:
    """Each state of each person is told in exactly one letter, each promotion written down once."""
    told: dict[str, list[int]] = defaultdict(list)
    for about, version in Letter.objects.values_list("about", "version"):
        told[about].append(version)
    for row in Registration.objects.of(date):
        versions = sorted(told[f"registration:{row.code}"])
        # Who lined up and was served in the same transaction is told only of the place: their letters begin with 2.
        known = [list(range(first, row.version + 1)) for first in (1, 2)]
        assert versions in known, f"{row.code}: version {row.version}, letters {versions}"
    served = Entry.objects.filter(registration__occurrence=date, verb__in=[Verb.PROMOTED, Verb.OFFERED])
    assert max(Counter(served.values_list("registration", flat=True)).values(), default=1) == 1


# --- the rounds -------------------------------------------------------------------------------------------------------
def coming_and_going(date: Occurrence, *, people: int, now: datetime, threads: int, more: int) -> Counter[str]:
    """F2: so many cancel, as many are new, and staff give the date another number of places, all at once."""
    leaving = list(Registration.objects.of(date).filter(state=State.CONFIRMED).order_by("?")[:people])
    jobs: list[Job] = []
    for each in leaving:
        jobs += [lambda each=each: registering.cancel(each, now=now), lambda: join(date, now=now)]

    def resize() -> None:
        occurrences.change_seats(date, seats=people + more, now=now)
        upkeep.promote(date.pk, now=now)

    jobs.insert(len(jobs) // 2, resize)
    ended = at_once(jobs, threads=threads)
    check(date, now=now)
    return ended


def three_who_serve(date: Occurrence, *, now: datetime, by: User) -> None:
    """F3: the work, a cancellation and a button of staff give the same place at the same instant."""
    holder, first, second = (join(date, now=now) for _ in range(3))
    Occurrence.objects.filter(pk=date.pk).update(seats_planned=2, seats=2)
    at_once([
        lambda: upkeep.promote(date.pk, now=now),
        lambda: registering.cancel(holder, now=now),
        lambda: desk.admit(first, now=now, by=by),
    ])  # fmt: skip
    states = [Registration.objects.get(pk=each.pk).state for each in (holder, first, second)]
    assert states == [State.CANCELLED, State.CONFIRMED, State.CONFIRMED], states
    check(date, now=now)
    assert date.seats_taken == 2


def answer_at_the_deadline(date: Occurrence, *, now: datetime) -> str:
    """F4: an offer is taken and lapses at the same instant; returns which won."""
    holder, first, second = (join(date, now=now) for _ in range(3))
    registering.cancel(holder, now=now)
    first.refresh_from_db()
    until = first.offered_until
    assert until is not None
    ended = at_once([
        lambda: offers.accept(first, now=until - timedelta(microseconds=1)),
        lambda: offers.lapse_offers(until),
    ])  # fmt: skip
    first.refresh_from_db()
    second.refresh_from_db()
    won = {State.CONFIRMED: ("done", State.WAITING), State.LAPSED: ("OfferOver", State.OFFERED)}[State(first.state)]
    assert second.state == won[1], (first.state, second.state)
    assert ended == Counter([won[0], "done"]), ended
    check(date, now=now)
    assert date.seats_taken == 1
    return str(first.state)


def overdue(event: EventPage, number: int, *, now: datetime) -> list[Occurrence]:
    """F17: dates on which an offer has run out, people are to be asked again, and the branch is to be warned.

    The event is made with `OVERDUE` and its branch has an address.
    """
    long_ago = now - timedelta(days=25)
    with transaction.atomic():  # schedulers that run already see the whole of it at once
        dates = dates_of(event, number, start=now + timedelta(days=10), seats_each=2)
        for date in dates:
            holder, *_others = [join(date, now=long_ago) for _ in range(4)]
            registering.cancel(holder, now=long_ago)
    return dates


def check_done_once(dates: Sequence[Occurrence]) -> None:
    """Each thing that was overdue was done, and once, by however many schedulers."""
    for date in dates:
        check_letters(date)
        verbs = Counter(Entry.objects.filter(registration__occurrence=date).values_list("verb", flat=True))
        assert (verbs[Verb.LAPSED], verbs[Verb.ASKED_AGAIN]) == (1, 1), verbs
    assert Letter.objects.filter(kind="registration/too-few").count() == len(dates)


# --- what everybody writes first, to show that the races can be lost --------------------------------------------------
def naive_coming_and_going(date: Occurrence, *, now: datetime) -> int:
    """F2 lost: one leaves and one comes, both read the count and write it; returns how many dates count wrongly."""
    holder = join(date, now=now)
    seen = threading.Barrier(2)

    def count(change: int) -> None:
        taken = Occurrence.objects.get(pk=date.pk).seats_taken
        seen.wait(timeout=60)
        Occurrence.objects.filter(pk=date.pk).update(seats_taken=taken + change)

    def leave() -> None:
        count(-1)
        Registration.objects.filter(pk=holder.pk).update(state=State.CANCELLED)

    def come() -> None:
        count(1)
        _written(date, now)

    at_once([leave, come])
    return upkeep.recount(now)


def naive_forms(date: Occurrence, *, now: datetime) -> int:
    """F5 lost: one form sent twice; both look whether it is there, then both write; returns the registrations."""
    seen = threading.Barrier(2)

    def send() -> None:
        is_new = not Registration.objects.of(date).filter(name="Ben").exists()
        seen.wait(timeout=60)
        if is_new:
            _written(date, now, name="Ben")

    at_once([send, send])
    return Registration.objects.of(date).count()


def naive_schedulers(date: Occurrence, *, now: datetime) -> int:
    """F17 lost: two look who is to be asked again, then both ask; returns how often the one person was asked."""
    join(date, now=now)
    seen = threading.Barrier(2)

    def ask() -> None:
        found = list(Registration.objects.of(date).filter(asked_again_at=None))
        seen.wait(timeout=60)
        for each in found:
            Registration.objects.filter(pk=each.pk).update(asked_again_at=now)
            seats.note(each, Verb.ASKED_AGAIN, now=now)

    at_once([ask, ask])
    return Entry.objects.filter(registration__occurrence=date, verb=Verb.ASKED_AGAIN).count()


def _written(date: Occurrence, now: datetime, **fields: Any) -> Registration:
    """A registration straight in the table, past the door."""
    times = {"created_at": now, "changed_at": now}
    return Registration.objects.create(occurrence=date, language="en", state=State.CONFIRMED, **times, **fields)


def naive_promotions(date: Occurrence, *, now: datetime) -> int:
    """F3 lost: two look who is first, then both give the place; returns how many promotions were noted."""
    (join(date, now=now), join(date, now=now))
    Occurrence.objects.filter(pk=date.pk).update(seats_planned=2, seats=2)
    seen = threading.Barrier(2)

    def promote() -> None:
        first = Registration.objects.of(date).in_line().first()
        seen.wait(timeout=60)
        assert first is not None
        with transaction.atomic():
            seats.move_up(first, now=now)

    at_once([promote, promote])
    return Entry.objects.filter(registration__occurrence=date, verb=Verb.PROMOTED).count()


def naive_answers(date: Occurrence, *, now: datetime) -> set[str]:
    """F4 lost: the answer and the deadline both look, then both write; returns what the history says happened."""
    holder, first = join(date, now=now), join(date, now=now)
    registering.cancel(holder, now=now)
    seen = threading.Barrier(2)

    def answer(state: State, verb: Verb) -> None:
        row = Registration.objects.get(pk=first.pk)
        is_offered = row.state == State.OFFERED
        seen.wait(timeout=60)
        if is_offered:
            with transaction.atomic():
                seats.change_state(row, state, now=now)
                seats.note(row, verb, now=now)

    at_once([lambda: answer(State.CONFIRMED, Verb.ACCEPTED), lambda: answer(State.LAPSED, Verb.LAPSED)])
    return set(first.history.values_list("verb", flat=True)) & {Verb.ACCEPTED, Verb.LAPSED}


def dates_of(event: EventPage, number: int, *, start: datetime, seats_each: int) -> list[Occurrence]:
    """So many dates of one event, written straight into the table."""
    from tests.factories import calendar  # needs a set-up Django, which the bench makes first

    return [
        calendar.occurrence(event, start=start + timedelta(days=day), seats=seats_each, planned_on=None)
        for day in range(number)
    ]
