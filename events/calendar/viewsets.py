"""Lists and forms of this room's rows in the admin."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from accounts.viewsets import BranchViewSet
from core import clock
from events.calendar.domain.scheduling import EXTRA
from events.calendar.domain.spaces import double_booked
from events.calendar.enums import Status
from events.calendar.forms.dates import when
from events.calendar.models import Occurrence
from events.calendar.views import dates, following
from places.models import Branch, Space

TO_COME, OVER = "to-come", "over"


def places_in_words(occurrence: Occurrence) -> str:
    """Taken of how many, how many wait, and that the plan says less than is taken."""
    words = _counts(occurrence.seats_taken, occurrence.seats, occurrence.seats_planned, occurrence.waiting)
    counts = (occurrence.online_taken, occurrence.online_seats, occurrence.online_planned, occurrence.online_waiting)
    if any(counts):
        words += " · " + _("online %(places)s") % {"places": _counts(*counts)}
    return words


def _counts(taken: int, seats: int | None, planned: int | None, waiting: int) -> str:
    words = str(taken)
    if seats is not None:
        words = f"{taken} / {seats}"
        if seats != planned:
            words += " · " + _("planned %(planned)s, kept at %(kept)s") % {"planned": planned, "kept": seats}
    if waiting:
        words += " · " + _("%(number)s waiting") % {"number": waiting}
    return words


def state_in_words(occurrence: Occurrence) -> str:
    """The state, and what staff should know beside it."""
    if getattr(occurrence, "double_booked", False):
        return _("Double booking: another event has the space then")
    if occurrence.off_rule:
        return _("Not in the plan, but people hold places: please decide")
    if occurrence.status == Status.SCHEDULED and occurrence.moved:
        return _("Moved")
    if occurrence.status == Status.SCHEDULED and EXTRA in occurrence.overridden:
        return _("Extra date")
    return str(occurrence.get_status_display())


class OccurrenceFilterSet(WagtailFilterSet):
    """Without an answer about time, the dates to come; never those that left the plan and nobody held."""

    time = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter of dates", "When"),
        choices=[(TO_COME, pgettext_lazy("dates", "To come")), (OVER, pgettext_lazy("dates", "Over"))],
        method="by_time",
    )
    start = django_filters.DateFromToRangeFilter(label=gettext_lazy("Days"), widget=DateRangePickerWidget)
    branch = django_filters.ModelChoiceFilter(label=gettext_lazy("Branch"), queryset=Branch.objects.all())
    status = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Status.choices)
    off_rule = django_filters.BooleanFilter(label=gettext_lazy("Not in the plan any more"))
    double = django_filters.BooleanFilter(label=gettext_lazy("Double booking"), method="by_double_booking")

    class Meta:
        model = Occurrence
        fields = ["time", "start", "branch", "status", "off_rule", "double"]

    def by_double_booking(self, rows: QuerySet[Occurrence], name: str, value: bool) -> QuerySet[Occurrence]:
        """Among the dates to come: what is over is no longer to be mended."""
        found = double_booked(Occurrence.objects.filter(end__gt=clock.now(), space__shared=False))
        return rows.filter(pk__in=found) if value else rows.exclude(pk__in=found)

    def by_time(self, rows: QuerySet[Occurrence], name: str, value: str) -> QuerySet[Occurrence]:
        to_come = Occurrence.objects.not_over(clock.now())
        return rows.exclude(pk__in=to_come) if value == OVER else rows.filter(pk__in=to_come)

    def filter_queryset(self, queryset: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
        rows: QuerySet[Occurrence] = super().filter_queryset(queryset).filter(withdrawn_at=None)
        asked = self.form.cleaned_data
        dated = asked.get("time") or asked.get("start")
        return rows if dated else rows.filter(pk__in=Occurrence.objects.not_over(clock.now()))


class OccurrenceIndexView(IndexView):
    """Each date leads to its own screen, where it is decided about."""

    def get_edit_url(self, instance: Occurrence) -> None:
        return None

    def get_table(self, object_list: Any) -> Any:
        """Marks those of the shown dates that share their space against the rule: two queries for all."""
        shown = list(object_list)
        clashing = double_booked(shown)
        for row in shown:
            row.double_booked = row.pk in clashing
        return super().get_table(shown)


class OccurrenceViewSet(BranchViewSet):
    """The dates of all events: looked at here, decided about one by one. Made and unmade only by the plan."""

    model = Occurrence
    icon = "calendar-alt"
    menu_label = pgettext_lazy("menu", "Occurrences")
    menu_name = "occurrences"
    menu_order = 115
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = OccurrenceIndexView
    filterset_class = OccurrenceFilterSet
    select_related = ("event", "branch", "space__branch")
    search_fields = ["event__title", "label", "code"]
    search_backend_name = None
    ordering = ["start", "pk"]
    copy_view_enabled = False
    # Wagtail asks for fields although no view here edits the row.
    form_fields: list[str] = []
    list_display = [
        TitleColumn("when", label=gettext_lazy("Date"), accessor=when, url_name="occurrence:show", sort_key="start"),
        Column("event", label=gettext_lazy("Event"), accessor="event.title", sort_key="event__title"),
        Column("branch", label=gettext_lazy("Branch"), accessor="branch"),
        Column("space", label=gettext_lazy("Space"), accessor="space.name"),
        Column("places", label=gettext_lazy("Places"), accessor=places_in_words),
        Column("state", label=gettext_lazy("State"), accessor=state_in_words),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        missing = {"add_url_name": None, "delete_url_name": None, "usage_url_name": None, "edit_url_name": None}
        return super().get_common_view_kwargs(**{**missing, **kwargs})  # type: ignore[no-any-return]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", dates.occurrence_show, name="show"),
            path("<uuid:pk>/history/", self.history_view, name="history"),
            path("<uuid:pk>/history/results/", self.history_results_view, name="history_results"),
            path("<uuid:pk>/following/", following.occurrence_following, name="following"),
            path("<uuid:pk>/<slug:verb>/", dates.occurrence_change, name="change"),
        ]

    def register_admin_url_finder(self) -> None:
        """No view here edits the row, so there is no address to find."""


class SpaceViewSet(BranchViewSet):
    """Rooms of a branch, with the access facts its events inherit; kept by its managers."""

    model = Space
    icon = "home"
    menu_label = gettext_lazy("Spaces")
    add_to_settings_menu = True
    list_display = ["__str__", "seats"]
    list_filter = ["branch"]
    inspect_view_enabled = True
    exclude_form_fields: list[str] = []
