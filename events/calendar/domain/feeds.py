"""What a feed holds, and how one knows that it has changed before any of it is written."""

import hashlib
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q

from events.calendar.domain import rows
from events.calendar.domain.matching import Finder, midnight
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.models import EventPage
from events.partners.models import Organisation
from places.models import Space

DAYS_BACK, DAYS_AHEAD = 30, 396
# Raised when the written form changes, so that nobody keeps a copy of the old one.
FORM = 1


class Feed:
    """The dates of a selection in one language, nearest first, seen from `today`: a month back, thirteen ahead.

    The window moves once a day, so that without edits a feed changes once a day at most. `most` is how many dates are
    wanted; one more is read, so that a cut can be told.
    """

    def __init__(self, selection: Selection, *, language: str, today: date, most: int) -> None:
        self.selection, self.language, self.today, self.most = selection, language, today, most
        first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
        self.first, self.last = max(first, selection.first or first), min(last, selection.last or last)
        chosen, finder = selection.between(self.first, self.last), Finder(selection.q)
        self._branches = finder.branches
        self._occurrences = finder.occurrences(chosen, withdrawn=True).order_by("start", "pk")[: most + 1]
        partners = finder.happenings(chosen, withdrawn=True).order_by("start", "pk")
        self._happenings = partners.select_related("organisation")[: most + 1]

    @cached_property
    def _facts(self) -> list[Any]:
        """All that the bytes depend on, read in few columns."""
        pages = EventPage.objects.aggregate(at=Max("last_published_at"), live=Count("pk", filter=Q(live=True)))
        return [
            [FORM, self.language, self.first, self.last, self.selection.pairs(), settings.BASE_URL, pages],
            sorted([one.pk, one.name, one.address, one.latitude, one.longitude] for one in self._branches),
            list(Space.objects.order_by("pk").values_list("pk", "name")),
            list(Organisation.objects.order_by("pk").values_list("pk", "name")),
            list(self._occurrences.values_list("code", "sequence", "modified")),
            list(self._happenings.values_list("code", "sequence", "modified")),
        ]

    @cached_property
    def etag(self) -> str:
        """A strong entity tag: equal facts are written as equal bytes."""
        return f'"{hashlib.sha256(repr(self._facts).encode()).hexdigest()[:32]}"'

    @cached_property
    def modified(self) -> datetime:
        """When it last changed: an edit of a date, a publication, or the day that moved the window."""
        changed = [at for facts in self._facts[-2:] for _code, _sequence, at in facts]
        published = [at for at in [self._facts[0][-1]["at"]] if at]
        latest: datetime = max([midnight(self.today, settings.TIME_ZONE), *changed, *published])
        return latest

    def rows(self) -> list[Row]:
        """The dates to write, ours and our partners' by their start; at most one more than `most`."""
        found = rows.of(list(self._occurrences), language=self.language, branches=self._branches)
        found += rows.of_partners(self._happenings, self._branches)
        return sorted(found, key=lambda row: (row.start.timestamp(), row.uid))[: self.most + 1]
