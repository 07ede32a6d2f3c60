"""The archive's list: outcomes of all branches, by year, branch and kind, in a constant number of queries."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext as _

from events.calendar.enums import Kind
from media.archive.domain.words import in_short
from media.archive.models import ArchiveIndexPage, OutcomePage, Photograph, Publication
from media.assets.domain.consent import may_be_shown
from media.assets.domain.pictures import load_sizes, picture_url
from media.assets.models import LibraryImage

ON_A_PAGE = 24


def listing(request: HttpRequest, index: ArchiveIndexPage) -> dict[str, Any]:
    """The context of the list for the query `year branch kind` (each repeatable) and `page`."""
    language = get_language() or index.locale.language_code
    shown = OutcomePage.objects.live().told_in(language)
    facets = list(shown.order_by().values_list("year", "branch__slug", "branch__name", "branch__position").distinct())
    years = sorted({year for year, *_branch in facets}, reverse=True)
    branches = {slug: name for _year, slug, name, _position in sorted(facets, key=lambda each: (each[3], each[1]))}
    groups = [
        _group(_("Year"), "year", [(str(year), str(year)) for year in years], request.GET),
        _group(_("Library"), "branch", [(slug, str(name)) for slug, name in branches.items()], request.GET),
        _group(_("Kind of event"), "kind", Kind.choices, request.GET),
    ]
    for group in groups:
        if group["chosen"]:
            shown = shown.filter(**{f"{_COLUMN[group['name']]}__in": group["chosen"]})
    page = Paginator(shown.newest().select_related("branch", "locale"), ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "books": books(page.object_list, request),
        "count": page.paginator.count,
        "groups": groups,
        "chips": [chip for group in groups for chip in group["chips"]],
        "next_url": _with(request.GET, "page", str(page.next_page_number())) if page.has_next() else "",
        "previous_url": _with(request.GET, "page", str(page.previous_page_number())) if page.has_previous() else "",
    }


_COLUMN = {"year": "year", "branch": "branch__slug", "kind": "kind"}


def books(outcomes: Iterable[OutcomePage], request: HttpRequest | None) -> list[dict[str, Any]]:
    """Outcomes as cards, numbers first, each with the first picture that may be shown: five queries for any number."""
    wanted = list(outcomes)
    pictures: dict[int, list[LibraryImage]] = {each.pk: [] for each in wanted}
    for photograph in Photograph.objects.filter(page__in=wanted).select_related("image").order_by("sort_order"):
        if may_be_shown(photograph.image):
            pictures[photograph.page_id].append(photograph.image)
    load_sizes(found[0] for found in pictures.values() if found)
    publications: dict[int, int] = {}
    for page in Publication.objects.filter(page__in=wanted).values_list("page", flat=True):
        publications[page] = publications.get(page, 0) + 1
    return [
        {
            "kind": each.kind or Kind.PARTICIPATORY,
            "kind_label": each.get_kind_display(),
            "title": each.title,
            "url": each.get_url(request),
            "language": each.locale.language_code,
            "seed": each.slug,
            "picture": picture_url(pictures[each.pk][0]) if pictures[each.pk] else "",
            "figures": in_short(each),
            "place": str(each.branch.name),
            "began_on": each.began_on,
            "ended_on": each.ended_on,
            "photographs": len(pictures[each.pk]),
            "publications": publications.get(each.pk, 0),
        }
        for each in wanted
    ]


def _group(label: str, name: str, choices: Iterable[tuple[str, str]], query: QueryDict) -> dict[str, Any]:
    """One filter: its choices, what is chosen, and a link for each chosen one that removes it."""
    known = list(choices)
    chosen = [value for value, _word in known if value in query.getlist(name)]
    return {
        "name": name,
        "label": label,
        "choices": [{"value": value, "label": word, "checked": value in chosen} for value, word in known],
        "chosen": chosen,
        "chips": [{"label": word, "url": _without(query, name, value)} for value, word in known if value in chosen],
    }


def _with(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed[name] = value
    return f"?{changed.urlencode()}"


def _without(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed.setlist(name, [each for each in changed.getlist(name) if each != value])
    changed.pop("page", None)
    return f"?{changed.urlencode()}"
