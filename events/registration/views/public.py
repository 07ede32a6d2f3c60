"""Registering for a date: the form, and the answer to it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.decorators.http import require_http_methods

from core import clock, tokens
from core.exceptions import RuleBroken
from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain import keeping, limits, registering, rules, teller
from events.registration.domain.registering import WrongField
from events.registration.forms.registering import RegistrationForm
from events.registration.models import MANAGE

# A field no person sees. What fills it in is a robot.
TRAP = "website"


@csrf_exempt  # checked in _receive, which answers with the form and everything that was typed
@requires_csrf_token
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: HttpRequest, code: str) -> HttpResponseBase:
    """The form for one date, and what came back in it."""
    now = clock.now()
    occurrence = _occurrence(code)
    if request.method == "POST":
        return _receive(request, occurrence, now)
    return _show(request, occurrence, RegistrationForm(occurrence=occurrence, now=now), now)


def _occurrence(code: str) -> Occurrence:
    found = Occurrence.objects.public().select_related("event", "branch", "space").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _receive(request: HttpRequest, occurrence: Occurrence, now: datetime) -> HttpResponseBase:
    form = RegistrationForm(request.POST, occurrence=occurrence, now=now)
    address = limits.client_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    wait = limits.retry_after(limits.client_limit(address), address, now=now)
    if wait:
        return _later(request, occurrence, form, now, wait)
    if not _is_from_our_page(request):
        form.add_error(None, _("Nothing is lost. Your browser did not send its cookie: please send the form again."))
        return _show(request, occurrence, form, now, status=403)
    if request.POST.get(TRAP):
        limits.count(limits.TRAPPED, TRAP, now=now)
        return redirect("signed:registration-manage", tokens.sign(MANAGE, tokens.code(12)))
    if not form.is_valid() or _is_held_back(form, now):
        return _show(request, occurrence, form, now)
    if limits.is_flooded(form.cleaned_data["email"].lower(), form.form_key, now=now):
        return _later(request, occurrence, form, now, wait=3600)
    return _register(request, occurrence, form, now)


def _register(request: HttpRequest, occurrence: Occurrence, form: RegistrationForm, now: datetime) -> HttpResponseBase:
    given = {name: form.cleaned_data[name] for name in ("name", "email", "party", "access_needs")}
    try:
        made = registering.register(
            occurrence, **given, form_key=form.form_key, language=get_language() or "en", now=now
        )
    except WrongField as refused:
        form.add_error(refused.facts["field"], refused.sentence)
    except RuleBroken as refused:
        form.add_error(None, refused.sentence)
    else:
        return redirect(made)
    return _show(request, _occurrence(occurrence.code), form, now)


def _is_held_back(form: RegistrationForm, now: datetime) -> bool:
    """A form that came back at once, or with a key that is not ours, asks to be sent again; nothing typed is lost."""
    if form.renewed or form.sent_too_quickly(now):
        form.add_error(None, _("That was very quick. Please look it over and send it once more."))
        return True
    return False


def _is_from_our_page(request: HttpRequest) -> bool:
    """Django's own check of the form's token, asked as a question."""
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, None, (), {}) is None


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return HttpResponse(status=403)


def _later(
    request: HttpRequest, occurrence: Occurrence, form: RegistrationForm, now: datetime, wait: int
) -> HttpResponse:
    form.add_error(None, _("So many forms came from here that we need a pause. Please send this one again later."))
    response = _show(request, occurrence, form, now, status=429)
    response["Retry-After"] = str(wait)
    return response


def _show(
    request: HttpRequest, occurrence: Occurrence, form: RegistrationForm, now: datetime, status: int = 200
) -> HttpResponse:
    row = rows.of([occurrence], language=get_language() or "en")[0]
    context = {
        "form": form,
        "occurrence": occurrence,
        "date": teller.date_facts(row, occurrence),
        "is_full": occurrence.places_left == 0,
        "refusal": _refusal(occurrence, now),
        "keeping": keeping.lines(),
        "trap": TRAP,
        "crumbs": [{"label": row.title, "url": reverse("calendar:occurrence-detail", args=[occurrence.code])}],
    }
    response = render(request, "registration/registration_new.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _refusal(occurrence: Occurrence, now: datetime) -> RuleBroken | None:
    try:
        rules.check_open(occurrence, now=now)
    except RuleBroken as refused:
        return refused
    if occurrence.places_left == 0 and not occurrence.event.waiting_list:
        return rules.Full(_("All places are taken, and there is no waiting list for this date."))
    return None
