"""The addresses of the read API, with what every answer of it carries: a tag to ask again by, open to any site."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.calendar.api import api

# Places left change by the minute; shared caches may answer for so many seconds.
MAX_AGE = 120


def reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for GET and HEAD alone, answering 304 to who holds the same bytes."""

    @require_safe
    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, request.method = request.method, "GET"
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            told = _("There is nothing at this address. /api/v1/openapi.json says what there is.")
            response = JsonResponse({"detail": told}, status=404)
        finally:
            request.method = asked
        if response.status_code == 200:
            response["Cache-Control"] = f"public, max-age={MAX_AGE}"
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response["Content-Language"] = request.GET.get("lang") or "en"
            response = get_conditional_response(request, response["ETag"], None, response) or response
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Robots-Tag"] = "noindex"
        return response

    return read


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address below."""
    raise Http404


patterns, app, name = api.urls
patterns.append(path("<path:rest>", nothing))
for pattern in patterns:
    pattern.callback = reading(pattern.callback)
urlpatterns = [path("", (patterns, app, name))]
