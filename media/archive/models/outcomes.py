"""Outcomes: what came of an event or a programme, in figures that never change again, pictures and publications."""

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from core.blocks import StoryBlock
from core.searching import FoldedSearch, story_text
from events.calendar.enums import Kind
from media.archive.panels import FrozenFiguresPanel, MissingPicturesPanel
from media.archive.querysets import OutcomeQuerySet


class OutcomePage(RoutablePageMixin, FoldedSearch, Page):
    """What came of an event or of a programme.

    `figures` are taken when the outcome is drafted, with their definitions in all languages, and never change after the
    page was first published (`domain.drafting`). `branch`, `kind`, `year` and the days are columns for the filters.
    """

    event = models.ForeignKey(
        "calendar.EventPage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="outcomes",
        verbose_name=_("event"),
    )
    programme = models.ForeignKey(
        "programmes.Programme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="outcomes",
        verbose_name=_("programme"),
    )
    branch = models.ForeignKey(
        "places.Branch", on_delete=models.PROTECT, editable=False, related_name="+", verbose_name=_("branch")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, blank=True, editable=False)
    began_on = models.DateField(editable=False)
    ended_on = models.DateField(editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    figures = models.JSONField(default=dict, editable=False)

    summary = models.CharField(_("in one sentence"), max_length=250, blank=True)
    body = StreamField(StoryBlock(), blank=True, verbose_name=_("story"))

    objects = PageManager.from_queryset(OutcomeQuerySet)()

    is_creatable = False
    parent_page_types = ["archive.ArchiveShelfPage"]
    subpage_types: list[str] = []
    template = "archive/outcome_page.html"
    content_panels = [
        *Page.content_panels,
        FrozenFiguresPanel(heading=_("Figures")),
        FieldPanel("summary"),
        FieldPanel("body"),
        MissingPicturesPanel(),
        InlinePanel("photographs", heading=_("Photographs"), label=_("Photograph")),
        InlinePanel("publications", heading=_("Publications"), label=_("Publication")),
    ]
    search_fields = [*Page.search_fields, *FoldedSearch.folded_search_fields]

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, programme=None) | Q(event=None, programme__isnull=False),
                name="outcome_of_event_or_programme",
            )
        ]
        indexes = [models.Index(fields=["year", "branch", "kind"], name="outcome_by_filters")]

    def search_texts(self) -> list[str]:
        publications = [f"{each.title} {each.authors}" for each in self.publications.all()]
        captions = [each.words for each in self.photographs.select_related("image")]
        return [self.title, self.summary, story_text(self.body), *publications, *captions]

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from media.archive.views.outcome import outcome

        return {**super().get_context(request, *args, **kwargs), **outcome(request, self)}

    @path("photographs/<str:code>/", name="photograph")
    def photograph(self, request: HttpRequest, code: str) -> HttpResponse:
        """One photograph on a page of its own."""
        from media.archive.views.outcome import photograph

        found = photograph(self, code)
        if found is None:
            raise Http404
        return self.render(request, context_overrides=found, template="archive/photograph.html")
