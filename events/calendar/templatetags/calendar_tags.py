"""Tags of the calendar: events of a programme on its page, and linked data."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext as _

from core import clock
from core.remembering import piece
from events.calendar.domain import rows
from events.calendar.domain.books import books
from events.calendar.domain.facets import Option
from events.calendar.models import Occurrence
from events.programmes.models import Programme

register = template.Library()
# What could end the block or begin another, inside a string of JSON.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
MOST_EVENTS, MOST_DATES = 24, 300


@register.simple_tag
def checks(options: Iterable[Option], *, oob: str = "") -> SafeString:
    """The checkboxes of a facet, by the component `check.html`: there are some sixty on each list."""
    inputs = ("name", "value", "label", "checked", "count", "kind")
    drawn = (
        piece("components/check.html", {**{name: getattr(option, name) for name in inputs}, "oob": oob})
        for option in options
    )
    return SafeString("\n".join(drawn))


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """A block of JSON-LD, which no browser executes."""
    written = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))


@register.simple_tag
def feed_limit() -> int:
    """How many dates a feed holds at most; 0 is no limit."""
    return int(settings.FEED_EVENTS)


@register.inclusion_tag("calendar/programme_events.html")
def programme_events(programme: Programme) -> dict[str, Any]:
    """Every event of a programme once, with its next date, or its last when it is over; what comes stands first."""
    now, language = clock.now(), get_language() or settings.LANGUAGE_CODE
    public = Occurrence.objects.public().listed().filter(event__programme=programme)
    dates = [*public.upcoming(now)[:MOST_DATES], *public.filter(end__lte=now).order_by("-start", "pk")[:MOST_DATES]]
    first = {occurrence.event_id: occurrence for occurrence in reversed(dates)}
    found = [occurrence for occurrence in dates if first[occurrence.event_id] is occurrence][:MOST_EVENTS]
    listed = rows.of(found, language=language)
    shown = books(listed, now=now)
    return {"books": [{**shown[row.uid], "meta": _when_and_where(row)} for row in listed]}


def _when_and_where(row: rows.Row) -> str:
    day = row.last_day if row.lasting else row.day
    facts = {"day": date_format(day, "DATE_FORMAT"), "place": row.place}
    if row.lasting:
        return _("until %(day)s, %(place)s") % facts
    return f"{facts['day']}, {row.place}" if row.place else facts["day"]
