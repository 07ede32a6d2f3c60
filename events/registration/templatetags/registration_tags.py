"""Small words of registration for templates."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

from core import clock
from events.calendar.forms.reasons import SeenFirstForm
from events.calendar.models import Occurrence
from events.registration.domain import rehearsing, teller

register = template.Library()


@register.filter
def spelled(code: str) -> str:
    """A reference in groups of four."""
    return teller.spelled(code)


@register.filter
def local_start(occurrence: Occurrence) -> datetime:
    """The start as wall time where it happens; naive, so that no template moves it to another zone."""
    return occurrence.start.astimezone(ZoneInfo(occurrence.zone)).replace(tzinfo=None)


@register.inclusion_tag("registration/admin/rehearsal.html")
def rehearsal(form: SeenFirstForm) -> dict[str, Any]:
    """Who is told when the (valid) form is confirmed, and the letter each of them gets."""
    now = clock.now()
    seen = rehearsing.rehearse(lambda: form.act(now=now), event=form.event_id, now=now)
    return {"rehearsal": seen, "mark": form.mark}
