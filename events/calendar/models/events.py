"""Event pages: the story and the plan of what happens. The dates themselves are `Occurrence` rows."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from core import clock
from core.blocks import TEXT_FEATURES, StoryBlock
from core.searching import FoldedSearch, story_text
from events.calendar.enums import Cocreation, Kind, Mode
from events.calendar.models.policy import RegistrationPolicy
from places.models import AccessFacts


class EventPage(FoldedSearch, AccessFacts, RegistrationPolicy, Page):
    """What every kind of event shares. Editors create one of its subclasses.

    The pages of one `translation_key` are one event: the source owns the plan (schedules, seats, registration), the
    others carry text (decision 3.2). Every plan field may be empty in a draft; the page form asks for what is missing.
    """

    kind: Kind

    summary = models.CharField(_("in one sentence"), max_length=250, blank=True)
    picture = models.ForeignKey(
        "assets.LibraryImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(StoryBlock(), blank=True, verbose_name=_("story"))

    programme = models.ForeignKey(
        "programmes.Programme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("programme"),
    )
    partners = ParentalManyToManyField(
        "partners.Organisation", blank=True, related_name="events", verbose_name=_("together with")
    )
    audiences = ParentalManyToManyField("places.Audience", blank=True, related_name="+", verbose_name=_("for whom"))
    topics = ParentalManyToManyField("places.Topic", blank=True, related_name="+", verbose_name=_("topics"))
    languages = ParentalManyToManyField(
        "places.SpokenLanguage", blank=True, related_name="+", verbose_name=_("spoken languages")
    )
    age_from = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True, validators=[MaxValueValidator(120)])

    mode = models.CharField(_("where people meet"), max_length=10, choices=Mode.choices, default=Mode.HERE)
    space = models.ForeignKey(
        "places.Space", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("space")
    )
    place_note = models.CharField(_("place, when it is elsewhere"), max_length=200, blank=True)
    access_note = models.CharField(_("more about access"), max_length=250, blank=True)
    bring = models.TextField(_("what to bring"), blank=True)

    price = models.DecimalField(
        _("price"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: free."),
    )
    price_note = models.CharField(_("about the price"), max_length=150, blank=True)

    # Written by reconcile with .update(), never by a form: what the background work compares with last_published_at.
    reconciled_at = models.DateTimeField(null=True, blank=True, editable=False)

    is_creatable = False
    parent_page_types = ["calendar.BranchPage"]
    subpage_types: list[str] = []
    template = "calendar/event_page.html"
    search_fields = [*Page.search_fields, *FoldedSearch.folded_search_fields]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def search_texts(self) -> list[str]:
        return [self.title, self.summary, story_text(self.body)]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A translation is found only while the page that keeps its dates is public, too."""
        from events.calendar.domain.sources import is_shown, source_of

        source = source_of(self)
        if not getattr(request, "is_preview", False) and not is_shown(self, source):
            raise Http404
        kwargs["source"] = source
        return super().serve(request, *args, **kwargs)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """One template for all kinds: Wagtail would look for one with the name of each class."""
        return EventPage.template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from events.calendar.domain.event_page import event_page

        return {
            **super().get_context(request, *args, **kwargs),
            **event_page(self, source=kwargs.get("source"), now=clock.now()),
        }


class ExhibitionPage(EventPage):
    """Something on show for a period: one thing with opening hours, never 200 daily events.

    Tours, openings and school visits are its schedules.
    """

    kind = Kind.EXHIBITION

    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    opening_hours = models.TextField(_("opening hours"), blank=True)

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")


class LecturePage(EventPage):
    """Someone speaks: a lecture, a talk, a conference with several sessions."""

    kind = Kind.LECTURE

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")


class ParticipatoryPage(EventPage):
    """OF, BY and FOR ALL: who the event is of, who made it and how far they decided, whom it welcomes."""

    kind = Kind.PARTICIPATORY

    community = models.CharField(_("of whom: the community it is made with"), max_length=200, blank=True)
    cocreation = models.PositiveSmallIntegerField(
        _("by whom: how far the community decided"), choices=Cocreation.choices, null=True, blank=True
    )
    decisions = models.TextField(_("what the community decided"), blank=True)
    welcomes = models.CharField(_("for whom: whom it welcomes"), max_length=250, blank=True)
    how_to_take_part = RichTextField(_("how to take part"), features=TEXT_FEATURES, blank=True)

    class Meta:
        verbose_name = _("participatory event")
        verbose_name_plural = _("participatory events")


class ActivityPage(EventPage):
    """A workshop, storytime, course, club, concert: people do or enjoy something together."""

    kind = Kind.ACTIVITY

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
