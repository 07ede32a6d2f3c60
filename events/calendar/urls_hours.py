"""The addresses of opening hours and closing days, under the admin's own path."""

from datetime import date

from django.urls import path, register_converter

from events.calendar.views import hours


class DayConverter:
    """A day in an address, as 2026-07-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "isoday")

app_name = "opening_hours"
urlpatterns = [
    path("", hours.hours_index, name="index"),
    path("<int:branch_id>/", hours.hours_branch, name="branch"),
    path("<int:branch_id>/week/", hours.hours_week, name="week"),
    path("<int:branch_id>/period/", hours.hours_period, name="period_add"),
    path("<int:branch_id>/period/<isoday:first>/", hours.hours_period, name="period"),
    path("<int:branch_id>/closing/", hours.closing_change, name="closing_add"),
    path("<int:branch_id>/closing/<int:closing_id>/", hours.closing_change, name="closing"),
    path("<int:branch_id>/closing/<int:closing_id>/remove/", hours.closing_remove, name="closing_remove"),
]
