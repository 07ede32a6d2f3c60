"""One date of an event: the target of letters and lists."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock, tokens
from events.calendar.domain.event_page import event_page
from events.calendar.domain.sources import text_page
from events.calendar.models import EventPage, Occurrence


@require_safe
def occurrence_detail(request: HttpRequest, code: str) -> HttpResponseBase:
    """The event with this date in front, also when it is cancelled or over; the event's own page is canonical."""
    dates = Occurrence.objects.select_related("event__locale", "branch__library", "space")
    occurrence = get_object_or_404(dates, code=tokens.read_aloud(code), event__live=True)
    source: EventPage = occurrence.event.specific
    told = text_page(source, get_language() or settings.LANGUAGE_CODE)
    text = source if told.pk == source.pk else told.specific
    context = event_page(text, source=source, date=occurrence, now=clock.now())
    return TemplateResponse(request, "calendar/event_page.html", {**context, "canonical": text.get_full_url(request)})
