"""Announcing: every event as a page in its first language, published as editors do, then its translations."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import recurrence

from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.models import (
    ActivityPage,
    Barrier,
    CoCreator,
    EventPage,
    ExhibitionPage,
    LecturePage,
    ParticipatoryPage,
    Question,
    Schedule,
    Speaker,
)
from events.partners.models import Organisation
from events.programmes.models import Programme
from operations.demo.chance import Chance
from operations.demo.content.policies import RULES, Rules
from operations.demo.content.shapes import FORTNIGHTLY, MONTHLY, ONCE, Event, Plan, Together, Words
from operations.demo.settling import ZONE, Place, rich

PAGES: dict[str, type[EventPage]] = {
    "exhibition": ExhibitionPage,
    "lecture": LecturePage,
    "participatory": ParticipatoryPage,
    "activity": ActivityPage,
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Announcer:
    """Makes the pages of events; what they refer to has been made before."""

    def __init__(
        self, place: Place, partners: dict[str, Organisation], programmes: dict[str, Programme], chance: Chance
    ) -> None:
        self.place, self.partners, self.programmes, self.chance = place, partners, programmes, chance

    def announce(self, event: Event) -> EventPage:
        """Publishes the event's source page, with its dates, and its translations; returns the source."""
        codes = [self.chance.uuid() for _plan in event.plans]
        languages = list(event.words)
        source = self._page(event, languages[0], self._plan_of(event))
        source.schedules.set(
            [
                self._schedule(event, plan, code, _label(event.words[languages[0]], index))
                for index, (plan, code) in enumerate(zip(event.plans, codes, strict=True))
            ]
        )
        source.questions.set(_questions(event, languages[0]))
        self._publish(source, event, languages[0])
        for language in languages[1:]:
            page = self._page(event, language, {"translation_key": source.translation_key})
            page.schedules.set(
                [
                    Schedule(code=code, label=_label(event.words[language], index), speakers=plan.speakers)
                    for index, (plan, code) in enumerate(zip(event.plans, codes, strict=True))
                ]
            )
            page.questions.set(_questions(event, language))
            self._publish(page, event, language)
        return source

    def _page(self, event: Event, language: str, facts: dict[str, Any]) -> EventPage:
        words = event.words[language]
        page = PAGES[event.kind](
            title=words.title,
            slug=event.slug,
            summary=words.summary,
            body=rich(words.story),
            bring=words.bring,
            access_note=words.access,
            place_note=words.place,
            price_note=words.price,
            locale=self.place.pages[event.branch, language].locale,
            live=False,
            **facts,
        )
        if isinstance(page, ExhibitionPage):
            page.opening_hours = words.hours
        if isinstance(page, LecturePage):
            page.speakers.set([Speaker(name=name, about=about) for name, about in event.speakers])
        if isinstance(page, ParticipatoryPage):
            _make_together(page, event.together[language])
        return page

    def _plan_of(self, event: Event) -> dict[str, Any]:
        """The fields only the source has."""
        facts: dict[str, Any] = {
            "mode": event.mode,
            "space": self.place.spaces[event.branch, event.space] if event.space else None,
            "programme": self.programmes[event.programme] if event.programme else None,
            "age_from": event.ages[0],
            "age_to": event.ages[1],
            "price": event.price,
            "admission": event.admission,
            "party_max": event.most,
            "closes_hours": event.closes,
            "waiting_policy": event.policy,
            **event.facts,
            **_rules(event).facts,
        }
        if opens := _rules(event).opens:
            week, day, hour = opens
            facts["opens_at"] = datetime.combine(self._day(week, day), time(hour), ZoneInfo(ZONE))
        if event.period:
            first_week, first_day, last_week, last_day = event.period
            facts["opens_on"] = self._day(first_week, first_day)
            facts["closes_on"] = self._day(last_week, last_day)
        return facts

    def _publish(self, page: EventPage, event: Event, language: str) -> None:
        page.audiences.set([self.place.audiences[slug] for slug in event.audiences])
        page.topics.set([self.place.topics[slug] for slug in event.topics])
        page.languages.set([self.place.spoken[slug] for slug in event.languages])
        page.partners.set([self.partners[slug] for slug in event.partners])
        self.place.pages[event.branch, language].add_child(instance=page)
        page.save_revision().publish()

    def _schedule(self, event: Event, plan: Plan, code: UUID, label: str) -> Schedule:
        first = first_date(plan, self._day(plan.week, plan.day))
        return Schedule(
            code=code,
            label=label,
            speakers=plan.speakers,
            first_date=first,
            start_time=time.fromisoformat(plan.start),
            end_time=time.fromisoformat(plan.end),
            rule=rule_of(plan, first),
            space=self.place.spaces[event.branch, plan.space] if plan.space else None,
            seats=plan.seats,
            online_seats=_rules(event).online,
            admission=plan.admission,
            session=plan.session,
        )

    def _day(self, week: int, day: int) -> date:
        return self.place.monday + timedelta(weeks=week, days=day)


def _rules(event: Event) -> Rules:
    return RULES.get(event.slug, Rules())


def _questions(event: Event, language: str) -> list[Question]:
    """The questions of the event in the words of one language; a code of their own ties the languages together."""
    found = []
    for order, asking in enumerate(_rules(event).questions):
        label, reason, choices = asking.words[language]
        code = uuid5(PERIOD_CODE, f"{event.slug}-{order}")
        found.append(
            Question(
                code=code, label=label, reason=reason, choices=choices, field_type=asking.field_type, days=asking.days
            )
        )
    return found


def first_date(plan: Plan, day: date) -> date:
    """The day itself, or the nth such weekday of its month."""
    if plan.every != MONTHLY:
        return day
    length = monthrange(day.year, day.month)[1]
    days = [each for number in range(1, length + 1) if (each := day.replace(day=number)).weekday() == plan.day]
    return days[plan.nth if plan.nth < 0 else plan.nth - 1]


def rule_of(plan: Plan, first: date) -> recurrence.Recurrence | None:
    """The rule as editors would choose it in the form."""
    if plan.every == ONCE:
        return None
    weekday = DAYS[first.weekday()]
    how = f"FREQ=MONTHLY;BYDAY={plan.nth}{weekday}" if plan.every == MONTHLY else f"FREQ=WEEKLY;BYDAY={weekday}"
    how += ";INTERVAL=2" if plan.every == FORTNIGHTLY else ""
    return recurrence.deserialize(f"RRULE:{how}" + (f";COUNT={plan.times}" if plan.times else ""))


def announce_all(announcer: Announcer, events: tuple[Event, ...], tell: Callable[[int], None]) -> dict[str, EventPage]:
    """All events by slug; `tell` hears how many there are so far."""
    pages = {}
    for number, event in enumerate(events, start=1):
        pages[event.slug] = announcer.announce(event)
        if number % 20 == 0:
            tell(number)
    return pages


def _label(words: Words, index: int) -> str:
    return words.labels[index] if words.labels else ""


def _make_together(page: ParticipatoryPage, together: Together) -> None:
    page.community, page.cocreation = together.community, together.cocreation
    page.decisions, page.welcomes, page.how_to_take_part = together.decisions, together.welcomes, together.how
    page.cocreators.set(
        [CoCreator(name=name, role=role, from_community=ours) for name, role, ours in together.cocreators]
    )
    page.barriers.set([Barrier(barrier=barrier, removed_by=removed) for barrier, removed in together.barriers])
