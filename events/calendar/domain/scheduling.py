"""Reconciling: the dates that happen follow the plan of their page, and no date a person holds is lost.

What a repeated event does when it is edited stands in `Reconciliation` (calendars reference 5.4).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT

from events.calendar.domain.branches import branch_of
from events.calendar.domain.closures import without_closing_days
from events.calendar.domain.expansion import (
    PERIOD_CODE,
    PlannedDate,
    goes_on,
    horizon,
    planned_dates,
    wall_instants,
    wall_times,
)
from events.calendar.domain.sources import is_translation
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence
from places.models import Branch

T = TypeVar("T")

# What calendars show: when one of these changes, people are told (RFC 5545 3.8.7.4).
TOLD = {"start", "end", "all_day", "space_id", "branch_id", "withdrawn_at"}
# In `overridden`: staff decided to keep this date although the plan has no such date.
EXTRA = "extra"
TIME = ("start", "end", "all_day")


@dataclass(frozen=True)
class Reconciled:
    """What one reconciliation did, in numbers of dates. Dates that are over are not counted."""

    made: int = 0
    moved: int = 0
    changed: int = 0
    restored: int = 0
    kept: int = 0
    withdrawn: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Step:
    """What becomes of one date: the word of `Reconciled`, the row as it will be, and what it had where it changes."""

    word: str
    row: Occurrence
    was: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether the people of this date have to hear of it."""
        return bool(TOLD & self.was.keys())


@transaction.atomic
def reconcile(page: EventPage, *, now: datetime) -> Reconciled:
    """Makes the page's dates what its published plan says; run again, nothing changes. Refuses nothing.

    Reads the page afresh, so that no draft is taken for the plan. A page that is not live, is a translation or stands
    for another one is left alone. Locks the page, then its dates in the order of their keys (decision 3.4).
    """
    locked = EventPage.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk).first()
    kind = locked.specific_class if locked else None
    fresh = kind.objects.filter(pk=page.pk).prefetch_related("schedules").first() if kind else None
    branch = branch_of(fresh) if fresh else None
    if fresh is None or branch is None or not fresh.live or fresh.alias_of_id or is_translation(fresh):
        return Reconciled()
    page = fresh
    rows = list(Occurrence.objects.select_for_update(of=("self",)).filter(event_id=page.pk).order_by("pk"))
    work = lay_plan(page, branch=branch, rows=rows, now=now)
    work.write()
    EventPage.objects.filter(pk=page.pk).update(reconciled_at=now)
    return work.done


def lay_plan(page: EventPage, *, branch: Branch, rows: list[Occurrence], now: datetime) -> "Reconciliation":
    """Lays the plan of the page, live or draft, over its rows; nothing is written before `write`."""
    until = max([horizon(now), *(row.planned_on for row in rows if row.planned_on)])
    work = Reconciliation(page, branch, rows, now)
    plan = _in_rooms_of(branch, planned_dates(page, zone=branch.zone, until=until))
    work.follow(without_closing_days(page, plan, branch, rows))
    return work


def _in_rooms_of(branch: Branch, plan: list[PlannedDate]) -> list[PlannedDate]:
    """The plan without spaces of other branches: a page that was moved, or a draft from before, may name such."""
    if all(one.space_id is None for one in plan):
        return plan
    rooms = {None, *branch.spaces.values_list("pk", flat=True)}
    return [one if one.space_id in rooms else replace(one, space_id=None) for one in plan]


def attached(occurrences: Iterable[Occurrence]) -> set[UUID]:
    """Keys of the dates that something of a person hangs on: registrations, counts, whatever later rooms add.

    Later rooms are asked through the relations they made, without knowing them: what protects a date from deletion.
    """
    rows = list(occurrences)
    keys = [row.pk for row in rows]
    found = {row.pk for row in rows if row.is_held}
    for relation in Occurrence._meta.related_objects:
        if relation.on_delete is PROTECT and keys:
            name = relation.field.name
            held = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
            found.update(held.values_list(relation.field.attname, flat=True).distinct())
    return found


