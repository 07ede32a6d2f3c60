"""An event as linked data (schema.org), for search engines: a block of data on its page, never executed.

Access facts stand as `amenityFeature` of the place, with the words of our filters as `propertyID`: schema.org has
`accessibilityFeature` for creative works alone, and neither an event nor a place takes it. Nothing is said that is not
known, and nobody is named but those the page names.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from core.links import absolute
from events.calendar.domain.admission import opens_at
from events.calendar.domain.rows import Row
from events.calendar.domain.states import Door, state_of
from events.calendar.enums import Kind, Mode
from events.calendar.models import EventPage

SCHEMA = "https://schema.org/"
MODES: dict[str, str] = {Mode.ONLINE: "OnlineEventAttendanceMode", Mode.HYBRID: "MixedEventAttendanceMode"}
# What a newcomer finds at the door, as shops say it.
AVAILABILITY = {
    "drop-in": "InStock",
    "open": "InStock",
    "places": "InStock",
    "few": "LimitedAvailability",
    "waiting": "SoldOut",
    "full": "SoldOut",
    "opens": "PreOrder",
    "closed": "OutOfStock",
}
CURRENCY = "EUR"


def event_data(
    source: EventPage,
    text: EventPage,
    row: Row | None,
    *,
    door: Door,
    spoken: Sequence[str] = (),
    audiences: Sequence[str] = (),
    speakers: Iterable[str] = (),
) -> dict[str, Any]:
    """The event, and the date its page shows, with what is found at its door. Words of `text`, facts of `source`."""
    found: dict[str, Any] = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "ExhibitionEvent" if source.kind == Kind.EXHIBITION and not _is_part(source, row) else "Event",
        "name": f"{text.title}: {row.label}" if row and row.label else text.title,
        "description": text.summary,
        "inLanguage": list(spoken),
        "isAccessibleForFree": not source.price,
        "audience": {"@type": "Audience", "audienceType": ", ".join(audiences)} if audiences else None,
        "typicalAgeRange": _ages(source),
        "performer": [{"@type": "Person", "name": name} for name in speakers],
        "organizer": _organiser(row),
    }
    if row:
        found |= _date(source, row) | {"offers": _offer(source, row, door)}
        if _is_part(source, row):
            found["superEvent"] = _whole(source, text)
    return _known(found)


def _known(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _is_part(source: EventPage, row: Row | None) -> bool:
    """Whether the date belongs to something longer: a session of a conference, a tour of an exhibition."""
    if row is None or row.occurrence is None:
        return False
    return row.occurrence.session or (source.kind == Kind.EXHIBITION and not row.all_day)


def _whole(source: EventPage, text: EventPage) -> dict[str, Any]:
    """What the session or tour belongs to; of an exhibition also its days."""
    first, last = getattr(source, "opens_on", None), getattr(source, "closes_on", None)
    return _known(
        {
            "@type": "ExhibitionEvent" if source.kind == Kind.EXHIBITION else "Event",
            "name": text.title,
            "url": absolute(text.url or ""),
            "startDate": first.isoformat() if first else None,
            "endDate": last.isoformat() if last else None,
        }
    )


def _organiser(row: Row | None) -> dict[str, Any]:
    library = str(row.branch.library) if row and row.branch else settings.SITE_NAME
    return {"@type": "Library" if row and row.branch else "Organization", "name": library, "url": settings.BASE_URL}


def _ages(source: EventPage) -> str:
    """As schema.org writes it: "5-12", "12-"; from birth when only the upper end is known."""
    if source.age_from is None and source.age_to is None:
        return ""
    return f"{source.age_from or 0}-{'' if source.age_to is None else source.age_to}"


def _date(source: EventPage, row: Row) -> dict[str, Any]:
    state, occurrence = state_of(row), row.occurrence
    return {
        "identifier": row.uid,
        "startDate": _moment(row.start, row),
        "endDate": row.last_day.isoformat() if row.all_day else row.end.isoformat() if row.end else None,
        "eventStatus": SCHEMA + state.schema,
        "previousStartDate": _moment(state.was, row) if state.was else None,
        "eventAttendanceMode": SCHEMA + MODES.get(source.mode, "OfflineEventAttendanceMode"),
        "url": absolute(row.link),
        "location": _where(source, row),
        "maximumAttendeeCapacity": occurrence.seats if occurrence else None,
        "remainingAttendeeCapacity": occurrence.places_left if occurrence and not state.off else None,
    }


def _moment(moment: datetime, row: Row) -> str:
    """A day, or wall time with its offset."""
    local = moment.astimezone(ZoneInfo(row.zone))
    found: date | datetime = local.date() if row.all_day else local
    return found.isoformat()


def _offer(source: EventPage, row: Row, door: Door) -> dict[str, Any] | None:
    """What it costs and whether there is a place; nothing for a date that is called off or over."""
    if state_of(row).off or door.word == "ended":
        return None
    availability = AVAILABILITY.get(door.word, "InStock")
    opening = opens_at(row.occurrence, source) if row.occurrence else None
    return _known(
        {
            "@type": "Offer",
            "price": str(source.price or 0),
            "priceCurrency": CURRENCY,
            "availability": SCHEMA + availability,
            "url": absolute(row.link),
            "validFrom": opening.astimezone(ZoneInfo(row.zone)).isoformat() if opening else None,
        }
    )


def _where(source: EventPage, row: Row) -> Any:
    """Where people meet; a hybrid date has both places."""
    online = {"@type": "VirtualLocation", "url": absolute(row.link)}
    if source.mode == Mode.ONLINE:
        return online
    return [_place(row), online] if source.mode == Mode.HYBRID else _place(row)


def _place(row: Row) -> dict[str, Any]:
    features = [
        {"@type": "LocationFeatureSpecification", "propertyID": fact.value, "name": str(fact.label), "value": True}
        for fact in row.access
    ]
    point = row.point and {"@type": "GeoCoordinates", "latitude": row.point[0], "longitude": row.point[1]}
    return _known(
        {
            "@type": "Place",
            "name": row.place,
            "address": {"@type": "PostalAddress", "streetAddress": row.address} if row.address else None,
            "geo": point,
            "amenityFeature": features,
        }
    )
