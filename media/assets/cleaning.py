"""Makes an uploaded picture fit to keep: upright, one frame, nothing in it but the picture.

Cameras and telephones write into each file where it was taken, with which device and by whom. Credit and caption are
read first, so that the photographer is not lost with the rest.
"""

import re
from html import unescape
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, IptcImagePlugin

from media.assets.validators import ENDINGS, open_picture

# What a picture needs in order to look right; everything else goes.
_KEPT = ("icc_profile", "transparency")
_SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 85},
}
_XMP_SIZE = 65_536
_TAG = re.compile(r"<[^>]+>")


class CleanPicture(ContentFile):
    """A picture that went through `clean_picture`, with the words found in it."""

    def __init__(self, content: bytes, *, name: str, credit: str = "", caption: str = "") -> None:
        super().__init__(content, name=name)
        self.credit = credit
        self.caption = caption


def clean_picture(file: File) -> CleanPicture:
    """The picture without anything that was written into it; ValidationError when it cannot be read.

    EXIF (with GPS, serial numbers and thumbnail), IPTC, XMP and comments go, as do bytes hidden behind the picture and
    all frames but the first; the colour profile stays. A JPEG that stands upright keeps its compression.
    """
    picture = open_picture(file)
    # Telephones join two pictures in one JPEG; Pillow then calls it MPO, and the first one is what people took.
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    try:
        credit, caption = _words(picture)
        content = _saved(picture, kind)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ValidationError(_("This picture is damaged and cannot be read."), code="damaged") from error
    return CleanPicture(content, name=f"picture{ENDINGS[kind]}", credit=credit[:200], caption=caption[:300])


def _saved(picture: Image.Image, kind: str) -> bytes:
    saving = dict(_SAVING.get(kind, {}))
    turned = picture.getexif().get(ExifTags.Base.Orientation, 1) != 1
    if picture.format == "JPEG" and not turned:
        saving["quality"] = "keep"
    upright = ImageOps.exif_transpose(picture) if turned else picture
    upright.info = {key: upright.info[key] for key in _KEPT if key in upright.info}
    stored = BytesIO()
    upright.save(stored, format=kind, **saving)
    return stored.getvalue()


def _words(picture: Image.Image) -> tuple[str, str]:
    """Credit and caption as the file has them, from IPTC, else XMP, else EXIF; empty when it has none."""
    exif = picture.getexif()
    iptc = IptcImagePlugin.getiptcinfo(picture) or {}
    xmp = picture.info.get("xmp") or b""
    xml = (xmp if isinstance(xmp, bytes) else str(xmp).encode())[:_XMP_SIZE].decode("utf-8", "replace")
    credit = (
        _first(iptc.get((2, 80)))
        or _first(iptc.get((2, 110)))
        or _in_xml(xml, "dc:creator")
        or _first(exif.get(ExifTags.Base.Artist))
        or _first(exif.get(ExifTags.Base.Copyright))
    )
    caption = (
        _first(iptc.get((2, 120))) or _in_xml(xml, "dc:description") or _first(exif.get(ExifTags.Base.ImageDescription))
    )
    return credit, caption


def _first(found: object) -> str:
    if isinstance(found, list):
        found = found[0] if found else ""
    if isinstance(found, bytes):
        found = found.decode("utf-8", "replace")
    return " ".join(str(found or "").replace("\0", " ").split())


def _in_xml(xml: str, name: str) -> str:
    """The words inside an element, found without an XML parser: the file is a stranger's."""
    start, end = xml.find(f"<{name}>"), xml.find(f"</{name}>")
    return _first(unescape(_TAG.sub(" ", xml[start:end]))) if 0 <= start < end else ""
