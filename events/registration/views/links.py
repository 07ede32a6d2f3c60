"""Ways back for people who lost their letter or never had one: links by e-mail, and the code of a printed slip."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from events.registration.domain import limits
from events.registration.domain.taking_part import links
from events.registration.forms.links import LinksForm, SlipForm


@require_http_methods(["GET", "HEAD", "POST"])
def links_again(request: HttpRequest) -> HttpResponse:
    """Asks for the address; the answer is the same for every one."""
    form = LinksForm(request.POST or None)
    wait = 0
    if request.method == "POST":
        address, now = limits.address_of(request.META), clock.now()
        wait = limits.retry_after(limits.client_limit(address), address, now=now)
        if wait:
            form.add_error(None, pause())
        elif form.is_valid():
            links.ask(form.cleaned_data["email"], language=get_language() or "en", now=now)
            return _private(render(request, "registration/links_sent.html", {"email": form.cleaned_data["email"]}))
    return _private(render(request, "registration/links_again.html", {"form": form}, status=429 if wait else 200), wait)


@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Asks for the code of a printed slip and leads to its registration."""
    form = SlipForm(request.POST or None)
    wait = 0
    if request.method == "POST":
        address, now = limits.address_of(request.META), clock.now()
        wait = limits.retry_after(limits.slip_limit(address), address, now=now)
        if wait:
            form.add_error(None, pause())
        elif form.is_valid():
            found = links.of_slip(form.cleaned_data["code"])
            if found:
                return _private(redirect(found))
            form.add_error("code", _("This code opens nothing. Please compare it with your slip, or ask the library."))
    return _private(render(request, "registration/slip.html", {"form": form}, status=429 if wait else 200), wait)


def pause() -> str:
    """What somebody reads who sent too much."""
    return _("So many forms came from here that we need a pause. Please send this one again later.")


def _private(response: HttpResponse, wait: int = 0) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response
