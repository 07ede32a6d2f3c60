"""The one way pages show pictures: `{% shown_picture image %}` writes nothing for a picture the public may not see."""

from typing import Any

from django import template

from media.assets.domain import consent, pictures
from media.assets.models import LibraryImage

register = template.Library()


@register.inclusion_tag("assets/picture.html")
def shown_picture(
    image: LibraryImage | None,
    sizes: str = "(min-width: 48rem) 40rem, 92vw",
    css: str = "",
    alt: str | None = None,
    eager: bool = False,
) -> dict[str, Any]:
    """A `<picture>` in AVIF and JPEG.

    `eager` is for the largest picture of the first view; `alt=""` where the words beside it tell the same.
    """
    return {"picture": pictures.picture_of(image), "sizes": sizes, "css": css, "alt": alt, "eager": eager}


@register.filter
def picture_url(image: LibraryImage | None) -> str:
    """The address of the smallest size, or "" when the picture may not be shown."""
    return pictures.picture_url(image)


@register.filter
def may_be_shown(image: LibraryImage | None) -> bool:
    """Whether the public may see the picture."""
    return consent.may_be_shown(image)
