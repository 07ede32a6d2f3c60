"""One event as its page shows it: the words of one page, the facts and dates of the page that owns them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from events.calendar.domain import facts, rows
from events.calendar.domain.books import ages, css_kind, seed
from events.calendar.domain.linked import event_data
from events.calendar.domain.rows import Row
from events.calendar.domain.sources import source_of
from events.calendar.domain.states import Door, door, state_of
from events.calendar.enums import Kind
from events.calendar.models import EventPage, Occurrence

# Other dates on the page; further ones are in the list.
MOST_DATES = 12


def event_page(
    text: EventPage, *, now: datetime, source: EventPage | None = None, date: Occurrence | None = None
) -> dict[str, Any]:
    """The inputs of the template `event_page.html`, for the event's page or for one `date` of it.

    `text` is the page in its own class that tells the event; `source` the one that owns its dates, when known.
    """
    source = source or source_of(text)
    language = get_language() or settings.LANGUAGE_CODE
    dates = _dates(source, language=language, now=now, date=date)
    row = _chosen(dates, now=now, date=date)
    spoken = list(source.languages.all())
    audiences = [str(one) for one in source.audiences.all()]
    at_door = door(row, now) if row else Door("announced")
    people = _people(text)
    return {
        "text": text,
        "source": source,
        "updated": text.last_published_at,
        "row": row,
        "kind": css_kind(source.kind),
        "kind_label": Kind(source.kind).label,
        "seed": seed(row) if row else source.translation_key.hex[:12],
        # A page of the tree is read under the address of its own language; a date under any.
        "words_language": row.language if date and row else "",
        "door": replace(at_door, at=at_door.at.replace(tzinfo=None)) if at_door.at else at_door,
        "state": state_of(row) if row else None,
        "facts": facts.facts(
            source, text, row, audiences=[*audiences, *ages(source)], spoken=[str(one) for one in spoken]
        ),
        "when": facts.when(row) if row else "",
        "access": [fact.label for fact in row.access] if row else [],
        "partners": list(source.partners.all()),
        "picture": text.picture or source.picture,
        **people,
        "others": [_other(one, now) for one in dates if row is None or one.uid != row.uid][:MOST_DATES],
        "data": event_data(
            source,
            text,
            row,
            door=at_door,
            spoken=[one.slug for one in spoken],
            audiences=audiences,
            speakers=[one.name for one in people.get("speakers", [])],
        ),
    }


def _dates(source: EventPage, *, language: str, now: datetime, date: Occurrence | None) -> list[Row]:
    """What is to come, or else the last that was; and always the date that was asked for."""
    if source.pk is None:  # the preview of a page that is not saved yet
        return []
    public = Occurrence.objects.filter(event=source).select_related("branch__library", "space")
    coming = list(public.filter(withdrawn_at=None, end__gt=now).order_by("start", "pk")[: MOST_DATES + 1])
    found = coming or list(public.filter(withdrawn_at=None).order_by("-start")[:1])
    if date and date.pk not in {one.pk for one in found}:
        found.insert(0, date)
    return rows.of(found, language=language)


def _chosen(dates: list[Row], *, now: datetime, date: Occurrence | None) -> Row | None:
    """The date the page is about: the one asked for, else the next that takes place, else the first there is."""
    if date:
        return next(row for row in dates if row.code == date.code)
    taking_place = (row for row in dates if not state_of(row).off)
    return next(taking_place, dates[0] if dates else None)


def _people(text: EventPage) -> dict[str, Any]:
    """Who speaks, who made it, and what was done for those who could not come: what the kind of page has of it."""
    names = ("speakers", "cocreators", "barriers")
    return {name: list(getattr(text, name).all()) for name in names if hasattr(text, name)}


def _other(row: Row, now: datetime) -> dict[str, Any]:
    state = door(row, now)
    return {
        "url": row.link,
        "when": facts.when(row),
        "label": row.label,
        "state": state.word,
        "count": state.count,
        "at": state.at and state.at.replace(tzinfo=None),
        "off": state_of(row).off,
        "moved": state_of(row).word == "moved",
        "note": row.note,
    }
