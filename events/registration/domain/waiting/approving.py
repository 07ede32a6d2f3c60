"""Places that the library gives by its own decision: somebody asks, staff say yes or no, the door has the last word."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from events.registration.domain import rules, seats
from events.registration.domain.letters import calling, telling
from events.registration.enums import State, Verb
from events.registration.models import Registration


class NotAsked(RuleBroken):
    """The registration does not wait for an answer of the library."""


def approve(registration: Registration, *, now: datetime, by: User) -> Registration:
    """Yes: a place, or a number on the waiting list when there is none. Raises Full where the event has no list."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        _check_asked(registration)
        rules.check_takes_place(occurrence)
        rules.check_not_begun(occurrence, now=now, by_staff=True)
        seats.note(registration, Verb.APPROVED, now=now, by=by)
        if seats.would_enter(occurrence, registration.party, online=registration.online):
            seats.take(occurrence, registration.party, online=registration.online)
            seats.change_state(registration, State.CONFIRMED, now=now)
        elif occurrence.event.waiting_list:
            number = seats.line_up(occurrence, online=registration.online)
            seats.change_state(registration, State.WAITING, now=now, number=number)
        else:
            raise rules.Full(_("All places are taken, and there is no waiting list for this date."))
        promoted = seats.settle(occurrence, now=now)
        if registration.state == State.CONFIRMED:
            telling.confirmed(registration)
        elif registration.pk not in {each.pk for each in promoted}:
            telling.waiting(registration)
        telling.promoted(promoted, occurrence)
        if not registration.email:
            calling.due(registration, "promoted" if registration.state == State.CONFIRMED else "waiting")
        registration.refresh_from_db(fields=["state", "version", "changed_at", "offered_until"])
        return registration


def refuse(registration: Registration, *, now: datetime, by: User, words: str = "") -> Registration:
    """No, and why in the words of staff, which stand in the letter alone."""
    with transaction.atomic():
        _occurrence, registration = seats.lock_with(registration)
        _check_asked(registration)
        seats.change_state(registration, State.REFUSED, now=now)
        seats.note(registration, Verb.REFUSED, now=now, by=by)
        telling.refused(registration, words=one_line(words))
        return registration


def _check_asked(registration: Registration) -> None:
    if registration.state != State.PENDING:
        raise NotAsked(_("This request has been answered already."))
