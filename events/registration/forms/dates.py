"""The forms for several dates at once: which dates, beside everything the form for one date asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.exceptions import RuleBroken
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.taking_part import choosing, courses
from events.registration.domain.ways import Way
from events.registration.forms.registering import RegistrationForm


class CourseForm(RegistrationForm):
    """What we ask of someone who registers for a whole course; nobody takes more places than its smallest date has."""

    def __init__(self, *args: Any, dates: Sequence[Occurrence], **kwargs: Any) -> None:
        self.dates = dates
        super().__init__(*args, occurrence=min(dates, key=rules.most_places), **kwargs)
        self.fields["email"].help_text = _("We write to it about this course, and nothing else.")

    def _left(self, way: Way) -> int | None:
        return courses.left(self.dates, way)


class ChosenForm(RegistrationForm):
    """The same for someone who chooses among dates or sessions; which of them, is drawn by the page itself."""

    dates = forms.MultipleChoiceField(
        label=_("Dates"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one date.")},
    )

    def __init__(self, *args: Any, dates: Sequence[Occurrence], chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, occurrence=max(dates, key=rules.most_places), **kwargs)
        self.fields["email"].help_text = _("We write to it about these dates, and nothing else.")
        self.by_code = {each.code: each for each in dates}
        self.fields["dates"].choices = [(code, code) for code in self.by_code]  # type: ignore[attr-defined]
        self.fields["dates"].initial = [chosen] if chosen in self.by_code else []

    def clean_dates(self) -> list[Occurrence]:
        chosen = [self.by_code[code] for code in self.cleaned_data["dates"]]
        try:
            choosing.check_together(chosen)
        except RuleBroken as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return chosen

    def chosen_codes(self) -> list[str]:
        """What is ticked, sent or given with the address."""
        return [str(code) for code in self["dates"].value() or []]

    def last_fields(self) -> list[forms.BoundField]:
        return [field for field in super().last_fields() if field.name != "dates"]
