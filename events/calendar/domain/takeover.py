"""The library's own old calendar (.ics) as draft event pages: looked at first, then made of what was chosen.

An event is known again by the codes of its plans, which are made of its UID, so that neither a new title nor a new date
makes a second draft; what has no plan, by its branch, title and first day.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from core.exceptions import RuleBroken
from core.ical_apart import read_apart
from core.ical_events import Entry
from core.ical_reading import Reading
from core.ical_series import rules_of
from events.calendar.domain import grammar
from events.calendar.domain.drafting import LONGEST_SENTENCE, EventFacts, PlanFacts, draft_event
from events.calendar.domain.expansion import horizon
from events.calendar.domain.old_series import OldPlan, dates_of
from events.calendar.domain.season_books import Books, Names
from events.calendar.domain.season_rows import existing_events, known_by, lock_branches
from events.calendar.enums import Kind
from events.calendar.models import EventPage, Schedule
from places.models import Branch, Space

# So many events are looked at in one go, each cut to so much text.
MOST_EVENTS, LONGEST_TEXT = 300, 2_000
CODES = UUID("6a1f5a52-6d8e-5d0f-8f0a-5b8e5c0d9b11")


class TooMuch(RuleBroken):
    """More events than are looked at in one go."""


@dataclass
class OldEvent:
    """One event of the old calendar, in plain data that can be sealed into a form."""

    uid: str
    title: str
    text: str = ""
    place: str = ""
    plans: list[OldPlan] = field(default_factory=list)
    period: tuple[str, str] | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def first(self) -> date:
        return date.fromisoformat(self.period[0] if self.period else min(plan.first for plan in self.plans))

    @property
    def last(self) -> date | None:
        """The last day of what lasts several days."""
        return date.fromisoformat(self.period[1]) if self.period else None

    def code(self, branch: Branch, number: int) -> UUID:
        """The code of its plan of that number at the branch, the same whenever the file is read."""
        return uuid5(CODES, f"{branch.slug} {number} {self.uid}")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "OldEvent":
        plans = [OldPlan(**plan) for plan in stored["plans"]]
        period = (stored["period"][0], stored["period"][1]) if stored["period"] else None
        return cls(**{**stored, "plans": plans, "period": period})


@dataclass(frozen=True)
class OldCalendar:
    """What a file holds from a day on; `left_out` are sentences about what could not be used."""

    events: list[OldEvent]
    left_out: list[str]


def look(data: bytes, *, zone: str, since: date, now: datetime) -> OldCalendar:
    """The events of the file, the earliest first, each with all its dates from that local day on.

    `zone` is that of the branch: times that name none are taken for its own. Raises BadCalendar for what is no
    calendar, TooMuch for more than a person can look through.
    """
    start = datetime.combine(since, time.min, tzinfo=ZoneInfo(zone))
    end = datetime.combine(horizon(now), time.max, tzinfo=ZoneInfo(zone))
    reading = read_apart(data, zone=zone, since=start, until=end, local_rules=True)
    return events_in(reading, rules_of(data), zone=zone)


def events_in(reading: Reading, rules: dict[str, str], *, zone: str) -> OldCalendar:
    """The dates that were read, brought together into events."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(reading.entries, key=lambda each: each.start):
        groups.setdefault(entry.uid, []).append(entry)
    if len(groups) > MOST_EVENTS:
        sentence = _(
            "The calendar holds %(number)s events from this day on. Choose a later day, take these, and go back."
        )
        raise TooMuch(sentence % {"number": len(groups)})
    events = [_event(uid, entries, rules.get(uid, ""), zone) for uid, entries in groups.items()]
    return OldCalendar([event for event in events if event], reading.warnings)


@transaction.atomic
def take_over(events: Sequence[OldEvent], *, branch: Branch, kind: str, language: str, user: User) -> list[EventPage]:
    """Drafts at the branch of those that are not there yet. Whether the user may is the caller's question."""
    lock_branches(user)
    books = Books.open(user, language)
    page = books.page(branch)
    known = already_there(events, branch)
    new = {event.uid: event for event in events if event.uid not in known}
    spaces = books.spaces.get(branch.pk)
    wanted = [facts_of(event, branch=branch, kind=kind, spaces=spaces) for event in new.values()]
    return [draft_event(page, facts, user=user) for facts in wanted]


def already_there(events: Collection[OldEvent], branch: Branch) -> dict[str, EventPage]:
    """By UID, the pages of those events that were taken over before, or written by hand."""
    codes = {event.code(branch, number): event.uid for event in events for number in range(max(len(event.plans), 1))}
    rows = Schedule.objects.filter(code__in=codes, page__alias_of=None).select_related("page").order_by("-page")
    found = {codes[row.code]: row.page for row in rows}
    by_title = existing_events([known_by(branch, event.title, event.first) for event in events])
    for event in events:
        page = by_title.get(known_by(branch, event.title, event.first))
        if page is not None:
            found.setdefault(event.uid, page)
    return found


def facts_of(event: OldEvent, *, branch: Branch, kind: str, spaces: Names[Space] | None = None) -> EventFacts:
    """The event as a draft wants it. What lasts several days is an exhibition whatever was chosen."""
    space, place = _place(event.place, branch, spaces)
    beginning = event.text.split("\n\n")[0].strip()
    period = (date.fromisoformat(event.period[0]), date.fromisoformat(event.period[1])) if event.period else None
    return EventFacts(
        title=event.title,
        kind=Kind.EXHIBITION if period else kind,
        summary=beginning if len(beginning) <= LONGEST_SENTENCE else "",
        story=event.text,
        plans=tuple(_plan(plan, event.code(branch, number), branch.zone) for number, plan in enumerate(event.plans)),
        period=period,
        space=space,
        place_note=place,
    )


def _event(uid: str, entries: list[Entry], rule: str, zone: str) -> OldEvent | None:
    """One event; none when all its dates are cancelled."""
    kept = [entry for entry in entries if entry.status != "cancelled"]
    if not kept:
        return None
    told, dates = kept[0], dates_of(kept, rule, zone=zone)
    text = told.description[:LONGEST_TEXT]
    event = OldEvent(
        uid=uid,
        title=told.title or _("(no title)"),
        text=f"{text}\n\n{told.link}".strip() if told.link else text,
        place=told.place,
        plans=dates.plans,
        period=dates.period,
        remarks=dates.remarks,
    )
    if cancelled := len(entries) - len(kept):
        sentence = ngettext(
            "%(number)s cancelled date is left out.", "%(number)s cancelled dates are left out.", cancelled
        )
        event.remarks.append(sentence % {"number": cancelled})
    return event


def _plan(plan: OldPlan, code: UUID, zone: str) -> PlanFacts:
    first = date.fromisoformat(plan.first)
    return PlanFacts(
        first_date=first,
        start_time=time.fromisoformat(plan.start) if plan.start else None,
        end_time=time.fromisoformat(plan.end) if plan.end else None,
        rule=grammar.carried(plan.rule, first=first, zone=zone) if plan.rule else None,
        code=code,
    )


def _place(text: str, branch: Branch, spaces: Names[Space] | None) -> tuple[Space | None, str]:
    """The space a place names, by itself or before a comma; else the words, unless they only name the branch."""
    for name in (text, text.partition(",")[0]):
        if spaces and (space := spaces.find(name)):
            return space, ""
    return None, "" if Names[Branch]([branch]).find(text) or text == branch.address else text
