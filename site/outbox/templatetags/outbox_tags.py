"""What templates ask of letters."""

from django import template

from outbox.domain.rendering import name_of_kind
from outbox.models import Letter

register = template.Library()


@register.filter
def title_of(letter: Letter) -> str:
    """Its subject; while it has none yet, what staff call such letters."""
    return letter.subject or name_of_kind(letter.kind)
