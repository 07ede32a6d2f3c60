"""The fixed choices of this room, and the words of the two scales."""

from django.db import models
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class Wave(models.TextChoices):
    """When a questionnaire is asked."""

    IMMEDIATE = "immediate", _("Right after the event")


class QuestionType(models.TextChoices):
    """How a question is answered; the codes are those of the field and never change."""

    USEFULNESS = "U4", _("Four steps from not at all to very much")
    AGREEMENT = "A5", _("Five steps from strongly disagree to strongly agree")
    CHOICE = "choice", _("One of several answers")
    TEXT = "text", _("Own words")


class Part(models.TextChoices):
    """Whether a question is always asked, or only where it is the outcome the event was meant to have."""

    CORE = "core", _("Always asked")
    OUTCOME = "outcome", _("Asked where this is the intended outcome")


class Mode(models.TextChoices):
    """How an answer came in; kept with it, because open answers are not limited to one for each person."""

    INVITED = "invited", pgettext_lazy("survey answers", "By invitation")
    OPEN = "open", pgettext_lazy("survey answers", "By the code at the event")


class State(models.TextChoices):
    """Where a survey stands; changed only in `domain`. *Closing*: takes no answers, the last ones are being opened."""

    OPEN = "open", pgettext_lazy("a survey", "Open")
    CLOSING = "closing", pgettext_lazy("a survey", "Closing")
    CLOSED = "closed", pgettext_lazy("a survey", "Closed")


class Promise(models.TextChoices):
    """What the form promises; fixed when the survey is made."""

    ANONYMOUS = "anonymous", pgettext_lazy("a survey", "Anonymous")


# From the negative to the positive pole; the last two are "the top" of a headline share.
SCALES: dict[str, list[tuple[int, LazyText]]] = {
    QuestionType.USEFULNESS: [
        (1, pgettext_lazy("of use", "Not at all")),
        (2, pgettext_lazy("of use", "A little")),
        (3, pgettext_lazy("of use", "Quite a lot")),
        (4, pgettext_lazy("of use", "Very much")),
    ],
    QuestionType.AGREEMENT: [
        (1, pgettext_lazy("a statement", "Strongly disagree")),
        (2, pgettext_lazy("a statement", "Disagree")),
        (3, pgettext_lazy("a statement", "Neither agree nor disagree")),
        (4, pgettext_lazy("a statement", "Agree")),
        (5, pgettext_lazy("a statement", "Strongly agree")),
    ],
}
# What stands apart from the scale, is left out of percentages, and whose share is told.
APART: dict[str, LazyText] = {
    QuestionType.USEFULNESS: pgettext_lazy("of use", "I cannot say"),
    QuestionType.AGREEMENT: pgettext_lazy("a statement", "Does not apply to me"),
    QuestionType.CHOICE: pgettext_lazy("a question", "I am not sure"),
}
