"""Who of a party stays at home after all, and who comes along later."""

from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext as _, gettext_lazy

from core.exceptions import RuleBroken
from events.registration.domain.privacy.keeping import in_words
from events.registration.domain.taking_part.parties import Guest
from events.registration.domain.taking_part.questions import asked_of
from events.registration.forms.people import PersonFields, in_a_row, row
from events.registration.forms.questions import QuestionBuilder
from events.registration.models import Person, Registration

_NEW = row(1)


def mark(person: Person) -> str:
    """What stands for a person in the page instead of their primary key."""
    return salted_hmac("registration.person", str(person.pk)).hexdigest()[:16]


class LeavingForm(forms.Form):
    """A tick for each person who does not come."""

    leaving = forms.MultipleChoiceField(
        label=gettext_lazy("Who cannot come?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please tick the people who cannot come.")},
    )

    def __init__(self, data: Any = None, *, people: list[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.by_mark = {mark(person): person.pk for person in people}
        choices = [(mark(person), in_words(person)) for person in people]
        self.fields["leaving"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[int]:
        """The primary keys of those who leave."""
        return [self.by_mark[each] for each in self.cleaned_data["leaving"]]


class ComingForm(forms.Form):
    """One more person, asked what the others were asked."""

    def __init__(self, data: Any = None, *, registration: Registration, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        occurrence = registration.occurrence
        each = [one for one in asked_of(occurrence, get_language() or "en") if one.each_person]
        self.person_fields = PersonFields(occurrence, each, QuestionBuilder(occurrence))
        self.person_fields.add(self, 1, alone=True)
        for name in {f"{_NEW}name", f"{_NEW}age"} & self.fields.keys():
            self.fields[name].required = True
        if occurrence.event.guardian_under and not registration.phone:
            self._ask_adult(occurrence.event.guardian_under)

    def _ask_adult(self, age: int) -> None:
        hint = _("For children under %(age)s. Leave it empty if it is you yourself.") % {"age": age}
        self.fields["guardian"] = forms.CharField(
            label=_("Adult who comes with the children"), required=False, max_length=100, help_text=hint
        )
        self.fields["phone"] = forms.CharField(
            label=_("Telephone number of the adult"),
            required=False,
            max_length=40,
            widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        )
        for name in ("guardian", "phone"):
            in_a_row(self.fields[name])

    def guest(self) -> Guest | None:
        """The person, or None when something is still to be answered."""
        name = self.cleaned_data[f"{_NEW}name"]
        made = self.person_fields.guest(self, _NEW, name=name)
        return None if self.errors else made

    def adult(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("guardian", "phone")}

    def refuse(self, problem: RuleBroken) -> None:
        """Say what a rule refused at the field it is about."""
        field = str(problem.facts.get("field", ""))
        target = next((name for name in (f"{_NEW}{field}", field) if field and name in self.fields), None)
        self.add_error(target, problem.sentence)
