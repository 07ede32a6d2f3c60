"""The addresses of surveys under the admin's own path."""

from django.urls import path

from surveys.evaluation.views import staff

app_name = "evaluation_staff"
urlpatterns = [
    path("surveys/", staff.survey_index, name="index"),
    path("surveys/<slug:code>/", staff.survey_results, name="results"),
    path("surveys/<slug:code>/poster/", staff.survey_poster, name="poster"),
]
