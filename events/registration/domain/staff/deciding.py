"""What becomes of dates that left the plan while people hold them: kept, their people moved, or cancelled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain import occurrences
from events.calendar.domain.branches import branch_of
from events.calendar.domain.scheduling import lay_plan
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.letters.rehearsing import Rehearsal, rehearse
from events.registration.domain.staff.moving import move_registrations
from events.registration.models import Registration

KEEP, CANCEL, MOVE = "keep", "cancel", "move"


class DateGone(RuleBroken):
    """The date people were to be moved to is not there."""


@dataclass(frozen=True)
class Decision:
    """`to` is the key of a date (`previewing.date_key`) people are moved to."""

    what: str
    to: str = ""
    reason: str = ""


def people_of(event: EventPage) -> dict[UUID, int]:
    """By date, how many people have a place or wait for one."""
    rows = Registration.objects.active().filter(occurrence__event=event.pk).order_by()
    return dict(rows.values_list("occurrence").annotate(heads=Sum("party")))


def without_address(keys: Iterable[UUID]) -> list[Registration]:
    """Those of these dates to whom no letter can go: staff tell them themselves."""
    rows = Registration.objects.active().filter(occurrence__in=list(keys), email="")
    return list(rows.select_related("occurrence").order_by("occurrence__start", "name", "pk"))


def decide(occurrence: Occurrence, decision: Decision, *, now: datetime, by: User) -> str:
    """Does what was decided about the date and says it in a sentence; raises what its verb refuses."""
    if decision.what == KEEP:
        occurrences.keep_as_extra(occurrence, now=now)
        return _("The date is kept as an extra date.")
    if decision.what == CANCEL:
        occurrences.cancel_occurrence(occurrence, reason=decision.reason, now=now)
        return _("The date is cancelled. Everyone who holds a place is told.")
    done = move_registrations(occurrence, to=date_of(occurrence.event_id, decision.to), now=now, by=by)
    people = sum(each.party for each in done.moved)
    sentence = ngettext("%(people)s person is moved and told.", "%(people)s people are moved and told.", people)
    if not done.left_behind:
        return sentence % {"people": people}
    names = ", ".join(each.name or each.code for each in done.left_behind)
    left = _("Registered on the other date already, so they stay here: %(names)s.") % {"names": names}
    return f"{sentence % {'people': people}} {left}"


def decide_all(
    event: EventPage, decisions: Mapping[UUID, Decision], *, now: datetime, by: User
) -> tuple[list[str], list[str]]:
    """Each decision by itself, so that one refusal holds up no other: what was done, and what was refused."""
    done, refused = [], []
    found = Occurrence.objects.filter(event=event.pk, pk__in=decisions).order_by("start")
    for row in found:
        if not row.off_rule:
            continue
        try:
            done.append(decide(row, decisions[row.pk], now=now, by=by))
        except RuleBroken as refusal:
            refused.append(refusal.sentence)
    return done, refused


def rehearse_plan(draft: EventPage, *, now: datetime) -> Rehearsal:
    """Who would read what if the draft were published; nothing of it stays."""
    return rehearse(lambda: _lay(draft, now=now), event=draft.pk, now=now)


def rehearse_cancelling(event: EventPage, keys: Iterable[UUID], *, now: datetime) -> Rehearsal:
    """Who would read what if all of these dates were cancelled."""

    def cancel() -> None:
        for row in Occurrence.objects.filter(event=event.pk, pk__in=list(keys)).order_by("pk"):
            occurrences.cancel_occurrence(row, reason="", now=now)

    return rehearse(cancel, event=event.pk, now=now)


def _lay(draft: EventPage, *, now: datetime) -> None:
    """What letters read of a published draft: its dates, and what it is called, where and how it takes place.

    Publishing itself does more than can be taken back: it tells search and caches.
    """
    branch = branch_of(draft)
    if branch is None:
        return
    rows = list(Occurrence.objects.select_for_update(of=("self",)).filter(event_id=draft.pk).order_by("pk"))
    lay_plan(draft, branch=branch, rows=rows, now=now).write()
    words = {name: getattr(draft, name) for name in ("title", "mode", "place_note")}
    EventPage.objects.filter(pk=draft.pk).update(**words)


def date_of(event_id: int, key: str) -> Occurrence:
    """The date of the event with this key; raises DateGone."""
    code, _dot, day = key.partition(".")
    try:
        known_by = {"schedule_code": UUID(code), "planned_on": date.fromisoformat(day)}
    except ValueError:
        known_by = {}
    found = Occurrence.objects.filter(event=event_id, **known_by).first() if known_by else None
    if found is None:
        raise DateGone(_("The other date is not there any more. Please choose again."))
    return found
