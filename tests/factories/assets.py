"""Pictures and documents for tests, drawn and set here: no file of anybody's."""

from io import BytesIO
from itertools import count

from PIL import ExifTags, Image, ImageDraw

from media.assets.domain import ingest
from media.assets.enums import Consent, Rights
from media.assets.models import LibraryDocument, LibraryImage

_numbers = count(1)


def jpeg(width: int = 300, height: int = 200, **saving: object) -> bytes:
    """A small JPEG, red at the top so that a turn is seen; `saving` goes to Pillow (exif=..., comment=...)."""
    return _encoded("JPEG", width, height, **saving)


def png(width: int = 300, height: int = 200, **saving: object) -> bytes:
    return _encoded("PNG", width, height, **saving)


def with_gps(orientation: int = 1) -> bytes:
    """A photograph that tells who took it, what it shows, with which camera, and the house where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Freja Lindqvist"
    exif[ExifTags.Base.ImageDescription] = "The first mending night"
    exif[ExifTags.Base.BodySerialNumber] = "SERIAL-12345"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (37.0, 58.0, 18.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (23.0, 43.0, 37.0)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>37,58.3N</exif:GPSLatitude></x:xmpmeta>'
    return jpeg(exif=exif.tobytes(), xmp=xmp, comment=b"taken at home")


def image(*, content: bytes | None = None, **fields: object) -> LibraryImage:
    """A picture that may be shown, unless the fields say otherwise: `consent=Consent.REFUSED`."""
    number = next(_numbers)
    return ingest.add_picture(
        content or jpeg(),
        **{
            "title": f"Picture {number}",
            "description": f"People mending lamp {number}",
            "credit": "Ana Kovač",
            "rights": Rights.CC_BY,
            "consent": Consent.GIVEN,
            **fields,
        },
    )


def document(*, content: bytes | None = None, **fields: object) -> LibraryDocument:
    number = next(_numbers)
    return ingest.add_document(
        content or pdf(),
        **{
            "title": f"Booklet {number}",
            "name": f"booklet-{number}.pdf",
            "language": "en",
            "pages": 2,
            "rights": Rights.CC_BY,
            **fields,
        },
    )


def pdf() -> bytes:
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica")
    paper.cell(text="A small book of darning")
    return bytes(paper.output())


def _encoded(kind: str, width: int, height: int, **saving: object) -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, width, height // 4), fill="red")
    stored = BytesIO()
    picture.save(stored, kind, **saving)
    return stored.getvalue()
