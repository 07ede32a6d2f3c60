"""The admin screens of organisations and of what their calendars hold."""

from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from events.partners.models import Happening, Organisation


class OrganisationViewSet(ModelViewSet):
    """Whom we work with."""

    model = Organisation
    icon = "group"
    list_display = ["name", "get_level_display", "website"]
    list_filter = ["level"]
    search_fields = ["name", "about"]
    panels = [FieldPanel(name) for name in ("name", "slug", "level", "about", "website", "email", "zone")]


class HappeningViewSet(ModelViewSet):
    """Dates of partners; the partner's calendar owns the facts, we place them."""

    model = Happening
    icon = "date"
    copy_view_enabled = False
    list_display = ["title", "organisation", "start", "get_status_display"]
    list_filter = ["organisation", "status", "branch", "topic"]
    search_fields = ["title", "place"]
    panels = [
        FieldPanel("title", read_only=True),
        FieldPanel("start", read_only=True),
        FieldPanel("end", read_only=True),
        FieldPanel("place", read_only=True),
        FieldPanel("branch"),
        FieldPanel("topic"),
    ]


class PartnersGroup(ViewSetGroup):
    """With whom, under one entry of the menu."""

    menu_label = pgettext_lazy("admin menu", "Partners")
    menu_icon = "group"
    menu_order = 220
    items = (OrganisationViewSet("organisations"), HappeningViewSet("happenings"))
