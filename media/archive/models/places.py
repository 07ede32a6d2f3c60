"""The pages outcomes stand on: the archive of a language, and in it a shelf for each branch."""

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class ArchiveIndexPage(Page):
    """The archive: one for each language, at /<language>/archive/; its slug never changes."""

    intro = models.CharField(_("introduction"), max_length=250, blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["archive.ArchiveShelfPage"]
    template = "archive/archive_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("show_in_menus")]

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        # The rules of the list stand in the domain, which reads these models.
        from media.archive.views.listing import listing

        return {**super().get_context(request, *args, **kwargs), **listing(request, self)}


class ArchiveShelfPage(Page):
    """Where the outcomes of one branch stand in one language, and with them the rights of its staff (decision 0012)."""

    branch = models.ForeignKey("places.Branch", on_delete=models.PROTECT, related_name="+", verbose_name=_("branch"))

    is_creatable = False
    parent_page_types = ["archive.ArchiveIndexPage"]
    subpage_types = ["archive.OutcomePage"]
    content_panels = [*Page.content_panels]
    promote_panels: list[object] = []

    class Meta:
        verbose_name = _("shelf of a branch")
        verbose_name_plural = _("shelves of branches")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """A shelf is the archive's list with the branch chosen."""
        return redirect(f"{self.get_parent().get_url(request)}?branch={self.branch.slug}")
