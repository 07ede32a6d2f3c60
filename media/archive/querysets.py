"""Outcomes as sentences: `OutcomePage.objects.live().told_in("el").newest()`."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from events.calendar.models import EventPage
    from events.programmes.models import Programme


class OutcomeQuerySet(PageQuerySet):
    """Outcomes by what they are of and in which language they are told."""

    def told_in(self, language: str) -> "OutcomeQuerySet":
        """One page for each outcome: the one in the language, else the oldest public one. Aliases are left out."""
        sisters = self.model.objects.live().filter(alias_of=None, translation_key=OuterRef("translation_key"))
        native = sisters.filter(locale__language_code=language)
        older = sisters.filter(pk__lt=OuterRef("pk"))
        stands_in = ~Exists(native) & ~Exists(older)
        found: OutcomeQuerySet = self.filter(Q(locale__language_code=language) | Q(stands_in), alias_of=None)
        return found

    def of_event(self, event: "EventPage") -> "OutcomeQuerySet":
        """What came of an event, whichever of its pages is asked."""
        found: OutcomeQuerySet = self.filter(event__translation_key=event.translation_key)
        return found

    def of_programme(self, programme: "Programme") -> "OutcomeQuerySet":
        """What came of a programme, and of each of its events."""
        found: OutcomeQuerySet = self.filter(Q(programme=programme) | Q(event__programme=programme))
        return found

    def newest(self) -> "OutcomeQuerySet":
        """By the last day, the latest first."""
        found: OutcomeQuerySet = self.order_by("-ended_on", "-pk")
        return found
