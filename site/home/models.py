"""The pages of the house itself: home and standing pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import StoryBlock


class HomePage(Page):
    """What the public opens first, one for each language."""

    intro = models.CharField(_("introduction"), max_length=250, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(Page):
    """A page of plain text: about us, how to find us."""

    intro = models.CharField(_("introduction"), max_length=250, blank=True)
    body = StreamField(StoryBlock(), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
