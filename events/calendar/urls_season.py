"""The addresses of a season's work, under /admin/."""

from django.urls import path

from events.calendar.views import copying

app_name = "season"
urlpatterns = [
    path("events/<int:page_id>/copy-to-new-dates/", copying.event_copy, name="event-copy"),
    path("programmes/<slug:code>/copy-to-new-dates/", copying.programme_copy, name="programme-copy"),
]
