"""The one public address that needs no table: drawn covers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.covers import PALETTES, cover as draw


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def cover(request: HttpRequest, kind: str, seed: str) -> HttpResponse:
    """The drawing for a kind and a seed; it never changes, so it may be kept for a year."""
    if kind not in PALETTES:
        raise Http404
    policy = {"Content-Security-Policy": "default-src 'none'"}
    return HttpResponse(draw(kind, seed), content_type="image/svg+xml", headers=policy)
