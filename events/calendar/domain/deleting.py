"""What hangs on pages somebody wants to delete, and what drafts lack that somebody wants to publish together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, Sum
from wagtail.models import Page

from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.completeness import Missing, missing_in_schedule, missing_parts
from events.calendar.domain.obstacles import Obstacle, obstacles
from events.calendar.domain.policy import missing_in_question
from events.calendar.domain.previewing import Preview, preview
from events.calendar.domain.sources import is_translation
from events.calendar.models import EventPage, Occurrence


@dataclass(frozen=True)
class Holding:
    """A page with dates under it: how many, how many of them people hold, how many people that are."""

    page: Page
    dates: int
    held: int
    people: int


@dataclass(frozen=True)
class Unfinished:
    """A draft and what it lacks, in sentences."""

    page: Page
    sentences: list[str]


@dataclass(frozen=True)
class Changing:
    """A draft and what publishing it would do to dates people hold."""

    page: Page
    preview: Preview


def holdings(pages: Iterable[Page]) -> list[Holding]:
    """Those of the pages that dates hang on, their own or those of pages below. Such pages are never deleted."""
    found = []
    counts = ("seats_taken", "waiting", "online_taken", "online_waiting")
    taken = Q(*((f"{name}__gt", 0) for name in counts), _connector=Q.OR)
    for page in pages:
        sums = Occurrence.objects.filter(event__path__startswith=page.path).aggregate(
            dates=Count("pk"), held=Count("pk", filter=taken), people=Sum(F("seats_taken") + F("online_taken"))
        )
        if sums["dates"]:
            found.append(Holding(page, sums["dates"], sums["held"], sums["people"] or 0))
    return found


def unfinished(pages: Iterable[Page], *, with_below: bool = False) -> list[Unfinished]:
    """Those of the pages whose latest draft lacks something, with the drafts below them when these go along."""
    wanted = _with_below(pages) if with_below else pages
    found = [Unfinished(page, _lacks(page.specific.get_latest_revision_as_object())) for page in wanted]
    return [draft for draft in found if draft.sentences]


def changing(pages: Iterable[Page], *, now: datetime, with_below: bool = False) -> list[Changing]:
    """Those of the pages whose latest draft changes dates people hold: they are published one by one, after a look."""
    found = []
    for page in _with_below(pages) if with_below else pages:
        event = page.specific
        if isinstance(event, EventPage):
            seen = preview(event.get_latest_revision_as_object(), now=now)
            if seen.asks and (seen.told or seen.undecided):
                found.append(Changing(page, seen))
    return found


def _with_below(pages: Iterable[Page]) -> list[Page]:
    wanted = list(pages)
    return wanted + [below for page in wanted for below in page.get_descendants().not_live()]


def _lacks(draft: Page) -> list[str]:
    try:
        draft.full_clean()
    except ValidationError as error:
        return [str(sentence) for sentence in error.messages]
    if not isinstance(draft, EventPage):
        return []
    branch, translation = branch_of(draft), is_translation(draft)
    missing: list[Missing | Obstacle] = [*missing_parts(draft, branch=branch, translation=translation)]
    if branch and not translation:
        missing += obstacles(draft, branch=branch, now=clock.now())
    if not translation:
        today = clock.today(branch.zone) if branch else clock.now().date()
        for schedule in draft.schedules.all():
            missing += missing_in_schedule(schedule, branch=branch, today=today)
        for question in draft.questions.all():
            missing += [Missing(*finding) for finding in missing_in_question(question)]
    return [part.sentence for part in missing]
