"""Calendars to subscribe to and single dates to download."""

from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from core import clock, tokens
from events.calendar import ical
from events.calendar.domain import facets, selection as selections
from events.calendar.domain.feeds import Feed
from events.calendar.domain.selection import Selection
from events.calendar.models import Occurrence
from places.models import Branch

CONTENT_TYPE = "text/calendar; charset=utf-8"
# Programs ask every few minutes; a quarter of an hour is soon enough for a change, and shared caches may answer.
MAX_AGE = 15 * 60


@require_safe
def event_feed(request: HttpRequest) -> HttpResponseBase:
    """The dates of a selection as a calendar. A word we do not know is refused: never the unfiltered feed."""
    selection = selections.read(request.GET)
    if selection.unknown:
        return HttpResponse(_refusal(selection), status=400, content_type="text/plain; charset=utf-8")
    language = get_language() or settings.LANGUAGE_CODE
    feed = Feed(selection, language=language, today=clock.today(settings.TIME_ZONE), most=ical.MOST_EVENTS)
    response = get_conditional_response(request, feed.etag, int(feed.modified.timestamp()))
    if response is None:
        response = HttpResponse(_body(feed), content_type=CONTENT_TYPE)
    response["ETag"], response["Last-Modified"] = feed.etag, http_date(feed.modified.timestamp())
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def occurrence_ics(request: HttpRequest, code: str) -> HttpResponseBase:
    """One date as a file, also when it is cancelled or withdrawn: the copy people hold must learn of it."""
    occurrence = get_object_or_404(Occurrence, code=tokens.read_aloud(code), event__live=True)
    language = get_language() or settings.LANGUAGE_CODE
    response = HttpResponse(ical.occurrence_calendar(occurrence, language=language), content_type=CONTENT_TYPE)
    name = f"{settings.SITE_NAME}-{occurrence.code}.ics"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _body(feed: Feed) -> bytes:
    """The bytes of the feed, kept by their tag: many people subscribe to the same few calendars."""
    key = f"feed:{feed.etag}"
    body: bytes | None = cache.get(key)
    if body is None:
        address = settings.BASE_URL + reverse("calendar:event-feed") + feed.selection.query()
        entries = [ical.entry(row) for row in feed.rows()]
        notice = f"{feed.first:%Y-%m-%d} to {feed.last:%Y-%m-%d}"
        body = ical.document(entries, name=_name(feed.selection), source=address, notice=notice)
        cache.set(key, body, MAX_AGE)
    return body


def _name(selection: Selection) -> str:
    """What the calendar is called in people's programs: the library, and the words of the filters."""
    if not list(selection.filters()):
        return _("%(site)s: what's on") % {"site": settings.SITE_NAME}
    called = facets.names(Branch.objects.all(), selection)
    return f"{settings.SITE_NAME}: " + ", ".join(called.of(name, value) for name, value in selection.filters())


def _refusal(selection: Selection) -> str:
    unknown = ", ".join(f"{name}={value}"[:80] for name, value in selection.unknown)
    return _("We do not know this part of the address: %(unknown)s. Please make the calendar's address anew.") % {
        "unknown": unknown
    }
