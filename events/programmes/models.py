"""Why the library acts: needs, goals with sub-goals, and programmes with the partners who carry them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from core import tokens
from core.searching import FoldedSearch
from core.translated import TranslatedField
from events.programmes.querysets import ProgrammeQuerySet


def public_code() -> str:
    """A public code for an address, never a primary key."""
    return tokens.code()


class NeedSource(models.TextChoices):
    """How the library knows of a need."""

    SURVEY = "survey", _("Survey")
    DIALOGUE = "dialogue", _("Dialogue with the community")
    STATISTICS = "statistics", _("Statistics")
    PARTNER = "partner", _("A partner")


class Horizon(models.TextChoices):
    """Whether a need is felt today or foreseen."""

    PRESENT = "present", _("Present")
    EXPECTED = "expected", _("Expected")


class Need(models.Model):
    """Something people lack, with the evidence for it and whom it concerns."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    title = TranslatedField(_("need"))
    evidence = TranslatedField(_("evidence"), blank=True, long=True)
    source = models.CharField(_("known from"), max_length=12, choices=NeedSource.choices)
    horizon = models.CharField(_("horizon"), max_length=10, choices=Horizon.choices, default=Horizon.PRESENT)
    audiences = models.ManyToManyField("places.Audience", verbose_name=_("target groups"), blank=True)
    raised_on = models.DateField(_("raised on"))

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-raised_on", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class Goal(models.Model):
    """A goal, or with a parent a sub-goal. Two levels: a sub-goal has no sub-goals (checked in the form)."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subgoals", verbose_name=_("sub-goal of")
    )
    number = models.CharField(_("number"), max_length=10, unique=True)
    text = TranslatedField(_("goal"))

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Programme(FoldedSearch, index.Indexed, ClusterableModel):
    """Why several events belong together: needs answered, goals served, partners, a period.

    The row carries the facts; a page with the whole story joins it in the next parts of the plan.
    """

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    title = TranslatedField(_("title"))
    summary = TranslatedField(_("in one sentence"), blank=True)
    description = TranslatedField(_("description"), blank=True, long=True)
    hypothesis = TranslatedField(_("what we expect to change"), blank=True, long=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    branches = models.ManyToManyField("places.Branch", verbose_name=_("branches"), related_name="programmes")
    needs = models.ManyToManyField(Need, verbose_name=_("needs"), blank=True, related_name="programmes")
    goals = models.ManyToManyField(Goal, verbose_name=_("goals"), blank=True, related_name="programmes")
    public = models.BooleanField(_("shown to the public"), default=False)
    modified = models.DateTimeField(auto_now=True)

    objects = ProgrammeQuerySet.as_manager()
    search_fields = [*FoldedSearch.folded_search_fields, index.FilterField("public")]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programme_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme-detail", args=[self.code])

    def search_texts(self) -> list[str]:
        return [*self.title.values(), *self.summary.values(), *self.description.values()]


class Partnership(models.Model):
    """An organisation in a programme: its role, its own part of the work, and what it commits, as far as possible."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="partnerships")
    role = TranslatedField(_("role"))
    part = TranslatedField(_("its part of the work"), blank=True, long=True)
    cash = models.DecimalField(_("money committed"), max_digits=10, decimal_places=2, default=0)
    hours = models.PositiveIntegerField(_("hours committed"), default=0)
    in_kind = TranslatedField(_("committed in kind"), blank=True)

    class Meta:
        verbose_name = _("partner in a programme")
        verbose_name_plural = _("partners in a programme")
        constraints = [models.UniqueConstraint(fields=["programme", "organisation"], name="one_role_per_partner")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.role}"
