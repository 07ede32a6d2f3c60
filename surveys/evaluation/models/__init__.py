"""The nouns of this room: what is asked, whom we asked, and what was answered (which leads to nobody)."""

from surveys.evaluation.models.answers import Answer, Response, SealedAnswer
from surveys.evaluation.models.questions import Choice, Question, Questionnaire
from surveys.evaluation.models.surveys import Asked, Invitation, Survey

__all__ = [
    "Answer",
    "Asked",
    "Choice",
    "Invitation",
    "Question",
    "Questionnaire",
    "Response",
    "SealedAnswer",
    "Survey",
]
