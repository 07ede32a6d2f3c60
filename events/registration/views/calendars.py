"""A person's own calendar: asked for from their registration, read and taken back by its secret address."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from core import clock
from events.registration.domain import limits
from events.registration.domain.taking_part import calendars
from events.registration.models import PersonalCalendar, Registration
from events.registration.views.managing import for_its_holder

View = Callable[..., HttpResponseBase]


def for_its_owner(view: View) -> View:
    """Open the calendar, speak its language, let nobody keep, index or pass on the address. Wrong ones look alike."""

    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponseBase:
        # Only what a code can be is looked for: PostgreSQL refuses some bytes.
        calendar = PersonalCalendar.objects.filter(code=code).first() if code.isalnum() else None
        if calendar is None:
            response: HttpResponseBase = render(request, "registration/gone.html", status=404)
        else:
            translation.activate(calendar.language)
            request.LANGUAGE_CODE = calendar.language
            response = view(request, calendar)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # Not stricter than for all pages: with "no-referrer" browsers send forms from nowhere, and they are refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    return opened


@require_POST
@for_its_holder
def calendar_send(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """Sends the address to the registration's e-mail address; says the same whatever there was before."""
    now = clock.now()
    address = limits.client_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    wait = limits.retry_after(limits.client_limit(address), address, now=now)
    if not wait:
        calendars.send_address(registration, now=now)
    facts = {"registration": registration, "wait": wait}
    response = render(request, "registration/calendar_sent.html", facts, status=429 if wait else 200)
    if wait:
        response["Retry-After"] = str(wait)
    return response


@require_safe
@for_its_owner
def calendar_page(request: HttpRequest, calendar: PersonalCalendar) -> HttpResponseBase:
    """The address, another one, or none."""
    return render(request, "registration/calendar_page.html", calendars.addresses(calendar))


@require_POST
@for_its_owner
def calendar_renew(request: HttpRequest, calendar: PersonalCalendar) -> HttpResponseBase:
    """Another address at once."""
    return redirect(calendars.renew(calendar))


@require_POST
@for_its_owner
def calendar_off(request: HttpRequest, calendar: PersonalCalendar) -> HttpResponseBase:
    """No address any more."""
    calendars.switch_off(calendar)
    return render(request, "registration/calendar_off.html")


@require_safe
@for_its_owner
def calendar_feed(request: HttpRequest, calendar: PersonalCalendar) -> HttpResponseBase:
    """The dates themselves, as they are at this moment."""
    body = calendars.document(calendar, now=clock.now())
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    return response
