"""One event as its page shows it: the words of one page, the facts and dates of the page that owns them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from events.calendar.domain import facts, rows
from events.calendar.domain.books import ages, css_kind, seed
from events.calendar.domain.day_programme import day_programme, sessions_around
from events.calendar.domain.exhibitions import by_series, is_run, opening
from events.calendar.domain.linked import event_data
from events.calendar.domain.rows import CourseDate, Row
from events.calendar.domain.sources import source_of
from events.calendar.domain.states import Door, door, state_of
from events.calendar.enums import Kind, Status
from events.calendar.models import EventPage, Occurrence
from events.calendar.querysets import OccurrenceQuerySet

# Other dates on the page; further ones are in the list.
MOST_DATES = 12
_HAS_SESSIONS = Exists(Occurrence.objects.filter(event=OuterRef("event"), session=True, withdrawn_at=None))


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
    return {
        **_told(source, text, row, now=now),
        **_dated(row, now=now, asked_for=date is not None, has_sessions=any(one.session for one in dates)),
        **_beside(source, text, row, dates, now=now),
        "step": _step(source, dates, now=now),
        "programme": day_programme([one for one in dates if one.session], now=now, current=row.code if row else ""),
    }


def _step(source: EventPage, dates: list[Row], *, now: datetime) -> dict[str, Any]:
    """How people register: for one date, for those they choose, or for a whole course, and whether they can now."""
    coming = [date for date in _course_of(dates) if date.start > now and date.status == Status.SCHEDULED]
    return {
        "for": source.registers_for,
        "code": source.translation_key.hex,
        "open": any(door(one, now).open for one in dates),
        "dates": len(coming),
    }


def _course_of(dates: list[Row]) -> Sequence[CourseDate]:
    return next((one.course for one in dates if one.course), ())


def _told(source: EventPage, text: EventPage, row: Row | None, *, now: datetime) -> dict[str, Any]:
    """What is said of the event: words, facts, people, and the same as linked data."""
    spoken = list(source.languages.all())
    audiences = [str(one) for one in source.audiences.all()]
    people = _people(text)
    return {
        "text": text,
        "source": source,
        "updated": text.last_published_at,
        "kind": css_kind(source.kind),
        "kind_label": Kind(source.kind).label,
        "seed": seed(row) if row else source.translation_key.hex[:12],
        "facts": facts.facts(
            source, text, row, audiences=[*audiences, *ages(source)], spoken=[str(one) for one in spoken]
        ),
        "access": [fact.label for fact in row.access] if row else [],
        "partners": list(source.partners.all()),
        "picture": text.picture or source.picture,
        **people,
        "data": event_data(
            source,
            text,
            row,
            door=_door(row, now),
            spoken=[one.slug for one in spoken],
            audiences=audiences,
            speakers=[one.name for one in people.get("speakers", [])],
        ),
    }


def _dated(row: Row | None, *, now: datetime, asked_for: bool, has_sessions: bool) -> dict[str, Any]:
    """What is said of the date in front: when, what became of it, how one gets in. Sessions say that themselves."""
    return {
        "row": row,
        # A page of the tree is read under the address of its own language; a date under any.
        "words_language": row.language if row and asked_for else "",
        "door": (_door(row, now) if row or not has_sessions else Door()).by_the_wall(),
        "state": state_of(row) if row else None,
        "when": facts.when(row) if row else "",
    }


def _door(row: Row | None, now: datetime) -> Door:
    return door(row, now) if row else Door("announced")


def _beside(source: EventPage, text: EventPage, row: Row | None, dates: list[Row], *, now: datetime) -> dict[str, Any]:
    """What stands beside the date in front: the whole of a session, or the event's other dates."""
    if row and row.session:
        return _part_of(row, dates, now)
    others = [_other(one, now) for one in dates if not one.session and (row is None or one.uid != row.uid)]
    return _around(source, text, row, others[:MOST_DATES], now=now)


def _sessions_alone(public: OccurrenceQuerySet, now: datetime) -> list[Occurrence]:
    """The programme of an event that has sessions and no date around them."""
    sessions = public.filter(session=True).select_related("branch__library", "space")
    first = sessions.upcoming(now).first() or sessions.order_by("-end", "pk").first()
    return [first, *sessions_around(first)] if first else []


def _dates(source: EventPage, *, language: str, now: datetime, date: Occurrence | None) -> list[Row]:
    """What is to come, or else the last that was; and always the date that was asked for."""
    if source.pk is None:  # the preview of a page that is not saved yet
        return []
    public = Occurrence.objects.filter(event=source, withdrawn_at=None)
    listed = public.listed().select_related("branch__library", "space").annotate(parted=_HAS_SESSIONS)
    coming = list(listed.filter(end__gt=now).order_by("start", "pk")[: MOST_DATES + 1])
    found = coming or list(listed.order_by("-end", "pk")[:1])
    if date and date.pk not in {one.pk for one in found}:
        found.insert(0, date)
    if not found:
        return rows.of(_sessions_alone(public, now), language=language)
    about = date or _taking_place(found)
    if about and (about.session or any(getattr(one, "parted", False) for one in found)):
        found += sessions_around(about)
    return rows.of(found, language=language)


def _taking_place(found: list[Occurrence]) -> Occurrence | None:
    return next((one for one in found if one.status == Status.SCHEDULED), found[0] if found else None)


def _chosen(dates: list[Row], *, now: datetime, date: Occurrence | None) -> Row | None:
    """The date the page is about: the one asked for, the run of an exhibition, the next that takes place, the first."""
    if date:
        return next(row for row in dates if row.code == date.code)
    listed = [row for row in dates if not row.session]
    run = next((row for row in listed if is_run(row)), None)
    taking_place = (row for row in listed if not state_of(row).off)
    return run or next(taking_place, listed[0] if listed else None)


def _around(
    source: EventPage, text: EventPage, row: Row | None, others: list[dict[str, Any]], *, now: datetime
) -> dict[str, Any]:
    """What stands around the date: other dates; those of an exhibition by what they are, with its opening hours."""
    if row is None or not is_run(row):
        return {"others": others}
    today = now.astimezone(row.start.tzinfo).date()
    own_words = getattr(text, "opening_hours", "") or getattr(source, "opening_hours", "")
    return {"happens": by_series(others), "opening": opening(row, today=today, own_words=own_words)}


def _part_of(session: Row, dates: list[Row], now: datetime) -> dict[str, Any]:
    """What stands around a session: the date it is part of, when one registers for the whole of it."""
    days = (row for row in dates if not row.session and row.day <= session.day <= row.last_day)
    whole = next((row for row in days if door(row, now).open), None)
    return {"others": [], "whole": whole}


def _people(text: EventPage) -> dict[str, Any]:
    """Who speaks, who made it, and what was done for those who could not come: what the kind of page has of it."""
    names = ("speakers", "cocreators", "barriers")
    return {name: list(getattr(text, name).all()) for name in names if hasattr(text, name)}


def _other(row: Row, now: datetime) -> dict[str, Any]:
    state = door(row, now)
    return {
        "url": row.link,
        "code": row.code,
        "when": facts.when(row),
        "label": row.label,
        "speakers": row.speakers,
        "state": state.word,
        "count": state.count,
        "at": state.at and state.at.replace(tzinfo=None),
        "open": state.open,
        "off": state_of(row).off,
        "moved": state_of(row).word == "moved",
        "note": row.note,
    }
