"""A whole programme for a new season: its reasons, its partners and its events on other days, never its results."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _, override

from accounts.domain import EDIT, branches_of
from accounts.models import User
from core.exceptions import RuleBroken
from core.translated import Translated
from events.calendar.domain.branches import branch_of
from events.calendar.domain.completeness import YEARS
from events.calendar.domain.copying import CopyPlan, copy_event, plan_copy
from events.calendar.domain.shifting import Shift
from events.calendar.domain.sources import sources
from events.calendar.models import EventPage
from events.programmes.models import Partnership, Programme

# So many events are copied in one request; a programme that has more is copied in parts.
MOST_EVENTS = 100


class NotInOneGo(RuleBroken):
    """Too many events, or a date that is a slip of the hand."""


@dataclass(frozen=True)
class ProgrammePlan:
    """What a copy of the programme would be: its days and each event's."""

    starts_on: date
    ends_on: date
    events: list[CopyPlan]


def events_of(programme: Programme, user: User) -> list[EventPage]:
    """The programme's events that the user may copy, in the order in which they were made."""
    mine = set(branches_of(user, EDIT).values_list("pk", flat=True))
    pages = sources().filter(programme=programme).order_by("pk")
    specific: list[EventPage] = [page.specific for page in pages]
    return [page for page in specific if (branch := branch_of(page)) and branch.pk in mine]


def plan_programme(
    programme: Programme, pages: Collection[EventPage], *, starts_on: date, by_rule: bool, today: date
) -> ProgrammePlan:
    """What `copy_programme` would make, nothing written."""
    _judge(pages, starts_on, today)
    plans = [plan_copy(page, _shift(programme, starts_on, page, by_rule)) for page in pages]
    return ProgrammePlan(starts_on, programme.ends_on + (starts_on - programme.starts_on), plans)


@transaction.atomic
def copy_programme(
    programme: Programme,
    pages: Collection[EventPage],
    *,
    starts_on: date,
    by_rule: bool,
    today: date,
    user: User | None = None,
) -> tuple[Programme, list[EventPage]]:
    """The new programme, not public yet, and the drafts of its events.

    Needs, goals, branches and partners with their parts come along; what partners committed (money, hours, in kind) was
    for the old season and does not, nor does anything that happened.
    """
    _judge(pages, starts_on, today)
    copied = Programme(
        title=_titled(programme.title),
        summary=programme.summary,
        description=programme.description,
        hypothesis=programme.hypothesis,
        starts_on=starts_on,
        ends_on=programme.ends_on + (starts_on - programme.starts_on),
        public=False,
    )
    copied.partnerships.set(
        [Partnership(organisation=each.organisation, role=each.role, part=each.part)
         for each in programme.partnerships.select_related("organisation")]
    )  # fmt: skip
    copied.save()
    for name in ("branches", "needs", "goals"):
        getattr(copied, name).set(getattr(programme, name).all())
    drafts = [
        copy_event(page, _shift(programme, starts_on, page, by_rule), user=user, programme=copied) for page in pages
    ]
    return copied, drafts


def _judge(pages: Collection[EventPage], starts_on: date, today: date) -> None:
    if abs(starts_on.year - today.year) > YEARS:
        raise NotInOneGo(_("Please check the year."))
    if len(pages) > MOST_EVENTS:
        sentence = _("At most %(number)s events are copied in one go. Please choose fewer.")
        raise NotInOneGo(sentence % {"number": MOST_EVENTS})


def _titled(title: Translated) -> Translated:
    """The title with “(copy)” after it, in each language that has one."""
    titles = {}
    for language, text in title.items():
        with override(language):
            titles[language] = _("%(title)s (copy)") % {"title": text}
    return Translated(titles)


def _shift(programme: Programme, starts_on: date, page: EventPage, by_rule: bool) -> Shift:
    """The programme starts on the very day; its events go along, by whole weeks when they keep their weekdays."""
    branch = branch_of(page)
    return Shift.between(programme.starts_on, starts_on, by_rule=by_rule, zone=branch.zone if branch else "UTC")
