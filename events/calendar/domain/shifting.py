"""A plan brought to other days: pure arithmetic, for copies of events to a new season. Nothing here is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from zoneinfo import ZoneInfo

import recurrence

from events.calendar.domain import grammar
from events.calendar.domain.expansion import last_day, rule_days, usable_rule
from events.calendar.models import EventPage, ExhibitionPage, Schedule

# Far enough to meet the next day of any rule without its end and step: a yearly one.
SEARCH = timedelta(days=367)


@dataclass(frozen=True)
class Shift:
    """By how many days; `by_rule`: every series starts on the nearest day its rule has (Tuesdays stay Tuesdays, the
    second Tuesday stays the second), else its rule follows the new first day. `zone` is that of the branch.
    """

    days: int
    by_rule: bool
    zone: str

    @classmethod
    def between(cls, old: date, new: date, *, by_rule: bool, zone: str) -> "Shift":
        """From one first day to another; by rule, the whole weeks nearest to it."""
        days = (new - old).days
        return cls(7 * round(days / 7) if by_rule else days, by_rule, zone)

    def day(self, day: date) -> date:
        return day + timedelta(days=self.days)

    def moment(self, moment: datetime) -> datetime:
        """An instant on the other day at the same wall time, whatever the clocks did in between."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return datetime.combine(self.day(local.date()), local.time(), tzinfo=ZoneInfo(self.zone))


def first_day(page: EventPage) -> date | None:
    """The first day of the page's plan, an exhibition's period included; None while it has no date."""
    days: Iterable[date | None] = [schedule.first_date for schedule in page.schedules.all()]
    if isinstance(page, ExhibitionPage):
        days = chain(days, [page.opens_on])
    return min((day for day in days if day), default=None)


def shift_page(page: EventPage, shift: Shift) -> None:
    """Brings everything of the page that is a date to its new day: series, period, the opening of registration."""
    for schedule in page.schedules.all():
        shift_schedule(schedule, shift)
    if isinstance(page, ExhibitionPage):
        page.opens_on = page.opens_on and shift.day(page.opens_on)
        page.closes_on = page.closes_on and shift.day(page.closes_on)
    page.opens_at = page.opens_at and shift.moment(page.opens_at)


def shift_schedule(schedule: Schedule, shift: Shift) -> None:
    """A series keeps its number of dates: COUNT as it is, a last day brought along."""
    old, stored = schedule.first_date, usable_rule(schedule.rule)
    if old is None:
        return
    schedule.first_date = shift.day(old)
    if stored is None:
        return
    number = _number(schedule, old, shift.zone)
    # The first date's own weekday or day of the month is written out, so that it can be kept or turned.
    text = recurrence.serialize(schedule.rule)
    plan = grammar.carried(text, first=old, zone=shift.zone) or grammar.copied(schedule.rule)
    schedule.rule, rule = plan, plan.rrules[0]
    if shift.by_rule or rule.bysetpos:
        schedule.first_date = _nearest(plan, schedule.first_date, shift.zone)
    else:
        schedule.first_date = _turn(rule, schedule.first_date, shift.days)
    until = last_day(rule, shift.zone)
    if until is not None:
        _end(plan, schedule.first_date, until + (schedule.first_date - old), number, shift.zone)


def _number(schedule: Schedule, first: date, zone: str) -> int:
    """How many dates a series with a last day has."""
    rule = usable_rule(schedule.rule)
    if rule is None or last_day(rule, zone) is None:
        return 0
    return sum(1 for _day in rule_days(Schedule(first_date=first, rule=schedule.rule), zone=zone))


def _nearest(plan: recurrence.Recurrence, wanted: date, zone: str) -> date:
    """The day nearest to the wanted one that the rule has, whatever its step and end; the later one of two."""
    free = grammar.copied(plan)
    free.rrules[0].interval = 1
    grammar.ending(free.rrules[0], zone=zone)
    around = rule_days(Schedule(first_date=wanted - SEARCH, rule=free), zone=zone, until=wanted + SEARCH)
    return min(around, key=lambda day: (abs((day - wanted).days), -day.toordinal()), default=wanted)


def _turn(rule: recurrence.Rule, first: date, days: int) -> date:
    """Makes the rule have the new first day; returns it, or the last of its month where not every month has it."""
    if rule.freq == recurrence.WEEKLY and rule.byday:
        numbers = sorted((recurrence.to_weekday(day).number + days) % 7 for day in rule.byday)
        rule.byday = [recurrence.to_weekday(number) for number in numbers]
    elif rule.freq == recurrence.MONTHLY and rule.byday:
        place = (first.day - 1) // 7 + 1
        was_last = recurrence.to_weekday(rule.byday[0]).index == -1
        is_last = (first + timedelta(days=7)).month != first.month
        rule.byday = [recurrence.Weekday(first.weekday(), -1 if place == 5 or (was_last and is_last) else place)]
    elif rule.freq == recurrence.MONTHLY and rule.bymonthday:
        if first.day > 28 or (rule.bymonthday[0] == -1 and _month_end(first) == first):
            first = _month_end(first)
            rule.bymonthday = [-1]
        else:
            rule.bymonthday = [first.day]
    elif rule.freq == recurrence.YEARLY and rule.bymonthday:
        rule.bymonth = [first.month]
        rule.bymonthday = [-1 if (first.month, first.day) == (2, 29) else first.day]
    return first


def _end(plan: recurrence.Recurrence, first: date, until: date, number: int, zone: str) -> None:
    """The last day brought along, if the series then has as many dates as before; else the day of its last one."""
    rule = plan.rrules[0]
    grammar.ending(rule, zone=zone)
    days = list(islice(rule_days(Schedule(first_date=first, rule=plan), zone=zone), number + 1))
    if number and len(days) > number and not days[number - 1] <= until < days[number]:
        until = days[number - 1]
    grammar.ending(rule, until=max(until, first), zone=zone)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
