from io import BytesIO

import pytest
from PIL import Image

from operations.demo import drawing
from operations.demo.drawing import SCENES, can_write, draw_picture, make_publication


@pytest.mark.parametrize("scene", SCENES)
def test_drawn_picture_is_a_photograph_sized_jpeg_and_the_same_each_time(scene):
    content = draw_picture(7, scene)

    assert Image.open(BytesIO(content)).size == (1600, 1067)
    assert content == draw_picture(7, scene) != draw_picture(8, scene)


@pytest.mark.parametrize("language", ["en", "sv", "da", "el", "sl"])
def test_publication_is_a_pdf_in_every_language_there_is_a_font_for(language):
    if not can_write(language):
        with pytest.raises(ValueError, match="no font"):
            make_publication("Τίτλος", "Κάποιος", "Κείμενο", language)
        return
    content = make_publication("Čebelja knjižica – 2026", "Ana Kovač", "Prvi.\n\n“Drugi”…", language)

    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_publication_without_a_font_keeps_its_letters_if_not_its_accents(monkeypatch):
    monkeypatch.setattr(drawing, "_FONTS", ())

    assert make_publication("“Kovač” – en bok", "Øystein", "Å", "sv").startswith(b"%PDF-")
    assert drawing._settable("Kovač – Øystein", "Helvetica") == "Kovac - Øystein"
