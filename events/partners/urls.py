"""The public addresses of this room."""

from django.urls import path

from events.partners.views import happenings

app_name = "partners"
urlpatterns = [path("h/<slug:code>/", happenings.happening_detail, name="happening-detail")]
