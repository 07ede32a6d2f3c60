"""The demo's mailbox: letters in the browser, so that a newcomer reads them without a mail server. Nowhere else."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from outbox.models import Letter

PER_PAGE = 40
# The letter's own styles work inside its frame only; a link in it opens in the window around it.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'self'"
)
View = Callable[..., HttpResponse]


def only_in_demo(view: View) -> View:
    """There is no such page unless MAILBOX_PAGE says so, which a check ties to a site that sends no mail."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.MAILBOX_PAGE:
            raise Http404
        return view(request, *args, **kwargs)

    return require_safe(never_cache(shown))


@only_in_demo
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters that were sent, newest first; `to` narrows them to one person."""
    to = request.GET.get("to", "").strip()[:254]
    letters = Letter.objects.readable().select_related("branch")
    if to:
        letters = letters.filter(to__icontains=to)
    page = Paginator(letters, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/mailbox.html", {"letters": page, "to": to})


@only_in_demo
def letter_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = get_object_or_404(Letter.objects.readable().select_related("branch"), pk=pk)
    response = render(request, "outbox/mailbox_letter.html", {"letter": letter})
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


@only_in_demo
def letter_html(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The HTML part as it was sent, for the frame of its page."""
    letter = get_object_or_404(Letter.objects.readable(), pk=pk)
    html = letter.html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


@only_in_demo
def letter_attachment(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """An attachment as a download; they are counted from 1."""
    letter = get_object_or_404(Letter.objects.readable(), pk=pk)
    if not 1 <= number <= len(letter.attachments):
        raise Http404
    part = letter.attachments[number - 1]
    response = HttpResponse(part["content"], content_type=f"{part['type']}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{part["name"]}"'
    return response
