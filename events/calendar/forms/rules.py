"""How an event repeats, asked in plain words: frequency, step, days, end. Written as an RRULE (calendars 5.1)."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import recurrence
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from events.calendar.forms.days import odd_year

DAILY, WEEKLY, MONTHLY_DATE, MONTHLY_DAY, YEARLY = "daily", "weekly", "monthly-date", "monthly-day", "yearly"
NEVER, ON, AFTER = "never", "on", "after"
WORKDAY = "workday"
WORKDAYS = [0, 1, 2, 3, 4]

FREQUENCIES = [
    ("", pgettext_lazy("an event repeats", "Once, it does not repeat")),
    (DAILY, pgettext_lazy("an event repeats", "Every day")),
    (WEEKLY, pgettext_lazy("an event repeats", "Every week")),
    (MONTHLY_DATE, pgettext_lazy("an event repeats", "Every month on the same date")),
    (MONTHLY_DAY, pgettext_lazy("an event repeats", "Every month on the same weekday")),
    (YEARLY, pgettext_lazy("an event repeats", "Every year")),
]
POSITIONS = [
    ("", pgettext_lazy("weekday of the month", "As the first date")),
    ("1", pgettext_lazy("weekday of the month", "First")),
    ("2", pgettext_lazy("weekday of the month", "Second")),
    ("3", pgettext_lazy("weekday of the month", "Third")),
    ("4", pgettext_lazy("weekday of the month", "Fourth")),
    ("-1", pgettext_lazy("weekday of the month", "Last")),
]
ENDS = [
    (NEVER, pgettext_lazy("a series ends", "Goes on until further notice")),
    (ON, pgettext_lazy("a series ends", "Ends on a day")),
    (AFTER, pgettext_lazy("a series ends", "Ends after a number of dates")),
]
DAYS = [(str(number), name) for number, name in WEEKDAYS.items()]
MOST_DATES = 500
MOST_STEPS = 52


@dataclass
class Answers:
    """What staff answered; the order of the fields is that of the inputs."""

    frequency: str = ""
    interval: int = 1
    weekdays: list[str] = field(default_factory=list)
    position: str = ""
    weekday: str = ""
    ends: str = NEVER
    until: date | None = None
    count: int | None = None

    def values(self) -> list[Any]:
        return [getattr(self, name) for name in self.__dataclass_fields__]


class RuleWidget(forms.MultiWidget):
    """The inputs in a labelled group; a style sheet hides those that a frequency does not need."""

    template_name = "calendar/widgets/rule.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.zone = settings.TIME_ZONE
        parts = {
            "frequency": forms.Select(choices=FREQUENCIES),
            "interval": forms.NumberInput({"min": 1, "max": MOST_STEPS}),
            "weekdays": forms.CheckboxSelectMultiple(choices=DAYS),
            "position": forms.Select(choices=POSITIONS),
            "weekday": forms.Select(
                choices=[
                    ("", pgettext_lazy("weekday of the month", "weekday of the first date")),
                    *DAYS,
                    (WORKDAY, pgettext_lazy("weekday of the month", "working day")),
                ]
            ),
            "ends": forms.Select(choices=ENDS),
            "until": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "count": forms.NumberInput({"min": 1, "max": MOST_DATES}),
        }
        super().__init__(parts, attrs)

    def decompress(self, value: recurrence.Recurrence | None) -> list[Any]:
        return answers_of(value, self.zone).values()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        subwidgets = context["widget"]["subwidgets"]
        context["widget"]["parts"] = dict(zip(Answers.__dataclass_fields__, subwidgets, strict=True))
        return context

    @property
    def media(self) -> forms.Media:
        return forms.Media(css={"all": ["css/admin/calendar.css"]})


class RuleField(forms.MultiValueField):
    """Gives a `Recurrence` of one RRULE, or None. `zone` is that of the branch: the last day is a day there.

    What the first date decides (which weekday, which day of the month) is filled in by `completed`.
    """

    widget = RuleWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            forms.ChoiceField(choices=FREQUENCIES, required=False),
            forms.IntegerField(min_value=1, max_value=MOST_STEPS, required=False),
            forms.MultipleChoiceField(choices=DAYS, required=False),
            forms.ChoiceField(choices=POSITIONS, required=False),
            forms.ChoiceField(choices=[("", ""), *DAYS, (WORKDAY, WORKDAY)], required=False),
            forms.ChoiceField(choices=ENDS, required=False),
            forms.DateField(required=False),
            forms.IntegerField(min_value=1, max_value=MOST_DATES, required=False),
        )
        kwargs.setdefault("label", _("Repeats"))
        super().__init__(parts, require_all_fields=False, **kwargs)

    @property
    def zone(self) -> str:
        return str(self.widget.zone)

    @zone.setter
    def zone(self, zone: str) -> None:
        self.widget.zone = zone

    def compress(self, data_list: list[Any]) -> recurrence.Recurrence | None:
        if not data_list or not data_list[0]:
            return None
        answers = Answers(*data_list)
        deferred = getattr(self, "is_deferred_validation", False)
        if answers.ends == ON and answers.until is None and not deferred:
            raise ValidationError(_("Please write the last day, or let it go on until further notice."))
        if answers.until and odd_year(answers.until.year):
            raise ValidationError(_("Please check the year."))
        if answers.ends == AFTER and answers.count is None and not deferred:
            raise ValidationError(_("Please write how many dates there are."))
        return recurrence.Recurrence(rrules=[_rule(answers, self.zone)], include_dtstart=False)


def completed(stored: recurrence.Recurrence | None, first: date) -> recurrence.Recurrence | None:
    """The rule with what the first date says: its weekday, its day of the month. ValidationError when it cannot."""
    if not stored or not stored.rrules:
        return None
    rule = stored.rrules[0]
    last = first.day == monthrange(first.year, first.month)[1]
    if rule.freq == recurrence.WEEKLY and not rule.byday:
        rule.byday = [recurrence.to_weekday(first.weekday())]
    elif rule.freq == recurrence.MONTHLY and rule.bysetpos == [0]:
        rule.bysetpos, rule.byday = [], [_same_weekday(first, rule.byday)]
    elif rule.freq == recurrence.MONTHLY and not rule.byday and not rule.bymonthday:
        if first.day > 28 and not last:
            raise ValidationError(
                _("Not every month has this date. Please choose the last day of a month, or another.")
            )
        rule.bymonthday = [-1 if first.day > 28 else first.day]
    elif rule.freq == recurrence.YEARLY and not rule.bymonthday:
        rule.bymonth = [first.month]
        rule.bymonthday = [-1 if (first.month, first.day) == (2, 29) else first.day]
    return stored


def answers_of(stored: recurrence.Recurrence | None, zone: str) -> Answers:
    """The answers a stored rule stands for, as the inputs show them."""
    rule = stored.rrules[0] if stored and stored.rrules else None
    if rule is None or rule.freq > recurrence.DAILY:
        return Answers()
    answers = Answers(frequency=_frequency(rule), interval=int(rule.interval))
    days = [recurrence.to_weekday(day) for day in rule.byday or []]
    if answers.frequency == WEEKLY:
        answers.weekdays = [str(day.number) for day in days]
    elif answers.frequency == MONTHLY_DAY and days:
        is_workday = len(days) > 1
        position = rule.bysetpos[0] if rule.bysetpos else days[0].index
        answers.position = str(position) if position else ""
        answers.weekday = WORKDAY if is_workday else str(days[0].number)
    if rule.count is not None:
        answers.ends, answers.count = AFTER, rule.count
    elif rule.until is not None:
        until: datetime = rule.until if rule.until.tzinfo else rule.until.replace(tzinfo=ZoneInfo(zone))
        answers.ends, answers.until = ON, until.astimezone(ZoneInfo(zone)).date()
    return answers


def _frequency(rule: recurrence.Rule) -> str:
    if rule.freq == recurrence.MONTHLY:
        return MONTHLY_DAY if rule.byday or rule.bysetpos else MONTHLY_DATE
    return {recurrence.DAILY: DAILY, recurrence.WEEKLY: WEEKLY, recurrence.YEARLY: YEARLY}[rule.freq]


def _rule(answers: Answers, zone: str) -> recurrence.Rule:
    parts: dict[str, Any] = {"interval": answers.interval or 1, "wkst": 0}
    if answers.ends == ON and answers.until:
        parts["until"] = datetime.combine(answers.until, time(23, 59, 59), tzinfo=ZoneInfo(zone))
    elif answers.ends == AFTER and answers.count:
        parts["count"] = answers.count
    if answers.frequency == WEEKLY and answers.weekdays:
        parts["byday"] = [recurrence.to_weekday(int(day)) for day in sorted(answers.weekdays)]
    if answers.frequency == MONTHLY_DAY:
        parts |= _by_weekday(answers)
    return recurrence.Rule(
        {
            DAILY: recurrence.DAILY,
            WEEKLY: recurrence.WEEKLY,
            MONTHLY_DATE: recurrence.MONTHLY,
            MONTHLY_DAY: recurrence.MONTHLY,
            YEARLY: recurrence.YEARLY,
        }[answers.frequency],
        **parts,
    )


def _by_weekday(answers: Answers) -> dict[str, Any]:
    """Which weekday of the month; position 0 stands for "as the first date" until `completed` knows it."""
    if answers.weekday == WORKDAY:
        position = -1 if answers.position == "-1" else 1
        return {"byday": [recurrence.to_weekday(day) for day in WORKDAYS], "bysetpos": [position]}
    if answers.position and answers.weekday:
        return {"byday": [recurrence.Weekday(int(answers.weekday), int(answers.position))]}
    weekday = [recurrence.to_weekday(int(answers.weekday))] if answers.weekday else []
    return {"byday": weekday, "bysetpos": [0]}


def _same_weekday(first: date, chosen: list[Any]) -> recurrence.Weekday:
    """The weekday the first date is of its month, the fifth being the last; or the chosen weekday in that place."""
    place = (first.day - 1) // 7 + 1
    weekday = recurrence.to_weekday(chosen[0]).number if chosen else first.weekday()
    return recurrence.Weekday(weekday, -1 if place == 5 else place)
