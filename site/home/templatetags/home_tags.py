"""What the frame of every page asks of the house: its name and whom to ask."""

from django import template

from core.remembering import briefly
from home.models import HouseSettings

register = template.Library()


@register.simple_tag
@briefly
def house() -> HouseSettings:
    """What staff set about the house."""
    return HouseSettings.load()
