"""The rules of repetition we write and send out; what lies outside is read differently by calendar programs.

Calendars reference 5.1: daily; weekly on days; monthly on a date (1 to 28, or the last), on the nth weekday, on the
first or last working day; yearly on a date. With one end, by date or by number, or none.
"""

from collections.abc import Callable

import recurrence
from django.utils.translation import gettext as _

WORKDAYS = [0, 1, 2, 3, 4]
PLACES = {1, 2, 3, 4, -1}
# Everything a rule may say beside frequency, step, week start and end.
PARTS = {"bysetpos", "bymonth", "bymonthday", "byyearday", "byweekno", "byday", "byhour", "byminute", "bysecond"}


def refusal(stored: recurrence.Recurrence | None) -> str:
    """Why this rule cannot be published, in a sentence for staff; empty when it can, or when there is none."""
    if not stored or not (stored.rrules or stored.exrules or stored.rdates or stored.exdates):
        return ""
    if len(stored.rrules) != 1 or stored.exrules or stored.rdates or stored.exdates:
        return _("One series has one rule. Please write exceptions as dates of their own, and skip dates one by one.")
    rule = stored.rrules[0]
    if rule.count is not None and rule.until is not None:
        return _("A series ends on a day or after a number of dates. Please choose one of them.")
    if rule.freq not in SHAPES or int(rule.interval) < 1 or (rule.count is not None and rule.count < 1):
        return _not_ours()
    said = {part for part in PARTS if getattr(rule, part, None)}
    return "" if any(shape(rule, said) for shape in SHAPES[rule.freq]) else _not_ours()


def _not_ours() -> str:
    return _("Calendar programs would read this repetition in different ways. Please choose it again in the form.")


def _plain(rule: recurrence.Rule, said: set[str]) -> bool:
    return not said


def _on_weekdays(rule: recurrence.Rule, said: set[str]) -> bool:
    return said == {"byday"} and not any(recurrence.to_weekday(day).index for day in rule.byday)


def _on_a_date(rule: recurrence.Rule, said: set[str]) -> bool:
    days = rule.bymonthday
    return bool(said == {"bymonthday"} and len(days) == 1 and days[0] in {-1, *range(1, 29)})


def _on_the_nth_weekday(rule: recurrence.Rule, said: set[str]) -> bool:
    return said == {"byday"} and [recurrence.to_weekday(day).index in PLACES for day in rule.byday] == [True]


def _on_a_working_day(rule: recurrence.Rule, said: set[str]) -> bool:
    days = sorted(recurrence.to_weekday(day).number for day in rule.byday or [])
    return said == {"byday", "bysetpos"} and days == WORKDAYS and rule.bysetpos in ([1], [-1])


def _on_a_day_of_the_year(rule: recurrence.Rule, said: set[str]) -> bool:
    if said != {"bymonth", "bymonthday"} or len(rule.bymonth) != 1 or len(rule.bymonthday) != 1:
        return False
    month, day = rule.bymonth[0], rule.bymonthday[0]
    last = 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
    return day in {-1, *range(1, last + 1)}


Shape = Callable[[recurrence.Rule, set[str]], bool]
SHAPES: dict[int, list[Shape]] = {
    recurrence.DAILY: [_plain],
    recurrence.WEEKLY: [_plain, _on_weekdays],
    recurrence.MONTHLY: [_plain, _on_a_date, _on_the_nth_weekday, _on_a_working_day],
    recurrence.YEARLY: [_plain, _on_a_day_of_the_year],
}
