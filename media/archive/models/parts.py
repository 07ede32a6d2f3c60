"""What an outcome holds: photographs and publications."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core import tokens
from media.archive.enums import Medium
from media.archive.validators import validate_isbn
from media.assets.enums import Rights


def photograph_code() -> str:
    """The code in the address of one photograph."""
    return tokens.code(8)


class Photograph(Orderable):
    """A picture in an outcome, with the words for this place; whether it is shown, `assets` decides."""

    page = ParentalKey("archive.OutcomePage", on_delete=models.CASCADE, related_name="photographs")
    code = models.CharField(max_length=12, default=photograph_code, editable=False)
    image = models.ForeignKey(
        "assets.LibraryImage", on_delete=models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True, help_text=_("Empty: the picture's own."))

    panels = [FieldPanel("image"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What stands under the picture here."""
        return self.caption or self.image.caption


class Publication(Orderable):
    """Something made that stays: printed, digital, photographic, sound or film."""

    page = ParentalKey("archive.OutcomePage", on_delete=models.CASCADE, related_name="publications")
    title = models.CharField(_("title"), max_length=200)
    authors = models.CharField(_("authors"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(pgettext_lazy("of a publication", "year"), null=True, blank=True)
    medium = models.CharField(_("form"), max_length=15, choices=Medium.choices, default=Medium.DIGITAL)
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("Its code, such as el or en."))
    isbn = models.CharField("ISBN", max_length=17, blank=True, validators=[validate_isbn])
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    document = models.ForeignKey(
        "assets.LibraryDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices, blank=True)

    panels = [
        FieldPanel(name)
        for name in ("title", "authors", "year", "medium", "language", "isbn", "pages", "document", "rights")
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.year is not None and not 1450 <= self.year <= 2200:
            raise ValidationError({"year": _("Please write the year with four digits.")})

    @property
    def licence(self) -> str:
        """The word of its rights: its own, else those of its file."""
        return self.rights or (self.document.rights if self.document else "")
