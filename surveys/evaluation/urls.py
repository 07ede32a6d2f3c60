"""The public addresses of this room: outside the languages, because a link from a letter or a wall knows none."""

from django.urls import path

from surveys.evaluation.views import answering

app_name = "evaluation"
urlpatterns = [
    path("s/thanks/", answering.thanks, name="survey-thanks"),
    path("s/<str:token>/", answering.answer, name="survey-answer"),
    path("q/<slug:code>/", answering.answer_openly, name="survey-open"),
]
