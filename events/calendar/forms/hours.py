"""The week of a branch and its closing days, as staff fill them in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy

from events.calendar.domain.closing import concerned
from events.calendar.forms.days import refuse_odd_years
from events.calendar.models import Occurrence
from places.domain.hours import Span
from places.models import ClosingDay

SPANS = 2
CANCEL, LEAVE = "cancel", "leave"
DECISIONS = [
    (CANCEL, gettext_lazy("Cancel these dates; everyone who holds a place is told why")),
    (LEAVE, gettext_lazy("Leave them as they are")),
]


def _time_field(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **kwargs)


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class WeekForm(forms.Form):
    """Monday to Sunday, two spans each; a day without times is closed."""

    def __init__(self, *args: Any, spans: dict[int, list[Span]], **kwargs: Any) -> None:
        initial = {
            _name(day, number, end): moment
            for day, found in spans.items()
            for number, span in enumerate(found[:SPANS])
            for end, moment in zip(("opens", "closes"), span, strict=True)
        }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        for day in WEEKDAYS:
            for number in range(SPANS):
                self.fields[_name(day, number, "opens")] = _time_field(label=pgettext_lazy("time", "From"))
                self.fields[_name(day, number, "closes")] = _time_field(label=pgettext_lazy("time", "Until"))

    def days(self) -> list[tuple[str, list[list[forms.BoundField]]]]:
        """For the template: the name of the day and the fields of its spans."""
        return [
            (str(name), [[self[_name(day, number, end)] for end in ("opens", "closes")] for number in range(SPANS)])
            for day, name in WEEKDAYS.items()
        ]

    def spans(self) -> list[tuple[int, time, time]]:
        """What was filled in, as (weekday, opens, closes)."""
        return [(day, *span) for day in WEEKDAYS for span in self._of_day(day)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for day in WEEKDAYS:
            for number in range(SPANS):
                self._check(day, number)
        return cleaned

    def _check(self, day: int, number: int) -> None:
        opens, closes = _name(day, number, "opens"), _name(day, number, "closes")
        start, end = self.cleaned_data.get(opens), self.cleaned_data.get(closes)
        if (start is None) != (end is None) and opens not in self.errors and closes not in self.errors:
            self.add_error(closes if end is None else opens, _("Please write both times, or neither."))
        elif start and end and end <= start:
            self.add_error(closes, _("It would close before it opens. Please check the times."))
        elif (
            start and number and (before := self.cleaned_data.get(_name(day, number - 1, "closes"))) and start < before
        ):
            self.add_error(opens, _("This begins before the first hours of the day end."))

    def _of_day(self, day: int) -> list[Span]:
        pairs = [
            (self.cleaned_data[_name(day, number, "opens")], self.cleaned_data[_name(day, number, "closes")])
            for number in range(SPANS)
        ]
        return [(opens, closes) for opens, closes in pairs if opens and closes]


class PeriodForm(WeekForm):
    """The week of a period, such as the summer; it replaces the usual one while the period lasts."""

    first = _day_field(gettext_lazy("First day"))
    last = _day_field(gettext_lazy("Last day, included"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_odd_years(self, "first", "last")
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first. Please check both."))
        return cleaned


class ClosingForm(forms.ModelForm[ClosingDay]):
    """One closing. When dates lie on its days it shows them and asks what becomes of them, before anything is saved."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of these dates?"), choices=DECISIONS, widget=forms.RadioSelect, required=False
    )
    listed = forms.CharField(required=False, widget=forms.HiddenInput())

    class Meta:
        model = ClosingDay
        fields = ["first", "last", "reason", "opens", "closes"]
        field_classes = {"opens": forms.TimeField, "closes": forms.TimeField}
        widgets = {
            "first": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "last": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "opens": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "reason": gettext_lazy("People read it on the page of the library and in letters."),
            "opens": gettext_lazy("Only when the library opens at other hours that day."),
        }
        labels = {"reason": pgettext_lazy("why a library is closed", "Reason")}

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["last"].required = False
        self.dates: list[Occurrence] = self._concerned() if self.instance.pk and not self.is_bound else []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        refuse_odd_years(self, "first", "last")
        first, opens, closes = cleaned.get("first"), cleaned.get("opens"), cleaned.get("closes")
        if first and not cleaned.get("last") and "last" not in self.errors:
            cleaned["last"] = first
        if first and cleaned.get("last") and cleaned["last"] < first:
            self.add_error("last", _("The last day is before the first. Please check both."))
        if (opens is None) != (closes is None):
            self.add_error("closes" if closes is None else "opens", _("Please write both times, or neither."))
        elif opens and closes and closes <= opens:
            self.add_error("closes", _("It would close before it opens. Please check the times."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        self.dates = self._concerned()
        if self.dates and not (self.cleaned_data["decision"] and self.cleaned_data["listed"] == self.codes):
            told = ngettext(
                "%(number)s date lies on these days. Please decide what becomes of it.",
                "%(number)s dates lie on these days. Please decide what becomes of them.",
                len(self.dates),
            )
            self.add_error("decision", told % {"number": len(self.dates)})

    @property
    def codes(self) -> str:
        """The dates that are shown: nothing is decided about others."""
        return " ".join(date.code for date in self.dates)

    @property
    def people(self) -> int:
        """How many places are taken on these dates."""
        return sum(date.seats_taken for date in self.dates)

    def _concerned(self) -> list[Occurrence]:
        return concerned(self.instance.branch, [self.instance], now=self.now)[0]


def _name(day: int, number: int, end: str) -> str:
    return f"day{day}-{number}-{end}"
