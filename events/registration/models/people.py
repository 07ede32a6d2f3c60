"""The people of a party, what they agreed to and what they answered: kept only where the event asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.registration.enums import ConsentKind


class Person(models.Model):
    """One person of a party. `age` is on the day of the date, as the contact gave it; no date of birth is kept.

    `seat` is false for an adult who only answers for a child. `arrived_at` is when they were checked in at the door.
    """

    registration = models.ForeignKey("registration.Registration", on_delete=models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=100, blank=True)
    age = models.PositiveSmallIntegerField(_("age on the day"), null=True, blank=True)
    access_needs = models.CharField(_("access needs"), max_length=500, blank=True)
    seat = models.BooleanField(default=True)
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person of a party")
        verbose_name_plural = _("people of a party")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Consent(models.Model):
    """What somebody agreed to or not, with the very text they read. Without a person it is the whole party's."""

    registration = models.ForeignKey("registration.Registration", on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    kind = models.CharField(max_length=12, choices=ConsentKind.choices)
    given = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["registration", "person", "kind"], name="one_consent_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.given}"


class Answer(models.Model):
    """What was answered to a question of the event, beside the question as it was read.

    `question` is the question's code. Deleted `days` after the date, as the form said.
    """

    registration = models.ForeignKey("registration.Registration", on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    question = models.UUIDField()
    label = models.CharField(max_length=200)
    value = models.TextField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"answer {self.pk}"
