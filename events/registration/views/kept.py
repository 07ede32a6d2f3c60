"""The empty form as every stranger gets it, kept for some seconds: only its key and its token are each one's own."""

import re
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token

from events.registration.forms.keys import new_key

# The hidden fields that Django and `KeyedForm` write.
_OWN = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="[^"]*"')
# Who brings one of these may see something of their own.
_PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")


def kept(request: HttpRequest, show: Callable[[], HttpResponseBase], *, now: datetime) -> HttpResponseBase:
    """The answer of `show` to a plain GET, made once for `PUBLIC_PAGE_SECONDS`, with a new key and token each time."""
    if not settings.PUBLIC_PAGE_SECONDS or request.GET or any(name in request.COOKIES for name in _PERSONAL):
        return show()
    place = f"form-{request.get_host()}-{request.path}"
    page: bytes | None = caches["pages"].get(place)
    if page is None:
        response = show()
        if isinstance(response, HttpResponse) and response.status_code == 200:
            blank = _OWN.sub(rb'name="\1" value=""', response.content)
            caches["pages"].set(place, blank, settings.PUBLIC_PAGE_SECONDS)
        return response
    own = {b"csrfmiddlewaretoken": get_token(request).encode(), b"key": new_key(now).encode()}
    body = _OWN.sub(lambda found: b'name="%s" value="%s"' % (found[1], own[found[1]]), page)
    return HttpResponse(body, headers={"Cache-Control": "private, no-store"})
