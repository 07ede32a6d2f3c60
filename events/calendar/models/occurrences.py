"""Occurrences: the dates that happen. Everything a person holds points here, never at a page."""

import uuid
from collections.abc import Sequence

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import tokens
from core.translated import TranslatedField
from events.calendar.enums import Admission, Kind, Status
from events.calendar.querysets import OccurrenceQuerySet


def occurrence_code() -> str:
    """The public code of one date, in the address people find in their letters."""
    return tokens.code()


class Occurrence(models.Model):
    """One date of an event (decision 3.3 of the house).

    Known for life by (event, schedule_code, planned_on); the UUID is the calendar UID. `planned_on` is the local date
    the rule gave, empty for an extra date. `start` and `end` are UTC instants; of an all-day date they are local
    midnights in `zone`, the end exclusive. `planned_start` is where the plan has it: the date is *moved* when they
    differ. `seats` is the greater of planned and taken (None: no limit); only `registration` changes `seats_taken`,
    `waiting` and `next_number`, and only through the door (decision 3.4).

    `note` is what staff say of this date alone. `session` marks a part of the day programme of another date: it stands
    in that programme and not by itself in lists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True, default=occurrence_code, editable=False)
    event = models.ForeignKey("calendar.EventPage", on_delete=models.PROTECT, related_name="occurrences")
    schedule_code = models.UUIDField()
    planned_on = models.DateField(null=True, blank=True)

    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    zone = models.CharField(max_length=40)
    all_day = models.BooleanField(default=False)
    planned_start = models.DateTimeField()
    planned_end = models.DateTimeField()
    label = models.CharField(max_length=200, blank=True)
    note = TranslatedField(_("about this date"), blank=True, long=True)
    session = models.BooleanField(default=False)
    # Empty: as its event has it.
    admission = models.CharField(max_length=10, choices=Admission.choices, blank=True)

    kind = models.CharField(max_length=15, choices=Kind.choices)
    branch = models.ForeignKey("places.Branch", on_delete=models.PROTECT, related_name="occurrences")
    space = models.ForeignKey(
        "places.Space", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("space")
    )

    seats_planned = models.PositiveIntegerField(_("places planned"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("places"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(_("places taken"), default=0)
    waiting = models.PositiveIntegerField(_("parties waiting"), default=0)
    next_number = models.PositiveIntegerField(default=1)
    # The same counts for those who take part online, on hybrid dates alone; an online date counts its people above.
    online_planned = models.PositiveIntegerField(_("places planned online"), null=True, blank=True)
    online_seats = models.PositiveIntegerField(_("places online"), null=True, blank=True)
    online_taken = models.PositiveIntegerField(_("places taken online"), default=0)
    online_waiting = models.PositiveIntegerField(_("parties waiting for a place online"), default=0)
    # Empty: the link of the event. Only for those who take part online (`RegistrationPolicy`).
    join_link = models.URLField(_("link to take part online"), max_length=500, blank=True)

    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Which of "time", "space", "seats" staff set on this date alone: reconcile leaves those as they are. "extra": staff
    # decided to keep the date although the plan has no such date.
    overridden = models.JSONField(default=list, blank=True)
    # Wall times of a date that does not follow the plan, "2026-12-01T18:00/2026-12-01T20:00": what staff meant, should
    # the zone or its rules change. Empty: the plan's.
    wall = models.CharField(max_length=60, blank=True, editable=False)
    off_rule = models.BooleanField(_("kept although the plan has no such date"), default=False)
    sequence = models.PositiveIntegerField(default=0)
    modified = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    # All dates of its course, itself among them, while `registration` has them locked together; no column.
    course: Sequence["Occurrence"] = ()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "schedule_code", "planned_on"],
                condition=Q(planned_on__isnull=False),
                name="one_occurrence_per_planned_date",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="occurrence_ends_after_start"),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats_taken__lte=F("seats")), name="seats_taken_within_seats"
            ),
            models.CheckConstraint(
                condition=Q(online_seats__isnull=True) | Q(online_taken__lte=F("online_seats")),
                name="online_taken_within_seats",
            ),
        ]
        indexes = [
            models.Index(fields=["start", "end"]),
            models.Index(fields=["branch", "start"]),
            models.Index(fields=["event", "start"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.start:%Y-%m-%d %H:%M} UTC"

    def get_absolute_url(self) -> str:
        return reverse("calendar:occurrence-detail", args=[self.code])

    @property
    def moved(self) -> bool:
        """Whether it takes place at another time than planned."""
        return self.start != self.planned_start

    @property
    def places_left(self) -> int | None:
        """Free places for a newcomer; None when there is no limit, 0 while others are waiting for them."""
        if self.seats is None:
            return None
        return 0 if self.waiting else max(self.seats - self.seats_taken, 0)

    @property
    def is_held(self) -> bool:
        """Whether anybody has a place or waits for one, in the room or online."""
        return bool(self.seats_taken or self.waiting or self.online_taken or self.online_waiting)
