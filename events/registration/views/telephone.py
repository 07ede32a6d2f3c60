"""Writing somebody down at the desk or on the telephone, and the slip that is printed for people without e-mail."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.domain import DESK
from core import clock, qr
from core.exceptions import RuleBroken
from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain.letters import teller
from events.registration.domain.privacy import keeping
from events.registration.domain.taking_part import links, registering
from events.registration.enums import Source, State
from events.registration.forms.door import DeskForm, SlipForm
from events.registration.models import Registration
from events.registration.views.desk import frame, own_date


@require_http_methods(["GET", "HEAD", "POST"])
def desk_register(request: HttpRequest, code: str) -> HttpResponse:
    """Write down somebody who telephones or stands at the desk; without e-mail a slip follows."""
    occurrence = own_date(request, code, DESK)
    given: dict[str, Any] = {"occurrence": occurrence, "now": clock.now(), "language": get_language() or "en"}
    form = DeskForm(typed=request.POST, **given) if "more" in request.POST else DeskForm(request.POST or None, **given)
    if form.is_bound and form.is_valid() and (made := _written_down(request, occurrence, form)):
        messages.success(request, _("%(name)s: %(state)s") % {"name": made.name, "state": made.get_state_display()})
        if made.email:
            return redirect("registration_desk:date", occurrence.code)
        return redirect("registration_desk:slip", occurrence.code, made.code)
    context = {**_frame(occurrence, _("Register somebody")), "form": form, "occurrence": occurrence}
    return render(request, "registration/admin/desk_register.html", context)


def _written_down(request: HttpRequest, occurrence: Occurrence, form: DeskForm) -> Registration | None:
    given = {name: form.cleaned_data[name] for name in ("name", "email", "party", "access_needs", "language")}
    try:
        made = registering.register(
            occurrence, **given, form_key=form.form_key, now=clock.now(), online=form.online, details=form.details(),
            source=Source.DESK, by=request.user,
        )  # fmt: skip
    except RuleBroken as refused:
        form.refuse(refused)
        return None
    if made.state == State.REPEAT:
        form.add_error("email", _("This address is registered for this date already. Find it in the list."))
        return None
    return made


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_slip(request: HttpRequest, code: str, registration: str) -> HttpResponse:
    """GET asks for the size, POST makes a new code and shows the slip to print; the code of an older slip is void."""
    occurrence = own_date(request, code, DESK)
    found = Registration.objects.of(occurrence).active().filter(code=registration, erased_at=None).first()
    if found is None:
        raise Http404
    found.occurrence = occurrence
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with translation.override(found.language):
            return render(request, "registration/admin/desk_slip.html", _slip(found, form.cleaned_data["size"]))
    context = {**_frame(occurrence, _("Print a slip")), "form": form, "registration": found, "occurrence": occurrence}
    return render(request, "registration/admin/desk_slip_ask.html", context)


def _slip(registration: Registration, size: str) -> dict[str, Any]:
    """What stands on the slip, in the active language. The code is shown this once; we keep its digest alone."""
    row = rows.of([registration.occurrence], language=registration.language)[0]
    with transaction.atomic():
        code = links.new_slip(registration)
    facts = teller.person_facts(registration)
    return {
        **teller.date_facts(row, registration.occurrence),
        **facts,
        "registration": registration,
        "size": size,
        "qr": qr.drawing(facts["manage_url"]),
        "slip_code": teller.spelled(code),
        "slip_address": settings.BASE_URL + reverse("registration:slip"),
        "erased": date_format(keeping.erased_on(registration), "DATE_FORMAT"),
    }


def _frame(occurrence: Occurrence, title: str) -> dict[str, Any]:
    row = rows.of([occurrence], language=get_language() or "en")[0]
    trail = [("registration_desk:index", [], _("Desk")), ("registration_desk:date", [occurrence.code], row.title)]
    return frame(title, trail)
