"""Where a questionnaire is asked, and whom we asked: surveys, invitations, and who was asked lately."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import tokens
from events.calendar.enums import Kind
from surveys.evaluation.enums import Promise, State
from surveys.evaluation.models.questions import Question, Questionnaire
from surveys.evaluation.querysets import SurveyQuerySet


def survey_code() -> str:
    """The public code of a survey: the address in the event's QR code."""
    return tokens.code()


class Survey(models.Model):
    """A questionnaire asked about one date; or a *heading*, the wider place where answers of small events meet.

    A date has one survey. A heading has no date: it is a programme, else a branch and a kind of event (decision 3.6).
    It is never asked by itself and never closes. `key` names the file that seals the answers; empty once destroyed.
    The counts stay when invitations and sealed answers are gone: `invited`, and how many answers of each mode were
    too few to be opened here and moved to `heading`.
    """

    code = models.CharField(max_length=12, unique=True, default=survey_code, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="surveys")
    intended = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the outcome it was meant to have"),
    )

    occurrence = models.OneToOneField(
        "calendar.Occurrence", on_delete=models.PROTECT, null=True, blank=True, related_name="survey"
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    branch = models.ForeignKey("places.Branch", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind.choices, blank=True)
    heading = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="folded_here")

    promise = models.CharField(_("promise"), max_length=10, choices=Promise.choices, default=Promise.ANONYMOUS)
    k = models.PositiveSmallIntegerField(_("fewest answers opened together"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    opens = models.DateTimeField(_("opens"), null=True, blank=True)
    closes = models.DateTimeField(_("closes"), null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, editable=False)

    invited = models.PositiveIntegerField(_("people invited"), default=0)
    folded_invited = models.PositiveSmallIntegerField(_("answers by invitation, counted under the heading"), default=0)
    folded_open = models.PositiveSmallIntegerField(_("open answers, counted under the heading"), default=0)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-closes", "code"]
        constraints = [
            models.CheckConstraint(
                name="survey_is_of_a_date_or_a_heading",
                condition=(
                    Q(occurrence__isnull=False, programme=None, branch=None, kind="")
                    & Q(opens__isnull=False, closes__isnull=False)
                )
                | (
                    Q(occurrence=None, heading=None, opens=None, closes=None, invited=0, state="open")
                    & (
                        Q(programme__isnull=False, branch=None, kind="")
                        | (Q(programme=None, branch__isnull=False) & ~Q(kind=""))
                    )
                ),
            ),
            models.CheckConstraint(condition=Q(k__gte=3), name="survey_opens_three_or_more"),
            models.CheckConstraint(condition=~Q(state="closed") | Q(key=None), name="closed_survey_has_no_key"),
            models.UniqueConstraint(
                fields=["questionnaire", "programme"],
                condition=Q(programme__isnull=False),
                name="one_heading_per_programme",
            ),
            models.UniqueConstraint(
                fields=["questionnaire", "branch", "kind"],
                condition=Q(branch__isnull=False),
                name="one_heading_per_branch_and_kind",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes"])]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("evaluation:survey-open", args=[self.code])

    @property
    def is_heading(self) -> bool:
        """Whether answers of several small events come together here."""
        return self.occurrence_id is None


class Invitation(models.Model):
    """That a registration was asked, and whether the link was used. It has no times, and nothing leads to the answer.

    Of the link's token only the hash is stored. The row is deleted when the survey closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    registration = models.ForeignKey("registration.Registration", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    spent = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["survey", "registration"], name="one_invitation_per_person")]

    def __str__(self) -> str:
        return str(self.id)


class Asked(models.Model):
    """That an address was asked to answer a survey on a day: a keyed hash, so that nobody is asked too often.

    Who `refused` wants no survey by letter at all; that row stays, else the wish would be forgotten.
    """

    address_hash = models.CharField(max_length=64, unique=True)
    on = models.DateField()
    refused = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("asked lately")
        verbose_name_plural = _("asked lately")

    def __str__(self) -> str:
        return f"{self.on}"
