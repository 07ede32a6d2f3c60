"""What the buttons of the desk do: one press, one verb of the domain, and back to the list with a sentence."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_POST

from accounts.domain import DESK
from core import clock
from core.exceptions import RuleBroken
from core.tokens import read_aloud
from events.calendar.models import Occurrence
from events.registration.domain import desk, registering, teller
from events.registration.forms.door import HeadcountForm, WalkInForm
from events.registration.models import Registration
from events.registration.views.desk import own_date


class NotHere(RuleBroken):
    """No such registration on this date."""


class NotUnderstood(RuleBroken):
    """A field of one of the small forms at the door."""


@require_POST
def desk_do(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """One press of a button at the door, then back to the list."""
    if verb not in VERBS:
        raise Http404
    occurrence = own_date(request, code, DESK)
    try:
        messages.success(request, VERBS[verb](request, occurrence))
    except RuleBroken as refused:
        messages.error(request, refused.sentence)
    return redirect(reverse("registration_desk:date", args=[occurrence.code]) + _again(request))


def _again(request: HttpRequest) -> str:
    sought = request.POST.get("q", "")
    return f"?{urlencode({'q': sought})}" if sought else ""


def _check_in(request: HttpRequest, occurrence: Occurrence) -> str:
    registration = _registration(request, occurrence)
    number = _number(request.POST.get("number", "")) or registration.party
    found, first = desk.check_in(registration, number=number, now=clock.now(), by=request.user)
    if first:
        return _("%(name)s is checked in.") % {"name": found.name}
    at = teller.clock_time(found.checked_in_at, occurrence)
    return _("%(name)s was checked in already, at %(time)s.") % {"name": found.name, "time": at}


def _undo(request: HttpRequest, occurrence: Occurrence) -> str:
    found = desk.undo_check_in(_registration(request, occurrence), now=clock.now(), by=request.user)
    return _("The check-in of %(name)s is undone.") % {"name": found.name}


def _admit(request: HttpRequest, occurrence: Occurrence) -> str:
    found = desk.admit(_registration(request, occurrence), now=clock.now(), by=request.user)
    return _("%(name)s has a place now.") % {"name": found.name}


def _cancel(request: HttpRequest, occurrence: Occurrence) -> str:
    found = registering.cancel(_registration(request, occurrence), now=clock.now(), by=request.user)
    return _("The registration of %(name)s is cancelled.") % {"name": found.name}


def _walk_in(request: HttpRequest, occurrence: Occurrence) -> str:
    form = _valid(WalkInForm(request.POST, now=clock.now()))
    given = {name: form.cleaned_data[name] for name in ("party", "name")}
    desk.walk_in(
        occurrence, **given, form_key=form.form_key, language=get_language() or "en", now=clock.now(), by=request.user
    )
    party = given["party"]
    return ngettext("%(party)d person came in.", "%(party)d people came in.", party) % {"party": party}


def _give_free(request: HttpRequest, occurrence: Occurrence) -> str:
    freed = desk.give_free(occurrence, now=clock.now(), by=request.user)
    return ngettext("%(freed)d place is free again.", "%(freed)d places are free again.", freed) % {"freed": freed}


def _count(request: HttpRequest, occurrence: Occurrence) -> str:
    form = _valid(HeadcountForm(request.POST))
    row = desk.count_heads(occurrence, **form.cleaned_data, now=clock.now(), by=request.user)
    return _("Counted: %(number)d (%(part)s).") % {"number": row.number, "part": row.get_part_display()}


VERBS: dict[str, Callable[[HttpRequest, Occurrence], str]] = {
    "check-in": _check_in,
    "undo": _undo,
    "admit": _admit,
    "cancel": _cancel,
    "walk-in": _walk_in,
    "give-free": _give_free,
    "count": _count,
}


def _valid(form: Any) -> Any:
    if form.is_valid():
        return form
    field, problems = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    raise NotUnderstood(f"{label}: {problems[0]}" if label else problems[0])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _registration(request: HttpRequest, occurrence: Occurrence) -> Registration:
    """By its code, and of this date only: another date's code tells nothing."""
    code = read_aloud(request.POST.get("registration", ""))
    found = Registration.objects.of(occurrence).real().filter(code=code).first()
    if found is None:
        raise NotHere(_("This is not a registration for this date."))
    return found
