"""The admin screens of organisations, of their calendars, and of what these hold."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from accounts.viewsets import BranchViewSet
from core import clock
from events.partners import words
from events.partners.domain import reviewing
from events.partners.forms import HappeningForm, SourceForm
from events.partners.models import Happening, Organisation, Source
from events.partners.views import staff


class OrganisationViewSet(ModelViewSet):
    """Whom we work with."""

    model = Organisation
    icon = "group"
    list_display = ["name", "get_level_display", "website"]
    list_filter = ["level"]
    search_fields = ["name", "about"]
    panels = [FieldPanel(name) for name in ("name", "slug", "level", "about", "website", "email", "zone")]


class SourceIndexView(IndexView):
    """Each calendar leads to its reports; from there to its form."""

    def get_edit_url(self, instance: Source) -> None:
        return None


class SourceViewSet(BranchViewSet):
    """Partners' calendars that are fetched; kept by the managers of the branch they are for."""

    model = Source
    icon = "download"
    menu_label = pgettext_lazy("admin menu", "Calendars")
    copy_view_enabled = False
    index_view_class = SourceIndexView
    add_to_reference_index = False
    select_related = ("organisation", "branch")
    list_filter = ["state", "branch", "active"]
    list_display = [
        TitleColumn("organisation", label=gettext_lazy("Calendar"), accessor=str, url_name="sources:show"),
        Column("branch", label=gettext_lazy("Branch"), accessor="branch"),
        Column("state", label=gettext_lazy("State"), accessor=words.source_state),
        Column("good_at", label=gettext_lazy("Last good fetch"), accessor=lambda row: words.moment(row.good_at)),
        Column("due_at", label=gettext_lazy("Next fetch"), accessor=lambda row: words.moment(row.due_at)),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(name) for name in ("organisation", "calendar", "address")],
                            heading=gettext_lazy("Whose calendar, and where")),
            MultiFieldPanel([FieldPanel(name) for name in ("branch", "topic", "review_first", "every_hours", "active")],
                            heading=gettext_lazy("What becomes of its dates")),
            MultiFieldPanel([FieldPanel(name) for name in ("zone", "local_rules", "user_agent")],
                            heading=gettext_lazy("When something is odd"), classname="collapsed"),
        ],
        base_form_class=SourceForm,
    )  # fmt: skip

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", staff.source_show, name="show"),
            path("<int:pk>/fetch/", staff.source_fetch, name="fetch"),
        ]


class HappeningIndexView(IndexView):
    """Partners' dates to come, with the way to those that wait."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(start__gt=clock.now())

    @property
    def header_buttons(self) -> list[HeaderButton]:
        review = HeaderButton(label=_("Look through new dates"), url=reverse("happenings:review"), icon_name="view")
        return [*super().header_buttons, review]


class HappeningEditView(EditView):
    """Staff's words go through the domain, which locks what they set."""

    def save_instance(self) -> Happening:
        now, row = clock.now(), self.form.instance
        values = {name: self.form.cleaned_data[name] for name in reviewing.EDITABLE}
        reviewing.edit(row, values=values, now=now)
        reviewing.decide([row], to=self.form.cleaned_data["review"], now=now)
        if self.form.cleaned_data["their_words"]:
            reviewing.give_back(row)
        row.refresh_from_db()
        return row


class HappeningViewSet(BranchViewSet):
    """Dates of partners; the partner's calendar owns the facts, we place them and choose what is shown."""

    model = Happening
    icon = "date"
    copy_view_enabled = False
    index_view_class = HappeningIndexView
    edit_view_class = HappeningEditView
    edit_template_name = "partners/admin/happening_edit.html"
    select_related = ("organisation", "branch")
    ordering = ["start", "pk"]
    list_filter = ["review", "organisation", "status", "branch", "topic"]
    search_fields = ["title", "place"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "title", label=gettext_lazy("Title"), get_url=lambda row: reverse("happenings:edit", args=[row.pk])
        ),
        Column("organisation", label=gettext_lazy("Organisation"), accessor="organisation"),
        Column("start", label=gettext_lazy("When"), accessor=words.when, sort_key="start"),
        Column("branch", label=gettext_lazy("Branch"), accessor="branch"),
        Column("state", label=gettext_lazy("State"), accessor=words.state),
    ]
    edit_handler = ObjectList(
        [FieldPanel("organisation", read_only=True), FieldPanel("start", read_only=True)]
        + [FieldPanel(name) for name in ("title", "place", "description", "branch", "topic", "review", "their_words")],
        base_form_class=HappeningForm,
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"add_url_name": None, **kwargs})  # type: ignore[no-any-return]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nobody adds a date by hand: it comes from the partner's calendar, or it is an event of ours."""
        ours = [each for each in super().get_urlpatterns() if each.name != "add"]
        return [path("review/", staff.happening_review, name="review"), *ours]


class PartnersGroup(ViewSetGroup):
    """With whom, under one entry of the menu."""

    menu_label = pgettext_lazy("admin menu", "Partners")
    menu_icon = "group"
    menu_order = 220
    items = (OrganisationViewSet("organisations"), SourceViewSet("sources"), HappeningViewSet("happenings"))
