"""What every form of the public passes before it is taken: pace, origin, trap, least time, floods to one address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core import tokens
from events.calendar.enums import OpenTo
from events.registration.domain import limits
from events.registration.forms.registering import RegistrationForm
from events.registration.models import MANAGE

# A field no person sees. What fills it in is a robot.
TRAP = "website"


class Show(Protocol):
    """The page with the form, its errors and everything that was typed."""

    def __call__(self, *, status: int = 200) -> HttpResponse: ...


def receive(
    request: HttpRequest,
    form: RegistrationForm,
    now: datetime,
    *,
    show: Show,
    take: Callable[[], HttpResponseBase],
) -> HttpResponseBase:
    """Answer a form that was sent: `take` does what it asks for, `show` gives it back with what is to be mended."""
    address = sender(request)
    wait = limits.retry_after(limits.client_limit(address), address, now=now)
    if wait:
        return later(form, show, wait)
    if not _is_from_our_page(request):
        form.add_error(None, _("Nothing is lost. Your browser did not send its cookie: please send the form again."))
        return show(status=403)
    if request.POST.get(TRAP):
        limits.count(limits.TRAPPED, TRAP, now=now)
        return redirect("signed:registration-manage", tokens.sign(MANAGE, tokens.code(12)))
    if not form.is_valid() or _is_held_back(form, now):
        return show()
    if limits.is_flooded(form.cleaned_data["email"].lower(), form.form_key, now=now):
        return later(form, show, wait=3600)
    if form.event.open_to == OpenTo.CODE:  # who tries codes has to wait, whether the last one was right or not
        wait = limits.retry_after(limits.per_code_trier(), address, now=now)
        if wait:
            return later(form, show, wait)
    return take()


def sender(request: HttpRequest) -> str:
    """The network address it came from, for limits alone."""
    return limits.client_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


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


def later(form: RegistrationForm, show: Show, wait: int) -> HttpResponse:
    """The form with everything that was typed, to be sent again in `wait` seconds."""
    form.add_error(None, _("So many forms came from here that we need a pause. Please send this one again later."))
    response = show(status=429)
    response["Retry-After"] = str(wait)
    return response
