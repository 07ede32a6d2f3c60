"""The admin screens of needs, goals and programmes."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from events.programmes.forms import GoalForm, ProgrammeForm
from events.programmes.models import Goal, Need, Programme


class NeedViewSet(ModelViewSet):
    """What people lack."""

    model = Need
    icon = "help"
    add_to_admin_menu = False
    list_display = ["title", "get_source_display", "get_horizon_display", "raised_on"]
    list_filter = ["source", "horizon"]
    panels = [
        FieldPanel("title"),
        FieldPanel("evidence"),
        FieldPanel("source"),
        FieldPanel("horizon"),
        FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
        FieldPanel("raised_on"),
    ]


class GoalViewSet(ModelViewSet):
    """Goals and sub-goals."""

    model = Goal
    icon = "tick"
    list_display = ["number", "text", "parent"]
    edit_handler = ObjectList(
        [FieldPanel("parent"), FieldPanel("number"), FieldPanel("text")], base_form_class=GoalForm
    )


class ProgrammeEditView(EditView):
    """The form of a programme, with the way to copy it for a new season."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("season:programme-copy", args=[self.object.code])
        copy = Button(_("Copy to new dates"), url=address, icon_name="calendar-alt", priority=20)
        return [*super().header_more_buttons, copy]


class ProgrammeViewSet(ModelViewSet):
    """Programmes with their partners."""

    model = Programme
    edit_view_class = ProgrammeEditView
    icon = "folder-open-inverse"
    list_display = ["title", "starts_on", "ends_on", "public"]
    list_filter = ["branches", "public"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("title"), FieldPanel("summary"), FieldPanel("public")], heading=_("What it is")
            ),
            MultiFieldPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("When")),
            FieldPanel("branches", widget=forms.CheckboxSelectMultiple),
            FieldPanel("needs", widget=forms.CheckboxSelectMultiple, heading=_("The needs it answers")),
            FieldPanel("goals", widget=forms.CheckboxSelectMultiple, heading=_("The goals it serves")),
            FieldPanel("description"),
            FieldPanel("hypothesis"),
            InlinePanel("partnerships", heading=_("Partners and their part of the work"), label=_("Partner")),
        ],
        base_form_class=ProgrammeForm,
    )


class PlanningGroup(ViewSetGroup):
    """Why we act, under one entry of the menu."""

    menu_label = pgettext_lazy("admin menu", "Programmes")
    menu_icon = "folder-open-inverse"
    menu_order = 210
    items = (ProgrammeViewSet("programme_rows", url_prefix="programmes"), NeedViewSet("needs"), GoalViewSet("goals"))
