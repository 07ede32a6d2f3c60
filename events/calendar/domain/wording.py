"""Days and times in words, as sentences for staff need them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def span_in_words(start: datetime, end: datetime, *, zone: str, all_day: bool = False) -> str:
    """Two instants in their own zone: "Tuesday, 1 December 2026, 18:00–20:00", or the days of what lasts whole days."""
    local, until = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    if all_day:
        return days_in_words(local.date(), (until - timedelta(days=1)).date())
    words = {"weekday": date_format(local, "l"), "date": date_format(local)}
    times = f"{date_format(local, 'TIME_FORMAT')}–{date_format(until, 'TIME_FORMAT')}"
    return _("%(weekday)s, %(date)s, %(times)s") % {**words, "times": times}


def days_in_words(first: date, last: date) -> str:
    """One day, or the first and the last of several."""
    return date_format(first) if first == last else f"{date_format(first)} – {date_format(last)}"
