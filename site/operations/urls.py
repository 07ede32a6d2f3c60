"""The public addresses of this room: health, for machines."""

from django.urls import path

from operations import views

app_name = "operations"
urlpatterns = [
    path("healthz", views.healthz, name="health-alive"),
    path("readyz", views.readyz, name="health-ready"),
]
