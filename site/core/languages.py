"""The same page in the other languages: what the language switcher and hreflang show."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path, get_language_info

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(frozen=True)
class Link:
    """One language of the switcher; `same` says whether it leads to this very page or only to the list of events."""

    code: str
    label: str
    url: str
    same: bool
    current: bool

    @property
    def short(self) -> str:
        """Two capitals, in the letters of the language."""
        return "ΕΛ" if self.code == "el" else self.code.upper()

    def absolute(self, base: str) -> "Link":
        """The same link without its query, with the host before it."""
        return replace(self, url=base + self.url.partition("?")[0])


def section_url(section: str, code: str) -> str:
    """The address of a section (or of the home page) in one language."""
    return f"/{code}/{section}/" if section else f"/{code}/"


def links(
    request: HttpRequest | None, *, page: "Page | None" = None, given: dict[str, str] | None = None
) -> list[Link]:
    """All languages in the order of the settings; none when the address has no language of its own.

    A Wagtail page leads to its live translations, another view to itself, and what is missing to the list of events.
    A view whose address carries no language (a signed link) may give the addresses itself, as `language_urls`.
    """
    found = given if given is not None else _found(request, page)
    if found is None:
        return []
    active = get_language() or settings.LANGUAGE_CODE
    return [
        Link(
            code=code,
            label=get_language_info(code)["name_local"],
            url=found.get(code) or section_url("events", code),
            same=code in found,
            current=code == active,
        )
        for code, _name in settings.LANGUAGES
    ]


def _found(request: HttpRequest | None, page: "Page | None") -> dict[str, str] | None:
    if page is not None and getattr(page, "pk", None) and request is not None:
        return _translations(request, page)
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.url_name == "wagtail_serve":
        return {}
    if not get_language_from_path(request.path):
        return None
    return {code: translate_url(request.get_full_path(), code) for code, _name in settings.LANGUAGES}


def _translations(request: HttpRequest, page: "Page") -> dict[str, str]:
    """Addresses of the live translations; a routed sub-address and the query (both free of language) are kept."""
    own = page.get_url(request) or ""
    rest = request.get_full_path()[len(own) :] if own and request.path.startswith(own) else ""
    live = page.get_translations(inclusive=True).live().select_related("locale")
    addresses = {each.locale.language_code: each.get_url(request) for each in live}
    return {code: url + rest for code, url in addresses.items() if url}
