"""Where things happen: libraries, branches and spaces."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.translated import TranslatedField
from places.validators import validate_zone

# Nobody needs longer than a day before or after an event.
MOST_MINUTES = 24 * 60


class AccessFact(models.TextChoices):
    """Facts about access that people filter by; the value is the slug in addresses, `column` the field on a row."""

    STEP_FREE = "step-free", _("Step-free from the street")
    ACCESSIBLE_TOILET = "accessible-toilet", _("Accessible toilet")
    HEARING_LOOP = "hearing-loop", _("Hearing loop")
    SIGN_LANGUAGE = "sign-language", _("Sign language interpreted")
    QUIET_ROOM = "quiet-room", _("Quiet room")
    EASY_LANGUAGE = "easy-language", _("Easy language")
    LARGE_PRINT = "large-print", _("Material in large print")
    RELAXED = "relaxed", _("Relaxed: come and go as you need")

    @property
    def column(self) -> str:
        return self.value.replace("-", "_")


class AccessFacts(models.Model):
    """Access facts as columns: yes, no, or empty. Empty on an event means: as the space has it."""

    step_free = models.BooleanField(AccessFact.STEP_FREE.label, null=True, blank=True)
    accessible_toilet = models.BooleanField(AccessFact.ACCESSIBLE_TOILET.label, null=True, blank=True)
    hearing_loop = models.BooleanField(AccessFact.HEARING_LOOP.label, null=True, blank=True)
    sign_language = models.BooleanField(AccessFact.SIGN_LANGUAGE.label, null=True, blank=True)
    quiet_room = models.BooleanField(AccessFact.QUIET_ROOM.label, null=True, blank=True)
    easy_language = models.BooleanField(AccessFact.EASY_LANGUAGE.label, null=True, blank=True)
    large_print = models.BooleanField(AccessFact.LARGE_PRINT.label, null=True, blank=True)
    relaxed = models.BooleanField(AccessFact.RELAXED.label, null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def access_words(self) -> list[str]:
        """The facts that are true of this row, in words."""
        return [str(fact.label) for fact in AccessFact if getattr(self, fact.column)]


class Country(models.TextChoices):
    """Countries whose public holidays we enter by ourselves; one more line here adds one more (ISO 3166 codes)."""

    GREECE = "GR", _("Greece")
    SLOVENIA = "SI", _("Slovenia")
    SWEDEN = "SE", _("Sweden")
    DENMARK = "DK", _("Denmark")


class Library(models.Model):
    """An institution with a service area; an installation may serve several."""

    slug = models.SlugField(unique=True)
    name = TranslatedField(_("name"))
    population = models.PositiveIntegerField(_("people in the service area"), null=True, blank=True)

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class Branch(models.Model):
    """A house of a library: its name, address and time zone. Its public page is `calendar.BranchPage`."""

    slug = models.SlugField(unique=True)
    name = TranslatedField(_("name"))
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="branches")
    address = models.CharField(_("address"), max_length=200, blank=True)
    directions = TranslatedField(_("how to get there"), blank=True, long=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Athens", validators=[validate_zone])
    country = models.CharField(
        _("public holidays of"),
        max_length=2,
        choices=Country.choices,
        blank=True,
        help_text=_("They are entered as closing days every year. Empty: none are."),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return str(self.name)


class Space(AccessFacts):
    """A room or place in a branch, with the access facts its events inherit."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="spaces")
    name = TranslatedField(_("name"))
    seats = models.PositiveIntegerField(_("places"), null=True, blank=True, validators=[MinValueValidator(1)])
    setup_minutes = models.PositiveSmallIntegerField(
        _("minutes to set up before an event"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    clear_minutes = models.PositiveSmallIntegerField(
        _("minutes to clear away after an event"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    shared = models.BooleanField(
        _("several events at once"), default=False, help_text=_("For example a foyer: events there are no clash.")
    )

    class Meta:
        verbose_name = _("space")
        verbose_name_plural = _("spaces")
        ordering = ["branch", "pk"]

    def __str__(self) -> str:
        return f"{self.branch}: {self.name}"
