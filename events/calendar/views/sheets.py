"""The programme on paper: a month or a week for the door and the counter."""

from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock
from core.languages import section_url
from events.calendar.domain import months, overview, selection as selections, sheets
from events.calendar.views.lists import index_page
from events.calendar.views.weeks import known_day


@require_safe
def month_sheet(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """The programme of a month."""
    if not (1 <= month <= 12 and months.FIRST_MONTH.year <= year < months.LAST_MONTH.year):
        raise Http404
    first = date(year, month, 1)
    return _sheet(request, first, months.next_month(first) - timedelta(days=1), "month")


@require_safe
def week_sheet(request: HttpRequest, day: str) -> HttpResponseBase:
    """The programme of the week in which a day lies."""
    monday = known_day(day) - timedelta(days=known_day(day).weekday())
    return _sheet(request, monday, monday + timedelta(days=6), "week")


def _sheet(request: HttpRequest, first: date, last: date, span: str) -> HttpResponseBase:
    language = get_language() or settings.LANGUAGE_CODE
    selection, today = selections.read(request.GET), clock.today(settings.TIME_ZONE)
    index_page(request)  # no sheet where there is no list
    list_url = section_url("events", language)
    context = sheets.sheet(selection, first, last, list_url=list_url, language=language, today=today, now=clock.now())
    back = overview.week_url(selection, first) if span == "week" else overview.month_url(selection, first)
    return render(
        request, "calendar/sheet.html", {**context, "span": span, "week": first.isocalendar().week, "back": back}
    )
