"""The practical facts of an event in words, as the component `facts.html` wants them."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, pgettext

from events.calendar.domain.rows import Row
from events.calendar.models import EventPage


def facts(
    source: EventPage, text: EventPage, row: Row | None, *, audiences: list[str], spoken: list[str]
) -> list[dict[str, Any]]:
    """When, where, for whom, the price, the language: only what is known. Words of `text`, facts of `source`."""
    found = [_when(row), _where(row)] if row else []
    if audiences:
        found.append({"icon": "people", "label": _("For whom"), "text": ", ".join(audiences)})
    found.append(_price(source, text))
    if spoken:
        found.append({"icon": "speech", "label": _("Spoken language"), "text": ", ".join(spoken)})
    return found


def when(row: Row) -> str:
    """“Tuesday 24 November 2026, 18:00”, or the days of something that lasts."""
    if row.last_day > row.day:
        days = {"first": date_format(row.day, "DATE_FORMAT"), "last": date_format(row.last_day, "DATE_FORMAT")}
        return _("%(first)s – %(last)s") % days
    return moment(row.start, all_day=row.all_day)


def moment(at: datetime, *, all_day: bool = False) -> str:
    """“Tuesday 24 November 2026, 18:00” of a local time; the day alone of a whole day."""
    return day(at.date()) if all_day else f"{day(at.date())}, {date_format(at, 'TIME_FORMAT')}"


def day(day: date) -> str:
    """A day with its weekday."""
    names = {"weekday": date_format(day, "l"), "date": date_format(day, "DATE_FORMAT")}
    return pgettext("a day", "%(weekday)s %(date)s") % names


def _when(row: Row) -> dict[str, Any]:
    until = ""
    if row.end and not row.all_day and row.last_day == row.day and row.end.timestamp() > row.start.timestamp():
        until = _("Until %(time)s") % {"time": date_format(row.end, "TIME_FORMAT")}
    machine = row.day if row.all_day else row.start.replace(tzinfo=None)
    return {"icon": "clock", "label": _("When"), "text": when(row), "sub": until, "datetime": machine}


def _where(row: Row) -> dict[str, Any]:
    return {"icon": "pin", "label": _("Where"), "text": row.place, "sub": row.address}


def _price(source: EventPage, text: EventPage) -> dict[str, Any]:
    price = number_format(source.price, 2) if source.price else ""
    words = _("%(price)s euro") % {"price": price} if price else pgettext("price", "Free")
    return {"icon": "tag", "label": _("Price"), "text": words, "sub": text.price_note or source.price_note}
