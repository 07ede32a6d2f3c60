"""Any sequence of edits, registrations and clock steps leaves four things true (calendars reference 5.4).

DROMENA_EXAMPLES=500 tries more sequences than the everyday run.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from core.exceptions import RuleBroken
from events.calendar.domain import occurrences as verbs
from events.calendar.domain.expansion import rule_days
from events.calendar.domain.scheduling import Reconciliation, reconcile
from events.calendar.domain.splitting import split_series
from events.calendar.models import EventPage, Occurrence, Schedule
from events.registration.domain.letters import telling
from events.registration.domain.staff import moving
from events.registration.domain.taking_part import registering
from events.registration.enums import Verb
from events.registration.models import Entry, Registration
from places.models import Branch
from tests.factories import calendar, places, registration as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TUESDAY = date(2026, 12, 1)
RULES = [
    "",
    "RRULE:FREQ=DAILY;COUNT=6",
    "RRULE:FREQ=WEEKLY;COUNT=5",
    "RRULE:FREQ=WEEKLY;COUNT=3",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6",
    "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270401T215959Z",
    "RRULE:FREQ=MONTHLY;BYDAY=-1SU;COUNT=4",
]
HOURS = [(time(18), time(20)), (time(17), time(19)), (time(23), time(5)), (time(3, 30), time(4, 30)), (None, None)]
ZONES = ["Europe/Athens", "Europe/Ljubljana", "Europe/Stockholm", "Europe/Copenhagen"]


@dataclass
class World:
    """One event, the moment, and everything that was ever seen of it."""

    page: EventPage
    clock: Any
    moment: datetime = NOW
    known: dict[Any, Occurrence] = field(default_factory=dict)
    people: dict[int, Any] = field(default_factory=dict)
    number: int = 0

    def dates(self) -> list[Occurrence]:
        return list(self.page.occurrences.order_by("planned_on", "code", "pk"))

    def a_date(self, place: int) -> Occurrence:
        found = [row for row in self.dates() if row.end > self.moment and row.withdrawn_at is None]
        if not found:
            raise RuleBroken("no date to come")
        return found[place % len(found)]

    # --- what staff and people do ---------------------------------------------------------------------------------
    def plan(self, which: int, rule: str, hours: tuple[Any, Any], shift: int, seats: int | None) -> None:
        """The page is published with another plan."""
        rows = list(Schedule.objects.filter(page=self.page).order_by("sort_order", "pk"))
        row = rows[which % len(rows)]
        row.rule, (row.start_time, row.end_time), row.seats = rule, hours, seats
        row.first_date += timedelta(days=shift)
        row.save()
        reconcile(self.page, now=self.moment)

    def split(self, place: int, hours: tuple[Any, Any]) -> None:
        """This and the following dates get another hour."""
        row = self.a_date(place)
        schedule = Schedule.objects.filter(page=self.page, code=row.schedule_code).first()
        if schedule is None or row.planned_on not in rule_days(schedule, zone=row.zone, until=row.planned_on):
            raise RuleBroken("not in the plan")
        changes = {"start_time": hours[0], "end_time": hours[1]}
        page = EventPage.objects.get(pk=self.page.pk).specific
        split_series(page, row.schedule_code, row.planned_on, changes=changes, now=self.moment)

    def zone(self, name: str) -> None:
        Branch.objects.filter(pages__in=self.page.get_ancestors()).update(zone=name)
        reconcile(self.page, now=self.moment)

    def wait(self, days: int) -> None:
        self.moment += timedelta(days=days)
        self.clock.move_to(self.moment)
        reconcile(self.page, now=self.moment)

    def verb(self, name: str, place: int) -> None:
        row = self.a_date(place)
        start = row.start + timedelta(hours=5)
        more = {
            "cancel_occurrence": {"reason": "Snow"},
            "postpone_occurrence": {"reason": "Snow"},
            "move_occurrence": {"start": start, "end": start + timedelta(hours=1), "reason": ""},
            "change_seats": {"seats": place},
        }.get(name, {})
        getattr(verbs, name)(row, **more, now=self.moment)

    def register(self, place: int, party: int) -> None:
        self.number += 1
        row = Occurrence.objects.select_related("event", "branch", "space").get(pk=self.a_date(place).pk)
        given = {"name": "Somebody", "email": f"{self.number}@example.org", "language": "en", "form_key": uuid4()}
        registering.register(row, **given, party=party, now=self.moment)

    def give_back(self, place: int) -> None:
        found = list(Registration.objects.filter(occurrence__event=self.page).order_by("pk"))
        if found:
            registering.cancel(found[place % len(found)], now=self.moment)

    def move_people(self, place: int, to: int) -> None:
        moving.move_registrations(self.a_date(place), to=self.a_date(to), now=self.moment)

    def tell(self) -> None:
        telling.tell_changes(self.moment)

    def do(self, name: str, *arguments: Any) -> None:
        before = {row.pk: row for row in self.dates() if row.end <= self.moment}
        with suppress(RuleBroken):
            getattr(self, name)(*arguments)
        self.check(before)

    # --- what is always true ----------------------------------------------------------------------------------------
    def check(self, over: dict[Any, Occurrence]) -> None:
        rows = {row.pk: row for row in self.dates()}
        for key, old in self.known.items():
            assert key in rows, "a published date is gone"
            assert rows[key].code == old.code, "a published address is gone"
            assert rows[key].sequence >= old.sequence, "a sequence fell"
        for key, old in over.items():
            assert (rows[key].start, rows[key].end, rows[key].status) == (old.start, old.end, old.status), "past moved"
        held: dict[Any, int] = {}
        registrations = {each.pk: each for each in Registration.objects.filter(occurrence__event=self.page)}
        for key, at in self.people.items():
            assert key in registrations, "a registration is gone"
            now_at = registrations[key].occurrence_id
            moved = Entry.objects.filter(registration=key, verb=Verb.MOVED, came_from=at)
            assert now_at == at or moved.exists(), "a registration was moved and nobody can be told"
        for each in Registration.objects.filter(occurrence__event=self.page).holding():
            held[each.occurrence_id] = held.get(each.occurrence_id, 0) + each.party
        for key, row in rows.items():
            assert row.seats_taken == held.get(key, 0), "places are miscounted"
            assert row.seats is None or row.seats_taken <= row.seats
            assert not (row.withdrawn_at and (row.seats_taken or row.waiting)), "a date people hold was withdrawn"
        self.known, self.people = rows, {key: each.occurrence_id for key, each in registrations.items()}
        self.check_again()

    def check_again(self) -> None:
        reconcile(self.page, now=self.moment)
        first = list(self.page.occurrences.order_by("pk").values())
        reconcile(self.page, now=self.moment)
        assert list(self.page.occurrences.order_by("pk").values()) == first, "a second run changed something"
        self.known = {row.pk: row for row in self.dates()}


places_ = st.integers(0, 11)
hours = st.sampled_from(HOURS)
steps = st.one_of(
    st.tuples(
        st.just("plan"), places_, st.sampled_from(RULES), hours, st.integers(-3, 9), st.sampled_from([None, 0, 3, 8])
    ),
    st.tuples(st.just("split"), places_, hours),
    st.tuples(st.just("register"), places_, st.integers(1, 3)),
    st.tuples(st.just("register"), places_, st.integers(1, 3)),
    st.tuples(st.just("give_back"), places_),
    st.tuples(st.just("move_people"), places_, places_),
    st.tuples(
        st.just("verb"),
        st.sampled_from(
            [
                *("cancel_occurrence", "postpone_occurrence", "move_occurrence", "change_seats"),
                *("restore_occurrence", "keep_as_extra", "withdraw_occurrence"),
            ]
        ),
        places_,
    ),
    st.tuples(st.just("wait"), st.integers(0, 20)),
    st.tuples(st.just("zone"), st.sampled_from(ZONES)),
    st.tuples(st.just("tell")),
)


def world(clock: Any) -> World:
    clock.move_to(NOW)
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;COUNT=5", seats=4)
    under = calendar.branch_page(places.branch())
    return World(make.open_event(under=under, schedules=[plan], slug=f"e-{uuid4()}"), clock)


def run(clock: Any, sequence: list[tuple[Any, ...]]) -> World:
    found = world(clock)
    found.check({})
    for name, *arguments in sequence:
        found.do(name, *arguments)
    return found


@settings(
    max_examples=int(os.environ.get("DROMENA_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=3, max_size=12))
def test_no_sequence_of_edits_loses_anything(clock, sequence):
    run(clock, sequence)


STORY = [
    ("register", 0, 2),
    ("register", 3, 2),
    ("register", 4, 1),
    ("split", 2, HOURS[1]),
    ("plan", 0, "", HOURS[0], 0, 4),
    ("verb", "move_occurrence", 1),
    ("plan", 1, RULES[3], HOURS[1], 2, 4),
    ("zone", "Europe/Stockholm"),
    ("tell",),
    ("move_people", 2, 0),
    ("verb", "cancel_occurrence", 0),
    ("verb", "restore_occurrence", 0),
    ("wait", 9),
    ("plan", 0, RULES[4], HOURS[2], 1, None),
]


def test_story_with_every_kind_of_step_holds_and_every_address_answers(clock):
    found = run(clock, STORY)
    assert Entry.objects.filter(verb=Verb.MOVED, registration__occurrence__event=found.page).exists()
    assert found.page.occurrences.exclude(withdrawn_at=None).exists()
    for row in found.dates():
        assert Client().get(row.get_absolute_url(), follow=True).status_code in {200, 410}


# --- each of these must be found out ------------------------------------------------------------------------------
def loses_held_dates(self: Reconciliation, row: Occurrence) -> None:
    self._set(row, {"withdrawn_at": self.now})


def forgets_the_sequence(self: Reconciliation, row: Occurrence, values: dict[str, Any]) -> dict[str, Any]:
    was = GENUINE_SET(self, row, values)
    row.sequence = 0
    return was


def never_rests(self: Reconciliation, row: Occurrence, values: dict[str, Any]) -> dict[str, Any]:
    return GENUINE_SET(self, row, {**values, "end": row.end + timedelta(minutes=1)})


def makes_new_rows(self: Reconciliation) -> None:
    self.page.occurrences.filter(seats_taken=0, end__gt=self.now).delete()
    GENUINE_WRITE(self)


GENUINE_SET, GENUINE_WRITE = Reconciliation._set, Reconciliation.write


@pytest.mark.parametrize(
    ("place", "name", "fault"),
    [
        (Reconciliation, "_keep", loses_held_dates),
        (Reconciliation, "_set", forgets_the_sequence),
        (Reconciliation, "_set", never_rests),
        (Reconciliation, "write", makes_new_rows),
        (moving.Entry.objects, "create", lambda **facts: None),
    ],
)
def test_faults_are_found_out(clock, monkeypatch, place, name, fault):
    monkeypatch.setattr(place, name, fault)
    with pytest.raises(Exception, match=r"gone|fell|withdrawn|second run|told|DoesNotExist|matching"):
        run(clock, STORY)
