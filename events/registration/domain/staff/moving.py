"""Moving the people of one date to another date of the same event: their places, their line, their link go along."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain.occurrences import withdraw_occurrence
from events.calendar.models import Occurrence
from events.registration.domain import rules, seats
from events.registration.domain.letters import changing, telling
from events.registration.domain.letters.offering import offer_facts
from events.registration.domain.letters.teller import Teller
from events.registration.domain.ways import WAYS
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration


class OtherEvent(RuleBroken):
    """The two dates belong to different events, or are the same."""


class DoesNotFit(RuleBroken):
    """The other date has too few free places."""


@dataclass(frozen=True)
class Moved:
    """Who was moved, and who stays because their address is registered on the other date already."""

    moved: list[Registration]
    left_behind: list[Registration]


def move_registrations(source: Occurrence, *, to: Occurrence, now: datetime, by: User | None = None) -> Moved:
    """Everyone who has a place on `source` or waits for one has it on `to` instead, and is told in one letter.

    Both dates are locked in the order of their keys. All or nobody: raises DoesNotFit when `to` has too few places.
    Those who waited stand at the end of the other line, in their order. A date that left the plan and is empty now
    is withdrawn.
    """
    if source.pk == to.pk or source.event_id != to.event_id:
        raise OtherEvent(_("People can be moved to another date of the same event only."))
    with transaction.atomic():
        rows = {row.pk: row for row in seats.lock(source.pk, to.pk)}
        old, new = rows[source.pk], rows[to.pk]
        rules.check_not_begun(old, now=now, by_staff=True)
        rules.check_takes_place(new)
        rules.check_not_begun(new, now=now)
        going, left_behind = _who_goes(old, new)
        _check_fits(new, going)
        for registration in going:
            _move(registration, old, new, now=now, by=by)
        promoted = [*seats.settle(old, now=now), *seats.settle(new, now=now)]
        _tell(going, promoted, old, new)
        if not left_behind:
            withdraw_occurrence(old, now=now)
        return Moved(going, left_behind)


def _who_goes(old: Occurrence, new: Occurrence) -> tuple[list[Registration], list[Registration]]:
    """In the order of the line; nobody is registered twice on one date, so who is there already stays."""
    there = set(Registration.objects.of(new).active().exclude(email="").values_list("email", flat=True))
    courses = set(Registration.objects.of(new).active().exclude(bundle=None).values_list("bundle", flat=True))
    active = list(Registration.objects.of(old).active().order_by("number", "pk"))
    stays = {each.pk for each in active if each.email in there or each.bundle in courses}
    return [each for each in active if each.pk not in stays], [each for each in active if each.pk in stays]


def _check_fits(new: Occurrence, going: list[Registration]) -> None:
    for way in WAYS:
        wanted = sum(each.party for each in going if each.holds_places and each.online == way.online)
        planned = getattr(new, way.planned)
        left = None if planned is None else max(planned - getattr(new, way.taken), 0)
        if left is not None and wanted > left:
            raise _does_not_fit(left, wanted)


def _does_not_fit(left: int, wanted: int) -> DoesNotFit:
    sentence = ngettext(
        "The other date has %(left)s free place, and %(wanted)s are needed. Please give it more places first.",
        "The other date has %(left)s free places, and %(wanted)s are needed. Please give it more places first.",
        left,
    )
    return DoesNotFit(sentence % {"left": left, "wanted": wanted}, left=left, wanted=wanted)


def _move(registration: Registration, old: Occurrence, new: Occurrence, *, now: datetime, by: User | None) -> None:
    """One registration, with its line in the history; the counts of both locked rows follow."""
    if registration.state == State.WAITING:
        seats.leave(old, registration)
        registration.number = seats.line_up(new, online=registration.online)
    else:
        seats.leave(old, registration)
        if registration.state != State.PENDING:
            seats.take(new, registration.party, online=registration.online)
        registration.number, registration.arrived, registration.checked_in_at = None, None, None
    if registration.offered_until:
        registration.offered_until = min(registration.offered_until, new.start)
    registration.asked_again_at = registration.confirmed_again_at = None  # it was the other date they were asked of
    registration.occurrence = new
    registration.told, registration.told_sequence = changing.facts_of(new), new.sequence
    registration.version += 1
    registration.changed_at = now
    registration.save()
    Entry.objects.create(
        registration=registration, verb=Verb.MOVED, party=registration.party, came_from=old, by=by, at=now
    )


def _tell(going: list[Registration], promoted: list[Registration], old: Occurrence, new: Occurrence) -> None:
    """One letter each; whoever was promoted by the move reads of the new date and the place in one, and whoever is
    offered a place until when it is kept.

    Who was not moved and got a place that came free is told as anybody is: of a course of all its dates at once.
    """
    served, moved = {each.pk for each in promoted}, {each.pk for each in going}
    teller = Teller(new)
    for registration in going:
        if registration.pk in served:
            registration.refresh_from_db(fields=["state", "version", "offered_until", "changed_at"])
        line = telling.position(registration) if registration.state == State.WAITING else 0
        offer = offer_facts(registration, new) if registration.state == State.OFFERED else {}
        teller.tell("moved", registration, came_from=old, position=line, in_plan=not old.off_rule, **offer)
    telling.promoted([each for each in promoted if each.pk not in moved], new)


class AlreadyThere(RuleBroken):
    """The address, or the party of a course, is registered on the other date already."""


def move_party(registration: Registration, *, to: Occurrence, now: datetime, by: User) -> Registration:
    """One party has its place, or its wait, on another date of the same event; its link stays, one letter tells it.

    Who waits there goes first: raises DoesNotFit when the free places do not suffice for somebody who has places.
    """
    with transaction.atomic():
        rows = {row.pk: row for row in seats.lock(registration.occurrence_id, to.pk)}
        old, new = rows[registration.occurrence_id], rows[to.pk]
        registration = _as_it_is(registration, old)
        if old.pk == new.pk or old.event_id != new.event_id:
            raise OtherEvent(_("People can be moved to another date of the same event only."))
        rules.check_not_begun(old, now=now, by_staff=True)
        rules.check_takes_place(new)
        rules.check_not_begun(new, now=now)
        if registration in _who_goes(old, new)[1]:
            raise AlreadyThere(_("This party is registered on the other date already."))
        _check_fits(new, [registration])
        _move(registration, old, new, now=now, by=by)
        promoted = [*seats.settle(old, now=now), *seats.settle(new, now=now)]
        _tell([registration], promoted, old, new)
        return registration


def _as_it_is(registration: Registration, old: Occurrence) -> Registration:
    """The registration under the lock of its date: with a place or in the line, and still on this date."""
    fresh = Registration.objects.get(pk=registration.pk)
    if fresh.occurrence_id != old.pk:
        raise rules.NotPossibleNow(_("This registration has just been moved to another date. Please look again."))
    if fresh.state not in (State.CONFIRMED, State.WAITING):
        raise rules.NotPossibleNow(_("Only people who have a place or wait for one can be moved."))
    fresh.occurrence = old
    return fresh
