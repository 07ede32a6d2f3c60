"""What goes out, for staff: where each letter is, sending one again, stopping all. Addresses are masked."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from core import clock
from outbox.domain import NothingToSend, pause, paused, resume, send_again
from outbox.domain.looking import letters_for, looks_after_letters
from outbox.forms import LetterFilterForm, PauseForm

PER_PAGE = 50


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """The letters of one's branches, newest first, with how the post stands."""
    _check(request)
    mine = letters_for(request.user)
    form = LetterFilterForm(request.GET, letters=mine)
    letters = form.chosen().select_related("branch").defer("context", "attachments", "text", "html")
    chosen = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "letters": Paginator(letters, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "chosen": urlencode(chosen),
        "post": mine.state_of_the_post(),
        "pause": paused(),
        "page_title": _("Letters"),
        "header_icon": "mail",
    }
    return TemplateResponse(request, "outbox/admin_letters.html", context)


@require_http_methods(["GET", "POST"])
def letter_pause(request: HttpRequest) -> HttpResponse:
    """Asks why, then stops all letters; when they are stopped, asks, then lets them go."""
    _check(request)
    stopped = paused()
    form = PauseForm(request.POST or None)
    if request.method == "POST" and "resume" in request.POST:
        resume(now=clock.now(), by=request.user)
        messages.success(request, _("Letters leave again."))
        return redirect("letter_list")
    if request.method == "POST" and form.is_valid():
        pause(form.cleaned_data["reason"], now=clock.now(), by=request.user)
        messages.warning(request, _("No letter leaves until somebody lets them go again."))
        return redirect("letter_list")
    title = _("Let letters leave again") if stopped else _("Stop all letters")
    context = {"form": form, "pause": stopped, "page_title": title, "header_icon": "mail"}
    return TemplateResponse(request, "outbox/admin_pause.html", context)


def _check(request: HttpRequest) -> None:
    if not looks_after_letters(request.user):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def letter_again(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Asks, then puts the letter back in the queue."""
    letter = letters_for(request.user).select_related("branch").filter(pk=letter_id).first()
    if letter is None:  # none there, or somebody else's: the same answer
        raise PermissionDenied
    if request.method == "POST":
        try:
            send_again(letter)
            messages.success(request, _("The letter will leave again in a moment."))
        except NothingToSend as refusal:
            messages.error(request, str(refusal))
        return redirect("letter_list")
    context = {"letter": letter, "page_title": _("Send the letter again"), "header_icon": "mail"}
    return TemplateResponse(request, "outbox/admin_letter_again.html", context)
