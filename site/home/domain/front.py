"""What the home page shows: the next dates, what is on for longer, the branches and programmes."""

from datetime import datetime
from typing import Any

from django.conf import settings

from core import clock
from core.languages import section_url
from events.calendar.domain import months, overview
from events.calendar.domain.books import books
from events.calendar.domain.listing import listing
from events.calendar.domain.matching import Finder
from events.calendar.domain.selection import Selection
from events.calendar.models import BranchPage
from events.programmes.models import Programme
from places.domain import known

NEXT = 6
LONGER = 3


def front_page(*, language: str, now: datetime) -> dict[str, Any]:
    """The inputs of the home page's template, in a constant number of queries."""
    today, selection, finder = clock.today(settings.TIME_ZONE), Selection(), Finder(branches=known.branches())
    events_url = section_url("events", language)
    found = listing(selection, finder, language=language, today=today, now=now, at_most=(NEXT, LONGER))
    shown = books(found.rows(), now=now)
    spans = months.spans(selection, finder, first=today, last=months.last_quick_date(today))
    pages = BranchPage.objects.live().filter(locale__language_code=language)
    return {
        "today": today,
        "quick": overview.quick_dates(spans, selection, today, events_url),
        "days": [{"date": day.date, "books": [shown[row.uid] for row in day.rows]} for day in found.days],
        "ongoing": [{**shown[row.uid], "meta": shown[row.uid]["until"]} for row in found.ongoing],
        "events_url": events_url,
        "branch_pages": pages.select_related("branch").order_by("branch__position", "branch__slug"),
        "programmes": Programme.objects.public().current(today)[:3],
    }
