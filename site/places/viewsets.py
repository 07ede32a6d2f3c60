"""The admin screens of libraries, branches and the headings everybody shares."""

from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from places.models import AccessFact, Audience, Branch, Library, Space, SpokenLanguage, Topic


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
            "library", "name", "slug", "address", "directions", "email", "phone", "zone", "latitude", "longitude",
            "position",
        )
    ]  # fmt: skip


class SpaceViewSet(ModelViewSet):
    """Rooms and what they offer."""

    model = Space
    icon = "placeholder"
    list_display = ["name", "branch", "seats"]
    list_filter = ["branch"]
    panels = [
        FieldPanel("branch"),
        FieldPanel("name"),
        FieldPanel("seats"),
        MultiFieldPanel(
            [FieldPanel(fact.column) for fact in AccessFact], heading=pgettext_lazy("heading of fields", "Access")
        ),
    ]


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
        SpaceViewSet("spaces"),
        TopicViewSet("topics"),
        AudienceViewSet("audiences"),
        SpokenLanguageViewSet("spoken_languages"),
    )
