"""The dates to come of a selection with the moment each last changed: what feed readers and embedded lists show."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from events.calendar.domain import rows
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.models import EventPage


def coming(selection: Selection, finder: Finder, *, language: str, now: datetime, most: int) -> list[Row]:
    """At most so many dates that are not over, ours and our partners', the nearest first: six queries."""
    not_over = Q(end__gt=now) | Q(start__gte=now)
    ours = finder.occurrences(selection).filter(not_over).order_by("start", "pk")[:most]
    partners = finder.happenings(selection).filter(not_over).order_by("start", "pk")
    found = rows.of(list(ours), language=language, branches=finder.branches)
    found += rows.of_partners(partners.select_related("organisation")[:most], finder.branches)
    return sorted(found, key=lambda row: (row.start.timestamp(), row.uid))[:most]


def last_changes(listed: list[Row]) -> dict[str, datetime]:
    """By the row's UID, when its date or the words of its event in any language last changed: one query."""
    keys = {row.event.translation_key for row in listed if row.event}
    pages = EventPage.objects.live().filter(translation_key__in=keys, alias_of=None)
    published: dict[Any, datetime] = {}
    for key, at in pages.values_list("translation_key", "last_published_at"):
        if at:
            published[key] = max(at, published.get(key, at))
    return {
        row.uid: max([row.modified, *([published[key]] if (key := _key(row)) in published else [])]) for row in listed
    }


def _key(row: Row) -> Any:
    return row.event.translation_key if row.event else None
