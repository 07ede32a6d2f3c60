"""Reminders off and on again, behind a link that opens nothing else: by one click of a mail program, or by a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core import tokens
from events.calendar.domain import rows
from events.registration.domain.letters import reminding, teller
from events.registration.models import REMINDERS, Registration


@csrf_exempt  # mail programs post without a cookie (RFC 8058); whoever has the link may
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_off(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends the reminders of this registration; `again` starts them. The places stay in every case."""
    registration = _registration(token)
    if registration is None:
        response = render(request, "registration/gone.html", status=404)
    else:
        with translation.override(registration.language):
            request.LANGUAGE_CODE = registration.language
            if request.method == "POST":
                change = reminding.start_again if "again" in request.POST else reminding.stop
                change(registration)
            response = _show(request, registration)
    response["X-Robots-Tag"] = "noindex"
    return response


def _show(request: HttpRequest, registration: Registration) -> HttpResponse:
    row = rows.of([registration.occurrence], language=registration.language)[0]
    date = teller.date_facts(row, registration.occurrence)
    return render(request, "registration/reminders_off.html", {"registration": registration, "date": date})


def _registration(token: str) -> Registration | None:
    try:
        code = tokens.unsign(REMINDERS, token)
    except tokens.BadToken:
        return None
    whole = Registration.objects.select_related("occurrence__event", "occurrence__branch", "occurrence__space")
    return whole.filter(code=code, erased_at=None).first()
