"""The door against a small model of it: any order of verbs leaves the same people in, waiting and out (F24)."""

import os
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, settings as effort, strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain import occurrences
from events.calendar.enums import Mode, OpenTo, Status, WaitingPolicy
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import seats, upkeep
from events.registration.domain.attending import desk
from events.registration.domain.letters import announcing
from events.registration.domain.privacy import erasing
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import approving, offers, reconfirming
from events.registration.domain.ways import WAYS
from events.registration.models import Registration
from outbox.models import Letter
from tests.conftest import NOW
from tests.factories import people, registration as make
from tests.machinery.door_model import LENGTH, Door, Party

ATHENS = ZoneInfo("Europe/Athens")
# Examples and steps of each: 5,000 steps in a run of the suite; more before a release (DROMENA_STEPS).
EXAMPLES, STEPS = int(os.environ.get("DROMENA_STEPS", "5000")) // 50, 50

# What `tick` does about a date, in its order.
WORKS = (
    announcing.tell_changes,
    offers.lapse_offers,
    upkeep.promote_waiting,
    reconfirming.lapse_unanswered,
    reconfirming.asking_again,
)
# A Saturday evening four days ahead: near enough for a walk of fifty steps to be asked again, to begin and to end.
START = make.START - timedelta(weeks=1)
COUNTED = [column for way in WAYS for column in (way.taken, way.waiting, way.seats)]
SIZES = some.sampled_from([1, 1, 2, 4])
PLANS = some.none() | some.integers(min_value=1, max_value=6)
HOURS = some.sampled_from([6, 24, None, 1])
# Who registers before anything else happens, so that no walk is about an empty date.
FIRST = some.lists(some.tuples(some.just(1), some.sampled_from([False, False, True])), min_size=3, max_size=6)
WHO = some.integers(min_value=0, max_value=7)


