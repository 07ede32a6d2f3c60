"""The people of one registration: who stays at home, and who comes along. GET shows, POST does."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock, tokens
from core.exceptions import RuleBroken
from events.registration.domain import rules
from events.registration.domain.taking_part import bundles, people
from events.registration.forms.leaving import ComingForm, LeavingForm
from events.registration.models import MANAGE, Registration
from events.registration.views.managing import facts_of, for_its_holder


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_people(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """The people by name, with a tick for each and a row for one more."""
    leading = bundles.front(registration, now=clock.now())
    if leading != registration:
        return redirect("signed:registration-people", tokens.sign(MANAGE, leading.code))
    found = people.named(registration)
    if not found:
        raise Http404
    given = request.POST if request.method == "POST" else None
    adds = given is not None and "add" in given
    leaving = LeavingForm(None if adds else given, people=found)
    coming = ComingForm(given if adds else None, registration=registration)
    done = _brought(registration, coming) if adds else given is not None and _taken_off(registration, leaving)
    if done:
        messages.success(request, _("Your change is saved."))
        return redirect(registration)
    shown = {"leaving": leaving, "coming": coming, "most": rules.most_places(registration.occurrence)}
    return render(request, "registration/registration_people.html", {**facts_of(token, registration), **shown})


def _taken_off(registration: Registration, form: LeavingForm) -> bool:
    if not form.is_valid():
        return False
    try:
        people.take_off(registration, form.chosen(), now=clock.now())
    except RuleBroken as refused:
        form.add_error("leaving", refused.sentence)
        return False
    return True


def _brought(registration: Registration, form: ComingForm) -> bool:
    guest = form.guest() if form.is_valid() else None
    if guest is None:
        return False
    try:
        people.bring(registration, guest, **form.adult(), now=clock.now())
    except RuleBroken as refused:
        form.refuse(refused)
        return False
    return True
