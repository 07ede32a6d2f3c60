"""Small words of registration for templates."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template

from events.calendar.models import Occurrence
from events.registration.domain import teller

register = template.Library()


@register.filter
def spelled(code: str) -> str:
    """A reference in groups of four."""
    return teller.spelled(code)


@register.filter
def local_start(occurrence: Occurrence) -> datetime:
    """The start as wall time where it happens; naive, so that no template moves it to another zone."""
    return occurrence.start.astimezone(ZoneInfo(occurrence.zone)).replace(tzinfo=None)
