"""An exhibition on its page: its run in front, when it is open, and what happens in it, each with its door."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import pgettext

from events.calendar.domain import rows
from events.calendar.domain.books import book
from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.domain.facts import day as day_in_words
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from places.domain.hours import Hours, hours_of
from places.models import ClosingDay

# So many stand on the page of a month; the list of the month has all.
MOST_LASTING = 24
# Closing days are told so far ahead.
AHEAD = timedelta(days=60)


def is_run(row: Row) -> bool:
    """Whether the date is the whole run of an exhibition rather than something that happens in it."""
    return row.occurrence is not None and row.occurrence.schedule_code == PERIOD_CODE


def lasting(selection: Selection, finder: Finder, *, language: str, now: datetime) -> list[dict[str, Any]]:
    """What is on for days in the selection, each once, as `book_small.html` wants it without its picture.

    Three queries at most: the month counts days, and what lasts belongs to none of them.
    """
    whole_days = finder.occurrences(selection).filter(all_day=True).order_by("start", "pk")
    dates = list(whole_days.select_related("branch", "space")[:MOST_LASTING])
    found = [row for row in rows.of(dates, language=language, branches=finder.branches) if row.lasting]
    shown = [book(row, now=now) for row in found]
    return [{**each, "meta": each["until"]} for each in shown]


def opening(run: Row, *, today: date, own_words: str) -> dict[str, Any]:
    """When it is open: in its `own_words`, else by the week of its branch; and the closing days to come. Two queries.

    `week` are weekdays with their hours in words, "" for a day without; `closed` are days in words with the reason.
    """
    if run.branch is None:
        return {}
    first = max(run.day, today)
    hours = hours_of(run.branch, first, min(run.last_day, today + AHEAD))
    return {
        "words": own_words,
        "week": [] if own_words or not hours else _week(hours, first),
        "closed": [_closing(each, run) for each in hours.closings if each.last >= first],
    }


def _week(hours: Hours, first: date) -> list[dict[str, str]]:
    monday = first - timedelta(days=first.weekday())
    return [
        {"day": str(WEEKDAYS[day.weekday()]), "hours": ", ".join(_span(*span) for span in spans)}
        for day, spans in hours.week(monday)
    ]


def _span(opens: Any, closes: Any) -> str:
    times = {"from": date_format(opens, "TIME_FORMAT"), "until": date_format(closes, "TIME_FORMAT")}
    return pgettext("opening hours", "%(from)s–%(until)s") % times


def _closing(row: ClosingDay, run: Row) -> dict[str, str]:
    first, last = max(row.first, run.day), min(row.last, run.last_day)
    days = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
    when = day_in_words(first) if first == last else pgettext("days", "%(first)s – %(last)s") % days
    return {
        "when": when,
        "hours": "" if row.closed else _span(row.opens, row.closes),
        "reason": str(row.reason),
    }


def by_series(dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What happens in the exhibition, by name in the order of their next dates: `label` and its `dates`."""
    first = {each["label"]: number for number, each in reversed(list(enumerate(dates)))}
    found = sorted(dates, key=lambda each: first[each["label"]])
    return [{"label": label, "dates": list(group)} for label, group in groupby(found, key=lambda each: each["label"])]
