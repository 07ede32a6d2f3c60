"""What search engines shall know of: every public page in every language, and the public programmes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from core.links import absolute
from events.calendar.models import EventPage
from events.programmes.models import Programme

# The most one file may hold (sitemaps.org).
MOST = 50_000


@dataclass(frozen=True)
class Entry:
    """One address, with those of the same page in the other languages and its own."""

    address: str
    changed: datetime | None
    languages: dict[str, str]


def entries() -> list[Entry]:
    """The addresses, what changed last first; a fixed number of queries."""
    found = sorted([*_pages(), *_programmes()], key=lambda entry: _age(entry.changed))
    return found[:MOST]


def _age(changed: datetime | None) -> float:
    return -changed.timestamp() if changed else 0


def _pages() -> Iterator[Entry]:
    dated = EventPage.objects.filter(translation_key=OuterRef("translation_key"), occurrences__isnull=False)
    hidden = ~Exists(dated.filter(live=True)) & Exists(dated) & Q(eventpage__isnull=False)
    pages = list(
        Page.objects.live()
        .public()
        .filter(depth__gt=1, alias_of=None)
        .exclude(hidden)
        .select_related("locale")
        .order_by("-last_published_at", "pk")[:MOST]
    )
    together: dict[object, dict[str, str]] = defaultdict(dict)
    for page in pages:
        if page.url:
            together[page.translation_key][page.locale.language_code] = absolute(page.url)
    for page in pages:
        address = together[page.translation_key].get(page.locale.language_code)
        if address:
            yield Entry(address, page.last_published_at, together[page.translation_key])


def _programmes() -> Iterator[Entry]:
    for code, modified in Programme.objects.filter(public=True).values_list("code", "modified"):
        addresses = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                addresses[language] = absolute(reverse("programmes:programme-detail", args=[code]))
        yield from (Entry(address, modified, addresses) for address in addresses.values())
