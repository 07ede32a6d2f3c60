"""What the home page shows: the next dates, what is on for longer, the branches and programmes."""

from datetime import datetime
from typing import Any

from django.conf import settings

from core import clock
from core.languages import section_url
from events.calendar.domain import overview
from events.calendar.domain.selection import Selection
from events.calendar.models import BranchPage
from events.programmes.models import Programme

NEXT = 6
LONGER = 3


def front_page(*, language: str, now: datetime) -> dict[str, Any]:
    """The inputs of the home page's template, in a constant number of queries."""
    today = clock.today(settings.TIME_ZONE)
    events_url = section_url("events", language)
    page = overview.list_page(Selection(), list_url=events_url, language=language, today=today, now=now)
    pages = BranchPage.objects.live().filter(locale__language_code=language)
    return {
        "today": today,
        "quick": page["quick"],
        "days": _first(page["days"], NEXT),
        "ongoing": page["ongoing"][:LONGER],
        "events_url": events_url,
        "branch_pages": pages.select_related("branch").order_by("branch__position", "branch__slug"),
        "programmes": Programme.objects.public().current(today)[:3],
    }


def _first(days: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The days with their first books, `most` in all; a day is cut rather than left out."""
    shown = []
    for day in days:
        books = day["books"][:most]
        most -= len(books)
        if books:
            shown.append({**day, "books": books})
    return shown
