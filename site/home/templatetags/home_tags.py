"""What the frame of every page asks of the house: its name and whom to ask."""

from django import template

from home.models import HouseSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def house(context: dict) -> HouseSettings:
    """What staff set about the house; read once for each request."""
    return HouseSettings.load(request_or_site=context.get("request"))
