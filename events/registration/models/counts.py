"""How many came, the short memory of those who did not, and the counters that keep robots slow."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.registration.enums import AgePart, Method


class Headcount(models.Model):
    """How many people were in the room, as staff counted: the figure of statistics. No row means: not counted."""

    occurrence = models.ForeignKey("calendar.Occurrence", on_delete=models.PROTECT, related_name="headcounts")
    part = models.CharField(_("of whom"), max_length=10, choices=AgePart.choices, default=AgePart.ALL)
    online = models.BooleanField(_("online"), default=False)
    number = models.PositiveIntegerField(_("number"))
    method = models.CharField(_("how it was found"), max_length=12, choices=Method.choices, default=Method.COUNTED)
    # Why it was changed after its period was locked.
    reason = models.CharField(_("reason for a late change"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        constraints = [models.UniqueConstraint(fields=["occurrence", "part", "online"], name="one_headcount_per_part")]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_part_display()}"


class AttendanceLock(models.Model):
    """The figures of a branch up to a day are reported: who changes one later says why. The latest row counts."""

    branch = models.ForeignKey("places.Branch", on_delete=models.CASCADE, related_name="attendance_locks")
    until = models.DateField(_("up to and with this day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance lock")
        verbose_name_plural = _("attendance locks")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.until)


class NoShow(models.Model):
    """Somebody had a place, did not cancel and did not come: a keyed hash of their address and the day, no more.

    Staff may see how many there are for an address that registers again; nothing follows by itself.
    """

    who = models.CharField(max_length=64, db_index=True)
    occurrence = models.ForeignKey("calendar.Occurrence", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [models.UniqueConstraint(fields=["who", "occurrence"], name="one_absence_per_date")]

    def __str__(self) -> str:
        return str(self.on)


class RateCounter(models.Model):
    """How often something was sent in one span of time, by a keyed hash of who sent it: never an address itself."""

    purpose = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "who", "since"], name="one_counter_per_span")]
        indexes = [models.Index(fields=["since"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.count}"
