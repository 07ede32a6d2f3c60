"""The week as seven shelves and one day by its hours, as whole pages in a fixed number of queries."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import pgettext

from events.calendar.domain import facets as filters
from events.calendar.domain.agenda import Agenda, Day, agenda
from events.calendar.domain.books import books
from events.calendar.domain.matching import Finder
from events.calendar.domain.months import FIRST_MONTH, LAST_MONTH
from events.calendar.domain.overview import day_url, frame, sheet_url, week_url
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from places.domain import known

# A shelf of the week holds two rows of four; a day alone is a whole page.
PER_DAY, ONE_DAY = 8, 60
NOON, EVENING = 12, 17


def week_page(
    selection: Selection, monday: date, *, list_url: str, language: str, today: date, now: datetime
) -> dict[str, Any]:
    """The inputs of the week's template; days of the query are left out, for the week is what is asked for."""
    sunday = monday + timedelta(days=6)
    day = today if monday <= today <= sunday else monday
    shown = _page(selection, monday, sunday, day=day, list_url=list_url, language=language, today=today, now=now)
    chosen = selection.whenever()
    return {
        **shown,
        "sheet_url": sheet_url(chosen, monday, "week"),
        "week": monday.isocalendar().week,
        "previous": _neighbour(chosen, monday - timedelta(days=7), week_url),
        "next": _neighbour(chosen, monday + timedelta(days=7), week_url),
        "now_url": "" if monday <= today <= sunday else week_url(chosen, today),
    }


def day_page(
    selection: Selection, day: date, *, list_url: str, language: str, today: date, now: datetime
) -> dict[str, Any]:
    """The inputs of the day's template: its dates by parts of the day."""
    shown = _page(selection, day, day, day=day, list_url=list_url, language=language, today=today, now=now)
    chosen = selection.whenever()
    return {
        **shown,
        "day": day,
        "parts": _parts(shown["agenda"].days[0], shown["shown"]),
        "previous": _neighbour(chosen, day - timedelta(days=1), day_url),
        "next": _neighbour(chosen, day + timedelta(days=1), day_url),
        "now_url": "" if day == today else day_url(chosen, today),
    }


def _page(
    selection: Selection,
    first: date,
    last: date,
    *,
    day: date,
    list_url: str,
    language: str,
    today: date,
    now: datetime,
) -> dict[str, Any]:
    finder, chosen = Finder(selection.q, known.branches()), selection.whenever()
    called = filters.names(finder.branches, selection)
    per_day = ONE_DAY if first == last else PER_DAY
    found = agenda(chosen, finder, first=first, last=last, language=language, per_day=per_day)
    shown = books(found.rows(), now=now)
    around = frame(chosen, finder, called, counted=chosen.between(first, last), day=day, list_url=list_url, today=today)
    return {
        **around,
        "agenda": found,
        "shown": shown,
        "days": _days(found, shown, chosen, list_url),
        "ongoing": [{**shown[row.uid], "meta": shown[row.uid]["until"]} for row in found.ongoing.rows],
        "all_url": list_url + chosen.between(first, last).query(),
    }


def _days(found: Agenda, shown: dict[str, dict[str, Any]], chosen: Selection, list_url: str) -> list[dict[str, Any]]:
    return [
        {
            "date": day.date,
            "books": [shown[row.uid] for row in day.rows],
            "count": day.count,
            "more": day.more,
            "url": day_url(chosen, day.date),
            "list_url": list_url + chosen.between(day.date, day.date).query(),
        }
        for day in found.days
    ]


def _parts(day: Day, shown: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The dates of a day under morning, afternoon and evening; empty parts are left out."""
    headings = {
        "all-day": pgettext("part of the day", "All day"),
        "morning": pgettext("part of the day", "Morning"),
        "afternoon": pgettext("part of the day", "Afternoon"),
        "evening": pgettext("part of the day", "Evening"),
    }
    parts: dict[str, list[dict[str, Any]]] = {key: [] for key in headings}
    for row in day.rows:
        parts[_part(row, day.date)].append(shown[row.uid])
    return [{"key": key, "heading": headings[key], "books": found} for key, found in parts.items() if found]


def _part(row: Row, day: date) -> str:
    """Where a date stands; one that began the evening before is there from the morning."""
    if row.all_day:
        return "all-day"
    hour = row.start.hour if row.day >= day else 0
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"


def _neighbour(selection: Selection, first: date, url: Any) -> dict[str, Any] | None:
    """The link to the week or day before or after, inside the years we know."""
    known = FIRST_MONTH <= first <= LAST_MONTH
    return {"first": first, "last": first + timedelta(days=6), "url": url(selection, first)} if known else None
