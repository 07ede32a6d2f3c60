"""Rows as the components `book.html` and `book_small.html` want them, with pictures and audiences in few queries."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from core.prepared import about
from core.translated import Translated
from events.calendar.domain.rows import Row
from events.calendar.domain.states import door, state_of
from events.calendar.enums import Kind
from events.calendar.models import EventPage
from media.assets.domain import pictures
from media.assets.models import LibraryImage

# Activities about these topics have a colour of their own.
SCREEN = {"film", "music"}
PARTNER = "partner"


def books(rows: Iterable[Row], *, now: datetime) -> dict[str, dict[str, Any]]:
    """By the row's UID, what the component shows: at most three queries for any number."""
    wanted = list(rows)
    audiences, screens = _headings({row.event_id for row in wanted if row.event_id})
    images = _images({row.picture_id for row in wanted if row.picture_id})
    return {
        row.uid: book(
            row,
            now=now,
            audiences=audiences.get(row.event_id, []),
            picture=images.get(row.picture_id or 0, ""),
            screen=row.event_id in screens,
        )
        for row in wanted
    }


def book(
    row: Row, *, now: datetime, audiences: Iterable[str] = (), picture: str = "", screen: bool = False
) -> dict[str, Any]:
    """One row; `audiences` are words, `picture` an address, `screen` whether it is about film or music."""
    at_door, state = door(row, now), state_of(row)
    return {
        "kind": css_kind(row.kind, screen=screen),
        "kind_label": row.organisation or Kind(row.kind).label,
        "title": f"{row.title}: {row.label}" if row.label else row.title,
        "url": row.link,
        "meta": row.place,
        "until": _until(row) if row.lasting else "",
        # Wall time without its zone, or the template would move it to the zone of the site.
        "starts": row.start.replace(tzinfo=None),
        "ends": row.end.replace(tzinfo=None) if row.end and row.last_day == row.day else None,
        "all_day": row.all_day,
        "state": at_door.word,
        "count": at_door.count,
        "at": at_door.at and at_door.at.replace(tzinfo=None),
        "second_state": state.word if not state.off else "",
        "note": row.note,
        "tags": [*audiences, *ages(row.event), *([_("Not certain yet")] if row.tentative else [])],
        "language": row.language,
        "picture": picture,
        "seed": seed(row),
        "off": state.off,
        "by": _("In our partner's calendar") if row.organisation else "",
    }


def css_kind(kind: str, *, screen: bool = False) -> str:
    """The word for colour and cover: the kind, but film and music stand apart, and so do partners."""
    return "screen" if screen and kind == Kind.ACTIVITY else kind or PARTNER


def seed(row: Row) -> str:
    """What the drawn cover grows from: the same on every date and in every language of an event."""
    return row.event.translation_key.hex[:12] if row.event else row.code


def ages(event: Any) -> list[str]:
    """“Ages 5–12”, “From 12 years”, “Up to 4 years”, or nothing."""
    if event is None or (event.age_from is None and event.age_to is None):
        return []
    if event.age_to is None:
        return [_("From %(age)s years") % {"age": event.age_from}]
    if event.age_from is None:
        return [_("Up to %(age)s years") % {"age": event.age_to}]
    return [_("Ages %(low)s–%(high)s") % {"low": event.age_from, "high": event.age_to}]


def _until(row: Row) -> str:
    """The place of something that lasts, with its last day."""
    facts = {"place": row.place, "day": date_format(row.last_day, "MONTH_DAY_FORMAT")}
    return _("%(place)s, until %(day)s") % facts if row.place else _("Until %(day)s") % facts


def _headings(ids: set[int]) -> tuple[dict[int, list[str]], set[int]]:
    """The audiences by event, and which events are about film or music: one query."""
    found: dict[int, list[str]] = {}
    screens = set()
    spoken = get_language() or settings.LANGUAGE_CODE
    for facet, event, _place, name in sorted(about("headings", ids, _headed), key=lambda row: row[:3]):
        if facet == "topic":
            screens.add(event)
        else:
            found.setdefault(event, []).append(_said(name, spoken))
    return found, screens


@lru_cache(maxsize=500)
def _said(name: str, language: str) -> str:
    """A heading in one language, from the column as it is stored: a page has hundreds of them, few are different."""
    return Translated(json.loads(name)).in_language(language)


def _headed(ids: list[int]) -> "QuerySet[Any, Any]":
    """Facet, event, position and name of the audiences of these events, and of the topics with a colour."""
    audiences, topics = EventPage.audiences.through, EventPage.topics.through
    named = audiences.objects.filter(eventpage__in=ids).order_by().annotate(facet=Value("audience"))
    shown = topics.objects.filter(eventpage__in=ids, topic__slug__in=SCREEN).order_by().annotate(facet=Value("topic"))
    colours = shown.values_list("facet", "eventpage_id", "topic__position", Cast("topic__name", TextField()))
    found: QuerySet[Any, Any] = named.values_list(
        "facet", "eventpage_id", "audience__position", Cast("audience__name", TextField())
    )
    return found.union(colours)


def _images(ids: set[int]) -> dict[int, str]:
    """The addresses of pictures the public may see: two queries."""
    images = list(LibraryImage.objects.filter(pk__in=ids)) if ids else []
    pictures.load_sizes(images)
    return {image.pk: pictures.picture_url(image) for image in images}
