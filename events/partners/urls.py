"""The public addresses of this room."""

from django.urls import path

from events.partners import views

app_name = "partners"
urlpatterns = [path("h/<slug:code>/", views.happening_detail, name="happening-detail")]
