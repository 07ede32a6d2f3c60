"""What goes out, for staff: where each letter is, and sending one again. Addresses are masked, words are not shown."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from outbox.domain import NothingToSend, send_again
from outbox.domain.looking import letters_for, looks_after_letters
from outbox.forms import LetterFilterForm

PER_PAGE = 50


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """The letters of one's branches, newest first."""
    if not looks_after_letters(request.user):
        raise PermissionDenied
    form = LetterFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    letters = letters_for(request.user).select_related("branch").defer("context", "attachments", "text", "html")
    if state:
        letters = letters.filter(state=state)
    page = Paginator(letters, PER_PAGE).get_page(request.GET.get("page"))
    context = {"letters": page, "form": form, "state": state, "page_title": _("Letters"), "header_icon": "mail"}
    return TemplateResponse(request, "outbox/admin_letters.html", context)


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
