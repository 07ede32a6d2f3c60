"""Reminding branches of dates nobody counted: one letter for each branch and week, as long as there are any."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, User
from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain.attending import attendance
from events.registration.domain.letters import teller
from outbox.domain import write
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
    return sum(_remind(branch, now) for branch in due)


def _remind(branch: Branch, now: datetime) -> int:
    before = _monday(branch, now).replace(hour=0)
    dates = Occurrence.objects.filter(branch=branch, end__lte=before)
    found = list(attendance.uncounted(dates, now=now).select_related("event", "branch", "space")[:MOST])
    to = _address(branch)
    if not (found and to):
        return 0
    language = settings.LANGUAGE_CODE
    with translation.override(language), transaction.atomic():
        write(
            KIND, about=_about(branch), version=_week(branch, now), to=to, language=language,
            context=_facts(branch, found), urgent=False, branch=branch,
        )  # fmt: skip
    return 1


def _facts(branch: Branch, found: list[Occurrence]) -> dict[str, Any]:
    told = rows.of(found, language=settings.LANGUAGE_CODE)
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


def _address(branch: Branch) -> str:
    """The mailbox of the branch; without one that of its longest serving manager."""
    role = {"groups__branch_role__branch": branch, "groups__branch_role__role": Role.MANAGER}
    managers = User.objects.filter(is_active=True, **role).exclude(email="").order_by("pk")
    return branch.email or managers.values_list("email", flat=True).first() or ""


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
