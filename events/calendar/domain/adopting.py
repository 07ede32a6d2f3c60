"""A partner's date becomes an event of ours: a draft page with its facts, which steps into its place when published."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import get_language, gettext as _
from wagtail.models import Locale

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain.drafting import EventFacts, PlanFacts, draft_event
from events.calendar.enums import Kind
from events.calendar.models import BranchPage, EventPage
from events.partners.domain.reviewing import take_over
from events.partners.models import Happening
from places.models import Branch


class NoBranch(RuleBroken):
    """The date belongs to no branch, or its branch has no page to put events under."""


def branch_page_for(happening: Happening) -> BranchPage:
    """Where the draft will stand: under the branch's page in the language of whoever asks, else in any."""
    pages = {page.locale_id: page for page in BranchPage.objects.filter(branch=happening.branch_id or 0).order_by("pk")}
    if not pages:
        raise NoBranch(_("Choose a branch for this date first: its event page will stand there."))
    spoken = Locale.objects.filter(language_code=get_language() or "").values_list("pk", flat=True).first()
    found: BranchPage = pages.get(spoken or 0) or next(iter(pages.values()))
    return found


@transaction.atomic
def adopt(happening: Happening, branch_page: BranchPage, *, user: User | None, now: datetime) -> EventPage:
    """The draft page of this date; the one there is already, when somebody was quicker or pressed twice."""
    row = Happening.objects.select_for_update().get(pk=happening.pk)
    if row.adopted_id:
        return EventPage.objects.get(pk=row.adopted_id).specific  # type: ignore[no-any-return]
    page = draft_event(branch_page, facts_of(row, branch_page.branch), user=user)
    take_over(row, page_id=page.pk, now=now)
    return page


def facts_of(happening: Happening, branch: Branch) -> EventFacts:
    """What the calendar said, in the branch's wall time. Several whole days are an exhibition."""
    zone = ZoneInfo(happening.zone if happening.all_day else branch.zone)
    start = happening.start.astimezone(zone)
    end = happening.end and happening.end.astimezone(zone)
    last = (end - timedelta(seconds=1)).date() if end else start.date()
    several = happening.all_day and last > start.date()
    plan = PlanFacts(
        first_date=start.date(),
        start_time=None if happening.all_day else start.time(),
        end_time=None if happening.all_day or end is None else end.time(),
    )
    return EventFacts(
        title=happening.title,
        kind=Kind.EXHIBITION if several else Kind.ACTIVITY,
        story=happening.description,
        plans=() if several else (plan,),
        period=(start.date(), last) if several else None,
        place_note=happening.place,
        topics=(happening.topic,) if happening.topic else (),
        partners=(happening.organisation,),
    )
