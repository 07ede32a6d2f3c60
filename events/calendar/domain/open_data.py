"""What other programs may read of the calendar: plain values in one language, in a fixed number of queries.

Public facts only: no registration, no name of anybody who registered, no primary key. Every function expects the
language to be the active one, for addresses and words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Min, Prefetch, Q
from django.urls import reverse

from core import clock
from core.links import absolute
from core.searching import story_text
from events.calendar.domain import rows
from events.calendar.domain.admission import admission_of, opens_at
from events.calendar.domain.linked import CURRENCY
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.domain.sources import source_of, text_page, text_pages
from events.calendar.domain.states import door, state_of
from events.calendar.enums import Kind, Status
from events.calendar.models import BranchPage, EventPage, Occurrence
from media.assets.domain import pictures
from media.assets.models import LibraryImage
from places.domain.hours import Hours
from places.models import AccessFact, Audience, Branch, ClosingDay, Space, SpokenLanguage, Topic

# How many days of opening hours a branch tells, from today.
OPENING_DAYS = 14
# The filter words of an event that are links, by the name of the link.
HEADINGS = {"audience": "audiences", "topic": "topics", "spoken": "languages"}


@dataclass(frozen=True)
class Slice:
    """One page of a list; pages are counted from 1."""

    page: int
    size: int

    @property
    def bounds(self) -> slice:
        return slice((self.page - 1) * self.size, self.page * self.size)


def occurrences(selection: Selection, part: Slice, *, language: str, now: datetime) -> tuple[int, list[dict[str, Any]]]:
    """How many dates the selection means, and those of one page, the nearest first: eight queries at most."""
    finder = Finder(selection.q)
    found = _coming(finder.occurrences(selection), selection, now).order_by("start", "pk")
    listed = rows.of(list(found[part.bounds]), language=language, branches=finder.branches)
    return found.count(), _dates(listed, language=language, now=now)


def occurrence(code: str, *, language: str, now: datetime) -> dict[str, Any] | None:
    """One date, also when it is cancelled or over; None when there is none of that code."""
    found = Occurrence.objects.filter(code=code, event__live=True).select_related("branch", "space")
    return next(iter(_dates(rows.of(list(found), language=language), language=language, now=now)), None)


def events(selection: Selection, part: Slice, *, language: str, now: datetime) -> tuple[int, list[dict[str, Any]]]:
    """The events with dates in the selection, the one with the nearest first, and how many there are."""
    finder = Finder(selection.q)
    dates = _coming(finder.occurrences(selection), selection, now).order_by()
    grouped = dates.values("event", "kind", "zone").annotate(first=Min("start"), dates=Count("pk"))
    page = list(grouped.order_by("first", "event")[part.bounds])
    sources = EventPage.objects.defer("body").select_related("locale").in_bulk([each["event"] for each in page])
    texts = text_pages(sources.values(), language)
    headings, shown = _headings(set(sources)), _pictures([*sources.values(), *texts.values()])
    told = []
    for each in page:
        source, text = sources[each["event"]], texts[each["event"]]
        about = _about(source, text, Kind(each["kind"]), headings[source.pk])
        first = each["first"].astimezone(ZoneInfo(each["zone"]))
        told.append({**about, **_links(source, text, shown), "first": first, "dates": each["dates"]})
    return grouped.count(), told


def event(code: str, *, language: str) -> dict[str, Any] | None:
    """One public event by its code, whole; None when there is none."""
    try:
        key = UUID(hex=code)
    except ValueError:
        return None
    page = EventPage.objects.live().filter(translation_key=key, alias_of=None).select_related("locale").first()
    source = source_of(page).specific if page else None
    if source is None or not source.live:
        return None
    text = text_page(source, language).specific
    told = source.get_translations(inclusive=True).live().filter(alias_of=None)
    programme = source.programme if source.programme and source.programme.public else None
    return {
        **_about(source, text, Kind(source.kind), _headings({source.pk})[source.pk]),
        **_links(source, text, _pictures([source, text])),
        "calendar": absolute(reverse("calendar:event-feed") + _query(source)),
        "story": story_text(text.body),
        "languages": sorted(told.values_list("locale__language_code", flat=True)),
        **{name: getattr(text, name) for name in ("bring", "price_note", "access_note")},
        **{name: getattr(source, name, None) for name in ("opens_on", "closes_on")},
        "opening_hours": getattr(text, "opening_hours", ""),
        "speakers": [one.name for one in text.speakers.all()] if hasattr(text, "speakers") else [],
        "partners": [{"code": one.slug, "name": one.name, "website": one.website} for one in source.partners.all()],
        "programme": programme
        and {"code": programme.code, "title": str(programme), "url": absolute(programme.get_absolute_url())},
    }


def branches(*, language: str) -> list[dict[str, Any]]:
    """All branches with their spaces and the opening hours of the next days: five queries for any number."""
    first = clock.today(settings.TIME_ZONE)
    near = ClosingDay.objects.filter(first__lte=first + timedelta(days=OPENING_DAYS + 1), last__gte=first)
    found = Branch.objects.select_related("library").prefetch_related(
        Prefetch("spaces", Space.objects.order_by("pk")), "opening_times", Prefetch("closing_days", near, "near")
    )
    live = BranchPage.objects.live().filter(locale__language_code=language, alias_of=None).select_related("locale")
    pages = {page.branch_id: absolute(page.url or "") for page in live}
    return [_branch(branch, pages.get(branch.pk, "")) for branch in found]


def words() -> dict[str, list[dict[str, str]]]:
    """What the values of the filters are called: three queries."""
    fixed: dict[str, Any] = {"kind": Kind, "access": AccessFact}
    rows_of: dict[str, Any] = {"audience": Audience, "topic": Topic, "language": SpokenLanguage}
    found = {name: [{"value": each.value, "label": str(each.label)} for each in one] for name, one in fixed.items()}
    return found | {
        name: [{"value": each.slug, "label": str(each)} for each in model.objects.all()]
        for name, model in rows_of.items()
    }


def _coming(dates: Any, selection: Selection, now: datetime) -> Any:
    """Without a first day: what is not over."""
    return dates if selection.first else dates.filter(Q(end__gt=now) | Q(start__gte=now))


def _dates(listed: list[Row], *, language: str, now: datetime) -> list[dict[str, Any]]:
    headings = _headings({row.event_id for row in listed})
    return [_date(row, headings[row.event_id], language=language, now=now) for row in listed]


def _date(row: Row, headings: dict[str, list[str]], *, language: str, now: datetime) -> dict[str, Any]:
    date: Any = row.occurrence
    state = state_of(row)
    return {
        "code": row.code,
        "uid": row.uid,
        "url": absolute(row.link),
        "calendar": absolute(reverse("calendar:occurrence-ics", args=[row.code])),
        "event": {
            **_facts(row.event, Kind(row.kind), headings),
            "title": row.title,
            "summary": row.summary,
            "language": row.language or language,
        },
        **{name: getattr(row, name) for name in ("label", "start", "end", "zone", "all_day", "note", "sequence")},
        "reason": state.reason,
        "modified": row.modified,
        "status": state.word if state.off else Status.SCHEDULED,
        "moved_from": state.was,
        "place": _place(row),
        "registration": {
            "admission": admission_of(date, row.event),
            "state": door(row, now).word,
            "opens": opens_at(date, row.event),
            "seats": date.seats,
            "left": date.places_left,
        },
        "access": [fact.value for fact in row.access],
    }


def _place(row: Row) -> dict[str, Any]:
    latitude, longitude = row.point or (None, None)
    return {
        "mode": row.event.mode,
        "name": row.place,
        "branch": row.branch.slug if row.branch else "",
        "space": str(row.space.name) if row.space else "",
        "address": row.address,
        "latitude": latitude,
        "longitude": longitude,
    }


def _about(source: EventPage, text: EventPage, kind: Kind, headings: dict[str, list[str]]) -> dict[str, Any]:
    return {
        **_facts(source, kind, headings),
        "title": text.title,
        "summary": text.summary,
        "language": text.locale.language_code,
    }


def _facts(event: Any, kind: Kind, headings: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "code": event.translation_key.hex,
        "kind": kind,
        **headings,
        "age_from": event.age_from,
        "age_to": event.age_to,
        "price": str(event.price or 0),
        "currency": CURRENCY,
    }


def _links(source: EventPage, text: EventPage, shown: dict[int, dict[str, str]]) -> dict[str, Any]:
    return {
        "url": absolute(text.url or ""),
        "occurrences": absolute(reverse("api:occurrences") + _query(source)),
        "picture": shown.get(text.picture_id or source.picture_id or 0),
        "modified": text.last_published_at,
    }


def _query(source: EventPage) -> str:
    return "?" + urlencode({"event": source.translation_key.hex})


def _headings(ids: set[int]) -> dict[int, dict[str, list[str]]]:
    """The audiences, topics and spoken languages of events: three queries."""
    found: dict[int, dict[str, list[str]]] = {pk: {name: [] for name in HEADINGS} for pk in ids}
    for name, link in HEADINGS.items():
        through: Any = getattr(EventPage, link).through
        heading = getattr(EventPage, link).field.remote_field.model._meta.model_name
        pairs = through.objects.filter(eventpage__in=ids).order_by(f"{heading}__position", f"{heading}__slug")
        for pk, slug in pairs.values_list("eventpage_id", f"{heading}__slug"):
            found[pk][name].append(slug)
    return found


def _pictures(pages: Iterable[EventPage]) -> dict[int, dict[str, str]]:
    """What the public may see of the pages' pictures: two queries."""
    images = list(LibraryImage.objects.filter(pk__in={page.picture_id for page in pages if page.picture_id}))
    pictures.load_sizes(images)
    shown = {image: pictures.picture_of(image) for image in images}
    return {
        image.pk: {"url": absolute(found.src), "alt": found.alt, "credit": image.credit}
        for image, found in shown.items()
        if found
    }


