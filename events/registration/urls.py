"""The public addresses of this room."""

from django.urls import path

from events.registration.views import courses, links, public

app_name = "registration"
urlpatterns = [
    path("o/<slug:code>/register/", public.registration_new, name="registration-new"),
    path("my-registrations/", links.links_again, name="links-again"),
    path("slip/", links.slip, name="slip"),
    path("e/<slug:code>/register/", courses.registration_course, name="registration-course"),
]
