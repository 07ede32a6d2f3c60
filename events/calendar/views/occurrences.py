"""One date of an event: the target of letters."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from core import tokens
from events.calendar.models import Occurrence


@require_safe
def occurrence_detail(request: HttpRequest, code: str) -> HttpResponseBase:
    """The date on its event's page."""
    occurrence = get_object_or_404(Occurrence, code=tokens.read_aloud(code), event__live=True)
    return redirect(occurrence.event.specific.get_url(request))
