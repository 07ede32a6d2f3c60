"""Occurrences as sentences: `Occurrence.objects.public().upcoming(now)`."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from events.calendar.models import Occurrence  # noqa: F401  (only the type)


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Dates by who may see them and when they are."""

    def public(self) -> "OccurrenceQuerySet":
        """Dates the public sees: of a live event, and not withdrawn. Cancelled ones stay, with the word."""
        return self.filter(event__live=True, withdrawn_at=None)

    def listed(self) -> "OccurrenceQuerySet":
        """Dates that stand by themselves in lists, counts, feeds and on signs: no sessions of a day programme."""
        return self.filter(session=False)

    def upcoming(self, now: datetime) -> "OccurrenceQuerySet":
        """Dates that are not over, nearest first."""
        return self.filter(end__gt=now).order_by("start", "pk")

    def not_over(self, now: datetime) -> "OccurrenceQuerySet":
        """Dates staff may still decide about: a postponed one is to come, whenever it was to be."""
        return self.filter(Q(end__gt=now) | Q(status="postponed"))

    def overlapping(self, start: datetime, end: datetime) -> "OccurrenceQuerySet":
        """Dates of which some part lies in the span; its end is not included."""
        return self.filter(start__lt=end, end__gt=start).order_by("start", "pk")
