"""What is kept of a registration, for its holder: a copy to take along, and erasing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.exceptions import RuleBroken
from events.registration.domain import rules
from events.registration.domain.privacy import erasing, exporting
from events.registration.enums import ACTIVE
from events.registration.models import Registration
from events.registration.views.managing import facts_of, for_its_holder


@require_safe
@for_its_holder
def registration_download(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """Everything kept of it, and of the dates taken in the same step, as data and as text."""
    body = exporting.download(erasing.taken_with(registration))
    name = exporting.file_name(registration)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_erase(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks and says what follows, POST erases; afterwards the link opens nothing."""
    now, refusal = clock.now(), None
    dates = erasing.taken_with(registration)
    if request.method == "POST":
        try:
            for each in dates:
                erasing.erase(each, now=now)
            return render(request, "registration/registration_erased.html")
        except RuleBroken as refused:
            refusal = refused
    cancels = any(each.face in ACTIVE and not rules.has_begun(each.occurrence, now=now) for each in dates)
    context = {**facts_of(token, registration), "cancels": cancels, "dates": len(dates), "refusal": refusal}
    return render(request, "registration/registration_erase.html", context)
