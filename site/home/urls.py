"""The public addresses of this room."""

from django.urls import path

from home.views import search, standing

app_name = "home"
urlpatterns = [
    path("search/", search.site_search, name="search"),
    path("privacy/", standing.privacy, name="privacy"),
    path("accessibility/", standing.accessibility, name="accessibility"),
    path("contact/", standing.contact, name="contact"),
    path("open-data/", standing.open_data, name="open-data"),
    path("libraries/", standing.libraries, name="libraries"),
]
