"""Programmes as sentences: `Programme.objects.public().current(today)`."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from events.programmes.models import Programme  # noqa: F401  (only the type)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes by who may see them and when they run."""

    def public(self) -> "ProgrammeQuerySet":
        """Shown to the public, the newest first."""
        return self.filter(public=True)

    def current(self, day: date) -> "ProgrammeQuerySet":
        """Running on that day, or still to come."""
        return self.filter(ends_on__gte=day)
