"""What a feed holds, and how one knows that it has changed before any of it is read."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from heapq import merge
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from core.languages import section_url
from events.calendar import ical
from events.calendar.domain import facets, fragments
from events.calendar.domain.fragments import Mark
from events.calendar.domain.matching import Finder, midnight
from events.calendar.domain.selection import Selection

DAYS_BACK, DAYS_AHEAD = 30, 396
# Google reads about 1 MB and 1,100 events, then loses the rest without a word (calendars reference 1.2).
OCTETS_PER_EVENT = 900
# A date that changes while its feed is read is written again; after so many times its last form will do.
_TRIES = 3
_LOGS = (PageLogEntry, ModelLogEntry)


class Feed:
    """The dates of a selection in one language, nearest first, seen from `today`: a month back, thirteen ahead.

    The window moves once a day, so that without edits a feed changes once a day at most. What is beyond the limits
    (`settings.FEED_EVENTS`; none when that is 0) is cut from the far end, and said so.
    """

    def __init__(self, selection: Selection, *, language: str, today: date) -> None:
        self.selection, self.language, self.today = selection, language, today
        self.first, self.last = window(today)
        self.first, self.last = (
            max(self.first, selection.first or self.first),
            min(self.last, selection.last or self.last),
        )
        # One more than fits is asked for, so that a cut can be told.
        self._limit = settings.FEED_EVENTS + 1 if settings.FEED_EVENTS else None
        chosen, finder = selection.between(self.first, self.last), Finder(selection.q)
        self._branches = finder.branches
        self._basis = fragments.basis(language, self._branches)
        self._ours = finder.occurrences(chosen, withdrawn=True).order_by("start", "pk")
        self._theirs = finder.happenings(chosen, withdrawn=True).order_by("start", "pk")

    @cached_property
    def etag(self) -> str:
        """A strong entity tag, from facts and digests alone: equal ones are written as equal bytes."""
        facts = [fragments.FORM, self.language, self.first, self.last, self.name, self.address, settings.FEED_EVENTS]
        (ours, _at), (theirs, _other) = self._indexes
        return f'"{hashlib.sha256(repr([facts, ours, theirs]).encode()).hexdigest()[:32]}"'

    @cached_property
    def modified(self) -> datetime:
        """Not before its last change: an edit of a date, of any page or row in the admin, the day of its window."""
        changed = [at for _marks, at in self._indexes if at]
        latest: datetime = max([midnight(self.today, settings.TIME_ZONE), *changed, *self._house.edited])
        return latest

    @cached_property
    def name(self) -> str:
        """What the calendar is called in people's programs: the house, and the words of the filters."""
        house = self._house.name
        if not list(self.selection.filters()):
            return _("%(site)s: what's on") % {"site": house}
        called = facets.names(self._branches, self.selection)
        return f"{house}: " + ", ".join(called.of(name, value) for name, value in self.selection.filters())

    @property
    def address(self) -> str:
        """Where it is read: in its own words, whatever the request said."""
        return str(settings.BASE_URL + reverse("calendar:event-feed") + self.selection.query())

    @cached_property
    def _house(self) -> "House":
        return House.speaking(self.language)

    def body(self) -> bytes:
        """The whole calendar: stored dates, joined."""
        kept, cut = self._kept()
        window = f"{self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}" + (f"; cut after {len(kept)} events" if cut else "")
        head = ical.head(
            name=self.name,
            zones={mark.zone for mark, _theirs in kept} - {"-"},
            source=self.address,
            page=settings.BASE_URL + section_url("events", self.language) + self.selection.whenever().query(),
            window=window,
        )
        stored = [fragments.bodies(dates[: self._limit], self.language) for dates in (self._ours, self._theirs)]
        return b"".join([head, *(next(stored[theirs], "").encode() for _mark, theirs in kept), ical.END])

    def _kept(self) -> tuple[list[tuple[Mark, int]], bool]:
        """The dates that fit, each with 1 for a partner's, and whether some did not fit."""
        indexes = ([(Mark.read(line), theirs) for line in marks] for theirs, (marks, _at) in enumerate(self._indexes))
        found = list(merge(*indexes, key=lambda one: one[0].start))
        if not settings.FEED_EVENTS:
            return found, False
        room, fitting = settings.FEED_EVENTS * OCTETS_PER_EVENT, 0
        for mark, _theirs in found[: settings.FEED_EVENTS]:
            room -= mark.size
            if room < 0:
                break
            fitting += 1
        return found[:fitting], fitting < len(found)

    @cached_property
    def _indexes(self) -> tuple[tuple[list[str], datetime | None], tuple[list[str], datetime | None]]:
        """The marks of our dates and of our partners', after what was missing has been written."""
        return self._index(self._ours, fragments.with_marks, fragments.write), self._index(
            self._theirs, fragments.with_partners_marks, fragments.write_partners
        )

    def _index(self, dates: Any, marked: Any, write: Any) -> tuple[list[str], datetime | None]:
        for _try in range(_TRIES):
            marks, at = fragments.index(marked(dates, self._basis)[: self._limit])
            missing = fragments.stale(marks)
            if not missing:
                break
            write(missing, self._basis)
        return marks, at


def window(today: date) -> tuple[date, date]:
    """The first and last local day a feed covers."""
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


@dataclass(frozen=True)
class House:
    """What the house calls itself: the title of its home page; and when anything was last edited in the admin."""

    name: str
    edited: list[datetime]

    @classmethod
    def speaking(cls, language: str) -> "House":
        """The house in one language: one query."""
        last = [Subquery(log.objects.order_by("-timestamp").values("timestamp")[:1]) for log in _LOGS]
        root = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
        homes = Page.objects.live().filter(translation_key__in=root, locale__language_code=language)
        found = homes.values_list("title", *last).first()
        return cls(found[0], [at for at in found[1:] if at]) if found else cls(settings.SITE_NAME, [])
