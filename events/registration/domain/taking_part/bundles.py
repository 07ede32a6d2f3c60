"""Registrations one person made in one step: which belong together, which stands in front, and each as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from core import tokens
from events.calendar.domain import rows
from events.calendar.domain.rows import Row
from events.calendar.domain.states import state_of
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.course_line import is_course
from events.registration.domain.letters import teller
from events.registration.enums import ACTIVE, State, Verb
from events.registration.models import MANAGE, Entry, Registration


def with_key(bundle: UUID | None) -> list[Registration]:
    """The registrations of one step by date, with what letters need."""
    return [] if bundle is None else [each for each in _step(bundle) if not each.erased_at]


def of_form(form_key: UUID) -> list[Registration]:
    """What this form brought before; raises FormSpent where all of that has been erased since."""
    made = _step(form_key)
    known = [each for each in made if not each.erased_at]
    if made and not known:
        raise rules.FormSpent(
            _("This form was sent before, and what it said has been erased since. Please open the form again.")
        )
    return known


def _step(bundle: UUID) -> list[Registration]:
    found = Registration.objects.filter(bundle=bundle)
    found = found.select_related("occurrence__event", "occurrence__branch", "occurrence__space")
    return list(found.order_by("occurrence__start", "pk"))


def of(registration: Registration) -> list[Registration]:
    """The registration and those made with it, by date."""
    return with_key(registration.bundle) or [registration]


def is_of_course(registration: Registration) -> bool:
    """Whether it is one date of a course its party registered for as a whole."""
    return registration.bundle is not None and is_course(registration.occurrence.event)


def leading(registrations: Sequence[Registration], *, now: datetime) -> Registration:
    """The one that stands for all: the next date they come to, else the last they came to, else the first."""
    active = [each for each in registrations if each.face in ACTIVE]
    coming = (each for each in active if now < each.occurrence.end)
    return next(coming, active[-1] if active else registrations[0])


def front(registration: Registration, *, now: datetime) -> Registration:
    """On whose page a registration stands: of a course its leading date, else itself."""
    return leading(of(registration), now=now) if is_of_course(registration) else registration


@dataclass(frozen=True)
class Line:
    """One date of several, in words: `state` is the state as the person sees it, `says` its words.

    `off`: the library cancelled or postponed the date.
    """

    registration: Registration
    row: Row
    when: str
    state: str
    says: str
    off: bool
    may_cancel: bool
    may_return: bool

    @property
    def link(self) -> str:
        """Where its person gives this date back, or takes it again; empty when there is nothing to do."""
        verb = ""
        if self.may_return:
            verb = "back"
        elif self.may_cancel and not is_of_course(self.registration):
            verb = "cancel"
        elif self.may_cancel and self.state == State.CONFIRMED:
            verb = "absent"
        token = tokens.sign(MANAGE, self.registration.code)
        return reverse(f"signed:registration-{verb}", args=[token]) if verb else ""


def lines(registrations: Sequence[Registration], *, language: str, now: datetime) -> list[Line]:
    """Each date in words of the active language, in a constant number of queries."""
    told = rows.of([each.occurrence for each in registrations], language=language)
    excused = _excused(registrations)
    return [
        _line(each, row, now=now, excused=each.pk in excused) for each, row in zip(registrations, told, strict=True)
    ]


def _line(each: Registration, row: Row, *, now: datetime, excused: bool) -> Line:
    state, to_come = state_of(row), not rules.has_begun(each.occurrence, now=now)
    active = each.face in ACTIVE
    says = state.label if state.off else in_words(each.face, excused=excused)
    return Line(
        registration=each,
        row=row,
        when=teller.in_words(row),
        state=state.word if state.off else each.face,
        says=says if to_come or not active else _("Over"),
        off=state.off,
        may_cancel=active and to_come and not state.off,
        may_return=excused and to_come and not state.off,
    )


def in_words(face: str, *, excused: bool = False) -> str:
    """What became of one date of several, as its person reads it."""
    if excused:
        return pgettext("one date of several", "You said that you cannot come")
    return {
        State.CONFIRMED: pgettext("one date of several", "You have a place"),
        State.WAITING: pgettext("one date of several", "You are on the waiting list"),
        State.PENDING: pgettext("one date of several", "The library answers you"),
        State.OFFERED: pgettext("one date of several", "A place is offered to you"),
        State.LAPSED: pgettext("one date of several", "The place went on, for nobody answered"),
        State.REFUSED: pgettext("one date of several", "The library had to refuse"),
    }.get(State(face), pgettext("one date of several", "Cancelled"))


def _excused(registrations: Sequence[Registration]) -> set[int]:
    """Those given free by their person for this once, who may take them back."""
    found = {each.pk for each in registrations if each.state == State.REPEAT and each.face == State.CANCELLED}
    off = [each.pk for each in registrations if each.state == State.CANCELLED and is_of_course(each)]
    if off:
        last = dict(Entry.objects.filter(registration__in=off).order_by("at", "pk").values_list("registration", "verb"))
        found |= {pk for pk, verb in last.items() if verb == Verb.EXCUSED}
    return found


def without_place(registrations: Sequence[Registration]) -> list[Occurrence]:
    """The dates that were chosen in the same step and were full already."""
    facts = Entry.objects.filter(registration__in=[each.pk for each in registrations]).exclude(facts={})
    codes = {code for each in facts.values_list("facts", flat=True) for code in each.get("full", [])}
    found = Occurrence.objects.filter(code__in=codes).select_related("event", "branch", "space")
    return list(found.order_by("start", "pk")) if codes else []


def facts(registration: Registration, *, now: datetime) -> dict[str, Any]:
    """What `registration/parts/bundle.html` shows on the page of somebody who registered for several dates."""
    together = with_key(registration.bundle)
    if not together:
        return {}
    course = is_of_course(registration)
    told = lines(together, language=registration.language, now=now)
    full = [] if course else rows.of(without_place(together), language=registration.language)
    return {
        "is_course": course,
        "dates": told,
        "active": sum(line.may_cancel for line in told),
        "waits": all(line.state == State.WAITING for line in told if line.may_cancel),
        "full": [{"title": row.label or row.title, "when": teller.in_words(row)} for row in full],
    }
