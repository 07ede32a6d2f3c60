"""What is on in one branch: on its page, and on the sign at its door."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import time_format

from core import languages, qr
from core.links import absolute
from events.calendar.domain import rows
from events.calendar.domain.books import books
from events.calendar.domain.listing import ENOUGH, Listing, listing
from events.calendar.domain.matching import Finder
from events.calendar.domain.rows import Row
from events.calendar.domain.selection import Selection
from events.calendar.domain.states import state_of
from events.calendar.models import Occurrence
from places.domain.hours import hours_of
from places.models import Branch

# So many dates can be read from the other side of a hall.
ON_THE_SIGN, LASTING_ON_THE_SIGN = 6, 2


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
    found = rows.of(list(coming[: ON_THE_SIGN * 4]), language=language)
    dated, lasting = [row for row in found if not row.lasting], [row for row in found if row.lasting]
    todays = [row for row in dated if row.day <= today]
    ahead = [row for row in dated if row.start > now and not state_of(row).off]
    following = next((row for row in ahead if row.day > today), None)
    shown = books([*todays, *([following] if following else [])], now=now)
    address = absolute(languages.section_url("events", language) + Selection(branch=(branch.slug,)).query())
    return {
        "branch": branch,
        "today": today,
        "hours": _hours(branch, today),
        "books": [_marked(row, shown, now=now, upcoming=ahead[:1] == [row]) for row in todays[:ON_THE_SIGN]],
        "more": max(len(todays) - ON_THE_SIGN, 0),
        "following": shown[following.uid] if following and not todays else None,
        "lasting": [row for row in lasting if row.start <= now and not state_of(row).off][:LASTING_ON_THE_SIGN],
        "qr": qr.drawing(address),
    }


def _hours(branch: Branch, today: date) -> dict[str, Any]:
    """From when until when it is open today, or that it is closed and why; nothing when the hours are not known."""
    known = hours_of(branch, today, today)
    closing = known.closing(today)
    spans = [f"{time_format(opens)}–{time_format(closes)}" for opens, closes in known.spans(today)]
    reason = str(closing.reason or "") if closing else ""
    return {"open": ", ".join(spans), "closed": bool(known or closing) and not spans, "reason": reason}


def _marked(row: Row, shown: dict[str, dict[str, Any]], *, now: datetime, upcoming: bool) -> dict[str, Any]:
    return {
        **shown[row.uid],
        "running": row.start.timestamp() <= now.timestamp(),
        "upcoming": upcoming,
        "where": row.space.name if row.space else row.place,
    }
