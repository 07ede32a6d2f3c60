"""A person's own registration, behind the signed link in their letter: see, change places, cancel."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, tokens
from core.exceptions import RuleBroken
from core.prepared_models import Prepared
from events.calendar import ical
from events.calendar.domain import rows
from events.registration.domain import rules
from events.registration.domain.letters import joining, teller, telling
from events.registration.domain.privacy import keeping
from events.registration.domain.taking_part import bundles, courses, registering
from events.registration.enums import ACTIVE, ENDED, State
from events.registration.forms.registering import PartyForm
from events.registration.models import MANAGE, Registration

View = Callable[..., HttpResponse]


def for_its_holder(view: View) -> View:
    """Open the link, speak its language, let nobody keep or index the answer. Links that open nothing look alike."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        registration = _registration(token)
        if registration is None:
            response = render(request, "registration/gone.html", status=404)
        else:
            translation.activate(registration.language)
            request.LANGUAGE_CODE = registration.language
            response = view(request, token, registration)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


# The statement is made once: its rows are wide.
_WHOLE = (
    Registration.objects.with_holdings()
    .select_related("occurrence__event__locale", "occurrence__branch", "occurrence__space")
    .defer("occurrence__event__body")
)
_by_code = Prepared(lambda code: _WHOLE.filter(code=code, erased_at=None), (Registration._meta.get_field("code"), "-"))


def _registration(token: str) -> Registration | None:
    try:
        code = tokens.unsign(MANAGE, token)
    except tokens.BadToken:
        return None
    return _by_code.one(code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_manage(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """The confirmation that stays: what is registered, and the form for another number of places."""
    occurrence, course = registration.occurrence, bundles.is_of_course(registration)
    if (leading := bundles.front(registration, now=clock.now())) != registration:
        return redirect(leading)
    form = PartyForm(request.POST or None, occurrence=occurrence, initial={"party": registration.party})
    if request.method == "POST" and form.is_valid():
        try:
            change_party = courses.change_party if course else registering.change_party
            change_party(registration, party=form.cleaned_data["party"], now=clock.now())
            messages.success(request, _("Your change is saved."))
            return redirect(registration)
        except RuleBroken as refused:
            form.add_error("party", refused.sentence)
    return render(request, "registration/registration_manage.html", {**facts_of(token, registration), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_cancel(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks, POST cancels: mail programs follow links. Of a course one misses a date, or leaves all."""
    if bundles.is_of_course(registration):
        return redirect("signed:registration-leave", token)
    refusal = None
    if request.method == "POST":
        try:
            registering.cancel(registration, now=clock.now())
            return redirect(registration)
        except RuleBroken as refused:
            refusal = refused
    context = {**facts_of(token, registration), "refusal": refusal}
    return render(request, "registration/registration_cancel.html", context)


@require_safe
@for_its_holder
def registration_ics(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """The date for the person's calendar, with all that were taken in one step with it.

    What they have no place on and do not wait for any more is called off.
    """
    together = bundles.of(registration)
    told = rows.of([each.occurrence for each in together], language=registration.language)
    entries = [_entry(each, row) for each, row in zip(together, told, strict=True)]
    headers = {"Content-Disposition": 'attachment; filename="event.ics"'}
    calendar = ical.document(entries, name=told[0].title, method="PUBLISH")
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)


def _entry(registration: Registration, row: rows.Row) -> ical.Entry:
    entry = ical.entry(row)
    return replace(entry, called_off=True) if registration.face in ENDED else entry


def facts_of(token: str, registration: Registration) -> dict[str, Any]:
    """What the pages of one registration show."""
    occurrence = registration.occurrence
    row = rows.of([occurrence], language=registration.language)[0]
    waits = registration.face == State.WAITING
    now = clock.now()
    return {
        "registration": registration,
        "occurrence": occurrence,
        "token": token,
        "date": teller.date_facts(row, occurrence),
        "reference": teller.spelled(registration.code),
        "position": telling.position(registration) if waits else None,
        "may_act": registration.face in ACTIVE and not rules.has_begun(occurrence, now=now),
        "people": [keeping.in_words(person) for person in keeping.people_of(registration)],
        "stored": keeping.stored(registration),
        "erased_on": keeping.erased_on(registration),
        "join_link": joining.link_for(registration, now=now),
        "joins_later": joining.is_online(registration) and bool(joining.link_of(occurrence)),
        "state_title": _state_title(registration),
        "bundle": bundles.facts(registration, now=now),
    }


def _state_title(registration: Registration) -> str:
    return {
        State.PENDING: _("You asked for a place"),
        State.CONFIRMED: _("You have a place"),
        State.WAITING: _("You are on the waiting list"),
        State.OFFERED: _("A place is free for you"),
        State.LAPSED: _("Your place went to someone else"),
        State.REFUSED: _("We could not give you a place"),
        State.CANCELLED: _("Your registration is cancelled"),
    }[State(registration.face)]
