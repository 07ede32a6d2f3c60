"""One event in several languages: which page owns its dates, and which one tells it (decision 3.2 of the house).

The source is the page of a `translation_key` that has occurrences, else the oldest that is no alias. It is derived,
never stored: a column would be page content and travel with copies and revisions.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.calendar.models import EventPage, Occurrence

_HAS_DATES = Exists(Occurrence.objects.filter(event=OuterRef("pk")))


def source_of(page: EventPage) -> EventPage:
    """The page that owns schedule, seats and registration; for an alias, that of the page it stands for."""
    original = page.alias_of.specific if page.alias_of_id else page
    if original.pk is None:
        source = _first(original.translation_key)
        return source.specific if source else original
    source = _first(original.translation_key)
    return original if source is None or source.pk == original.pk else source.specific


def is_translation(page: EventPage) -> bool:
    """Whether the dates of the event are kept on another page."""
    if page.alias_of_id:
        return True
    source = _first(page.translation_key)
    return source is not None and source.pk != page.pk


def is_shown(page: EventPage, source: EventPage | None = None) -> bool:
    """Whether the public may read the page: a translation or an alias only while its source is public, too."""
    if not page.live:
        return False
    source = source or source_of(page)
    return bool(source.pk == page.pk or source.live)


def sources() -> "QuerySet[EventPage]":
    """All event pages that own their dates, or would as soon as they have some."""
    siblings = EventPage.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None).exclude(
        pk=OuterRef("pk")
    )
    older, dated = siblings.filter(pk__lt=OuterRef("pk")), siblings.filter(_HAS_DATES)
    with_dates = Q(_HAS_DATES) & ~Exists(dated.filter(pk__lt=OuterRef("pk")))
    without = ~Q(_HAS_DATES) & ~Exists(dated) & ~Exists(older)
    return EventPage.objects.filter(with_dates | without, alias_of=None)


def text_page(event: EventPage, language: str) -> EventPage:
    """The page that tells the event in the language, while it is public; else the event's own page."""
    return text_pages([event], language)[event.pk]


def text_pages(events: Iterable[EventPage], language: str) -> dict[int, EventPage]:
    """By the source's primary key, the public page in the language, else the source itself: one query for all."""
    wanted = list(events)
    found: dict[Any, EventPage] = {
        page.translation_key: page
        for page in EventPage.objects.live()
        .filter(
            translation_key__in={event.translation_key for event in wanted},
            locale__language_code=language,
            alias_of=None,
        )
        .select_related("locale")
    }
    return {event.pk: found.get(event.translation_key, event) for event in wanted}


def _first(translation_key: object) -> EventPage | None:
    """The source of a translation key; None while no page is saved."""
    pages = EventPage.objects.filter(translation_key=translation_key, alias_of=None).alias(dated=_HAS_DATES)
    return pages.order_by("-dated", "pk").first()
