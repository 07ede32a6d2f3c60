"""From plain facts to a draft event page: what a spreadsheet, an old calendar or a partner's happening becomes.

A draft may lack anything; nothing here publishes, and nothing is asked that only publishing asks.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from uuid import UUID, uuid4

import recurrence
from django.conf import settings
from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from accounts.models import User
from events.calendar.enums import Admission, Kind, Mode
from events.calendar.models import (
    ActivityPage,
    BranchPage,
    EventPage,
    ExhibitionPage,
    LecturePage,
    ParticipatoryPage,
    Schedule,
    Speaker,
)
from events.partners.models import Organisation
from events.programmes.models import Programme
from places.models import Audience, Space, SpokenLanguage, Topic

PAGE_TYPES: dict[str, type[EventPage]] = {
    page_type.kind: page_type for page_type in (ExhibitionPage, LecturePage, ParticipatoryPage, ActivityPage)
}
LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_PLACE, LONGEST_NAME = 255, 250, 200, 120


@dataclass(frozen=True)
class PlanFacts:
    """One plan of dates; times are wall time in the branch's zone. `rule` as `grammar.carried` gives it."""

    first_date: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    rule: recurrence.Recurrence | None = None
    label: str = ""
    speakers: str = ""
    space: Space | None = None
    seats: int | None = None
    # Only where the same plan must be known again; else a new one.
    code: UUID | None = None


@dataclass(frozen=True)
class EventFacts:
    """What is known of an event. `story` is plain text, its paragraphs parted by empty lines.

    `period` is the first and last day of an exhibition; other kinds have none. Texts that are too long are cut.
    """

    title: str
    kind: str = Kind.ACTIVITY
    summary: str = ""
    story: str = ""
    plans: tuple[PlanFacts, ...] = ()
    period: tuple[date | None, date | None] | None = None
    mode: str = Mode.HERE
    space: Space | None = None
    place_note: str = ""
    audiences: tuple[Audience, ...] = ()
    topics: tuple[Topic, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    partners: tuple[Organisation, ...] = ()
    programme: Programme | None = None
    price: Decimal | None = None
    admission: str = Admission.DROP_IN
    speakers: tuple[str, ...] = ()


@transaction.atomic
def draft_event(branch_page: BranchPage, facts: EventFacts, *, user: User | None = None) -> EventPage:
    """A draft of the kind under the branch's page, in that page's language; `user` stands in its history.

    Whether the user may is the caller's question. The slug is made free; the title may be one that exists already.
    """
    page_type = PAGE_TYPES[facts.kind]
    title = " ".join(facts.title.split())[:LONGEST_TITLE]
    page = page_type(
        title=title,
        draft_title=title,
        slug=free_slug(branch_page, title, facts.kind),
        locale=branch_page.locale,
        owner=user,
        live=False,
        has_unpublished_changes=True,
        **_columns(facts),
    )
    if isinstance(page, ExhibitionPage) and facts.period:
        page.opens_on, page.closes_on = facts.period
    page.schedules.set([_schedule(plan, number) for number, plan in enumerate(facts.plans)])
    if isinstance(page, LecturePage):
        page.speakers.set([_speaker(text, number) for number, text in enumerate(facts.speakers)])
    for name in ("audiences", "topics", "languages", "partners"):
        getattr(page, name).set(getattr(facts, name))
    branch_page.add_child(instance=page)
    page.save_revision(user=user, log_action=False, clean=False)
    log(instance=page, action="wagtail.create", user=user)
    return page


def free_slug(parent: BranchPage, title: str, otherwise: str) -> str:
    """A slug made of the title that no page beside it has; `otherwise` when the title has no letter for it."""
    wanted = slugify(title, allow_unicode=getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True))
    # Room for the number that makes it free.
    return str(find_available_slug(parent, wanted[: LONGEST_TITLE - 10] or otherwise))


def _columns(facts: EventFacts) -> dict[str, object]:
    return {
        "summary": " ".join(facts.summary.split())[:LONGEST_SENTENCE],
        "body": _story(facts.story),
        "mode": facts.mode,
        "space": facts.space,
        "place_note": facts.place_note[:LONGEST_PLACE],
        "programme": facts.programme,
        "price": facts.price,
        "admission": facts.admission,
    }


def _story(text: str) -> list[tuple[str, RichText]]:
    """The text as one block of paragraphs, every character of it taken as text."""
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    written = [escape(part).replace("\n", "<br/>") for part in paragraphs]
    return [("text", RichText("".join(f"<p>{part}</p>" for part in written)))] if written else []


def _schedule(plan: PlanFacts, order: int) -> Schedule:
    return Schedule(
        code=plan.code or uuid4(),
        sort_order=order,
        label=plan.label[:LONGEST_PLACE],
        speakers=plan.speakers[:LONGEST_PLACE],
        first_date=plan.first_date,
        start_time=plan.start_time,
        end_time=plan.end_time,
        rule=plan.rule,
        space=plan.space,
        seats=plan.seats,
    )


def _speaker(text: str, order: int) -> Speaker:
    """“Name, who they are”."""
    name, _comma, about = text.partition(",")
    return Speaker(sort_order=order, name=name.strip()[:LONGEST_NAME], about=about.strip()[:LONGEST_SENTENCE])
