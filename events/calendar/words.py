"""A plan in words: how a series repeats, for staff who shall never have to learn what an RRULE is.

Phrases stand side by side ("every 2 weeks: Tuesday, until 12 May 2027, 14 dates") and are not bent into one sentence,
so that they are right in every language.
"""

from datetime import date

import recurrence
from django.utils.dates import MONTHS_ALT, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

from events.calendar.domain.expansion import last_day, rule_days, usable_rule
from events.calendar.models import Schedule

NTH_WEEKDAY = {
    (1, 0): gettext_lazy("first Monday"),
    (1, 1): gettext_lazy("first Tuesday"),
    (1, 2): gettext_lazy("first Wednesday"),
    (1, 3): gettext_lazy("first Thursday"),
    (1, 4): gettext_lazy("first Friday"),
    (1, 5): gettext_lazy("first Saturday"),
    (1, 6): gettext_lazy("first Sunday"),
    (2, 0): gettext_lazy("second Monday"),
    (2, 1): gettext_lazy("second Tuesday"),
    (2, 2): gettext_lazy("second Wednesday"),
    (2, 3): gettext_lazy("second Thursday"),
    (2, 4): gettext_lazy("second Friday"),
    (2, 5): gettext_lazy("second Saturday"),
    (2, 6): gettext_lazy("second Sunday"),
    (3, 0): gettext_lazy("third Monday"),
    (3, 1): gettext_lazy("third Tuesday"),
    (3, 2): gettext_lazy("third Wednesday"),
    (3, 3): gettext_lazy("third Thursday"),
    (3, 4): gettext_lazy("third Friday"),
    (3, 5): gettext_lazy("third Saturday"),
    (3, 6): gettext_lazy("third Sunday"),
    (4, 0): gettext_lazy("fourth Monday"),
    (4, 1): gettext_lazy("fourth Tuesday"),
    (4, 2): gettext_lazy("fourth Wednesday"),
    (4, 3): gettext_lazy("fourth Thursday"),
    (4, 4): gettext_lazy("fourth Friday"),
    (4, 5): gettext_lazy("fourth Saturday"),
    (4, 6): gettext_lazy("fourth Sunday"),
    (-1, 0): gettext_lazy("last Monday"),
    (-1, 1): gettext_lazy("last Tuesday"),
    (-1, 2): gettext_lazy("last Wednesday"),
    (-1, 3): gettext_lazy("last Thursday"),
    (-1, 4): gettext_lazy("last Friday"),
    (-1, 5): gettext_lazy("last Saturday"),
    (-1, 6): gettext_lazy("last Sunday"),
}


def plan_in_words(schedule: Schedule, *, zone: str, until: date) -> str:
    """How often, on which days, until when, how many dates (counted up to `until`); empty without a first date."""
    if schedule.first_date is None:
        return ""
    rule = usable_rule(schedule.rule)
    if rule is None:
        return date_format(schedule.first_date)
    phrases = [_often(rule), _end(rule, zone)]
    number = sum(1 for _day in rule_days(schedule, zone=zone, until=until))
    if rule.count is not None or last_day(rule, zone) is not None:
        phrases.append(ngettext("%(number)s date", "%(number)s dates", number) % {"number": number})
    return ", ".join(phrase for phrase in phrases if phrase)


def _often(rule: recurrence.Rule) -> str:
    number = int(rule.interval)
    often = {
        recurrence.DAILY: ngettext("every day", "every %(number)s days", number),
        recurrence.WEEKLY: ngettext("every week", "every %(number)s weeks", number),
        recurrence.MONTHLY: ngettext("every month", "every %(number)s months", number),
        recurrence.YEARLY: ngettext("every year", "every %(number)s years", number),
    }[rule.freq] % {"number": number}
    days = ", ".join(_days(rule))
    return pgettext("a series", "%(often)s: %(days)s") % {"often": often, "days": days} if days else often


def _days(rule: recurrence.Rule) -> list[str]:
    weekdays = [recurrence.to_weekday(day) for day in rule.byday or []]
    if rule.bysetpos and len(weekdays) > 1:
        return [_("last working day") if rule.bysetpos[0] == -1 else _("first working day")]
    if weekdays:
        return [str(NTH_WEEKDAY.get((day.index, day.number), WEEKDAYS[day.number])) for day in weekdays]
    if rule.freq == recurrence.YEARLY and rule.bymonth and rule.bymonthday:
        day, month = rule.bymonthday[0], rule.bymonth[0]
        if day > 0:
            return [date_format(date(2024, month, day), "MONTH_DAY_FORMAT")]
        return [_("last day of %(month)s") % {"month": MONTHS_ALT[month]}]
    return [
        _("last day of the month") if day == -1 else _("day %(number)s of the month") % {"number": day}
        for day in rule.bymonthday or []
    ]


def _end(rule: recurrence.Rule, zone: str) -> str:
    last = last_day(rule, zone)
    if last is not None:
        return _("until %(date)s") % {"date": date_format(last)}
    return _("until further notice") if rule.count is None else ""
