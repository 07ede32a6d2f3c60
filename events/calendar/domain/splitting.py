"""This and the following dates: the old plan ends before the day, a new one goes on from it with the same rows."""

import copy
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import recurrence
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain.branches import branch_of
from events.calendar.domain.expansion import rule_days, usable_rule
from events.calendar.domain.obstacles import obstacles
from events.calendar.domain.previewing import Preview, preview
from events.calendar.domain.sources import is_translation
from events.calendar.models import EventPage, Occurrence, Schedule

# What a schedule that goes on takes from the one before; its own are the code and what it follows.
OWN = {"id", "page", "code", "follows"}


class NotPossible(RuleBroken):
    """The series cannot be changed from this date on, and the sentence says why."""


@transaction.atomic
def split_series(
    page: EventPage, code: UUID, from_day: date, *, changes: Mapping[str, Any], now: datetime, by: User | None = None
) -> UUID:
    """Lets the schedule end before `from_day` (a day its rule gives) and another go on with `changes`: its code.

    `changes` are values of `Schedule` fields. The dates from that day on go over to the new schedule as they are: keys,
    UIDs, codes and people; they are told only of what they would be told of anyway. From the first date on it is the
    whole series, and no second schedule is made. The page is published. Raises NotPossible.
    """
    EventPage.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk).first()
    fresh = EventPage.objects.get(pk=page.pk).specific
    _check(fresh, from_day, now)
    draft, new_code = _split_plan(fresh, code, from_day, changes)
    list(Occurrence.objects.select_for_update(of=("self",)).filter(event_id=page.pk).order_by("pk"))
    Occurrence.objects.filter(event_id=page.pk, schedule_code=code, planned_on__gte=from_day).update(
        schedule_code=new_code
    )
    _refuse_obstacles(draft, now)
    draft.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)
    if new_code != code:
        _carry_words(fresh, code, new_code, by)
    return new_code


def preview_split(
    page: EventPage,
    code: UUID,
    from_day: date,
    *,
    changes: Mapping[str, Any],
    now: datetime,
    people: Mapping[UUID, int] | None = None,
) -> Preview:
    """What `split_series` with these answers would do; raises what it would raise."""
    fresh = EventPage.objects.get(pk=page.pk).specific
    _check(fresh, from_day, now)
    draft, new_code = _split_plan(fresh, code, from_day, changes)
    rows = list(Occurrence.objects.filter(event_id=page.pk).order_by("pk"))
    for row in rows:
        if row.schedule_code == code and row.planned_on and row.planned_on >= from_day:
            row.schedule_code = new_code
    return preview(draft, now=now, people=people, rows=rows)


def going_on(page: EventPage, code: UUID, from_day: date) -> Schedule:
    """The schedule as it would go on from the day, nothing changed: what a form begins with. Raises NotPossible."""
    branch = branch_of(page)
    zone = branch.zone if branch else "UTC"
    old = next((row for row in page.schedules.all() if row.code == code), None)
    if old is None:
        raise NotPossible(_("This date is not part of a series of its event any more."))
    earlier = list(rule_days(old, zone=zone, until=from_day))
    if not earlier or earlier[-1] != from_day:
        raise NotPossible(_("The plan of the event has no such date. Please change this date alone."))
    values = {each.name: getattr(old, each.name) for each in Schedule._meta.concrete_fields if each.name not in OWN}
    new = Schedule(**values, code=uuid4(), follows=old.code)
    new.first_date, new.rule = from_day, copy.deepcopy(old.rule)
    rule = usable_rule(new.rule)
    if rule is not None and rule.count is not None:
        rule.count -= len(earlier) - 1
    return new


def _check(page: EventPage, from_day: date, now: datetime) -> None:
    branch = branch_of(page)
    if from_day < now.astimezone(ZoneInfo(branch.zone if branch else "UTC")).date():
        raise NotPossible(_("This date is over. It stays as it was."))
    if page.alias_of_id or is_translation(page):
        raise NotPossible(_("The dates of this event are kept on its page in another language."))
    if not page.live or page.has_unpublished_changes or page.scheduled_revision:
        raise NotPossible(
            _("The page of this event has a draft that is not published. Please publish or discard it first.")
        )


def _refuse_obstacles(draft: EventPage, now: datetime) -> None:
    """A space that is taken, or a closing day nobody decided about, in the words of the page form."""
    branch = branch_of(draft)
    found = obstacles(draft, branch=branch, now=now) if branch else []
    if found:
        raise NotPossible(" ".join(obstacle.sentence for obstacle in found))


def _split_plan(page: EventPage, code: UUID, from_day: date, changes: Mapping[str, Any]) -> tuple[EventPage, UUID]:
    """The page as it would be published, and the code of the schedule that has the day."""
    draft: EventPage = page.get_latest_revision_as_object()
    new = going_on(draft, code, from_day)
    rows = list(draft.schedules.all())
    place = next(number for number, row in enumerate(rows) if row.code == code)
    old = rows[place]
    if old.first_date == from_day:
        new = old
    else:
        branch = branch_of(page)
        old.rule = _ended(old.rule, before=from_day, zone=branch.zone if branch else "UTC")
        rows.insert(place + 1, new)
    for name, value in changes.items():
        setattr(new, name, value)
    for order, row in enumerate(rows):
        row.sort_order = order
    draft.schedules.set(rows)
    return draft, new.code


def _ended(stored: recurrence.Recurrence, *, before: date, zone: str) -> recurrence.Recurrence:
    """The same rule with the day before as its last."""
    ended = copy.deepcopy(stored)
    rule = ended.rrules[0]
    rule.count = None
    rule.until = datetime.combine(before - timedelta(days=1), time(23, 59, 59), tzinfo=ZoneInfo(zone))
    return ended


def _carry_words(page: EventPage, code: UUID, new_code: UUID, by: User | None) -> None:
    """Translations call the schedule that goes on as they call the one before."""
    others = EventPage.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    for other in others.specific():
        as_published = other.live and not other.has_unpublished_changes
        draft = other.get_latest_revision_as_object()
        rows = list(draft.schedules.all())
        old = next((row for row in rows if row.code == code), None)
        if old is None:
            continue
        told = Schedule(code=new_code, label=old.label, speakers=old.speakers, sort_order=len(rows))
        draft.schedules.set([*rows, told])
        revision = draft.save_revision(user=by)
        if as_published:
            revision.publish(user=by, skip_permission_checks=True)
