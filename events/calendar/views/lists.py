"""The list and the month, on the list's page in the active language."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock
from core.languages import section_url
from events.calendar.domain import months, overview, selection as selections
from events.calendar.models import EventIndexPage


@require_safe
def event_list(request: HttpRequest) -> HttpResponseBase:
    """The list; days that are all past lead to the archive, once there is one."""
    page, addresses = index_page(request)
    selection = selections.read(request.GET)
    if selection.last and selection.last < clock.today(settings.TIME_ZONE):
        archive = page.get_siblings().live().filter(slug="archive").first()
        if archive:
            return redirect(archive.get_url(request))
    context = {**page.get_context(request, selection=selection), "language_urls": addresses}
    response = TemplateResponse(request, page.template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def event_month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """A month as a table."""
    page, addresses = index_page(request)
    context = overview.month_page(
        selections.read(request.GET),
        _first_of(year, month),
        list_url=section_url("events", page.locale.language_code),
        language=page.locale.language_code,
        today=clock.today(settings.TIME_ZONE),
        now=clock.now(),
    )
    shown = {"page": page, "self": page, "language_urls": addresses, **context}
    return TemplateResponse(request, "calendar/event_month.html", shown)


def index_page(request: HttpRequest) -> tuple[EventIndexPage, dict[str, str]]:
    """The list's page in the active language, else not found; and this address in all languages that have one."""
    language = get_language() or settings.LANGUAGE_CODE
    pages = {page.locale.language_code: page for page in EventIndexPage.objects.live().select_related("locale")}
    if language not in pages:
        raise Http404
    rest = request.get_full_path().removeprefix(f"/{language}/")
    return pages[language], {code: f"/{code}/{rest}" for code in pages}


def _first_of(year: int, month: int) -> date:
    if not (1 <= month <= 12 and months.FIRST_MONTH.year <= year <= months.LAST_MONTH.year):
        raise Http404
    return date(year, month, 1)
