"""The people of a party in its form: a row of fields for each, without a script; empty rows are nobody.

The contact has a row of their own (`me_`), which counts when they take part themselves; the others are `p1_`, `p2_`...
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.calendar.models import Occurrence
from events.registration.domain.taking_part import asking, consents
from events.registration.domain.taking_part.parties import Guest
from events.registration.domain.taking_part.questions import Asked
from events.registration.enums import ConsentKind
from events.registration.forms import questions
from events.registration.forms.keys import WholeNumberField
from events.registration.forms.questions import QuestionBuilder

CONTACT = "me_"
# Rows that are there at once, and how many come with each press of the button.
AT_ONCE, MORE = 6, 4
OLDEST = 120


def row(number: int) -> str:
    """The beginning of the names of the fields of one of the others, from 1."""
    return f"p{number}_"


def in_a_row(field: forms.Field) -> forms.Field:
    """A field that is asked only of a row that is somebody, so that it is neither required nor called optional."""
    field.required = False
    field.unmarked = True  # type: ignore[attr-defined]
    return field


def local_day(occurrence: Occurrence) -> date:
    """The day on which it takes place, where it does."""
    return occurrence.start.astimezone(ZoneInfo(occurrence.zone)).date()


@dataclass(frozen=True)
class Row:
    """One row as the template draws it; `open` when it should not be folded."""

    title: str
    anchor: str
    fields: list[forms.BoundField]
    open: bool


@dataclass(frozen=True)
class PersonFields:
    """Which fields a person of the party has, by what the event asks."""

    occurrence: Occurrence
    asked: list[Asked]
    builder: QuestionBuilder

    def add_contact(self, form: forms.Form) -> None:
        """What is asked of the contact when they take part themselves."""
        self._add_age(form, CONTACT, _("Your age on %(day)s"))
        for kind in consents.of_each(self.occurrence.event, contact=True):
            form.fields[f"{CONTACT}{kind}"] = forms.BooleanField(label=consents.of_oneself(), required=False)
        self._add_questions(form, CONTACT)

    def add(self, form: forms.Form, number: int, *, alone: bool = False) -> None:
        """The fields of one of the others, or of one person `alone`; nothing that the event does not ask."""
        prefix, who = row(number), {"number": number}
        label = _("Name") if alone else _("Name of person %(number)s") % who
        form.fields[f"{prefix}name"] = in_a_row(forms.CharField(label=label, required=False, max_length=100))
        self._add_age(form, prefix, _("Age on %(day)s") if alone else _("Age of person %(number)s on %(day)s"), **who)
        label = _("What does the person need to take part well?")
        if not alone:
            label = _("What does person %(number)s need to take part well?") % who
        form.fields[f"{prefix}needs"] = forms.CharField(label=label, required=False, max_length=500)
        for kind in consents.of_each(self.occurrence.event):
            form.fields[f"{prefix}{kind}"] = forms.BooleanField(label=consents.text(kind), required=False)
        self._add_questions(form, prefix)

    def _add_age(self, form: forms.Form, prefix: str, words: str, **who: int) -> None:
        if asking.asks_age(self.occurrence.event):
            label = words % {"day": date_format(local_day(self.occurrence), "DATE_FORMAT"), **who}
            form.fields[f"{prefix}age"] = in_a_row(WholeNumberField(label=label, required=False, max_value=OLDEST))

    def _add_questions(self, form: forms.Form, prefix: str) -> None:
        for name in questions.add_fields(form, self.asked, self.builder, prefix=prefix):
            if form.fields[name].required:
                in_a_row(form.fields[name])

    def is_empty(self, form: forms.Form, prefix: str) -> bool:
        """Whether nothing at all was written or ticked there."""
        typed = [form.cleaned_data.get(name) for name in form.fields if name.startswith(prefix)]
        return not any(typed) and not any(name in form.errors for name in form.fields if name.startswith(prefix))

    def guest(self, form: forms.Form, prefix: str, *, name: str) -> Guest:
        """The person of a row that is not empty."""
        cleaned = form.cleaned_data
        for each in self.asked:
            field = f"{prefix}q_{each.code.hex}"
            if each.required and field not in form.errors and cleaned.get(field) in (None, "", [], False):
                form.add_error(field, _("Please answer this question."))
        age = cleaned.get(f"{prefix}age")
        given = {kind: bool(cleaned.get(f"{prefix}{kind}")) for kind in ConsentKind.values}
        return Guest(
            name=name,
            age=age,
            access_needs=cleaned.get(f"{prefix}needs", ""),
            consents=consents.agreed(self.occurrence.event, given, age=age, contact=prefix == CONTACT),
            answers=questions.answers(form, self.asked, prefix=prefix),
        )


def rows_shown(data: Any, *, most: int) -> int:
    """How many rows the form has: some at once, more as the person asks for them; never more than places."""
    told = str(data.get("rows", "")) if data is not None else ""
    told_rows = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0
    more = MORE if data is not None and "more" in data else 0
    return max(min(max(told_rows, AT_ONCE) + more, most), 1)
