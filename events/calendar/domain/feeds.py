"""What a feed holds, and how one knows that it has changed before any of it is read."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from heapq import merge
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from core import clock
from core.languages import section_url
from core.prepared import Statement, moment
from events.calendar import ical
from events.calendar.domain import facets, fragments
from events.calendar.domain.fragments import Basis, Mark
from events.calendar.domain.matching import Finder, midnight
from events.calendar.domain.selection import Selection
from places.models import Branch

DAYS_BACK, DAYS_AHEAD = 30, 396
# Google reads about 1 MB and 1,100 events, then loses the rest without a word (calendars reference 1.2).
OCTETS_PER_EVENT = 900
# A date that changes while its feed is read is written again; after so many times its last form will do.
_TRIES = 3
# A query without any limit would lose its order in the index.
NO_LIMIT = 1_000_000
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
        limit = settings.FEED_EVENTS + 1 if settings.FEED_EVENTS else NO_LIMIT
        self._house = House.speaking(language)
        self._basis = _basis(language, self._house.edited)
        chosen = selection.between(self.first, self.last)
        # What the words of a search mean is asked anew each time; everything else the statements say themselves.
        prepare = _prepared.__wrapped__ if selection.q else _prepared
        self._ours, self._theirs, self._gist = prepare(chosen, self._basis, limit)

    @property
    def etag(self) -> str:
        """A strong entity tag, from facts and digests alone: equal ones are written as equal bytes.

        Once the body was made it is the tag of that body; before, of what it would have been.
        """
        facts = [fragments.FORM, self.language, self.first, self.last, self.name, self.address, settings.FEED_EVENTS]
        (ours, _at), (theirs, _other) = self._gists
        return f'"{hashlib.sha256(repr([facts, ours, theirs]).encode()).hexdigest()[:32]}"'

    @property
    def modified(self) -> datetime:
        """Not before its last change: an edit of a date, of any page or row in the admin, the day of its window."""
        changed = [at for _digest, at in self._gists if at]
        latest: datetime = max([midnight(self.today, settings.TIME_ZONE), *changed, *self._house.edited])
        return latest

    @cached_property
    def name(self) -> str:
        """What the calendar is called in people's programs: the house, and the words of the filters."""
        house = self._house.name
        if not list(self.selection.filters()):
            return _("%(site)s: what's on") % {"site": house}
        called = facets.names(Branch.objects.all(), self.selection)
        return f"{house}: " + ", ".join(called.of(name, value) for name, value in self.selection.filters())

    @property
    def address(self) -> str:
        """Where it is read: in its own words, whatever the request said."""
        return str(settings.BASE_URL + reverse("calendar:event-feed") + self.selection.query())

    def body(self) -> bytes:
        """The whole calendar: stored dates, joined."""
        self._gists = [(fragments.digest(marks), at) for marks, at in self._indexes]
        kept, cut = self._kept()
        window = f"{self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}" + (f"; cut after {len(kept)} events" if cut else "")
        head = ical.head(
            name=self.name,
            zones={mark.zone for mark, _theirs in kept} - {"-"},
            source=self.address,
            page=settings.BASE_URL + section_url("events", self.language) + self.selection.whenever().query(),
            window=window,
        )
        stored = (self._ours.bodies.rows(), self._theirs.bodies.rows())
        joined = [(next(stored[theirs], ("",))[0] or "").encode() for _mark, theirs in kept]
        return b"".join([head, *joined, ical.END])

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
    def _gists(self) -> list[tuple[str, datetime | None]]:
        """The digests of our dates and of our partners', and when one last changed; what is missing is written."""
        found: list[tuple[str, datetime | None]] = [("", None), ("", None)]
        for place, digest, at, missing in self._gist.rows():
            if missing:
                return [(fragments.digest(marks), at) for marks, at in self._indexes]
            found[place] = digest or "", at and moment(at)
        return found

    @cached_property
    def _indexes(self) -> tuple[tuple[list[str], datetime | None], tuple[list[str], datetime | None]]:
        """The marks of our dates and of our partners', after what was missing has been written."""
        return self._index(self._ours, fragments.write), self._index(self._theirs, fragments.write_partners)

    def _index(self, dates: "_Dates", write: Any) -> tuple[list[str], datetime | None]:
        for _try in range(_TRIES):
            lines, at = dates.index.row() or ("", None)
            marks = lines.split("\n") if lines else []
            missing = fragments.stale(marks)
            if not missing:
                break
            write(missing, self._basis)
        return marks, at and moment(at)


@dataclass(frozen=True)
class _Dates:
    """What a feed asks of one table: the index of its dates, and their bodies."""

    index: Statement
    bodies: Statement


@lru_cache(maxsize=500)
def _prepared(chosen: Selection, known: Basis, limit: int) -> tuple[_Dates, _Dates, Statement]:
    """For our dates and our partners', and the gist of both; made once for each selection, day and basis."""
    finder = Finder(chosen.q)
    ours = finder.occurrences(chosen, withdrawn=True).order_by("start", "pk")
    theirs = finder.happenings(chosen, withdrawn=True).order_by("start", "pk")
    marked = fragments.with_marks(ours, known)[:limit], fragments.with_partners_marks(theirs, known)[:limit]
    return (
        _Dates(fragments.index(marked[0]), fragments.bodies(ours[:limit], known.language)),
        _Dates(fragments.index(marked[1]), fragments.bodies(theirs[:limit], known.language)),
        fragments.gist(*marked),
    )


# By language: when the basis was read, what the house said it had edited by then, and the basis.
_known: dict[str, tuple[float, list[datetime], Basis]] = {}


def _basis(language: str, edited: list[datetime]) -> Basis:
    """The basis of some seconds ago will do while nobody has edited anything in the admin since."""
    now = clock.now().timestamp()
    at, seen, found = _known.get(language, (0.0, None, None))
    if found is None or seen != edited or not 0 <= now - at < settings.REMEMBERED_SECONDS:
        found = fragments.basis(language)
        _known[language] = now, edited, found
    return found


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
        found = _house(language).row()
        return cls(found[0], [moment(at) for at in found[1:] if at]) if found else cls(settings.SITE_NAME, [])


@cache
def _house(language: str) -> Statement:
    last = [Subquery(log.objects.order_by("-timestamp").values("timestamp")[:1]) for log in _LOGS]
    root = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    homes = Page.objects.live().filter(translation_key__in=root, locale__language_code=language)
    return Statement.of(homes.order_by("pk").values_list("title", *last)[:1])
