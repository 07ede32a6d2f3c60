"""Tags of the calendar: events of a programme on its page, and linked data."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core import clock
from events.calendar.domain import rows
from events.calendar.domain.books import books
from events.calendar.models import Occurrence
from events.programmes.models import Programme

register = template.Library()
# What could end the block or begin another, inside a string of JSON.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
MOST_EVENTS = 24


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """A block of JSON-LD, which no browser executes."""
    written = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))


@register.inclusion_tag("calendar/programme_events.html")
def programme_events(programme: Programme) -> dict[str, Any]:
    """The next dates of a programme's events, or the last ones when it is over."""
    now, language = clock.now(), get_language() or settings.LANGUAGE_CODE
    public = Occurrence.objects.public().filter(event__programme=programme)
    found = list(public.upcoming(now)[:MOST_EVENTS]) or list(public.order_by("-start", "pk")[:MOST_EVENTS])
    listed = rows.of(found, language=language)
    shown = books(listed, now=now)
    return {"books": [shown[row.uid] for row in listed]}
