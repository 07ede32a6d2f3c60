"""The sizes in which the public gets a picture, made in the background, and the one way to ask for them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from wagtail.images.models import SourceImageIOError

from media.assets.domain.consent import may_be_shown
from media.assets.models import LibraryImage, LibraryRendition

WIDTHS = (400, 800, 1200)
JPEG = tuple(f"width-{width}|format-jpeg" for width in WIDTHS)
AVIF = tuple(f"width-{width}|format-avif" for width in WIDTHS)
SPECS = JPEG + AVIF
BATCH = 20
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Picture:
    """What a `<picture>` element needs: addresses with their widths, and the words."""

    alt: str
    src: str
    width: int
    height: int
    srcset: str
    avif: str
    largest: str


def picture_of(image: LibraryImage | None) -> Picture | None:
    """The picture as the public may see it, or None. One query, none after `with_sizes` or `load_sizes`.

    Sizes are made by `tick`; for the minute before it has come by, one JPEG is made on demand.
    """
    if image is None or not may_be_shown(image):
        return None
    made = _made(image)
    jpeg = [made[spec] for spec in JPEG if spec in made]
    if not jpeg:
        try:
            jpeg = [image.get_rendition(JPEG[1])]
        except (SourceImageIOError, OSError):
            log.warning("The file of picture %s cannot be read", image.pk)
            return None
    middle = jpeg[min(1, len(jpeg) - 1)]
    return Picture(
        alt=middle.alt,
        src=middle.url,
        width=middle.width,
        height=middle.height,
        srcset=_set(jpeg),
        avif=_set([made[spec] for spec in AVIF if spec in made]),
        largest=jpeg[-1].url,
    )


def picture_url(image: LibraryImage | None) -> str:
    """The address of the smallest size for a list, or "" when the public may not see the picture."""
    found = picture_of(image)
    return found.srcset.split(" ")[0] if found else ""


def with_sizes(images: "QuerySet[LibraryImage]") -> "QuerySet[LibraryImage]":
    """The same pictures with their sizes, in one more query for all of them."""
    return images.prefetch_renditions(*SPECS)  # type: ignore[attr-defined,no-any-return]


def load_sizes(images: Iterable[LibraryImage | None]) -> None:
    """Fetches the sizes of pictures that are already loaded, in one query, so that a list asks once."""
    loaded = [image for image in images if image is not None]
    if not loaded:
        return
    by_image: dict[int, list[LibraryRendition]] = {image.pk: [] for image in loaded}
    for rendition in LibraryRendition.objects.filter(image__in=by_image, filter_spec__in=SPECS):
        by_image[rendition.image_id].append(rendition)
    for image in loaded:
        image.prefetched_renditions = by_image[image.pk]


def made_already(ids: Iterable[int]) -> dict[int, LibraryRendition]:
    """By picture, its smallest JPEG, of those the public may see and whose sizes are there: one query, nothing made."""
    wanted = set(ids)
    shown = LibraryImage.objects.showable().filter(pk__in=wanted)
    found = LibraryRendition.objects.filter(image__in=shown, filter_spec=JPEG[0]) if wanted else []
    return {rendition.image_id: rendition for rendition in found}


def make_sizes(now: datetime) -> int:
    """Makes the missing sizes of pictures that may be shown, a few pictures at a time; returns how many it served.

    Work for `tick`: safe in several processes, for a size exists once (constraint), and a file that cannot be read
    does not keep the others waiting.
    """
    served = 0
    for image in LibraryImage.objects.showable().lacking_sizes(SPECS).order_by("-pk"):
        try:
            image.get_renditions(*SPECS)
        except (SourceImageIOError, OSError):
            log.warning("The file of picture %s cannot be read", image.pk)
            continue
        served += 1
        if served == BATCH:
            break
    return served


def _made(image: LibraryImage) -> dict[str, LibraryRendition]:
    found = getattr(image, "prefetched_renditions", None)
    if found is None:
        found = image.renditions.filter(filter_spec__in=SPECS)
    made = {rendition.filter_spec: rendition for rendition in found}
    for rendition in made.values():
        rendition.image = image  # the very object, with the words of this place in a story
    return made


def _set(renditions: list[LibraryRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
