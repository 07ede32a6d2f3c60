"""The staff's home screen: today, this week, who is waiting, what is left to do; for their own branches only."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from laces.components import Component

from accounts.domain import LOOK, branches_of
from accounts.models import User
from core import clock
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.domain.staff.awaiting import awaiting
from outbox.models import Letter, LetterState


class DayPanel(Component):
    """What a member of staff wants to know on coming in."""

    name = "day"
    order = 10
    template_name = "home/admin/day_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return day(parent_context["request"].user)


def day(user: User) -> dict[str, Any]:
    """Today's dates, this week's count, parties waiting and what is left to do, in a constant number of queries.

    "Today" is that of the first branch the user acts for. Left to do: what waits for them at registration, and (for
    superusers) letters that could not be delivered.
    """
    now = clock.now()
    branches = list(branches_of(user, LOOK))
    if not branches:
        return {"branches": []}
    mine = Occurrence.objects.public().filter(branch__in=branches)
    today = clock.today(branches[0].zone)
    return {
        "branches": branches,
        "today": [each for each in _near(mine, now) if _local_day(each) == today],
        "week": mine.filter(start__gte=now, start__lt=now + timedelta(days=7), status=Status.SCHEDULED).count(),
        "waiting": list(mine.upcoming(now).filter(waiting__gt=0).select_related("event", "branch")[:10]),
        "awaiting": awaiting(user, now=now),
        "failed_letters": Letter.objects.filter(state=LetterState.FAILED).count() if user.is_superuser else 0,
    }


def _local_day(occurrence: Occurrence) -> date:
    return occurrence.start.astimezone(ZoneInfo(occurrence.zone)).date()


def _near(mine: QuerySet[Occurrence], now: datetime) -> QuerySet[Occurrence]:
    span = timedelta(hours=36)
    near = mine.filter(start__gte=now - span, start__lt=now + span, all_day=False)
    return near.select_related("event", "branch", "space").order_by("start", "pk")
