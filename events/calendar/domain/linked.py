"""An event as linked data (schema.org), for search engines: a block of data on its page, never executed."""

from typing import Any

from django.conf import settings

from events.calendar.domain.rows import Row
from events.calendar.enums import Mode, Status
from events.calendar.models import EventPage

SCHEMA = "https://schema.org/"
MODES: dict[str, str] = {Mode.ONLINE: "OnlineEventAttendanceMode", Mode.HYBRID: "MixedEventAttendanceMode"}
TYPES = {"exhibition": "ExhibitionEvent"}


def event_data(source: EventPage, text: EventPage, row: Row | None, *, spoken: list[str]) -> dict[str, Any]:
    """The event, and the date its page shows. Nothing is said that is not known."""
    found: dict[str, Any] = {
        "@context": SCHEMA.rstrip("/"),
        "@type": TYPES.get(source.kind, "Event"),
        "name": text.title,
        "description": text.summary,
        "inLanguage": spoken,
        "isAccessibleForFree": not source.price,
        "organizer": {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.BASE_URL},
    }
    if row:
        found |= _date(source, row)
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _date(source: EventPage, row: Row) -> dict[str, Any]:
    cancelled = row.withdrawn or row.status == Status.CANCELLED
    postponed = row.status == Status.POSTPONED
    status = "EventCancelled" if cancelled else "EventPostponed" if postponed else "EventScheduled"
    start, end = (row.day, row.last_day) if row.all_day else (row.start, row.end)
    found: dict[str, Any] = {
        "startDate": start.isoformat(),
        "endDate": end.isoformat() if end else None,
        "eventStatus": SCHEMA + ("EventRescheduled" if row.moved and not row.called_off else status),
        "eventAttendanceMode": SCHEMA + MODES.get(source.mode, "OfflineEventAttendanceMode"),
        "url": settings.BASE_URL + row.link,
        "location": _place(source, row),
        "maximumAttendeeCapacity": row.occurrence.seats if row.occurrence else None,
    }
    if row.moved:
        found["previousStartDate"] = row.occurrence and row.occurrence.planned_start.isoformat()
    return found


def _place(source: EventPage, row: Row) -> dict[str, Any]:
    if source.mode == Mode.ONLINE:
        return {"@type": "VirtualLocation", "url": settings.BASE_URL + row.link}
    found: dict[str, Any] = {"@type": "Place", "name": row.place}
    if row.address:
        found["address"] = row.address
    if row.point:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": row.point[0], "longitude": row.point[1]}
    return found
