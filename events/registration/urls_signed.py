"""The addresses with a signed token, outside the languages: they carry their own."""

from django.urls import path

from events.registration.views import managing

app_name = "signed"
urlpatterns = [
    path("r/<str:token>/", managing.registration_manage, name="registration-manage"),
    path("r/<str:token>/cancel/", managing.registration_cancel, name="registration-cancel"),
    path("r/<str:token>/event.ics", managing.registration_ics, name="registration-ics"),
]
