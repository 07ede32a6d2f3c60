"""Letters as sentences: `Letter.objects.due(now)`."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from outbox.models import Letter  # noqa: F401  (only the type)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by what is to be done with them."""

    def due(self, now: datetime) -> "LetterQuerySet":
        """Waiting letters whose time has come, and those whose worker was lost while sending; urgent first."""
        waiting = Q(state="queued", due_at__lte=now)
        abandoned = Q(state="sending", leased_until__lt=now)
        return self.filter(waiting | abandoned).order_by("-urgent", "due_at")
