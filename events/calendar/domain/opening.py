"""When a branch is open, as its public page tells it: today, the week, the closing days to come, and as linked data."""

from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _, pgettext

from events.calendar.domain.wording import days_in_words
from places.domain.hours import Hours, Span, hours_of
from places.models import Branch, ClosingDay, OpeningTime

# Closing days are told so long before, and so many of them.
AHEAD = timedelta(days=60)
MOST = 5
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def opening(branch: Branch, *, today: date, url: str) -> dict[str, Any]:
    """The inputs of the component `opening.html`, and `data` for search engines. Two queries."""
    hours = hours_of(branch, today, today + AHEAD)
    monday = today - timedelta(days=today.weekday())
    return {
        "known": bool(hours),
        "today": _today(hours, today),
        "week": [
            {"name": date_format(day, "l"), "hours": _words(spans), "today": day == today}
            for day, spans in hours.week(monday)
        ],
        "closings": [_closing(row) for row in hours.closings[:MOST]],
        "data": _data(branch, hours, url=url),
    }


def _today(hours: Hours, today: date) -> str:
    """One sentence about today."""
    closing, spans = hours.closing(today), hours.spans(today)
    if spans:
        return _("Today %(hours)s") % {"hours": _words(spans)}
    if closing is not None and str(closing.reason):
        return _("Closed today: %(reason)s") % {"reason": closing.reason}
    return _("Closed today")


def _words(spans: list[Span]) -> str:
    if not spans:
        return pgettext("a library", "closed")
    return ", ".join(f"{time_format(opens)}–{time_format(closes)}" for opens, closes in spans)


def _closing(row: ClosingDay) -> dict[str, Any]:
    spans = [(row.opens, row.closes)] if row.opens and row.closes else []
    return {"days": days_in_words(row.first, row.last), "reason": str(row.reason), "hours": _words(spans)}


def _data(branch: Branch, hours: Hours, *, url: str) -> dict[str, Any]:
    """The branch as schema.org's Library; nothing is said that is not known."""
    point = branch.latitude is not None and branch.longitude is not None
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Library",
        "name": str(branch.name),
        "url": settings.BASE_URL + url,
        "address": branch.address,
        "telephone": branch.phone,
        "email": branch.email,
        "geo": {"@type": "GeoCoordinates", "latitude": str(branch.latitude), "longitude": str(branch.longitude)}
        if point
        else None,
        "openingHoursSpecification": [_weekly(row) for row in sorted(hours.times, key=_usual_first)],
        "specialOpeningHoursSpecification": [_special(row) for row in hours.closings] if hours else [],
    }
    return {name: value for name, value in found.items() if value}


def _usual_first(row: OpeningTime) -> tuple[date, int, time]:
    return row.valid_from or date.min, row.weekday, row.opens


def _weekly(row: OpeningTime) -> dict[str, str]:
    found = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{DAYS[row.weekday]}",
        "opens": f"{row.opens:%H:%M}",
        "closes": f"{row.closes:%H:%M}",
    }
    if row.valid_from and row.valid_until:
        found |= {"validFrom": row.valid_from.isoformat(), "validThrough": row.valid_until.isoformat()}
    return found


def _special(row: ClosingDay) -> dict[str, str]:
    """Closed all day is written as open from midnight to midnight, as search engines ask for it."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": row.first.isoformat(),
        "validThrough": row.last.isoformat(),
        "opens": f"{row.opens:%H:%M}" if row.opens else "00:00",
        "closes": f"{row.closes:%H:%M}" if row.closes else "00:00",
    }
