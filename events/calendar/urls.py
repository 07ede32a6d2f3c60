"""The public addresses of this room; the list itself is a page of the tree."""

from django.urls import path

from events.calendar.views import feeds, lists, occurrences, sheets, signs, syndication, weeks

app_name = "calendar"
urlpatterns = [
    path("events/", lists.event_list, name="event-list"),
    path("events/feed.ics", feeds.event_feed, name="event-feed"),
    path("events/feed.atom", syndication.event_atom, name="event-atom"),
    path("events/embed/", syndication.embed, name="embed"),
    path("events/month/<int:year>/<int:month>/", lists.event_month, name="event-month"),
    path("events/month/<int:year>/<int:month>/paper/", sheets.month_sheet, name="month-sheet"),
    path("events/week/<str:day>/paper/", sheets.week_sheet, name="week-sheet"),
    path("events/week/<str:day>/", weeks.week, name="week"),
    path("events/day/<str:day>/", weeks.day, name="day"),
    path("today/<slug:branch>/", signs.today, name="today"),
    path("e/<slug:code>.ics", feeds.series_ics, name="series-ics"),
    path("o/<slug:code>.ics", feeds.occurrence_ics, name="occurrence-ics"),
    path("o/<slug:code>/", occurrences.occurrence_detail, name="occurrence-detail"),
]
