"""The pages events are found on: the list of everything, and the page of each branch."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from core import clock, languages
from core.blocks import StoryBlock
from core.searching import FoldedSearch, story_text


class EventIndexPage(Page):
    """What's on: one for each language, at /<language>/events/; its slug never changes.

    The public reads it through `views.lists`, which needs fewer queries than the way through the tree.
    """

    intro = models.CharField(_("introduction"), max_length=250, blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "calendar/event_index_page.html"

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from events.calendar.domain import overview, selection as selections

        language = get_language() or settings.LANGUAGE_CODE
        shown = overview.list_page(
            kwargs.get("selection") or selections.read(request.GET),
            list_url=languages.section_url("events", language),
            language=language,
            today=clock.today(settings.TIME_ZONE),
            now=clock.now(),
            skip=overview.read_skip(request.GET.get(overview.SKIP, "")),
        )
        return {**super().get_context(request, *args, **kwargs), **shown, "paper": overview.PAPER in request.GET}


class BranchPage(FoldedSearch, Page):
    """The public page of a branch in one language; its events hang under it, and so do the rights of its staff."""

    branch = models.ForeignKey(
        "places.Branch", on_delete=models.PROTECT, related_name="pages", verbose_name=_("branch")
    )
    intro = models.CharField(_("introduction"), max_length=250, blank=True)
    opening_hours = models.TextField(_("opening hours"), blank=True)
    picture = models.ForeignKey(
        "assets.LibraryImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(StoryBlock(), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "calendar.ExhibitionPage",
        "calendar.LecturePage",
        "calendar.ParticipatoryPage",
        "calendar.ActivityPage",
    ]
    template = "calendar/branch_page.html"
    search_fields = [*Page.search_fields, *FoldedSearch.folded_search_fields]

    class Meta:
        verbose_name = _("branch page")
        verbose_name_plural = _("branch pages")

    def search_texts(self) -> list[str]:
        return [self.title, self.intro, story_text(self.body), self.branch.address]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from events.calendar.domain import houses
        from events.calendar.domain.opening import opening

        language = get_language() or settings.LANGUAGE_CODE
        shown = houses.branch_page(
            self.branch,
            list_url=languages.section_url("events", language),
            language=language,
            today=clock.today(self.branch.zone),
            now=clock.now(),
        )
        hours = opening(self.branch, today=clock.today(self.branch.zone), url=self.get_url(request) or "")
        return {**super().get_context(request, *args, **kwargs), **shown, "opening": hours}
