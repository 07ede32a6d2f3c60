"""The dates to come for feed readers, and as a plain page inside other sites."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from core import clock, languages
from core.links import absolute
from events.calendar import atom
from events.calendar.domain import facets, news, selection as selections
from events.calendar.domain.books import books
from events.calendar.domain.matching import Finder, midnight
from events.calendar.domain.selection import Selection

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# Readers ask every hour or so; shared caches may answer for a quarter of one.
MAX_AGE = 15 * 60
IN_A_FEED, IN_A_PAGE = 100, 12


@require_safe
def event_atom(request: HttpRequest) -> HttpResponseBase:
    """The dates to come of a selection as Atom. A word we do not know is refused: never the unfiltered feed."""
    selection, language = selections.read(request.GET), get_language() or settings.LANGUAGE_CODE
    if unknown := selections.refused(request.GET, selection):
        return HttpResponse(_refusal(unknown), status=400, content_type="text/plain; charset=utf-8")
    body = _feed(selection, language)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag) or HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def embed(request: HttpRequest) -> HttpResponseBase:
    """The next dates of a selection as a page for the frames of other sites; who may is said by the policy."""
    selection, language = selections.read(request.GET), get_language() or settings.LANGUAGE_CODE
    finder, now = Finder(selection.q), clock.now()
    listed = news.coming(selection, finder, language=language, now=now, most=IN_A_PAGE)
    shown = books(listed, now=now)
    context = {
        "entries": [{**shown[row.uid], "day": row.last_day if row.lasting else row.day, "row": row} for row in listed],
        "heading": ", ".join(_names(selection, finder)),
        "today": clock.today(settings.TIME_ZONE),
        "list_url": languages.section_url("events", language) + selection.query(),
        "unknown": selections.refused(request.GET, selection),
    }
    response = render(request, "calendar/embed.html", context)
    # Browsers that know the policy need no older header; the others would let nobody in but ourselves.
    response.xframe_options_exempt = bool(settings.EMBED_SITES)  # type: ignore[attr-defined]
    return response


def _feed(selection: Selection, language: str) -> bytes:
    finder, now = Finder(selection.q), clock.now()
    listed = news.coming(selection, finder, language=language, now=now, most=IN_A_FEED)
    changed = news.last_changes(listed)
    names = _names(selection, finder) or [_("What’s on")]
    return atom.document(
        [atom.Entry(row, changed[row.uid]) for row in listed],
        title=f"{settings.SITE_NAME}: {', '.join(names)}",
        query=selection.query(),
        page=absolute(languages.section_url("events", language) + selection.query()),
        address=absolute(reverse("calendar:event-atom") + selection.query()),
        language=language,
        empty=midnight(clock.today(settings.TIME_ZONE), settings.TIME_ZONE),
    )


def _names(selection: Selection, finder: Finder) -> list[str]:
    """The filters in words, none without any."""
    if not list(selection.filters()):
        return []
    called = facets.names(finder.branches, selection)
    return [called.of(name, value) for name, value in selection.filters()]


def _refusal(unknown: list[tuple[str, str]]) -> str:
    told = ", ".join(f"{name}={value}"[:80] for name, value in unknown)
    return _("We do not know this part of the address: %(unknown)s.") % {"unknown": told}