class Rush(RuleBasedStateMachine):
    """The same verbs for the product and for the model; nothing is committed."""

    event: EventPage
    ada: User

    def __init__(self) -> None:
        super().__init__()
        self.undo_all = transaction.atomic()
        self.undo_all.__enter__()
        self.policy(waiting_policy=WaitingPolicy.STRICT, offer_hours=None, open_to=OpenTo.EVERYONE)
        self.date = make.open_date(seats=1, start=START, event=self.event)
        Occurrence.objects.filter(pk=self.date.pk).update(online_planned=1, online_seats=1)
        self.now = NOW
        self.door = Door(wall(NOW), wall(START), {False: 1, True: 1})
        self.rows: list[Registration] = []

    def teardown(self) -> None:
        try:
            self.tick_works()
            self.product_and_model_agree()
            self.every_state_is_told_once_and_written_down()
            self.counts_need_no_repair()
        finally:
            self.leave_no_trace()

    def leave_no_trace(self) -> None:
        transaction.set_rollback(True)
        self.undo_all.__exit__(None, None, None)

    @initialize(policy=some.sampled_from(WaitingPolicy.values), hours=HOURS, first=FIRST)
    def people_come_and_wait(self, policy: str, hours: int | None, first: list[tuple[int, bool]]) -> None:
        self.staff_change_the_policy(policy, hours)
        for size, online in first:
            self.somebody_registers(size, online)

    # --- people
    @rule(size=SIZES, online=some.booleans())
    def somebody_registers(self, size: int, online: bool) -> None:
        def register() -> None:
            self.rows.append(make.register(self.date, now=self.now, party=size, online=online))

        self.both(register, partial(self.door.register, size, online))

    @rule(who=WHO)
    def somebody_cancels(self, who: int) -> None:
        self.with_one(who, registering.cancel, self.door.cancel)

    @rule(who=WHO, size=SIZES)
    def somebody_changes_places(self, who: int, size: int) -> None:
        self.with_one(who, partial(registering.change_party, party=size), lambda party: self.door.change(party, size))

    @rule(who=WHO)
    def somebody_takes_an_offer(self, who: int) -> None:
        self.with_one(who, offers.accept, self.door.accept)

    @rule(who=WHO)
    def somebody_still_comes(self, who: int) -> None:
        self.with_one(who, reconfirming.still_coming, self.door.say_yes)

    @rule(who=WHO)
    def somebody_is_erased(self, who: int) -> None:
        def forget(party: Party) -> bool:
            return self.door.begun or self.door.cancel(party)

        self.with_one(who, partial(erasing.erase, remember=False), forget)

    # --- staff
    @rule(who=WHO)
    def staff_approve(self, who: int) -> None:
        self.with_one(who, partial(approving.approve, by=self.ada), self.door.approve)

    @rule(who=WHO)
    def staff_refuse(self, who: int) -> None:
        self.with_one(who, partial(approving.refuse, by=self.ada), self.door.refuse)

    @rule(who=WHO)
    def staff_check_in(self, who: int) -> None:
        self.with_one(who, partial(desk.check_in, by=self.ada), self.door.check_in)

    @rule(who=WHO)
    def staff_undo_a_check_in(self, who: int) -> None:
        self.with_one(who, partial(desk.undo_check_in, by=self.ada), self.door.undo)

    @precondition(lambda self: self.door.now >= self.door.start)
    @rule()
    def staff_give_absent_places_free(self) -> None:
        self.both(partial(desk.give_free, self.date, now=self.now, by=self.ada), self.door.give_free)

    @rule(planned=PLANS, online=some.booleans())
    def staff_replan(self, planned: int | None, online: bool) -> None:
        self.door.planned[online] = planned
        way = WAYS[online]
        counts = {way.planned: planned, way.seats: self.door.seats(online)}
        Occurrence.objects.filter(pk=self.date.pk).update(**counts)

    @rule(policy=some.sampled_from(WaitingPolicy.values), hours=HOURS)
    def staff_change_the_policy(self, policy: str, hours: int | None) -> None:
        self.policy(waiting_policy=policy, offer_hours=hours)
        self.door.policy, self.door.offer_hours = policy, hours

    @rule(approval=some.booleans())
    def staff_want_to_be_asked(self, approval: bool) -> None:
        self.policy(open_to=OpenTo.APPROVAL if approval else OpenTo.EVERYONE)
        self.door.approval = approval

    @precondition(lambda self: self.door.status == Status.SCHEDULED)
    @rule(status=some.sampled_from([Status.CANCELLED, Status.POSTPONED]), work=some.booleans())
    def staff_call_it_off(self, status: str, work: bool) -> None:
        verb = occurrences.cancel_occurrence if status == Status.CANCELLED else occurrences.postpone_occurrence
        self.both(partial(verb, self.date, reason="", now=self.now), partial(self.door.call_off, status))
        self.tick_works() if work else None

    @precondition(lambda self: self.door.status != Status.SCHEDULED)
    @rule(work=some.booleans())
    def staff_restore_it(self, work: bool) -> None:
        self.both(partial(occurrences.restore_occurrence, self.date, now=self.now), self.door.restore)
        self.tick_works() if work else None

    @rule(days=some.sampled_from([1, 4]))
    def staff_move_it(self, days: int) -> None:
        later = timedelta(days=days)
        start = self.start + later
        move = partial(occurrences.move_occurrence, self.date, start=start, end=start + LENGTH, reason="", now=self.now)
        self.both(move, partial(self.door.move, later))

    # --- time
    @rule(hours=some.sampled_from([1, 5, 13, 26, 40]), work=some.booleans())
    def time_goes_by(self, hours: int, work: bool) -> None:
        self.now += timedelta(hours=hours)
        self.door.now = wall(self.now)
        if work:
            self.tick_works()

    @rule()
    def tick_works(self) -> None:
        for work in WORKS:
            work(self.now)
        self.door.work()

    # --- what is always true
    @invariant()
    def product_and_model_agree(self) -> None:
        (counts,) = Occurrence.objects.filter(pk=self.date.pk).values_list(*COUNTED)
        model = [(self.door.taken(each), len(self.door.line(each)), self.door.seats(each)) for each in (False, True)]
        assert counts == sum(model, ())
        found = Registration.objects.of(self.date).order_by("pk")
        assert [
            (size, state, online, until and wall(until))
            for size, state, online, until in found.values_list("party", "state", "online", "offered_until")
        ] == [(party.size, party.state, party.online, party.until) for party in self.door.parties]

    @invariant()
    def no_offer_ends_at_night_or_after_the_start(self) -> None:
        ends = [party.until for party in self.door.parties if party.until]
        assert all(8 <= moment.hour < 21 and moment <= self.door.start for moment in ends)

    def every_state_is_told_once_and_written_down(self) -> None:
        versions: dict[str, list[int]] = defaultdict(list)
        for about, version in Letter.objects.values_list("about", "version"):
            versions[about].append(version)
        for row in Registration.objects.of(self.date).filter(erased_at=None).annotate(lines=Count("history")):
            told = versions[f"registration:{row.code}"]
            assert len(told) == len(set(told))
            assert max(told) == row.version
            assert row.lines >= len(told)

    def counts_need_no_repair(self) -> None:
        assert upkeep.recount(NOW) == 0
        assert not seats.with_places_for_their_list(self.now)

    # --- how
    def both(self, product: Callable[[], Any], model: Callable[[], bool]) -> None:
        try:
            product()
        except RuleBroken:
            assert not model()
        else:
            assert model()

    def with_one(self, who: int, verb: Callable[..., Any], model: Callable[[Party], bool]) -> None:
        if self.rows:
            row, party = self.rows[who % len(self.rows)], self.door.parties[who % len(self.rows)]
            self.both(partial(verb, row, now=self.now), partial(model, party))

    @property
    def start(self) -> datetime:
        """The instant at which the model begins."""
        return self.door.start.replace(tzinfo=ATHENS).astimezone(UTC)

    def policy(self, **values: Any) -> None:
        type(self.event).objects.filter(pk=self.event.pk).update(**values)
        for name, value in values.items():
            setattr(self.event, name, value)


def wall(moment: datetime) -> datetime:
    """What clocks in the branch show."""
    return moment.astimezone(ATHENS).replace(tzinfo=None)


@pytest.mark.usefixtures("now")
def test_door_does_what_its_model_does(db):
    Rush.event = make.open_event(mode=Mode.HYBRID, reconfirm_days=3)
    Rush.ada = people.staff("Ada")
    run_state_machine_as_test(
        Rush,
        settings=effort(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_wall_time_of_the_model_is_the_branchs():
    assert wall(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) == datetime(2026, 11, 24, 11, 0)  # noqa: DTZ001
