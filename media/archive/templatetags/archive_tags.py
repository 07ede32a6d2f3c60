"""What came of an event or a programme, for the pages of earlier rooms."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from events.calendar.models import EventPage
from events.programmes.models import Programme
from media.archive.models import OutcomePage, Photograph
from media.archive.querysets import OutcomeQuerySet
from media.archive.views.listing import books
from media.assets.enums import Rights

register = template.Library()
MOST = 24


@register.inclusion_tag("archive/event_outcomes.html", takes_context=True)
def event_outcomes(context: dict[str, Any], event: EventPage) -> dict[str, Any]:
    """A strip with the outcome of the event; nothing while there is none."""
    return {"books": _books(context, OutcomePage.objects.of_event(event))}


@register.inclusion_tag("archive/programme_outcomes.html", takes_context=True)
def programme_outcomes(context: dict[str, Any], programme: Programme) -> dict[str, Any]:
    """The outcomes of the programme and of its events, the latest first; a sentence while there is none."""
    return {"books": _books(context, OutcomePage.objects.of_programme(programme))}


@register.simple_tag
def outcome_photograph_url(page: OutcomePage, photograph: Photograph) -> str:
    """The address of one photograph's own page."""
    return f"{page.url}{page.reverse_subpage('photograph', args=[photograph.code])}"


@register.simple_tag
def rights_link(rights: str) -> str:
    """How a work may be used, in words, leading to the licence or statement."""
    found = Rights(rights)
    return format_html('<a href="{}" rel="license">{}</a>', found.uri, found.label)


def _books(context: dict[str, Any], outcomes: OutcomeQuerySet) -> list[dict[str, Any]]:
    shown = outcomes.live().told_in(get_language() or "en").newest().select_related("branch", "locale")
    return books(shown[:MOST], context.get("request"))
