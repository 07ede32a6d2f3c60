"""Search over everything the public may see, without case or accents."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from core.folding import fold
from events.partners.models import Happening, Organisation
from events.programmes.models import Programme

MOST = 50
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Found:
    """What was found, best first; `pages` are one for each event, in the active language where there is one."""

    words: str
    pages: list[Page] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.pages) + len(self.programmes) + len(self.happenings) + len(self.organisations)


def search(words: str, *, language: str, now: datetime) -> Found:
    """Everything public whose texts hold every word; the last word may be half. At most 50 of each kind.

    `language` is a code such as "el": a page that also exists in it is shown in it. Nothing is found for no words.
    """
    words = " ".join(words.split())[:LONGEST_QUERY]
    # Signs are no words: the search engines of both databases would read them as commands.
    folded = " ".join(re.findall(r"\w+", fold(words)))
    if not folded:
        return Found(words="")
    backend = get_search_backend()
    return Found(
        words=words,
        pages=_pages(folded, language),
        programmes=list(backend.autocomplete(folded, Programme.objects.filter(public=True))[:MOST]),
        happenings=list(_happenings(folded, now)),
        organisations=list(backend.autocomplete(folded, Organisation)[:MOST]),
    )


def _pages(folded: str, language: str) -> list[Page]:
    """Live public pages, one for each translation key: the one in the active language before any other."""
    live = Page.objects.live().public()
    hits = [page for page in live.autocomplete(folded)[: MOST * 2] if not page.alias_of_id]
    keys = list(dict.fromkeys(page.translation_key for page in hits))[:MOST]
    chosen = {page.translation_key: page for page in reversed(hits)}
    sisters = live.filter(translation_key__in=keys, locale__language_code=language)
    chosen.update({page.translation_key: page for page in sisters})
    return [page.specific_deferred for page in (chosen[key] for key in keys)]


def _happenings(folded: str, now: datetime) -> QuerySet[Happening]:
    every_word = Q()
    for word in folded.split():
        every_word &= Q(folded__contains=word)
    coming = Happening.objects.shown().filter(every_word, start__gte=now)
    return coming.select_related("organisation").order_by("start")[:MOST]
