"""The questions of an event as fields of its registration form, made by Wagtail's own form builder."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import FormBuilder

from events.calendar.models import Occurrence
from events.registration.domain.taking_part.parties import Answered
from events.registration.domain.taking_part.questions import Asked, deleted_on, kept

LONGEST = 1000
# More choices than this are folded into one line, so that the button below stays in sight.
FOLDED_FROM = 7


class QuestionBuilder(FormBuilder):
    """Fields whose choices keep the source's words and show those of the language; each says why and until when."""

    def __init__(self, occurrence: Occurrence) -> None:
        super().__init__([])
        self.occurrence = occurrence

    def field(self, asked: Asked) -> forms.Field:
        create = self.get_create_field_function(asked.field_type)
        field: forms.Field = create(asked, self.get_field_options(asked))
        return field

    def get_field_options(self, field: Asked) -> dict[str, Any]:
        day = date_format(deleted_on(self.occurrence, field.days), "DATE_FORMAT")
        why = _("Why we ask: %(reason)s") % {"reason": field.reason}
        until = _("Your answer is deleted on %(day)s.") % {"day": day}
        words = [field.help_text, why, until]
        return {"label": field.label, "help_text": " ".join(filter(None, words)), "required": field.required}

    def get_formatted_field_choices(self, field: Asked) -> list[tuple[str, str]]:
        return list(field.choices)

    def get_formatted_field_initial(self, field: Asked) -> list[str]:
        return []

    def create_multiline_field(self, field: Asked, options: dict[str, Any]) -> forms.Field:
        widget = forms.Textarea({"rows": 3})
        return super().create_multiline_field(field, {**options, "max_length": LONGEST, "widget": widget})

    def create_number_field(self, field: Asked, options: dict[str, Any]) -> forms.Field:
        return super().create_number_field(field, {**options, "max_digits": 9, "decimal_places": 2})

    def create_radio_field(self, field: Asked, options: dict[str, Any]) -> forms.Field:
        none = ("", _("Please choose") if field.required else _("No answer"))
        folded = len(field.choices) >= FOLDED_FROM
        widget = forms.Select if folded else forms.RadioSelect
        made: forms.ChoiceField = super().create_radio_field(field, {**options, "widget": widget})
        if folded:
            made.choices = [none, *field.choices]
        elif not field.required:
            made.choices = [*field.choices, none]
        return made


def add_fields(form: forms.Form, asked: list[Asked], builder: QuestionBuilder, *, prefix: str = "") -> list[str]:
    """Put the questions into the form; returns the names of their fields."""
    names = {f"{prefix}q_{each.code.hex}": each for each in asked}
    form.fields.update({name: builder.field(each) for name, each in names.items()})
    return list(names)


def answers(form: forms.Form, asked: list[Asked], *, prefix: str = "") -> list[Answered]:
    """What was answered to them."""
    return kept(each.answered(form.cleaned_data.get(f"{prefix}q_{each.code.hex}")) for each in asked)
