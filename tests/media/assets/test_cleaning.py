from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from media.assets.cleaning import clean_picture
from media.assets.models import LibraryImage
from media.assets.validators import check_pdf
from tests.factories import assets

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"


def cleaned(content: bytes) -> Image.Image:
    return Image.open(BytesIO(clean_picture(ContentFile(content, name="any.jpg")).read()))


def test_cleaning_leaves_no_place_camera_or_comment_in_the_file() -> None:
    before = assets.with_gps()
    assert b"SERIAL-12345" in before
    assert b"GPSLatitude" in before

    clean = clean_picture(ContentFile(before, name="IMG_2041.jpg"))

    after = clean.read()
    for told in (b"SERIAL-12345", b"GPSLatitude", b"Freja", b"taken at home", b"Exif\0\0"):
        assert told not in after
    assert dict(Image.open(BytesIO(after)).getexif()) == {}


def test_cleaning_reads_credit_and_caption_before_they_go() -> None:
    clean = clean_picture(ContentFile(assets.with_gps(), name="IMG_2041.jpg"))

    assert clean.credit == "Freja Lindqvist"
    assert clean.caption == "The first mending night"


def test_cleaning_reads_the_creator_of_xmp() -> None:
    xmp = b"<x><dc:creator><rdf:Seq><rdf:li>Nikos &amp; Eleni</rdf:li></rdf:Seq></dc:creator></x>"

    clean = clean_picture(ContentFile(assets.jpeg(xmp=xmp), name="a.jpg"))

    assert clean.credit == "Nikos & Eleni"


def test_cleaning_turns_the_picture_upright_first() -> None:
    turned = cleaned(assets.with_gps(orientation=6))

    assert turned.size == (200, 300)
    red, _green, blue = turned.convert("RGB").getpixel((195, 150))
    assert red > 200
    assert blue < 100


def test_cleaning_keeps_the_quality_of_a_jpeg_that_stands_upright() -> None:
    before = assets.with_gps()

    after = clean_picture(ContentFile(before, name="a.jpg")).read()

    assert Image.open(BytesIO(after)).quantization == Image.open(BytesIO(before)).quantization


def test_cleaning_drops_what_hides_behind_a_picture() -> None:
    assert b"<script>" not in clean_picture(ContentFile(assets.jpeg() + b"<script>alert(1)</script>")).read()


def test_cleaning_keeps_one_frame_of_many() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    stored = BytesIO()
    frames[0].save(stored, "GIF", save_all=True, append_images=frames[1:])

    assert cleaned(stored.getvalue()).n_frames == 1


def test_cleaning_keeps_the_transparency_of_a_png() -> None:
    stored = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(stored, "PNG")

    assert cleaned(stored.getvalue()).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("content", [SVG, EPS, b"<html></html>", b"", b"GIF89a/*", b"\x89PNG\r\n\x1a\n rest"])
def test_cleaning_refuses_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(ValidationError):
        clean_picture(ContentFile(content, name="holiday.jpg"))


def test_cleaning_refuses_tiff_by_content_although_pillow_knows_it() -> None:
    stored = BytesIO()
    Image.new("RGB", (20, 20)).save(stored, "TIFF")

    with pytest.raises(ValidationError) as refused:
        clean_picture(ContentFile(stored.getvalue(), name="a.jpg"))
    assert refused.value.code == "not_a_picture"


@pytest.mark.parametrize("side", [8_000, 12_000, 20_000])
def test_cleaning_refuses_a_small_file_that_unfolds_to_too_many_pixels(side: int) -> None:
    stored = BytesIO()
    Image.new("1", (side, side)).save(stored, "PNG")
    assert len(stored.getvalue()) < 100_000

    with pytest.raises(ValidationError) as refused:
        clean_picture(ContentFile(stored.getvalue(), name="a.png"))
    assert refused.value.code == "too_many_pixels"


def test_cleaning_answers_a_damaged_picture_with_a_sentence() -> None:
    with pytest.raises(ValidationError) as refused:
        clean_picture(ContentFile(assets.png(2000, 2000)[:3000], name="a.png"))
    assert refused.value.code == "damaged"


def test_every_way_into_the_table_cleans(db: None) -> None:
    image = LibraryImage(title="Straight in", file=ContentFile(assets.with_gps(6), name="../../IMG 2041.php.jpg"))
    image.save()

    image.refresh_from_db()
    with image.file.open("rb") as stored:
        assert b"GPSLatitude" not in stored.read()
    assert (image.width, image.height) == (200, 300)
    assert image.file.name.startswith("original_images/")
    assert "2041" not in image.file.name
    assert image.file.name.endswith(".jpg")


@pytest.mark.parametrize("content", [b"<html>%PDF-1.7 %%EOF", b"%PDF-1.7 cut off", b"", b"PK\x03\x04"])
def test_documents_are_judged_by_content(content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_pdf(ContentFile(content, name="a.pdf"))


def test_documents_that_are_pdfs_are_taken() -> None:
    check_pdf(ContentFile(assets.pdf(), name="a.pdf"))
