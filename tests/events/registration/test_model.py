"""The door against a small model of it: any order of verbs leaves the same people in, waiting and out (F24)."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import settings as effort, strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.exceptions import RuleBroken
from events.calendar.enums import Status, WaitingPolicy
from events.calendar.models import Occurrence
from events.registration.domain import registering, upkeep
from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter
from tests.conftest import NOW
from tests.factories import registration as make

PARTIES = some.integers(min_value=1, max_value=4)
PLANS = some.none() | some.integers(min_value=1, max_value=6)


@dataclass
class Party:
    size: int
    state: str


@dataclass
class Door:
    """What ought to happen, in plain lists: the order of `parties` is the order of arrival, so of the line."""

    planned: int | None
    policy: str = WaitingPolicy.STRICT
    status: str = Status.SCHEDULED
    parties: list[Party] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return sum(party.size for party in self.parties if party.state == State.CONFIRMED)

    @property
    def line(self) -> list[Party]:
        return [party for party in self.parties if party.state == State.WAITING]

    @property
    def most(self) -> int:
        return 10 if self.planned is None else max(self.planned, self.taken)

    def fits(self, size: int) -> bool:
        return self.planned is None or self.taken + size <= self.planned

    def lets_in(self, size: int) -> bool:
        return self.fits(size) and (not self.line or self.policy == WaitingPolicy.BEST_FIT)

    def register(self, size: int) -> bool:
        if self.status != Status.SCHEDULED or size > self.most:
            return False
        self.parties.append(Party(size, State.CONFIRMED if self.lets_in(size) else State.WAITING))
        self.promote()
        return True

    def cancel(self, party: Party) -> None:
        party.state = State.CANCELLED
        self.promote()

    def change(self, party: Party, size: int) -> bool:
        if size > party.size:
            grows = party.state == State.WAITING or self.lets_in(size - party.size)
            if self.status != Status.SCHEDULED or size > self.most or not grows:
                return False
        party.size = size
        self.promote()
        return True

    def promote(self) -> None:
        for party in self.line if self.status == Status.SCHEDULED else []:
            if self.fits(party.size):
                party.state = State.CONFIRMED
            elif self.policy == WaitingPolicy.STRICT:
                return


class Rush(RuleBasedStateMachine):
    """The same verbs for the product and for the model; nothing is committed."""

    event = None

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.date = make.open_date(seats=3, event=self.event)
        self.rows: list[Registration] = []
        self.door = Door(planned=3)
        self.plan(policy=WaitingPolicy.STRICT)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(size=PARTIES)
    def somebody_registers(self, size: int) -> None:
        try:
            self.rows.append(make.register(self.date, now=NOW, party=size))
        except RuleBroken:
            assert not self.door.register(size)
        else:
            assert self.door.register(size)

    @rule(which=some.integers(min_value=0, max_value=30))
    def somebody_cancels(self, which: int) -> None:
        for place in self.chosen(which):
            registering.cancel(self.rows[place], now=NOW)
            self.door.cancel(self.door.parties[place])

    @rule(which=some.integers(min_value=0, max_value=30), size=PARTIES)
    def somebody_changes_places(self, which: int, size: int) -> None:
        for place in self.chosen(which):
            party = self.door.parties[place]
            if party.state == State.CANCELLED or party.size == size:
                return
            try:
                registering.change_party(self.rows[place], party=size, now=NOW)
            except RuleBroken:
                assert not self.door.change(party, size)
            else:
                assert self.door.change(party, size)

    @rule(planned=PLANS)
    def staff_replan(self, planned: int | None) -> None:
        self.door.planned = planned
        seats = None if planned is None else max(planned, self.door.taken)
        Occurrence.objects.filter(pk=self.date.pk).update(seats_planned=planned, seats=seats)
        self.work()

    @rule(policy=some.sampled_from(WaitingPolicy.values))
    def staff_change_the_policy(self, policy: str) -> None:
        self.plan(policy=policy)
        self.work()

    @rule(status=some.sampled_from([Status.SCHEDULED, Status.CANCELLED, Status.SCHEDULED]))
    def staff_cancel_or_restore(self, status: str) -> None:
        Occurrence.objects.filter(pk=self.date.pk).update(status=status)
        self.door.status = status
        self.work()

    @invariant()
    def product_and_model_agree(self) -> None:
        self.date.refresh_from_db()
        found = Registration.objects.of(self.date).order_by("pk").values_list("party", "state")
        assert list(found) == [(party.size, party.state) for party in self.door.parties]
        assert (self.date.seats_taken, self.date.waiting) == (self.door.taken, len(self.door.line))
        kept = None if self.door.planned is None else max(self.door.planned, self.door.taken)
        assert self.date.seats == kept

    @invariant()
    def every_state_is_told_once_and_written_down(self) -> None:
        for row in Registration.objects.of(self.date):
            versions = Letter.objects.filter(about=f"registration:{row.code}").values_list("version", flat=True)
            assert sorted(versions) == sorted(set(versions))
            assert max(versions) == row.version
            assert row.history.count() >= row.version

    @invariant()
    def counts_need_no_repair(self) -> None:
        assert upkeep.recount(NOW) == 0

    def chosen(self, which: int) -> list[int]:
        return [which % len(self.rows)] if self.rows else []

    def plan(self, policy: str) -> None:
        self.door.policy = policy
        type(self.event).objects.filter(pk=self.event.pk).update(waiting_policy=policy)
        self.event.waiting_policy = policy

    def work(self) -> None:
        upkeep.promote_waiting(NOW)
        self.door.promote()


@pytest.mark.usefixtures("now")
def test_door_does_what_its_model_does(db):
    Rush.event = make.open_event()
    run_state_machine_as_test(Rush, settings=effort(max_examples=40, stateful_step_count=20, deadline=None))
