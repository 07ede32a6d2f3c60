"""Images and documents with what showing them in public asks for: rights, alternative text, consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Rights(models.TextChoices):
    """How a work may be used: a licence for our own, a RightsStatements.org statement for others'."""

    CC0 = "cc0", _("CC0: no rights reserved")
    CC_BY = "cc-by", _("CC BY 4.0: with credit")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: with credit, share alike")
    CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0: with credit, not commercial")
    IN_COPYRIGHT = "in-copyright", _("In copyright, used by permission")
    NO_KNOWN = "no-known", _("No known copyright")


class Consent(models.TextChoices):
    """Whether the people shown agreed to be shown in public."""

    UNKNOWN = "unknown", _("Not asked yet")
    NOBODY = "nobody", _("Nobody can be recognised")
    GIVEN = "given", _("Everyone shown has agreed")
    REFUSED = "refused", _("Refused or withdrawn")


class LibraryImage(AbstractImage):
    """A picture of the library; `description` is its alternative text."""

    decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("Tick when the picture tells nothing: it then has no alternative text."),
    )
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

    admin_form_fields = (*Image.admin_form_fields, "decorative", "credit", "rights", "consent", "consent_note")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """Never the file name: the description, or nothing."""
        return "" if self.decorative else self.description


class LibraryRendition(AbstractRendition):
    """A picture made smaller or in another format."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]


class LibraryDocument(AbstractDocument):
    """A file people may download: a publication, a leaflet."""

    language = models.CharField(_("language"), max_length=10, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language", "pages", "credit", "rights")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
