"""Reconciling: the dates that happen follow the plan of their page, and no date a person holds is lost.

What a repeated event does when it is edited stands in `_Reconciliation` (calendars reference 5.4).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT

from events.calendar.domain.branches import branch_of
from events.calendar.domain.closures import without_closing_days
from events.calendar.domain.expansion import PERIOD_CODE, PlannedDate, horizon, planned_dates
from events.calendar.domain.sources import is_translation
from events.calendar.models import EventPage, Occurrence
from places.models import Branch

# What calendars show: when one of these changes, people are told (RFC 5545 3.8.7.4).
TOLD = {"start", "end", "all_day", "space_id", "branch_id", "withdrawn_at"}


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


@transaction.atomic
def reconcile(page: EventPage, *, now: datetime) -> Reconciled:
    """Makes the page's dates what its published plan says; run again, nothing changes. Refuses nothing.

    Reads the page afresh, so that no draft is taken for the plan. A page that is not live, is a translation or stands
    for another one is left alone. Locks the page, then its dates in the order of their keys (decision 3.4).
    """
    EventPage.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk).first()
    page = EventPage.objects.filter(pk=page.pk).specific().first()
    branch = branch_of(page) if page else None
    if page is None or branch is None or not page.live or page.alias_of_id or is_translation(page):
        return Reconciled()
    rows = list(Occurrence.objects.select_for_update(of=("self",)).filter(event_id=page.pk).order_by("pk"))
    until = max([horizon(now), *(row.planned_on for row in rows if row.planned_on)])
    work = _Reconciliation(page, branch, rows, now)
    plan = planned_dates(page, zone=branch.zone, until=until)
    work.follow(without_closing_days(page, plan, branch, rows))
    work.write()
    EventPage.objects.filter(pk=page.pk).update(reconciled_at=now)
    return Reconciled(**work.done)


def attached(occurrences: Iterable[Occurrence]) -> set[UUID]:
    """Keys of the dates that something of a person hangs on: registrations, counts, whatever later rooms add.

    Later rooms are asked through the relations they made, without knowing them: what protects a date from deletion.
    """
    rows = list(occurrences)
    keys = [row.pk for row in rows]
    found = {row.pk for row in rows if row.seats_taken or row.waiting}
    for relation in Occurrence._meta.related_objects:
        if relation.on_delete is PROTECT and keys:
            name = relation.field.name
            held = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
            found.update(held.values_list(relation.field.attname, flat=True).distinct())
    return found


@dataclass
class _Reconciliation:
    """The working table of one reconciliation: rows as they are, what becomes of them, what must be written."""

    page: EventPage
    branch: Branch
    rows: list[Occurrence]
    now: datetime
    done: Counter[str] = field(default_factory=Counter)
    new: list[Occurrence] = field(default_factory=list)
    touched: list[Occurrence] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    def follow(self, plan: list[PlannedDate]) -> None:
        """Lays the plan over the rows: what is in both, only in the plan, only in the rows."""
        known = {_key(row.schedule_code, row.planned_on): row for row in self.rows}
        begun = {row.schedule_code for row in self.rows}
        planned_keys = set()
        for planned in plan:
            key = _key(planned.code, planned.planned_on)
            if key in planned_keys:
                continue
            planned_keys.add(key)
            row = known.get(key)
            if row is not None:
                self._meet(row, planned)
            elif planned.end > self.now or planned.code not in begun:
                # Dates that are over are written only for a plan that is new: an edit invents no past.
                self._make(planned)
        rest = [row for key, row in known.items() if key not in planned_keys and row.planned_on]
        self._let_go([row for row in rest if row.end > self.now])

    def write(self) -> None:
        """Everything in a few statements, however long the series."""
        Occurrence.objects.bulk_create(self.new)
        if self.touched:
            Occurrence.objects.bulk_update(self.touched, sorted(self.fields))

    def _make(self, planned: PlannedDate) -> None:
        values = self._values(planned)
        self.new.append(Occurrence(event_id=self.page.pk, schedule_code=planned.code, modified=self.now, **values))
        self.done["made"] += 1

    def _meet(self, row: Occurrence, planned: PlannedDate) -> None:
        """A date that is in the plan, old or new: it takes over what staff did not set on it alone."""
        if row.end <= self.now and (planned.code != PERIOD_CODE or planned.end <= self.now):
            return
        values = {**self._values(planned), "off_rule": False, "withdrawn_at": None}
        for own, names in {"time": ("start", "end", "all_day"), "space": ("space_id",), "seats": ()}.items():
            if own in row.overridden:
                for name in names:
                    del values[name]
        if "seats" in row.overridden:
            values["seats_planned"] = row.seats_planned
        values["seats"] = seats(values["seats_planned"], row.seats_taken)
        changes = self._set(row, values)
        if "withdrawn_at" in changes:
            self.done["restored"] += 1
        elif changes & {"start", "end"}:
            self.done["moved"] += 1
        else:
            self.done["changed" if changes else "unchanged"] += 1

    def _let_go(self, rows: list[Occurrence]) -> None:
        """Dates to come that the plan no longer has: kept when someone holds them, withdrawn otherwise."""
        held = attached(rows) if rows else set()
        for row in rows:
            if row.pk in held:
                self._set(row, {"off_rule": True})
                self.done["kept"] += 1
            elif row.withdrawn_at is None:
                self._set(row, {"withdrawn_at": self.now})
                self.done["withdrawn"] += 1

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
            "session": planned.session,
            "admission": planned.admission,
        }

    def _set(self, row: Occurrence, values: dict[str, object]) -> set[str]:
        """Writes what differs into the row; returns the names. What calendars show raises the sequence."""
        changes = {name for name, value in values.items() if getattr(row, name) != value}
        if not changes:
            return changes
        for name in changes:
            setattr(row, name, values[name])
        row.modified = self.now
        row.sequence += 1 if changes & TOLD else 0
        self.touched.append(row)
        self.fields |= {name.removesuffix("_id") for name in changes} | {"modified", "sequence"}
        return changes


def seats(planned: int | None, taken: int) -> int | None:
    """Seats of a date: never fewer than are taken; None is no limit (decision 3.4)."""
    return None if planned is None else max(planned, taken)


def _key(code: UUID, planned_on: date | None) -> tuple[UUID, date | None]:
    """By what a planned date finds its row; an exhibition has one period, whenever it begins."""
    return code, None if code == PERIOD_CODE else planned_on
