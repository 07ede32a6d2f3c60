"""The columns of files: whatever is written into them is checked and cleaned first, on every way there is."""

from typing import Any

from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from media.assets.cleaning import CleanPicture, clean_picture
from media.assets.validators import check_pdf


class PictureFile(WagtailImageFieldFile):
    """The stored file of a picture."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        clean = content if isinstance(content, CleanPicture) else clean_picture(content)
        super().save(str(clean.name), clean, save=save)


class PictureField(WagtailImageField):
    """Stores clean pictures only: forms, the uploader of many files, imports and the demo all end here."""

    attr_class: Any = PictureFile


class PdfFile(FieldFile):
    """The stored file of a document."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        check_pdf(content)
        super().save(name, content, save=save)


class PdfField(models.FileField):
    """Stores PDFs only, whatever the name says."""

    attr_class: Any = PdfFile
