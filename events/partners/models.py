"""Organisations the library works with, and the happenings read from their calendars."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core import tokens
from core.searching import FoldedSearch


class Level(models.TextChoices):
    """How far a partner reaches."""

    LOCAL = "local", _("Local")
    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class Organisation(FoldedSearch, index.Indexed, models.Model):
    """A body the library works with or tells about: a school, an association, a public service."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    level = models.CharField(_("level"), max_length=15, choices=Level.choices, default=Level.LOCAL)
    about = models.TextField(_("what it does"), blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    zone = models.CharField(_("time zone of its calendar"), max_length=40, default="Europe/Athens")

    search_fields = [*FoldedSearch.folded_search_fields]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def search_texts(self) -> list[str]:
        return [self.name, self.about]


class HappeningStatus(models.TextChoices):
    """What the partner's calendar says of the date."""

    CONFIRMED = "confirmed", _("Takes place")
    TENTATIVE = "tentative", _("Not certain yet")
    CANCELLED = "cancelled", _("Cancelled")


def happening_code() -> str:
    """A public code for the address of one happening."""
    return tokens.code()


class Happening(models.Model):
    """One date in a partner's calendar, shown beside our own but never counted as ours.

    Known by organisation, calendar (it may have several), UID and RECURRENCE-ID (RFC 5545 3.8.4.4; empty for a single
    date): reading the same calendar again changes the same rows. `start` and `end` are UTC; an all-day happening
    starts at local midnight and its end is exclusive. No `end` means the calendar gave none.
    """

    code = models.CharField(max_length=12, unique=True, default=happening_code, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="happenings")
    calendar = models.SlugField(_("calendar"), default="calendar")
    uid = models.CharField(max_length=255)
    recurrence_id = models.CharField(max_length=32, blank=True)

    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    folded = models.TextField(editable=False, blank=True)
    branch = models.ForeignKey("places.Branch", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.ForeignKey("places.Topic", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"), null=True, blank=True)
    zone = models.CharField(max_length=40)
    all_day = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=HappeningStatus.choices, default=HappeningStatus.CONFIRMED)
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, editable=False)
    modified = models.DateTimeField()
    withdrawn_at = models.DateTimeField(_("gone from the partner's calendar since"), null=True, blank=True)

    class Meta:
        verbose_name = _("happening")
        verbose_name_plural = _("happenings")
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "calendar", "uid", "recurrence_id"], name="one_happening_per_uid"
            )
        ]
        indexes = [models.Index(fields=["start"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:happening-detail", args=[self.code])
