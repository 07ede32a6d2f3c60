"""Taking pictures and documents in without a form: imports, the demo, tests. The forms of the admin do the same."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection

from core.exceptions import RuleBroken
from media.assets.cleaning import clean_picture
from media.assets.models import LibraryDocument, LibraryImage
from media.assets.validators import check_pdf


class FileRefused(RuleBroken):
    """The content of the file is not what we take."""


@transaction.atomic
def add_picture(content: bytes, *, title: str, collection: Collection | None = None, **fields: object) -> LibraryImage:
    """Stores a picture, cleaned; credit and caption come from the file unless `fields` say otherwise.

    `fields` are columns of `LibraryImage`: description, decoration, caption, credit, rights, consent, consent_note.
    """
    try:
        clean = clean_picture(ContentFile(content, name="picture"))
    except ValidationError as error:
        raise FileRefused(error.messages[0]) from error
    words = {"credit": clean.credit, "caption": clean.caption, **fields}
    image = LibraryImage(title=title, file=clean, collection=collection or _root(), **words)
    image._set_image_file_metadata()  # Wagtail's name for it: size and checksum, which its own form sets
    image.save()
    return image


@transaction.atomic
def add_document(
    content: bytes, *, title: str, name: str, collection: Collection | None = None, **fields: object
) -> LibraryDocument:
    """Stores a PDF under a name people recognise when they download it. `fields`: language, pages, credit, rights."""
    file = ContentFile(content, name=name)
    try:
        check_pdf(file)
    except ValidationError as error:
        raise FileRefused(error.messages[0]) from error
    document = LibraryDocument(title=title, file=file, collection=collection or _root(), **fields)
    document._set_document_file_metadata()
    document.save()
    return document


def _root() -> Collection:
    return Collection.get_first_root_node()
