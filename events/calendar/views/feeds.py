"""Calendars to subscribe to and single dates to download."""

import re
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from core import clock, tokens
from events.calendar import ical, series
from events.calendar.domain import selection as selections
from events.calendar.domain.feeds import Feed
from events.calendar.domain.sources import source_of
from events.calendar.models import EventPage, Occurrence

CONTENT_TYPE = "text/calendar; charset=utf-8"
# Programs ask every few minutes; a quarter of an hour is soon enough for a change, and shared caches may answer.
MAX_AGE = 15 * 60
# Whoever names one of these has the calendar already, and most times it is still the same.
CONDITIONS = {"If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"}
# Subscribing in Outlook on the web was reported to fail with packed answers.
UNPACKED = re.compile("outlook|microsoft|exchange", re.IGNORECASE)


@require_safe
def event_feed(request: HttpRequest) -> HttpResponseBase:
    """The dates of a selection as a calendar. A word we do not know is refused: never the unfiltered feed."""
    selection = selections.read(request.GET)
    if unknown := selections.refused(request.GET, selection):
        return HttpResponse(_refusal(unknown), status=400, content_type="text/plain; charset=utf-8")
    feed = Feed(selection, language=get_language() or settings.LANGUAGE_CODE, today=clock.today(settings.TIME_ZONE))
    response: HttpResponseBase | None = None
    if CONDITIONS & request.headers.keys():
        response = get_conditional_response(request, feed.etag, int(feed.modified.timestamp()))
    if response is None:
        response = HttpResponse(feed.body(), content_type=CONTENT_TYPE)
    response["ETag"], response["Last-Modified"] = feed.etag, http_date(feed.modified.timestamp())
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return _packed(request, response)


@require_safe
def occurrence_ics(request: HttpRequest, code: str) -> HttpResponseBase:
    """One date as a file, also when it is cancelled or withdrawn: the copy people hold must learn of it."""
    occurrence = get_object_or_404(Occurrence.objects.select_related("event"), code=tokens.read_aloud(code))
    if not occurrence.event.live:
        return _gone()
    language = get_language() or settings.LANGUAGE_CODE
    return file(ical.occurrence_calendar(occurrence, language=language), name=occurrence.code)


@require_safe
def series_ics(request: HttpRequest, code: str) -> HttpResponseBase:
    """All dates of an event as a file, its series as rules with exceptions."""
    pages = EventPage.objects.filter(translation_key=_key(code), alias_of=None)
    page = pages.order_by("pk").first()
    if page is None:
        raise Http404
    source = source_of(page)
    if not source.live:
        return _gone()
    language = get_language() or settings.LANGUAGE_CODE
    return file(series.event_calendar(source, language=language), name=source.slug)


def _key(code: str) -> UUID:
    try:
        return UUID(hex=code)
    except ValueError as error:
        raise Http404 from error


def _gone() -> HttpResponse:
    """Of what the library took off its site: there was something, and there is nothing any more."""
    gone = HttpResponse(_("This event is no longer on our site."), status=410, content_type="text/plain; charset=utf-8")
    gone["X-Robots-Tag"] = "noindex"
    return gone


def file(calendar: str | bytes, *, name: str) -> HttpResponse:
    """A calendar to keep, called after the house."""
    response = HttpResponse(calendar, content_type=CONTENT_TYPE)
    called = f"{settings.SITE_NAME}-{name}.ics"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(called)}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _packed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """With gzip for those who ask for it, which makes the tag a weak one; the front may do it as well."""
    if UNPACKED.search(request.headers.get("User-Agent", "")) or not isinstance(response, HttpResponse):
        return response
    return GZipMiddleware(lambda _request: response).process_response(request, response)


def _refusal(unknown: list[tuple[str, str]]) -> str:
    told = ", ".join(f"{name}={value}"[:80] for name, value in unknown)
    return _("We do not know this part of the address: %(unknown)s. Please make the calendar's address anew.") % {
        "unknown": told
    }
