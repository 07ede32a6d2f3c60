"""What hangs on pages somebody wants to delete, and what drafts lack that somebody wants to publish together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from wagtail.models import Page

from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.completeness import Missing, missing_in_schedule, missing_parts
from events.calendar.domain.obstacles import Obstacle, obstacles
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


def holdings(pages: Iterable[Page]) -> list[Holding]:
    """Those of the pages that dates hang on, their own or those of pages below. Such pages are never deleted."""
    found = []
    taken = Q(seats_taken__gt=0) | Q(waiting__gt=0)
    for page in pages:
        sums = Occurrence.objects.filter(event__path__startswith=page.path).aggregate(
            dates=Count("pk"), held=Count("pk", filter=taken), people=Sum("seats_taken")
        )
        if sums["dates"]:
            found.append(Holding(page, sums["dates"], sums["held"], sums["people"] or 0))
    return found


def unfinished(pages: Iterable[Page], *, with_below: bool = False) -> list[Unfinished]:
    """Those of the pages whose latest draft lacks something, with the drafts below them when these go along."""
    wanted = list(pages)
    if with_below:
        wanted += [below for page in list(wanted) for below in page.get_descendants().not_live()]
    found = [Unfinished(page, _lacks(page.specific.get_latest_revision_as_object())) for page in wanted]
    return [draft for draft in found if draft.sentences]


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
    return [part.sentence for part in missing]
