"""What is asked: questionnaires, their questions and the answers to choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.translated import TranslatedField
from surveys.evaluation.enums import Part, QuestionType, Wave


class Questionnaire(models.Model):
    """A versioned list of questions. Its texts are frozen once a survey has answers; other words are a new version."""

    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    wave = models.CharField(_("when it is asked"), max_length=12, choices=Wave.choices, default=Wave.IMMEDIATE)
    name = TranslatedField(_("name"))

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_questionnaire_per_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Question(models.Model):
    """One question. `code` ("Q10") and `version` (of its wording) stay the same in every questionnaire that asks it.

    Figures of the same code and version may be added up; `construct` says what is measured.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(_("code"), max_length=10)
    version = models.PositiveSmallIntegerField(_("version of the wording"), default=1)
    type = models.CharField(_("how it is answered"), max_length=8, choices=QuestionType.choices)
    part = models.CharField(_("when it is asked"), max_length=8, choices=Part.choices, default=Part.CORE)
    construct = models.SlugField(_("what it measures"), max_length=40)
    text = TranslatedField(_("question"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["questionnaire", "order"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "code"], name="one_question_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Choice(models.Model):
    """One answer to choose from, of a question of that type; its code is shared by all languages."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    code = models.SlugField(_("code"), max_length=20)
    text = TranslatedField(_("answer"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("answer to choose from")
        verbose_name_plural = _("answers to choose from")
        ordering = ["question", "order"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="one_choice_per_code")]

    def __str__(self) -> str:
        return str(self.text)
