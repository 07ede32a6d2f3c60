"""The pages of the house itself, home and standing pages, and what staff set once for the whole site."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from core import clock
from core.blocks import StoryBlock
from core.searching import FoldedSearch, story_text
from core.translated import TranslatedField


class HomePage(FoldedSearch, Page):
    """What the public opens first, one for each language."""

    intro = models.CharField(_("introduction"), max_length=250, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, *FoldedSearch.folded_search_fields]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def search_texts(self) -> list[str]:
        return [self.title, self.intro]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The next dates are read when somebody asks, so the rules of the room may be imported late.
        from home.domain.front import front_page

        context = super().get_context(request, *args, **kwargs)
        return {**context, **front_page(language=self.locale.language_code, now=clock.now())}


class StandardPage(FoldedSearch, Page):
    """A page of plain text: about us, how to find us."""

    intro = models.CharField(_("introduction"), max_length=250, blank=True)
    body = StreamField(StoryBlock(), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    template = "home/standard_page.html"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, *FoldedSearch.folded_search_fields]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def search_texts(self) -> list[str]:
        return [self.title, self.intro, story_text(self.body)]


@register_setting(icon="home")
class HouseSettings(BaseGenericSetting):
    """What every page tells of the house: its name, one sentence, and whom to ask."""

    name = TranslatedField(_("name of the house"), blank=True)
    motto = TranslatedField(_("one sentence about it"), blank=True)
    email = models.EmailField(_("e-mail address for questions"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    responsible = models.CharField(
        _("who answers for personal data"),
        max_length=200,
        blank=True,
        help_text=_("Name and e-mail, for the privacy page."),
    )

    panels = [FieldPanel(name) for name in ("name", "motto", "email", "phone", "address", "responsible")]

    class Meta:
        verbose_name = _("about the house")
