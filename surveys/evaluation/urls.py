"""The public addresses of this room: outside the languages, because a link from a letter or a wall knows none."""

from django.urls import path

from surveys.evaluation.views import answering, refusing

app_name = "evaluation"
urlpatterns = [
    path("s/thanks/", answering.thanks, name="survey-thanks"),
    path("s/<str:token>/", answering.answer, name="survey-answer"),
    path("s/<str:token>/no-more/", refusing.no_more, name="survey-no-more"),
    path("q/<slug:code>/", answering.answer_openly, name="survey-open"),
]
