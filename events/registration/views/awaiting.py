"""What waits for the person who is logged in, in one place; each line leads to where it is done."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.domain import DESK, branches_of
from core import clock
from events.registration.domain.staff.awaiting import awaiting
from events.registration.views.desk import frame


@require_safe
@never_cache
def registration_awaiting(request: HttpRequest) -> HttpResponse:
    """Requests, dates with too few people, calls, letters that came back, dates nobody counted."""
    if not branches_of(request.user, DESK).exists():
        raise Http404
    context = {**frame(_("To do"), [("registration_desk:registrations", [], _("Registrations"))])}
    context["awaiting"] = awaiting(request.user, now=clock.now())
    return render(request, "registration/admin/registration_awaiting.html", context)
