"""The addresses of a season's work, under /admin/."""

from django.urls import path

from events.calendar.views import copying, season, takeover

app_name = "season"
urlpatterns = [
    path("season/", season.season, name="index"),
    path("season/template.<slug:kind>", season.season_template, name="template"),
    path("season/table/", season.season_table, name="table"),
    path("season/table/make/", season.season_table_make, name="table-make"),
    path("season/calendar/", takeover.season_calendar, name="calendar"),
    path("season/calendar/make/", takeover.season_calendar_make, name="calendar-make"),
    path("events/<int:page_id>/copy-to-new-dates/", copying.event_copy, name="event-copy"),
    path("programmes/<slug:code>/copy-to-new-dates/", copying.programme_copy, name="programme-copy"),
]
