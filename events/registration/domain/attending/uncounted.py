"""Reminding branches of dates nobody counted: one letter for each branch and week, as long as there are any."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core.portions import one_by_one
from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain.attending import attendance
from events.registration.domain.letters import keepers, teller
from outbox.models import Letter
from places.models import Branch

KIND = "registration/uncounted"
# Monday at eight by the branch's clock, of the dates of the weeks before.
HOUR = time(8)
# More dates than this are not spelt out in one letter.
MOST = 30


def remind(now: datetime) -> int:
    """Work: writes to each branch with dates that nobody counted; returns how many letters it wrote.

    Nothing is marked: the letter itself says that it was written, for the same branch and the same week.
    """
    over = Occurrence.objects.filter(end__lte=now)
    known = attendance.uncounted(over, now=now).values("branch")
    branches = [branch for branch in Branch.objects.filter(pk__in=known) if now >= _monday(branch, now)]
    abouts = {_about(branch): branch for branch in branches}
    told = set(Letter.objects.filter(kind=KIND, about__in=abouts).values_list("about", "version"))
    due = [branch for branch in branches if (_about(branch), _week(branch, now)) not in told]
    return one_by_one("Reminding branch", due, lambda branch: _remind(branch, now))


def _remind(branch: Branch, now: datetime) -> int:
    before = _monday(branch, now).replace(hour=0)
    dates = Occurrence.objects.filter(branch=branch, end__lte=before)
    found = list(attendance.uncounted(dates, now=now).select_related("event", "branch", "space")[:MOST])
    if not found:
        return 0
    version, facts = _week(branch, now), partial(_facts, branch, found)
    with transaction.atomic():
        return keepers.write_to(branch, KIND, about=_about(branch), version=version, facts=facts)


def _facts(branch: Branch, found: list[Occurrence], language: str) -> dict[str, Any]:
    told = rows.of(found, language=language)
    return {
        "branch_name": str(branch.name),
        "count": len(found),
        "dates": [
            {"title": row.title, "when": teller.in_words(row), "url": _desk("date", occurrence.code) + "#count"}
            for row, occurrence in zip(told, found, strict=True)
        ],
        "desk_url": _desk("index"),
    }


def _desk(name: str, *arguments: str) -> str:
    return settings.BASE_URL + reverse(f"registration_desk:{name}", args=arguments)


def _about(branch: Branch) -> str:
    return f"uncounted:{branch.pk}"


def _week(branch: Branch, now: datetime) -> int:
    """The week by the branch's calendar, as one number: 202648."""
    year, week, _day = now.astimezone(ZoneInfo(branch.zone)).isocalendar()
    return year * 100 + week


def _monday(branch: Branch, now: datetime) -> datetime:
    """This week's Monday morning where the branch is."""
    local = now.astimezone(ZoneInfo(branch.zone))
    return datetime.combine(local.date() - timedelta(days=local.weekday()), HOUR, local.tzinfo)
