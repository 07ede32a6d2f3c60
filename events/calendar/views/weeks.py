"""The week and the day, on the list's page in the active language."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock
from core.languages import section_url
from events.calendar.domain import months, overview, selection as selections, weeks
from events.calendar.views.lists import index_page


@require_safe
def week(request: HttpRequest, day: str) -> HttpResponseBase:
    """The week of a day; every other day of it leads to its Monday."""
    first = known_day(day)
    if first.weekday():
        return HttpResponsePermanentRedirect(overview.week_url(selections.read(request.GET), first))
    return _page(request, first, weeks.week_page, "calendar/event_week.html")


@require_safe
def day(request: HttpRequest, day: str) -> HttpResponseBase:
    """One day by its hours."""
    return _page(request, known_day(day), weeks.day_page, "calendar/event_day.html")


def known_day(text: str) -> date:
    """The day of an address, as 2026-11-24; not found when it is none, or out of the years we know."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if text != found.isoformat() or not months.FIRST_MONTH <= found <= months.LAST_MONTH - timedelta(days=7):
        raise Http404
    return found


def _page(request: HttpRequest, first: date, page_of: Callable[..., dict[str, Any]], template: str) -> HttpResponseBase:
    language = get_language() or settings.LANGUAGE_CODE
    page, addresses = index_page(request)
    context = page_of(
        selections.read(request.GET),
        first,
        list_url=section_url("events", language),
        language=language,
        today=clock.today(settings.TIME_ZONE),
        now=clock.now(),
    )
    return TemplateResponse(request, template, {"page": page, "self": page, "language_urls": addresses, **context})
