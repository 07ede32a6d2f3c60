"""The content security policy, by path: strict for the public, looser under the admin; and languages by address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'self'"
)
# The one page that other sites may show in a frame: those the library named.
FRAMED = "calendar:embed"
# Wagtail's editor writes inline scripts and styles, and shows its preview in a frame (decision 0003).
ADMIN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'self'"
)


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, except that "not found" stays so where an address outside the languages was asked.

    Django would send a wrong signed link on to /en/r/<token>/, where nothing is, and tell a link from a wrong one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        outside = request.resolver_match and not translation.get_language_from_path(request.path_info)
        if response.status_code == 404 and outside:
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response
        return super().process_response(request, response)


class ContentSecurityPolicyMiddleware:
    """Sets the policy unless a view has set a stricter one of its own (an uploaded PDF, say)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = ADMIN if request.path.startswith("/admin/") else PUBLIC
        if request.resolver_match and request.resolver_match.view_name == FRAMED:
            policy = " ".join([policy, *settings.EMBED_SITES])  # frame-ancestors stands last
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
