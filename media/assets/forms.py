"""The forms behind Wagtail's image and document screens: they judge content, read words and say what is missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.assets.cleaning import CleanPicture, clean_picture
from media.assets.domain.consent import why_not
from media.assets.enums import Consent
from media.assets.validators import check_pdf


class LibraryImageForm(BaseImageForm):
    """Cleans the file before anything else sees it; each field says what it keeps from the public."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "consent" in self.fields:
            # The uploader of many files posts nothing but files; what was not answered is not asked yet.
            self.fields["consent"].required = False
        if self.instance.pk:
            for name, sentence in why_not(self.instance).items():
                if name in self.fields:
                    self.fields[name].help_text = sentence

    def clean_file(self) -> File:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        return clean_picture(file)

    def clean_consent(self) -> str:
        return self.cleaned_data["consent"] or self.instance.consent or Consent.UNKNOWN

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if isinstance(file, CleanPicture):
            for name in ("credit", "caption"):
                if name in self.fields and not cleaned.get(name):
                    cleaned[name] = getattr(file, name)
        return cleaned


class LibraryDocumentForm(BaseDocumentForm):
    """Takes PDFs only, judged by their content."""

    def clean_file(self) -> File:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            if not isinstance(file, File):
                raise ValidationError(self.fields["file"].error_messages["required"])
            check_pdf(file)
        return file
