"""One copy of a public page for everybody, kept for some seconds: its ETag, "not modified", and the page itself.

Only what is the same for every stranger is kept: a whole HTML page of the addresses listed here, asked for without a
session and without a message waiting, and answered without a cookie or a form of one's own. Staff always see the page
as it is now. Everything else passes as if this were not here.
"""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

# Addresses by name, without feeds, searches, forms and signed links; `wagtail_serve` are the pages of the tree.
PUBLIC = {
    "wagtail_serve",
    "calendar:event-list",
    "calendar:event-month",
    "calendar:week",
    "calendar:day",
    "calendar:today",
    "calendar:occurrence-detail",
    "home:libraries",
    "partners:happening-detail",
    "programmes:programme-detail",
    "programmes:programme-list",
}
# Who brings one of these may see something of their own.
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
# What a copy may depend on: the cookies above, and whether htmx asks, which is part of the key.
KNOWN_VARY = {"cookie", "hx-request"}
# An address longer than this is nobody's link; no copy of it is kept.
LONGEST_ADDRESS = 1000
# Browsers and proxies may keep the page but ask each time, which costs us little.
ASK_EACH_TIME = "public, no-cache"

Stored = tuple[list[tuple[str, str]], bytes]


class PageCacheMiddleware:
    """Stands outside everything that costs: a copy is answered without database, session or template."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PUBLIC_PAGE_SECONDS or not _is_stranger(request):
            return self.get_response(request)
        key = _key(request)
        stored: Stored | None = caches["pages"].get(key)
        if stored is None:
            response = self.get_response(request)
            if not _is_for_everybody(request, response):
                return response
            response.headers["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
            response.headers["Cache-Control"] = ASK_EACH_TIME
            stored = list(response.headers.items()), response.content
            if request.method == "GET":
                caches["pages"].set(key, stored, settings.PUBLIC_PAGE_SECONDS)
        return _answer(request, stored)


def _is_stranger(request: HttpRequest) -> bool:
    """Whether the answer may be one that everybody gets."""
    plain = request.method in {"GET", "HEAD"} and len(request.get_full_path()) <= LONGEST_ADDRESS
    return plain and not any(name in request.COOKIES for name in PERSONAL) and "Authorization" not in request.headers


def _key(request: HttpRequest) -> str:
    """The page asked for: host, address with its query in one order, and whether htmx asks for it.

    The order of words of the same name is kept, for the last one may be the one that counts.
    """
    # As views read it: raw letters and the same ones in percents must not be taken for others.
    query = urlencode(sorted(request.GET.lists()), doseq=True)
    htmx = request.headers.get("HX-Request") == "true"
    asked = "\n".join([request.scheme or "", request.get_host(), request.path, query, str(htmx)])
    return f"page-{hashlib.sha256(asked.encode()).hexdigest()}"


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether nothing in the answer belongs to the one who asked, or only to this moment."""
    match: Any = request.resolver_match
    if match is None or match.view_name not in PUBLIC or getattr(request, "is_preview", False):
        return False
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "Cache-Control" not in response
        and vary <= KNOWN_VARY
    )


def _answer(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    headers, body = stored
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=dict(headers))
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
