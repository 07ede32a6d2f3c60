"""Registering for a date: the form, and the answer to it."""

from datetime import datetime
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.decorators.http import require_http_methods

from core import clock
from core.exceptions import RuleBroken
from core.prepared_models import Prepared
from events.calendar.domain import rows
from events.calendar.domain.states import door
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.course_line import is_course
from events.registration.domain.letters import teller
from events.registration.domain.privacy import keeping
from events.registration.domain.taking_part import registering
from events.registration.domain.taking_part.questions import any_asked
from events.registration.domain.ways import WAYS, has_two_ways
from events.registration.forms.registering import RegistrationForm
from events.registration.views.kept import kept
from events.registration.views.receiving import TRAP, receive


@csrf_exempt  # checked in `receive`, which answers with the form and everything that was typed
@requires_csrf_token
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: HttpRequest, code: str) -> HttpResponseBase:
    """The form for one date, and what came back in it."""
    now = clock.now()
    if request.method == "POST":
        return _answer(request, code, now)
    return kept(request, lambda: _answer(request, code, now), now=now)


def _answer(request: HttpRequest, code: str, now: datetime) -> HttpResponseBase:
    occurrence = _occurrence(code)
    if is_course(occurrence.event):
        return redirect("registration:registration-course", occurrence.event.translation_key.hex)
    if request.method == "POST":
        return _receive(request, occurrence, now)
    return _show(request, occurrence, RegistrationForm(occurrence=occurrence, now=now), now)


# The statement is made once: its rows are wide.
_WHOLE = Occurrence.objects.public().select_related("event__locale", "branch", "space").defer("event__body")
_WHOLE = _WHOLE.annotate(asks_questions=any_asked())
_by_code = Prepared(lambda code: _WHOLE.filter(code=code), (Occurrence._meta.get_field("code"), "-"))


def _occurrence(code: str) -> Occurrence:
    found = _by_code.one(code)
    if found is None:
        raise Http404
    return found


def _receive(request: HttpRequest, occurrence: Occurrence, now: datetime) -> HttpResponseBase:
    if "more" in request.POST:
        return _show(request, occurrence, RegistrationForm(typed=request.POST, occurrence=occurrence, now=now), now)
    form = RegistrationForm(request.POST, occurrence=occurrence, now=now)
    show = partial(_show, request, occurrence, form, now)
    return receive(request, form, now, show=show, take=partial(_register, request, occurrence, form, now))


def _register(request: HttpRequest, occurrence: Occurrence, form: RegistrationForm, now: datetime) -> HttpResponseBase:
    given = {name: form.cleaned_data[name] for name in ("name", "email", "party", "access_needs")}
    try:
        made = registering.register(
            occurrence, **given, form_key=form.form_key, language=get_language() or "en", now=now,
            online=form.online, details=form.details(),
        )  # fmt: skip
    except RuleBroken as refused:
        form.refuse(refused)
    else:
        return redirect(made)
    return _show(request, _occurrence(occurrence.code), form, now)


def _show(
    request: HttpRequest, occurrence: Occurrence, form: RegistrationForm, now: datetime, status: int = 200
) -> HttpResponse:
    row = rows.of([occurrence], language=get_language() or "en")[0]
    context = {
        "form": form,
        "occurrence": occurrence,
        "date": teller.date_facts(row, occurrence),
        "door": door(row, now).by_the_wall(),
        "is_full": _is_full(occurrence),
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
    if _is_full(occurrence) and not occurrence.event.waiting_list:
        return rules.Full(_("All places are taken, and there is no waiting list for this date."))
    return None


def _is_full(occurrence: Occurrence) -> bool:
    ways = WAYS if has_two_ways(occurrence.event) else WAYS[:1]
    return all(way.left(occurrence) == 0 for way in ways)
