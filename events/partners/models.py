"""Organisations the library works with, and the happenings read from their calendars."""

from urllib.parse import urlsplit

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.search import index

from core import clock, tokens
from core.remarks import Remark
from core.searching import FoldedSearch
from events.partners.querysets import HappeningQuerySet, SourceQuerySet


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


class SourceState(models.TextChoices):
    """How the last fetch of a calendar went."""

    NEVER = "never", pgettext_lazy("state of a source", "Not fetched yet")
    FINE = "fine", pgettext_lazy("state of a source", "Fine")
    FAILING = "failing", pgettext_lazy("state of a source", "Failing")


class Source(models.Model):
    """A calendar of a partner at an address of the web, fetched again and again.

    `calendar` is its name among the partner's calendars, the same as `Happening.calendar`. The marks (`etag`,
    `last_modified`, `body_hash`) are those of the last file that was read, at `read_at`; `failures` counts failed
    fetches in a row. `leased_until` is set while a worker fetches.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="sources", verbose_name=_("organisation")
    )
    calendar = models.SlugField(
        _("short name"), default="calendar", help_text=_("Tells the calendars of one partner apart.")
    )
    address = models.CharField(
        _("address"), max_length=2000, help_text=_("Where the partner's calendar stands: https://… or webcal://…")
    )
    branch = models.ForeignKey(
        "places.Branch", on_delete=models.PROTECT, related_name="+", verbose_name=_("branch"),
        help_text=_("Its managers look after this calendar, and its dates stand there."),
    )  # fmt: skip
    topic = models.ForeignKey(
        "places.Topic", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    every_hours = models.PositiveSmallIntegerField(
        _("fetched every so many hours"), default=6, validators=[MinValueValidator(1), MaxValueValidator(336)]
    )
    review_first = models.BooleanField(
        _("look at new dates before they are shown"), default=True,
        help_text=_("Otherwise they stand in public as soon as they are read."),
    )  # fmt: skip
    active = models.BooleanField(_("switched on"), default=True)
    zone = models.CharField(
        _("time zone"), max_length=40, blank=True,
        help_text=_("For times that name none, such as Europe/Athens. Empty: the partner's."),
    )  # fmt: skip
    local_rules = models.BooleanField(
        _("series in universal time mean local time"), default=False,
        help_text=_("Tick this when weekly dates come an hour wrong after the clocks change."),
    )  # fmt: skip
    user_agent = models.CharField(
        _("name we give when fetching"), max_length=200, blank=True,
        help_text=_("Only for servers that refuse to answer programs they do not know."),
    )  # fmt: skip

    state = models.CharField(max_length=10, choices=SourceState.choices, default=SourceState.NEVER, editable=False)
    tried_at = models.DateTimeField(_("last tried"), null=True, editable=False)
    good_at = models.DateTimeField(_("last good fetch"), null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(_("next fetch"), default=clock.now, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner's calendar")
        verbose_name_plural = _("partners' calendars")
        ordering = ["organisation__name", "calendar"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "calendar"], name="one_source_per_calendar"),
        ]
        indexes = [models.Index(fields=["active", "due_at"], name="source_due")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.calendar}"

    @property
    def host(self) -> str:
        """The computer it stands on; the rest of an address can be a secret."""
        try:
            return urlsplit(self.address).hostname or ""
        except ValueError:
            return ""


class Outcome(models.TextChoices):
    """What came of one fetch."""

    READ = "read", pgettext_lazy("outcome of a fetch", "Read")
    SAME = "same", pgettext_lazy("outcome of a fetch", "Nothing new")
    FAILED = "failed", pgettext_lazy("outcome of a fetch", "Failed")


class Run(models.Model):
    """The report of one fetch. `remarks` are sentences with their facts (`core.remarks`), worded when they are read."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    remarks = models.JSONField(default=list)

    class Meta:
        verbose_name = _("report of a fetch")
        verbose_name_plural = _("reports of fetches")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["source", "-at"], name="run_by_source")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"

    @property
    def sentences(self) -> list[str]:
        return [str(Remark.from_json(each)) for each in self.remarks]


class HappeningStatus(models.TextChoices):
    """What the partner's calendar says of the date."""

    CONFIRMED = "confirmed", _("Takes place")
    TENTATIVE = "tentative", _("Not certain yet")
    CANCELLED = "cancelled", _("Cancelled")


class Review(models.TextChoices):
    """Whether staff let a partner's date through."""

    WAITING = "waiting", pgettext_lazy("review of a happening", "Waiting for a look")
    SHOWN = "shown", pgettext_lazy("review of a happening", "Shown")
    HIDDEN = "hidden", pgettext_lazy("review of a happening", "Hidden")


def happening_code() -> str:
    """A public code for the address of one happening."""
    return tokens.code()


class Happening(models.Model):
    """One date in a partner's calendar, shown beside our own but never counted as ours.

    Known by organisation, calendar (it may have several), UID and RECURRENCE-ID (RFC 5545 3.8.4.4; empty for a single
    date): reading the same calendar again changes the same rows. `start` and `end` are UTC; an all-day happening
    starts at local midnight and its end is exclusive. No `end` means the calendar gave none.

    `edited` names the fields staff have set: reading the calendar leaves them alone. `missed` counts good fetches in
    a row that no longer held the date. `published`: it stands or stood in public. `adopted` is the event page staff
    made of it; while that page is live the happening steps back, and `replaced` says that calendars were told so.
    `zone_unknown`: its hours are a guess.
    """

    code = models.CharField(max_length=12, unique=True, default=happening_code, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="happenings")
    source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="happenings"
    )
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
    missed = models.PositiveSmallIntegerField(default=0, editable=False)
    zone_unknown = models.BooleanField(_("names an unknown time zone"), default=False, editable=False)
    review = models.CharField(
        pgettext_lazy("field of a happening", "shown to the public"), max_length=10, choices=Review.choices,
        default=Review.SHOWN,
    )  # fmt: skip
    published = models.BooleanField(default=True, editable=False)
    edited = models.JSONField(default=list, editable=False)
    replaced = models.BooleanField(default=False, editable=False)
    adopted = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = HappeningQuerySet.as_manager()

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

    @property
    def taken_back(self) -> bool:
        """Whether it stands in public no more; that a page of ours does is known of rows of `ever_shown` alone."""
        ours = bool(getattr(self, "ours_is_live", False))
        return self.withdrawn_at is not None or self.review != Review.SHOWN or ours

    def get_absolute_url(self) -> str:
        return reverse("partners:happening-detail", args=[self.code])
