"""The public addresses of this room."""

from django.urls import path

from events.registration.views import public

app_name = "registration"
urlpatterns = [path("o/<slug:code>/register/", public.registration_new, name="registration-new")]
