"""Sheets for the door and the counter: a month or a week of a selection on A4, with the address to look again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from core import qr
from events.calendar.domain import facets as filters
from events.calendar.domain.agenda import agenda
from events.calendar.domain.books import ages, books
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection

# So many dates of one day fit paper; the rest is told as a number.
PER_DAY = 20
# Numbers of places are old before the ink is dry: paper says only that one must register.
TO_REGISTER = {"places", "few", "open", "opens"}
# What is worth a word on paper, for it is not so by itself.
TOLD = {"cancelled", "postponed", "full", "waiting", "closed"}


@dataclass(frozen=True)
class Place:
    """Where a branch is, for the foot of its sheet."""

    name: str
    address: str
    phone: str


def sheet(
    selection: Selection, first: date, last: date, *, list_url: str, language: str, today: date, now: datetime
) -> dict[str, Any]:
    """The inputs of the sheet's template: the days that have dates, in the order of the calendar."""
    finder, chosen = Finder(selection.q), selection.whenever()
    called = filters.names(finder.branches, selection)
    found = agenda(chosen, finder, first=first, last=last, language=language, per_day=PER_DAY)
    shown = books(found.rows(), now=now)
    houses = [branch for branch in finder.branches if branch.slug in chosen.branch]
    alone = len(houses) == 1
    address = settings.BASE_URL + list_url + chosen.query()
    return {
        "agenda": found,
        "days": [
            {"date": day.date, "more": day.more, "entries": [_entry(row, shown[row.uid], alone) for row in day.rows]}
            for day in found.days
            if day.count
        ],
        "ongoing": [{**shown[row.uid], "meta": shown[row.uid]["until"]} for row in found.ongoing.rows],
        "house_name": str(houses[0].name) if alone else "",
        "places": [Place(str(one.name), one.address, one.phone) for one in houses],
        "filters": [chip.label for chip in filters.chips(chosen, called) if not (alone and chip.name == "branch")],
        "address": address,
        "qr": qr.drawing(address),
        "today": today,
    }


def _entry(row: Row, book: dict[str, Any], alone: bool) -> dict[str, Any]:
    """One date in print: where in the house, when all are in one house; and only the states that last."""
    inside = str(row.space.name) if row.space else ""
    return {
        **book,
        "where": inside if alone and row.branch and row.address else book["meta"],
        "summary": row.summary,
        "ages": ages(row.event),
        "register": book["state"] in TO_REGISTER,
        "state": book["state"] if book["state"] in TOLD else "",
    }
