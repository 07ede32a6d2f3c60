"""Happenings and sources as sentences: `Happening.objects.shown()`, `Source.objects.due(now)`."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from events.partners.models import Happening, Source  # noqa: F401  (only the types)


class HappeningQuerySet(models.QuerySet["Happening"]):
    """Partners' dates by what the public may see of them."""

    def shown(self) -> "HappeningQuerySet":
        """What stands in public now: not withdrawn, let through by staff, and no page of ours in its place."""
        ours = Q(adopted__live=True)
        return self.filter(withdrawn_at=None, review="shown").exclude(ours)

    def ever_shown(self) -> "HappeningQuerySet":
        """What stands or stood in public: feeds take back what they told."""
        return self.filter(published=True).annotate(ours_is_live=F("adopted__live"))

    def waiting(self) -> "HappeningQuerySet":
        """What staff have yet to let through, and the partner still offers."""
        return self.filter(withdrawn_at=None, review="waiting")


class SourceQuerySet(models.QuerySet["Source"]):
    """Partners' calendars by what is to be done with them."""

    def due(self, now: datetime) -> "SourceQuerySet":
        """Switched on, their time has come, and no living worker holds them; the longest waiting first."""
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(free, active=True, due_at__lte=now).order_by("due_at", "pk")

    def failing(self, now: datetime, *, failures: int, silence: timedelta) -> "SourceQuerySet":
        """Switched on, failed so many times in a row, and not read for so long, if ever."""
        long = Q(good_at=None) | Q(good_at__lte=now - silence)
        return self.filter(long, active=True, failures__gte=failures).order_by("pk")
