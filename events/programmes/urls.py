"""The public addresses of this room."""

from django.urls import path

from events.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programmes/", views.programme_list, name="programme-list"),
    path("programmes/<slug:code>/", views.programme_detail, name="programme-detail"),
]
