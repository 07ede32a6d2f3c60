"""The month, and what the list needs of a request; the list itself is a page of the tree."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock
from events.calendar.domain import months, overview, selection as selections
from events.calendar.models import EventIndexPage


@require_safe
def event_month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """A month as a table, on the list's page in the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    page = get_object_or_404(EventIndexPage.objects.live().select_related("locale"), locale__language_code=language)
    day = _first_of(year, month)
    selection = selections.read(request.GET)
    context = overview.month_page(
        selection, day, list_url=page.get_url(request) or "", today=clock.today(settings.TIME_ZONE)
    )
    return TemplateResponse(request, "calendar/event_month.html", {"page": page, "self": page, **context})


def _first_of(year: int, month: int) -> date:
    if not (1 <= month <= 12 and months.FIRST_MONTH.year <= year <= months.LAST_MONTH.year):
        raise Http404
    return date(year, month, 1)
