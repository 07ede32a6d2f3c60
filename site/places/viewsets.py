"""The admin screens of libraries, branches and the headings everybody shares. Spaces: `events/calendar/viewsets.py`."""

from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from places.models import Audience, Branch, Library, SpokenLanguage, Topic


class LibraryViewSet(ModelViewSet):
    """Institutions."""

    model = Library
    icon = "home"
    list_display = ["name", "population"]
    panels = [FieldPanel(name) for name in ("name", "slug", "population")]


class BranchViewSet(ModelViewSet):
    """Houses of a library; set up once, so only superusers see them unless a group is given the right."""

    model = Branch
    icon = "site"
    list_display = ["name", "library", "address"]
    panels = [
        FieldPanel(name)
        for name in (
            "library", "name", "slug", "address", "directions", "email", "phone", "zone", "country", "latitude",
            "longitude", "position",
        )
    ]  # fmt: skip


class HeadingViewSet(ModelViewSet):
    """What topics, audiences and spoken languages share."""

    icon = "tag"
    list_display = ["name", "slug"]
    panels = [FieldPanel(name) for name in ("name", "slug", "position")]


class TopicViewSet(HeadingViewSet):
    model = Topic


class AudienceViewSet(HeadingViewSet):
    model = Audience
    icon = "group"


class SpokenLanguageViewSet(HeadingViewSet):
    model = SpokenLanguage
    icon = "globe"


class PlacesGroup(ViewSetGroup):
    """Where and for whom, under one entry of the menu."""

    menu_label = pgettext_lazy("admin menu", "Places and headings")
    menu_icon = "site"
    menu_order = 800
    items = (
        LibraryViewSet("libraries"),
        BranchViewSet("branches"),
        TopicViewSet("topics"),
        AudienceViewSet("audiences"),
        SpokenLanguageViewSet("spoken_languages"),
    )
