"""What is on in one branch: on its page, and on the sign at its door."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from events.calendar.domain import rows
from events.calendar.domain.books import books
from events.calendar.domain.listing import ENOUGH, Listing, listing
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.domain.states import state_of
from events.calendar.models import Occurrence
from places.models import Branch

# So many dates can be read from the other side of a hall.
ON_THE_SIGN = 6


def branch_page(branch: Branch, *, list_url: str, language: str, today: date, now: datetime) -> dict[str, Any]:
    """The next dates of a branch, with the way to all of them."""
    selection = Selection(branch=(branch.slug,))
    found = listing(selection, Finder(), language=language, today=today, now=now, at_most=(ENOUGH * 2, ENOUGH * 2))
    wanted = [*found.ongoing, *(row for day in found.days for row in day.rows)][: ENOUGH * 2]
    shown = books(wanted, now=now)
    return {
        "today": today,
        "ongoing": [{**shown[row.uid], "meta": shown[row.uid]["until"]} for row in wanted if row.lasting],
        "days": _days(found, shown),
        "list_url": list_url + selection.query(),
        "feed_url": reverse("calendar:event-feed") + selection.query(),
    }


def _days(found: Listing, shown: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    days = [{"date": day.date, "books": [shown[row.uid] for row in day.rows if row.uid in shown]} for day in found.days]
    return [day for day in days if day["books"]]


def sign(branch: Branch, *, language: str, today: date, now: datetime) -> dict[str, Any]:
    """Today's dates that are not over, at most six; when there are none any more, the next one to come."""
    coming = Occurrence.objects.public().listed().filter(branch=branch).upcoming(now).select_related("branch", "space")
    found = [row for row in rows.of(list(coming[: ON_THE_SIGN * 4]), language=language) if not row.lasting]
    todays = [row for row in found if row.day <= today]
    following = next((row for row in found if row.day > today and not state_of(row).off), None)
    shown = books([*todays, *([following] if following else [])], now=now)
    return {
        "branch": branch,
        "today": today,
        "books": [_marked(row, shown, now) for row in todays[:ON_THE_SIGN]],
        "following": shown[following.uid] if following and not todays else None,
    }


def _marked(row: Row, shown: dict[str, dict[str, Any]], now: datetime) -> dict[str, Any]:
    return {
        **shown[row.uid],
        "running": row.start.timestamp() <= now.timestamp(),
        "where": row.space.name if row.space else row.place,
    }
