"""The code people show at the door: a page that says nothing to strangers, and the button of staff who read it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import DESK, branches_of, may_act_for
from core import clock, qr
from core.exceptions import RuleBroken
from events.calendar.models import Occurrence
from events.registration.domain.attending import tickets
from events.registration.models import Registration
from events.registration.views import door
from events.registration.views.desk import DOOR, frame


@require_safe
def ticket_show(request: HttpRequest, ticket: str) -> HttpResponse:
    """What the phone's camera opens: staff are led to their button, everybody else reads to show it at the door."""
    desk = reverse("registration_desk:ticket", args=[ticket])
    if branches_of(request.user, DESK).exists():
        return redirect(desk)
    # Nothing is looked up for strangers: the page is the same whatever became of the registration.
    if tickets.is_ours(ticket):
        address = f"{reverse('wagtailadmin_login')}?next={desk}"
        context = {"qr": qr.drawing(settings.BASE_URL + request.path, quickly=True), "login": address}
        response = render(request, "registration/ticket.html", context)
    else:
        response = render(request, "registration/gone.html", status=404)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def desk_ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """GET says who it is and shows the button, POST checks in. Another branch's ticket tells nothing."""
    registration = tickets.read(ticket)
    if registration is None:
        return _refused(request, _("This is not one of our codes, or what it stood for is erased."), 404)
    registration = tickets.for_today(registration, door=_door(request), now=clock.now())
    if not may_act_for(request.user, registration.occurrence.branch, DESK):
        return _refused(request, _("This code is not for an event of your library."), 403)
    if request.method == "POST":
        return _press(request, ticket, registration)
    standing = tickets.standing(registration, door=_door(request), now=clock.now())
    context = {
        **frame(_("Ticket"), [("registration_desk:index", [], _("Desk"))]),
        "registration": registration,
        "occurrence": registration.occurrence,
        "standing": standing,
        "people": registration.people.filter(seat=True),
        "ticket": ticket,
    }
    return render(request, "registration/admin/desk_ticket.html", context)


def _press(request: HttpRequest, ticket: str, registration: Registration) -> HttpResponse:
    standing = tickets.standing(registration, door=_door(request), now=clock.now())
    try:
        if standing.word not in ("expected", "here"):
            raise door.NotHere(standing.sentence)
        messages.success(request, door.press(request, registration.occurrence, request.POST.get("verb", "check-in")))
    except RuleBroken as refused:
        messages.error(request, refused.sentence)
    return redirect("registration_desk:ticket", ticket)


def _door(request: HttpRequest) -> Occurrence | None:
    """The date this device stands at, while it is that date's day."""
    code = request.session.get(DOOR)
    return Occurrence.objects.filter(code=code, end__gt=clock.now() - tickets.AROUND).first() if code else None


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    context: dict[str, Any] = {**frame(_("Ticket"), [("registration_desk:index", [], _("Desk"))]), "sentence": sentence}
    return render(request, "registration/admin/desk_ticket.html", context, status=status)
