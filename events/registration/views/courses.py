"""Registering for a whole course, or for chosen dates and sessions of an event, in one form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.decorators.http import require_http_methods

from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain import rows
from events.calendar.domain.rows import Row
from events.calendar.domain.states import Door, door
from events.calendar.enums import RegistersFor
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import rules
from events.registration.domain.course_line import has_begun
from events.registration.domain.letters import teller
from events.registration.domain.privacy import keeping
from events.registration.domain.taking_part import choosing, courses
from events.registration.forms.dates import ChosenForm, CourseForm
from events.registration.models import Registration
from events.registration.views.receiving import TRAP, Show, receive

Form = CourseForm | ChosenForm


@dataclass(frozen=True)
class Step:
    """One step over several dates: those one would register for, and why nobody can at this moment.

    `begun`: earlier dates of the course are over, and one joins it late.
    """

    event: EventPage
    dates: list[Occurrence]
    now: datetime
    refusal: RuleBroken | None
    begun: bool = False

    @property
    def is_course(self) -> bool:
        return bool(self.event.registers_for == RegistersFor.COURSE)

    def form(self, data: Any = None, **given: Any) -> Form:
        """The form for these dates; `chosen` is the code of the date that is ticked already."""
        if self.is_course:
            given.pop("chosen", None)
            return CourseForm(data, dates=self.dates, now=self.now, **given)
        return ChosenForm(data, dates=self.dates, now=self.now, **given)


@csrf_exempt  # checked in `receive`, which answers with the form and everything that was typed
@requires_csrf_token
@require_http_methods(["GET", "HEAD", "POST"])
def registration_course(request: HttpRequest, code: str) -> HttpResponseBase:
    """The form for several dates of an event, and what came back in it; `?date=` has one ticked already."""
    event, now = _event(code), clock.now()
    if event.registers_for == RegistersFor.DATE:
        return redirect(event.get_url(request) or "/")
    step = _step(event, now)
    if step.refusal:
        return _show(request, step, None)
    if request.method != "POST":
        return _show(request, step, step.form(chosen=request.GET.get("date", "")))
    if "more" in request.POST:
        return _show(request, step, step.form(typed=request.POST))
    form = step.form(request.POST)
    show = partial(_show, request, step, form)
    return receive(request, form, now, show=show, take=partial(_register, step, form, show))


def _event(code: str) -> EventPage:
    """The page that owns the dates of the event with this code; what is not public does not exist."""
    try:
        key = UUID(hex=code)
    except ValueError:
        raise Http404 from None
    owns = Exists(Occurrence.objects.filter(event=OuterRef("pk")))
    found = EventPage.objects.live().filter(owns, translation_key=key, alias_of=None).first()
    if found is None:
        raise Http404
    return found


def _step(event: EventPage, now: datetime) -> Step:
    if event.registers_for == RegistersFor.CHOSEN:
        dates = choosing.dates_of(event, now=now)
        return Step(event, dates, now, None if dates else rules.Over(choosing.none_to_come()))
    every = courses.dates_of(event)
    try:
        return Step(event, courses.check_open(every, now=now), now, None, begun=has_begun(every, now=now))
    except RuleBroken as refused:
        return Step(event, every, now, refused)


def _register(step: Step, form: Form, show: Show) -> HttpResponseBase:
    given = {name: form.cleaned_data[name] for name in ("name", "email", "party", "access_needs")}
    given |= {"form_key": form.form_key, "language": get_language() or "en", "online": form.online, "now": step.now}
    made: list[Registration]
    try:
        if isinstance(form, CourseForm):
            made = courses.register(step.event, **given, details=form.details())
        else:
            made = choosing.register(form.cleaned_data["dates"], **given, details=form.details()).made
    except RuleBroken as refused:
        form.refuse(refused)
        return show()
    return redirect(made[0])


@dataclass(frozen=True)
class Choice:
    """A date to tick: `refusal` says why it cannot be, `clashes` names what is at the same time."""

    row: Row
    when: str
    door: Door
    ticked: bool
    refusal: str
    clashes: list[str]


def _choices(dates: Sequence[Occurrence], told: Sequence[Row], ticked: Sequence[str], now: datetime) -> list[Choice]:
    called = {row.code: row.label or teller.in_words(row) for row in told}
    clashes: dict[str, list[str]] = {row.code: [] for row in told}
    for one, other in choosing.overlapping(dates):
        clashes[one.code].append(called[other.code])
        clashes[other.code].append(called[one.code])
    return [
        Choice(
            row=row,
            when=teller.in_words(row),
            door=door(row, now),
            ticked=date.code in ticked,
            refusal=choosing.refusal(date, now=now),
            clashes=clashes[row.code],
        )
        for date, row in zip(dates, told, strict=True)
    ]


def _show(request: HttpRequest, step: Step, form: Form | None, *, status: int = 200) -> HttpResponse:
    told = rows.of(step.dates, language=get_language() or "en")
    title = told[0].title if told else step.event.title
    ticked = form.chosen_codes() if isinstance(form, ChosenForm) else []
    context = {
        "form": form,
        "event": step.event,
        "title": title,
        "branch": told[0].branch if told else None,
        "dates": _choices(step.dates, told, ticked, step.now),
        "refusal": step.refusal,
        "begun": step.begun,
        "keeping": keeping.lines(),
        "trap": TRAP,
        "crumbs": [{"label": title, "url": told[0].link if told else step.event.get_url(request)}],
        **(courses.standing(step.dates) if step.is_course else {}),
    }
    template = "course_form" if step.is_course else "course_dates"
    response = render(request, f"registration/{template}.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
