"""The filters beside the list: every option with how much it would show, the ones in use, and which one to drop."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Value
from django.utils.translation import get_language, gettext as _, pgettext

from core.remembering import briefly
from core.translated import Translated
from events.calendar.domain.matching import Finder
from events.calendar.domain.selection import FREE, MANY, TOGGLES, Selection
from events.calendar.domain.tallies import tallies
from events.calendar.enums import Kind
from events.calendar.models import EventPage
from events.partners.models import Organisation
from events.programmes.models import Programme
from places.models import AccessFact, Audience, Branch, SpokenLanguage, Topic


@dataclass(frozen=True)
class Option:
    """A checkbox: `count` is how many dates the list would show of it."""

    name: str
    value: str
    label: str
    count: int
    checked: bool
    kind: str = ""


@dataclass(frozen=True)
class Facet:
    """A group of checkboxes under a legend."""

    legend: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the selection without it; `count` is known where it matters: when nothing was found."""

    name: str
    label: str
    less: Selection
    count: int | None = None


@dataclass(frozen=True)
class Names:
    """What the values of facets are called, by facet and slug, in the order of the form."""

    by_facet: dict[str, dict[str, str]]

    def of(self, name: str, value: str) -> str:
        if name in TOGGLES:
            return _toggles()[name]
        return f"“{value}”" if name == "q" else self.by_facet[name].get(value, value)


def _toggles() -> dict[str, str]:
    return {"places": _("Places left"), "price": _("Free of charge")}


def names(branches: Iterable[Branch], selection: Selection) -> Names:
    """The names of all values: one query for topics, audiences and languages, one more for an organisation."""
    found: dict[str, dict[str, str]] = {
        "kind": {kind.value: str(kind.label) for kind in Kind},
        "branch": {branch.slug: str(branch.name) for branch in branches},
        "access": {fact.value: str(fact.label) for fact in AccessFact},
        "audience": {},
        "topic": {},
        "language": {},
        "organisation": {},
        **_chosen(selection),
    }
    for facet, _position, slug, name in _all_headings():
        found[facet][slug] = str(name)
    if selection.organisation:
        chosen = Organisation.objects.filter(slug__in=selection.organisation)
        found["organisation"] = dict(chosen.values_list("slug", "name"))
    return Names(found)


def _chosen(selection: Selection) -> dict[str, dict[str, str]]:
    """What the programmes and events asked for are called; no form offers them, addresses name them."""
    if not selection.programme and not selection.event:
        return {"programme": {}, "event": {}}
    programmes = Programme.objects.public().filter(code__in=selection.programme) if selection.programme else []
    keys = [UUID(hex=code) for code in selection.event]
    # The page in the active language has the last word.
    pages = (
        EventPage.objects.live().filter(translation_key__in=keys, alias_of=None) if keys else EventPage.objects.none()
    )
    spoken = get_language() or settings.LANGUAGE_CODE
    told = sorted(pages.select_related("locale").order_by("pk"), key=lambda page: page.locale.language_code == spoken)
    return {
        "programme": {programme.code: str(programme.title) for programme in programmes},
        "event": {page.translation_key.hex: page.title for page in told},
    }


@briefly
def _all_headings() -> list[tuple[str, int, str, Translated]]:
    """Facet, position, slug and name, in the order of the form."""
    headings = [_headings("audience", Audience), _headings("topic", Topic), _headings("language", SpokenLanguage)]
    return list(headings[0].union(*headings[1:]).order_by("facet", "position", "slug"))


def _headings(facet: str, model: Any) -> "QuerySet[Any, Any]":
    named: QuerySet[Any, Any] = model.objects.order_by().annotate(facet=Value(facet))
    return named.values_list("facet", "position", "slug", "name")


def facets(selection: Selection, finder: Finder, called: Names) -> list[Facet]:
    """All groups of the form, in its order. A facet's own values do not narrow its own counts."""
    counts = tallies(selection, finder)

    def group(name: str, legend: str) -> Facet:
        found = called.by_facet[name]
        return Facet(
            legend,
            [
                Option(
                    name,
                    slug,
                    label,
                    count=counts.get((name, slug), 0),
                    checked=slug in getattr(selection, name),
                    kind=slug if name == "kind" else "",
                )
                for slug, label in found.items()
            ],
        )

    good_to_know = [
        Option(name, FREE, label, count=counts.get(("flag", name), 0), checked=getattr(selection, name))
        for name, label in _toggles().items()
    ]
    found = [
        group("kind", _("Kind of event")),
        group("branch", pgettext("filter", "Library")),
        group("audience", _("For whom")),
        Facet(_("Good to know"), good_to_know),
        group("access", pgettext("filter", "Access")),
        group("language", _("Spoken language")),
        group("topic", pgettext("filter", "Topic")),
    ]
    return [facet for facet in found if facet.options]


def chips(selection: Selection, called: Names) -> list[Chip]:
    """The filters in use, each with the selection that is left without it."""
    return [Chip(name, called.of(name, value), selection.without(name, value)) for name, value in selection.filters()]


def ways_out(selection: Selection, finder: Finder, called: Names) -> list[Chip]:
    """When nothing was found: the filters without which something would be, the most fruitful first."""
    tried = [name for name in (*MANY, *TOGGLES, "q") if getattr(selection, name)]
    found = [
        Chip(name, ", ".join(called.of(name, value) for value in _values(selection, name)), less, count)
        for name in tried
        if (count := _total(less := selection.without(name), finder))
    ]
    return sorted(found, key=lambda chip: -(chip.count or 0))


def _values(selection: Selection, name: str) -> list[str]:
    return [value for each, value in selection.filters() if each == name]


def _total(selection: Selection, finder: Finder) -> int:
    open_finder = finder if selection.q == finder.q else Finder(selection.q)
    return open_finder.occurrences(selection).count() + open_finder.happenings(selection).count()
