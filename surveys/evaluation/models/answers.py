"""What was answered. No key, no time and no order of these tables leads to a person (decision 3.6 of the house)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.evaluation.enums import Mode
from surveys.evaluation.models.questions import Choice, Question
from surveys.evaluation.models.surveys import Survey


class SealedAnswer(models.Model):
    """One filled-in form, encrypted and padded, until enough others have come to open it among. All are of one size."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="pool")
    mode = models.CharField(max_length=8, choices=Mode.choices)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("sealed answer")
        verbose_name_plural = _("sealed answers")
        indexes = [models.Index(fields=["survey", "mode"])]

    def __str__(self) -> str:
        return str(self.id)


class Response(models.Model):
    """One opened form. `batch` counts the openings of its survey and mode, `week` is the ISO week of the opening.

    The batch is what results are released by: k responses or more share it, and were shuffled when they were opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    mode = models.CharField(max_length=8, choices=Mode.choices)
    batch = models.PositiveSmallIntegerField()
    week = models.CharField(max_length=8)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["survey", "mode", "batch"])]

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """What one response says to one question: a step of its scale, a choice, own words, or that it does not apply."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    text = models.TextField(blank=True)
    apart = models.BooleanField(_("does not apply, or cannot say"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_per_question"),
            models.CheckConstraint(
                name="answer_says_one_thing",
                condition=Q(value__range=(1, 5), choice=None, text="", apart=False)
                | Q(value=None, choice__isnull=False, text="", apart=False)
                | (Q(value=None, choice=None, apart=False) & ~Q(text=""))
                | Q(value=None, choice=None, text="", apart=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
