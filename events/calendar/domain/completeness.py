"""What an event still lacks before the public may read it; drafts may lack anything (decision 3.1 of the house)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from events.calendar.domain.expansion import last_day, rule_days, usable_rule
from events.calendar.domain.policy import missing_in_policy
from events.calendar.domain.repetition import refusal
from events.calendar.enums import Mode
from events.calendar.models import EventPage, ExhibitionPage, Schedule
from places.models import Branch

# A date further from today than this many years is a slip of the hand.
YEARS = 10


@dataclass(frozen=True)
class Missing:
    """One thing to put right: the field it stands in, empty when it concerns several, and the sentence for staff."""

    field: str
    sentence: str


def missing_parts(page: EventPage, *, branch: Branch | None, translation: bool = False) -> list[Missing]:
    """What the page itself lacks; its schedules are asked one by one. A translation only tells the story."""
    found = []
    if not page.summary.strip():
        found.append(Missing("summary", _("Please tell the event in one sentence: lists and letters show it.")))
    if translation:
        return found
    if page.mode == Mode.ELSEWHERE and not page.place_note.strip():
        found.append(Missing("place_note", _("Please write where people meet.")))
    if page.age_from is not None and page.age_to is not None and page.age_from > page.age_to:
        found.append(Missing("age_to", _("The oldest age is below the youngest. Please check both.")))
    if page.space and branch and page.space.branch_id != branch.pk:
        found.append(Missing("space", _("This space belongs to another branch.")))
    if isinstance(page, ExhibitionPage):
        found += _missing_period(page)
    return found + [Missing(*finding) for finding in missing_in_policy(page)]


def missing_in_schedule(schedule: Schedule, *, branch: Branch | None, today: date) -> list[Missing]:
    """What one series or session lacks; a rule must give its own first date (calendars reference 5.1)."""
    found = []
    if schedule.first_date is None:
        found.append(Missing("first_date", _("Please write the first date, or remove this series.")))
    elif abs(schedule.first_date.year - today.year) > YEARS:
        found.append(Missing("first_date", _("Please check the year.")))
    if schedule.start_time is None:
        found.append(Missing("start_time", _("Please write when it begins.")))
    if schedule.end_time is None:
        found.append(Missing("end_time", _("Please write when it ends.")))
    if schedule.start_time is not None and schedule.start_time == schedule.end_time:
        found.append(Missing("end_time", _("It would end when it begins. Please check the times.")))
    if schedule.space and branch and schedule.space.branch_id != branch.pk:
        found.append(Missing("space", _("This space belongs to another branch.")))
    return found + _missing_in_rule(schedule, branch, dated=all(part.field != "first_date" for part in found))


def _missing_in_rule(schedule: Schedule, branch: Branch | None, *, dated: bool) -> list[Missing]:
    if sentence := refusal(schedule.rule):
        return [Missing("rule", sentence)]
    if not dated or first_date_fits(schedule, branch):
        return []
    rule = usable_rule(schedule.rule)
    last = last_day(rule, branch.zone if branch else "UTC") if rule else None
    if last and schedule.first_date and last < schedule.first_date:
        return [Missing("rule", _("The last day is before the first date. Please check both."))]
    return [Missing("rule", _("The first date is not one of the days chosen here. Please change one of them."))]


def first_date_fits(schedule: Schedule, branch: Branch | None) -> bool:
    """Whether the rule gives the first date: calendar programs disagree about series in which it does not."""
    if usable_rule(schedule.rule) is None:
        return not (schedule.rule and schedule.rule.rrules)
    days = rule_days(schedule, zone=branch.zone if branch else "UTC", until=schedule.first_date)
    return next(days, None) == schedule.first_date


def _missing_period(page: ExhibitionPage) -> list[Missing]:
    if (page.opens_on is None) != (page.closes_on is None):
        field = "opens_on" if page.opens_on is None else "closes_on"
        return [Missing(field, _("Please write both the first and the last day, or neither."))]
    if page.opens_on and page.closes_on and page.closes_on < page.opens_on:
        return [Missing("closes_on", _("The last day is before the first. Please check both."))]
    return []
