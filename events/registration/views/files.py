"""Registrations as files, each with a line in the log of who took how many, by which filter; never of whom."""

from django.http import HttpRequest, HttpResponseBase
from wagtail.log_actions import log

from core import exports as exporter
from events.registration import exports
from events.registration.domain.staff.sight import sight_of
from events.registration.querysets import RegistrationQuerySet

# One file holds at most this many lines; more is a matter for the figures, not for lists of people.
MOST_LINES = 100_000


def exported(request: HttpRequest, title: str, kind: str, rows: RegistrationQuerySet) -> HttpResponseBase:
    """These registrations, ordered and with `occurrence__event`, with the columns the user may see."""
    shown = exports.columns(rows, sight_of(request.user))
    found = rows[:MOST_LINES]
    facts = {"format": kind, "rows": found.count(), "path": _path(request)}
    log(instance=request.user, action="registration.export", user=request.user, data=facts)
    return exporter.file_response(title, kind, exports.header(shown), exports.lines(found, shown))


def _path(request: HttpRequest) -> str:
    """The filter, but not the name or address that was sought: the log holds nothing of people."""
    asked = request.GET.copy()
    if "q" in asked:
        asked["q"] = "..."
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