def _branch(branch: Branch, url: str) -> dict[str, Any]:
    today = clock.today(branch.zone)
    feed = reverse("calendar:event-feed") + Selection(branch=(branch.slug,)).query()
    hours = Hours(tuple(branch.opening_times.all()), tuple(branch.near))  # type: ignore[attr-defined]
    return {
        "code": branch.slug,
        "name": str(branch.name),
        "library": {"code": branch.library.slug, "name": str(branch.library)},
        "url": url,
        "calendar": absolute(feed),
        "directions": str(branch.directions or ""),
        **{name: getattr(branch, name) for name in ("address", "email", "phone", "zone", "latitude", "longitude")},
        "spaces": [_space(space) for space in branch.spaces.all()],
        "opening": [_opening(hours, today + timedelta(days=each)) for each in range(OPENING_DAYS)] if hours else [],
    }


def _space(space: Space) -> dict[str, Any]:
    facts = [fact.value for fact in AccessFact if getattr(space, fact.column)]
    return {"name": str(space.name), "seats": space.seats, "access": facts}


def _opening(hours: Hours, day: Any) -> dict[str, Any]:
    closing = hours.closing(day)
    spans = [{"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"} for opens, closes in hours.spans(day)]
    return {"date": day, "open": spans, "reason": str(closing.reason or "") if closing else ""}
