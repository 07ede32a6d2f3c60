"""What earlier rooms' screens show of this one: the button that makes an event page of a partner's date."""

from typing import Any

from django import template

from events.partners.models import Happening

register = template.Library()


@register.inclusion_tag("calendar/admin/draft_button.html", takes_context=True)
def draft_button(context: dict[str, Any], happening: Happening) -> dict[str, Any]:
    """One button; or the way to the page that there is already."""
    return {"happening": happening, "request": context["request"]}
