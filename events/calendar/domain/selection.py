"""What a person asked to see, read from a query string and written back: the same for list, month and feed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from events.calendar.enums import Kind
from events.calendar.models import EventPage
from events.partners.models import Organisation
from events.programmes.models import Programme
from places.models import AccessFact, Audience, Branch, SpokenLanguage, Topic

# Facets that may be given more than once, by their word in addresses, in the order of the form.
MANY = ("kind", "branch", "audience", "topic", "access", "language", "organisation", "programme", "event")
TOGGLES = ("places", "price")
FREE = "free"
_SLUGS: dict[str, Any] = {
    "branch": Branch,
    "audience": Audience,
    "topic": Topic,
    "language": SpokenLanguage,
    "organisation": Organisation,
}
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Selection:
    """Values of one facet widen the choice, facets narrow it; access facts must all hold. No value: everything.

    `event` is the code of an event in all its languages (its translation key), `programme` that of a public programme.
    `first` and `last` are local dates, both included. `unknown` are the words of the query that mean nothing here.
    """

    kind: tuple[str, ...] = ()
    branch: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    places: bool = False
    price: bool = False
    first: date | None = None
    last: date | None = None
    q: str = ""
    unknown: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def filters(self) -> Iterator[tuple[str, str]]:
        """The pairs of name and value in use, dates left out."""
        for name in MANY:
            yield from ((name, value) for value in getattr(self, name))
        for name in TOGGLES:
            if getattr(self, name):
                yield name, FREE
        if self.q:
            yield "q", self.q

    def pairs(self) -> list[tuple[str, str]]:
        """Everything as in the address, in one order, so that the same choice has one address."""
        dates = [("from", self.first), ("to", self.last)]
        return [*self.filters(), *((name, day.isoformat()) for name, day in dates if day)]

    def query(self) -> str:
        """The query string with its question mark, or nothing."""
        pairs = self.pairs()
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, name: str, value: str = "") -> "Selection":
        """The selection less one value of a facet, or less the whole facet."""
        kept: Any = False if name in TOGGLES else ""
        if name in MANY:
            kept = tuple(one for one in getattr(self, name) if value and one != value)
        return replace(self, **{name: kept})

    def between(self, first: date | None, last: date | None) -> "Selection":
        """The same filters for other days."""
        return replace(self, first=first, last=last)

    def whenever(self) -> "Selection":
        """The same filters for any day."""
        return self.between(None, None)


def read(query: QueryDict) -> Selection:
    """The selection a query string asks for: four queries at most. Nothing is guessed: see `unknown`."""
    unknown: list[tuple[str, str]] = []
    many: dict[str, Any] = {name: _known(name, query.getlist(name), unknown) for name in MANY}
    toggles: dict[str, Any] = {name: bool(_known(name, query.getlist(name), unknown)) for name in TOGGLES}
    first, last = (_day(name, query.getlist(name), unknown) for name in ("from", "to"))
    words = " ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH]
    return Selection(**many, **toggles, first=first, last=last, q=words, unknown=tuple(unknown))


def refused(query: QueryDict, selection: Selection) -> list[tuple[str, str]]:
    """What nobody may be answered as if it were not there, where an answer without it would be everything.

    Beside unknown values these are unknown names, such as `brnach=central`.
    """
    names = {*MANY, *TOGGLES, "q", "from", "to"}
    return [*((name, str(query[name])) for name in query if name not in names), *selection.unknown]


def _known(name: str, values: Iterable[str], unknown: list[tuple[str, str]]) -> tuple[str, ...]:
    """The values that mean something, each once and in order; empty ones are inputs left empty."""
    asked = sorted({value.strip() for value in values} - {""})
    meant = _meant(name, asked) if asked else set()
    unknown += [(name, value) for value in asked if value not in meant]
    return tuple(value for value in asked if value in meant)


def _meant(name: str, asked: list[str]) -> set[str]:
    if name in TOGGLES:
        return {FREE}
    if name == "kind":
        return set(Kind.values)
    if name == "access":
        return set(AccessFact.values)
    slugs = [value for value in asked if "\0" not in value]
    if name == "programme":
        return set(Programme.objects.public().filter(code__in=slugs).values_list("code", flat=True))
    if name == "event":
        return _events(slugs)
    return set(_SLUGS[name].objects.filter(slug__in=slugs).values_list("slug", flat=True))


def _events(asked: list[str]) -> set[str]:
    """The codes of events the public may read in some language."""
    keys = [UUID(hex=value) for value in asked if len(value) == 32 and set(value) <= set("0123456789abcdef")]
    found = EventPage.objects.live().filter(translation_key__in=keys)
    return {key.hex for key in found.values_list("translation_key", flat=True)}


def _day(name: str, values: list[str], unknown: list[tuple[str, str]]) -> date | None:
    text = values[-1].strip() if values else ""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Far years would leave what dates can hold when a day is added or the zone is taken off.
    if day is None or not 1990 <= day.year <= 2200:
        unknown.append((name, text))
        return None
    return day
