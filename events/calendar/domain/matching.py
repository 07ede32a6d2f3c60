"""Which dates a selection means: one meaning for list, month, counts and feeds."""

from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Q, QuerySet

from core.folding import fold
from core.prepared import Statement, prepared
from events.calendar.domain.selection import Selection
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence
from events.calendar.querysets import OccurrenceQuerySet
from events.partners.models import Happening
from places.models import AccessFact, Branch

# A partner's calendar does not say these things, so its dates are left out when they are asked for.
OURS_ALONE = ("kind", "audience", "access", "language", "programme", "event", "places", "price")
MOST_WORDS = 8


class Finder:
    """Finds dates for selections that share their words: what the words and the zones mean is asked once."""

    def __init__(self, q: str = "", branches: list[Branch] | None = None) -> None:
        """`branches` are all of them, where those of some seconds ago will do."""
        self.q = q
        self.branches = list(Branch.objects.all()) if branches is None else branches
        # Where it is not the time of the site; zones that only partners have count as the site's.
        self.other_zones = sorted({branch.zone for branch in self.branches} - {settings.TIME_ZONE})
        self._words = _words(q, self.branches)

    def occurrences(self, selection: Selection, *, withdrawn: bool = False) -> OccurrenceQuerySet:
        """Our dates the selection means. `withdrawn` ones are for feeds alone, which take back what they told."""
        found = Occurrence.objects.filter(event__live=True) if withdrawn else Occurrence.objects.public()
        found = found.filter(_facets(selection) & self._days(selection))
        if not selection.event:
            # A session stands by itself only among the dates of its own event.
            found = found.listed()
        if selection.q:
            found = found.filter(self._words)
        for fact in (AccessFact(slug) for slug in selection.access):
            found = found.filter(has_access(fact))
        return found

    def happenings(self, selection: Selection, *, withdrawn: bool = False) -> "QuerySet[Happening]":
        """Our partners' dates the selection means."""
        if any(getattr(selection, name) for name in OURS_ALONE):
            return Happening.objects.none()
        found = Happening.objects.ever_shown() if withdrawn else Happening.objects.shown()
        for name in ("branch", "topic", "organisation"):
            if getattr(selection, name):
                found = found.filter(**{f"{name}__slug__in": getattr(selection, name)})
        for word in _folded(selection.q):
            found = found.filter(folded__contains=word)
        return found.filter(self._days(selection))

    def statement(self, *question: Hashable, make: Callable[[], Statement]) -> Statement:
        """What `make` makes of this finder, once for each question, unless words are sought: they are asked anew."""
        return make() if self.q else prepared((*self.other_zones, *question), make)

    def _days(self, selection: Selection) -> Q:
        """Some part lies in the days asked for, in the date's own zone."""
        if selection.first is None and selection.last is None:
            return Q()
        others = self.other_zones
        wanted = Q(~Q(zone__in=others) if others else Q()) & _between(selection, settings.TIME_ZONE)
        return reduce(or_, (Q(zone=zone) & _between(selection, zone) for zone in others), wanted)


def has_access(fact: AccessFact) -> Q:
    """Whether the fact holds: the event's own word, else the space's."""
    own, spaces = f"event__{fact.column}", f"space__{fact.column}"
    return Q(**{own: True}) | Q(**{f"{own}__isnull": True, spaces: True})


def _facets(selection: Selection) -> Q:
    """Facets of the row and of the event that owns it; many-to-many ones by subquery, so no date comes twice."""
    wanted = Q()
    if selection.kind:
        wanted &= Q(kind__in=selection.kind)
    if selection.branch:
        wanted &= Q(branch__slug__in=selection.branch)
    for name, link in (("audience", "audiences"), ("topic", "topics"), ("language", "languages")):
        if values := getattr(selection, name):
            wanted &= Q(event__in=EventPage.objects.filter(**{f"{link}__slug__in": values}).values("pk"))
    if selection.organisation:
        partners = EventPage.objects.filter(partners__slug__in=selection.organisation)
        wanted &= Q(event__in=partners.values("pk"))
    if selection.programme:
        wanted &= Q(event__programme__code__in=selection.programme)
    if selection.event:
        wanted &= Q(event__translation_key__in=[UUID(hex=code) for code in selection.event])
    if selection.places:
        wanted &= places_free()
    if selection.price:
        wanted &= free_of_charge()
    return wanted


def places_free() -> Q:
    """Takes place, and a newcomer finds a place: no limit, or some left and nobody waiting for them."""
    return Q(status=Status.SCHEDULED) & (Q(seats=None) | Q(waiting=0, seats_taken__lt=F("seats")))


def free_of_charge() -> Q:
    return Q(event__price=None) | Q(event__price=0)


def _words(q: str, branches: Iterable[Branch]) -> Q:
    """Every word stands in the title or sentence of the event, in any of its languages, or in the branch's name."""
    words = _folded(q)
    if not words:
        return Q()
    pages = EventPage.objects.live().values_list("translation_key", "title", "summary")
    texts = [(key, fold(f"{title} {summary}")) for key, title, summary in pages]
    names = [(branch.pk, fold(" ".join(branch.name.values()))) for branch in branches]
    wanted = Q()
    for word in words:
        keys = {key for key, text in texts if word in text}
        houses = [pk for pk, name in names if word in name]
        wanted &= Q(event__translation_key__in=keys) | Q(branch__in=houses)
    return wanted


def _folded(q: str) -> list[str]:
    return fold(q).split()[:MOST_WORDS]


def _between(selection: Selection, zone: str) -> Q:
    """From the first midnight to the one after the last day. A date without length lies where it starts."""
    wanted = Q()
    if selection.first:
        begin = midnight(selection.first, zone)
        wanted &= Q(end__gt=begin) | Q(start__gte=begin)
    if selection.last:
        wanted &= Q(start__lt=midnight(selection.last + timedelta(days=1), zone))
    return wanted


def midnight(day: date, zone: str) -> datetime:
    """The instant at which the local day begins."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
