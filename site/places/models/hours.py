"""When a branch is open: the hours of its week, and the days on which they do not hold."""

from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from core.translated import TranslatedField
from places.models.houses import Branch


class OpeningTime(models.Model):
    """One span of one weekday, in wall time of the branch; a closed day has none.

    Without days it belongs to the usual week. With both days, included, it belongs to a period such as the summer:
    while a period lasts its week replaces the usual one whole, so that a weekday it leaves out is closed.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="opening_times")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    valid_from = models.DateField(_("from the day"), null=True, blank=True)
    valid_until = models.DateField(_("to the day, included"), null=True, blank=True)

    class Meta:
        verbose_name = _("opening time")
        verbose_name_plural = _("opening times")
        ordering = ["valid_from", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_time_has_a_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_time_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(valid_from=None, valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="opening_time_has_both_days_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}: {self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosingDay(models.Model):
    """Days, both included, on which the branch is closed; with both times, open at those hours instead.

    `holiday_year` is the year for which the public holidays were entered when this was one of them; staff may change
    and delete the row like any other.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="closing_days")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day, included"))
    reason = TranslatedField(pgettext_lazy("why a library is closed", "reason"), blank=True)
    opens = models.TimeField(_("opens all the same"), null=True, blank=True)
    closes = models.TimeField(_("closes again"), null=True, blank=True)
    holiday_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("closing day")
        verbose_name_plural = _("closing days")
        ordering = ["first", "last", "pk"]
        indexes = [models.Index(fields=["branch", "last"])]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closing_day_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="closing_day_has_both_times_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}: {self.first:%Y-%m-%d} – {self.last:%Y-%m-%d}"

    @property
    def closed(self) -> bool:
        """Whether nobody gets in; otherwise the day has hours of its own."""
        return self.opens is None


class HolidayYear(models.Model):
    """That the public holidays of a year were entered for a branch: whatever staff made of them since stays."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+")
    country = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "country", "year"], name="one_entry_of_holidays_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.branch}: {self.country} {self.year}"
