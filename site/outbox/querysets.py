"""Letters and pauses as sentences: `Letter.objects.due(now)`."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, Min, Q
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from outbox.models import Letter, Pause  # noqa: F401  (only the types)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by what is to be done with them."""

    def due(self, now: datetime) -> "LetterQuerySet":
        """Waiting letters whose time has come, and those whose worker was lost while sending; urgent first, then the
        oldest. None while letters are paused."""
        from outbox.models import Pause  # models need this module first

        waiting = Q(state="queued", due_at__lte=now)
        abandoned = Q(state="sending", leased_until__lt=now)
        moving = ~Exists(Pause.objects.lasting())
        return self.filter(moving, waiting | abandoned).order_by("-urgent", "created_at", "pk")

    def with_words(self) -> "LetterQuerySet":
        """Letters that still hold what was said and to whom."""
        return self.exclude(to="")

    def readable(self) -> "LetterQuerySet":
        """Letters that were sent and whose words are still kept, newest first."""
        return self.with_words().filter(state="sent").order_by("-sent_at", "pk")

    def over_before(self, moment: datetime) -> "LetterQuerySet":
        """Letters on which nothing happens any more since before the moment, whatever became of them."""
        over = self.filter(state__in=["sent", "failed", "bounced", "withdrawn"])
        return over.annotate(over_at=Coalesce("sent_at", "created_at")).filter(over_at__lt=moment)

    def about_reference(self, reference: str) -> "LetterQuerySet":
        """Letters about the thing with this reference, whatever room it is of."""
        return self.filter(about__endswith=f":{reference}")

    def state_of_the_post(self) -> dict[str, Any]:
        """How many there are in each state, and since when the oldest waits: {"queued": 3, "oldest": ...}."""
        on_the_way = Q(state__in=["queued", "sending"])
        counts = {state: Count("pk", filter=Q(state=state)) for state in ("queued", "sending", "failed", "bounced")}
        found: dict[str, Any] = self.order_by().aggregate(**counts, oldest=Min("created_at", filter=on_the_way))
        return found

    def bounced(self) -> "LetterQuerySet":
        """Letters that came back because there is no such mailbox."""
        return self.filter(state="bounced")


class PauseQuerySet(models.QuerySet["Pause"]):
    """Pauses by whether they last."""

    def lasting(self) -> "PauseQuerySet":
        """Pauses nobody has ended."""
        return self.filter(resumed_at=None)
