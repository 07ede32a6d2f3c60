"""Images and documents with what showing them in public asks for: rights, alternative text, consent."""

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, get_upload_to
from wagtail.search import index

from core import tokens
from media.assets.enums import Consent, Rights
from media.assets.fields import PdfField, PictureField
from media.assets.querysets import LibraryImageQuerySet

NAME_LENGTH = 20  # 100 bits: the address of a file cannot be guessed


class LibraryImage(AbstractImage):
    """A picture of the library; `description` is its alternative text.

    The column is called `decoration` because Wagtail's image has an attribute `decorative` for one use in a story,
    which its constructor sets to False.
    """

    file = PictureField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height", max_length=100
    )
    decoration = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("Tick when the picture tells nothing: it then needs no alternative text."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices, blank=True)
    consent = models.CharField(
        _("consent of the people shown"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN
    )
    consent_note = models.CharField(
        _("how consent was given"),
        max_length=200,
        blank=True,
        help_text=_("Who asked, when, and where the paper lies."),
    )

    objects = LibraryImageQuerySet.as_manager()
    # What `showable()` asks, so that it may stand before `.search()`.
    search_fields = (
        *AbstractImage.search_fields,
        *(index.FilterField(name) for name in ("description", "decoration", "rights", "consent")),
    )

    admin_form_fields = (
        *Image.admin_form_fields,
        "decoration",
        "caption",
        "credit",
        "rights",
        "consent",
        "consent_note",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [models.Index(fields=["file"], name="image_by_file")]

    def save(self, *args: object, **kwargs: object) -> None:
        # A text of blanks is none; so the rule in Python and the rule in SQL stay one.
        self.description = self.description.strip()
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        """A name made by us: nothing of the uploaded one, which may tell more than it should."""
        return f"original_images/{tokens.code(NAME_LENGTH)}{PurePath(filename).suffix.lower()}"

    @property
    def default_alt_text(self) -> str:
        """Never the file name: the description, or nothing."""
        return "" if self.decoration else self.description


class LibraryRendition(AbstractRendition):
    """A picture made smaller or in another format."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]

    def get_upload_to(self, filename: str) -> str:
        """A name of its own, which cannot be guessed from the original's or a sister's."""
        return f"images/{tokens.code(NAME_LENGTH)}{PurePath(filename).suffix.lower()}"


class LibraryDocument(AbstractDocument):
    """A file people may download: a publication, a leaflet."""

    file = PdfField(verbose_name=_("file"), upload_to="documents")
    language = models.CharField(_("language"), max_length=10, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language", "pages", "credit", "rights")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