@dataclass
class Reconciliation:
    """The working table of one reconciliation: rows as they are, what becomes of them, what must be written."""

    page: EventPage
    branch: Branch
    rows: list[Occurrence]
    now: datetime
    steps: list[Step] = field(default_factory=list)
    new: list[Occurrence] = field(default_factory=list)
    touched: list[Occurrence] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    @property
    def done(self) -> Reconciled:
        return Reconciled(**Counter(step.word for step in self.steps))

    def follow(self, plan: list[PlannedDate]) -> None:
        """Lays the plan over the rows: what is in both, only in the plan, only in the rows."""
        known = {_key(row.schedule_code, row.planned_on): row for row in self.rows}
        self._find_single_dates(plan, known)
        begun = {row.schedule_code for row in self.rows}
        called_off = self._called_off()
        planned_keys = set()
        for planned in plan:
            key = _key(planned.code, planned.planned_on)
            if key in planned_keys:
                continue
            planned_keys.add(key)
            row = known.get(key)
            if row is not None:
                self._meet(row, planned)
            elif planned.planned_on > called_off.get(planned.code, date.max):
                continue
            elif planned.end > self.now or planned.code not in begun:
                # Dates that are over are written only for a plan that is new: an edit invents no past.
                self._make(planned)
        rest = [row for key, row in known.items() if key not in planned_keys and row.planned_on]
        self._let_go([row for row in rest if row.end > self.now and row.withdrawn_at is None])

    def write(self) -> None:
        """Everything in a few statements, however long the series."""
        Occurrence.objects.bulk_create(self.new)
        if self.touched:
            Occurrence.objects.bulk_update(self.touched, sorted(self.fields))

    def _find_single_dates(self, plan: list[PlannedDate], known: dict[Any, Occurrence]) -> None:
        """One date that is planned for another day has moved: it is no other date, and people keep their places."""
        planned = _only_ones(plan, lambda date: date.code)
        there = _only_ones([row for row in self.rows if row.withdrawn_at is None], lambda row: row.schedule_code)
        for code, row in there.items():
            date_now = planned.get(code)
            if date_now is None or row.planned_on is None or row.end <= self.now or date_now.end <= self.now:
                continue
            new_key = _key(code, date_now.planned_on)
            if new_key not in known:
                known[new_key] = known.pop(_key(code, row.planned_on))

    def _called_off(self) -> dict[UUID, date]:
        """Endless series of which every date to come is cancelled, with the last of these: nothing is added to them.

        Else the rolling horizon would bring an event back, week by week, that was cancelled as a whole. When no date is
        to come any more, the last there was decides. A plan that begins after it is a new one.
        """
        rows: dict[UUID, list[Occurrence]] = {}
        for row in sorted(self.rows, key=lambda row: row.start):
            if row.planned_on and row.withdrawn_at is None:
                rows.setdefault(row.schedule_code, []).append(row)
        found: dict[UUID, date] = {}
        for schedule in self.page.schedules.all():
            known = rows.get(schedule.code, []) if goes_on(schedule.rule) else []
            asked = [row for row in known if row.end > self.now] or known[-1:]
            last = max((row.planned_on for row in asked if row.planned_on), default=None)
            if last is None or (schedule.first_date is not None and schedule.first_date > last):
                continue
            if all(row.status == Status.CANCELLED for row in asked):
                found[schedule.code] = last
        return found

    def _make(self, planned: PlannedDate) -> None:
        values = self._values(planned)
        row = Occurrence(event_id=self.page.pk, schedule_code=planned.code, modified=self.now, **values)
        self.new.append(row)
        self.steps.append(Step("made", row))

    def _meet(self, row: Occurrence, planned: PlannedDate) -> None:
        """A date that is in the plan, old or new: it takes over what staff did not set on it alone."""
        if row.end <= self.now and (planned.code != PERIOD_CODE or planned.end <= self.now):
            return
        values = {**self._values(planned), "off_rule": False, "withdrawn_at": None, "wall": ""}
        values["overridden"] = [part for part in row.overridden if part != EXTRA]
        values |= self._kept_time(row, planned)
        if row.branch_id != self.branch.pk:
            values["overridden"] = [part for part in values["overridden"] if part != "space"]
        elif "space" in row.overridden or row.status != Status.SCHEDULED:
            values["space_id"] = row.space_id
        if "seats" in row.overridden:
            values["seats_planned"], values["online_planned"] = row.seats_planned, row.online_planned
        values["seats"] = seats(values["seats_planned"], row.seats_taken)
        values["online_seats"] = seats(values["online_planned"], row.online_taken)
        changes = self._set(row, values)
        word = "changed" if changes else "unchanged"
        if "withdrawn_at" in changes:
            word = "restored"
        elif changes.keys() & {"start", "end"}:
            word = "moved"
        self.steps.append(Step(word, row, changes))

    def _kept_time(self, row: Occurrence, planned: PlannedDate) -> dict[str, Any]:
        """The time a planned date keeps: set by staff, called off (people know which time), or else it were over."""
        if "time" in row.overridden:
            return {**self._own_time(row), "wall": row.wall}
        if row.status != Status.SCHEDULED:
            return {name: getattr(row, name) for name in TIME}
        if planned.end <= self.now and row.withdrawn_at is None:
            return {name: getattr(row, name) for name in (*TIME, "planned_start", "planned_end")}
        return {}

    def _own_time(self, row: Occurrence) -> dict[str, Any]:
        """When a date takes place that does not follow the plan: at the same wall time, whatever clocks do."""
        kept = {name: getattr(row, name) for name in TIME}
        words = row.wall or (wall_times(row.start, row.end, row.zone) if row.zone != self.branch.zone else "")
        if words:
            kept["start"], kept["end"] = wall_instants(words, self.branch.zone)
        return kept

    def _let_go(self, rows: list[Occurrence]) -> None:
        """Dates to come that the plan no longer has: kept when someone holds them, withdrawn otherwise."""
        held = attached(rows) if rows else set()
        for row in rows:
            if row.pk in held or EXTRA in row.overridden:
                self._keep(row)
            else:
                self.steps.append(Step("withdrawn", row, self._set(row, {"withdrawn_at": self.now})))

    def _keep(self, row: Occurrence) -> None:
        """Marks the date for staff to decide about, unless they did: kept as an extra date, or cancelled."""
        decided = EXTRA in row.overridden or row.status == Status.CANCELLED
        wall = row.wall or wall_times(row.start, row.end, row.zone)
        own = {**self._own_time(row), "zone": self.branch.zone, "wall": wall}
        if row.branch_id != self.branch.pk:
            own |= {"branch_id": self.branch.pk, "space_id": None}
        changes = self._set(row, {"off_rule": not decided, **own})
        word = "moved" if changes.keys() & {"start", "end"} else "changed" if changes else "unchanged"
        self.steps.append(Step(word if decided else "kept", row, changes))

    def _values(self, planned: PlannedDate) -> dict[str, Any]:
        return {
            "planned_on": planned.planned_on,
            "start": planned.start,
            "end": planned.end,
            "planned_start": planned.start,
            "planned_end": planned.end,
            "zone": self.branch.zone,
            "all_day": planned.all_day,
            "label": planned.label,
            "kind": self.page.kind,
            "branch_id": self.branch.pk,
            "space_id": planned.space_id,
            "seats_planned": planned.seats,
            "seats": planned.seats,
            "online_planned": planned.online_seats,
            "online_seats": planned.online_seats,
            "session": planned.session,
            "admission": planned.admission,
        }

    def _set(self, row: Occurrence, values: dict[str, Any]) -> dict[str, Any]:
        """Writes what differs into the row; returns what was there. What calendars show raises the sequence."""
        was = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        if not was:
            return was
        for name in was:
            setattr(row, name, values[name])
        row.modified = self.now
        row.sequence += 1 if was.keys() & TOLD else 0
        self.touched.append(row)
        self.fields |= {name.removesuffix("_id") for name in was} | {"modified", "sequence"}
        return was


def seats(planned: int | None, taken: int) -> int | None:
    """Seats of a date: never fewer than are taken; None is no limit (decision 3.4)."""
    return None if planned is None else max(planned, taken)


def _only_ones(found: Iterable[T], code_of: Callable[[T], UUID]) -> dict[UUID, T]:
    """By schedule, that which is the only one of its schedule."""
    groups: dict[UUID, list[T]] = {}
    for each in found:
        groups.setdefault(code_of(each), []).append(each)
    return {code: group[0] for code, group in groups.items() if len(group) == 1}


def _key(code: UUID, planned_on: date | None) -> tuple[UUID, date | None]:
    """By what a planned date finds its row; an exhibition has one period, whenever it begins."""
    return code, None if code == PERIOD_CODE else planned_on
