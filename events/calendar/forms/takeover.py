"""What staff are asked when they take over the library's old calendar."""

from typing import Any

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

from core.ical_text import MOST_BYTES
from events.calendar.domain.takeover import OldEvent
from events.calendar.enums import Kind
from events.calendar.forms.season import TextsLanguage, unseal
from places.models import Branch


class OldCalendarForm(TextsLanguage):
    """The file, and what all its events have in common."""

    file = forms.FileField(
        label=pgettext_lazy("upload", "Calendar"),
        widget=forms.FileInput({"accept": ".ics,text/calendar"}),
        help_text=gettext_lazy("A file that ends in .ics, as your old calendar program exports it."),
    )
    branch = forms.ModelChoiceField(label=gettext_lazy("Branch"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, initial=Kind.ACTIVITY)
    since = forms.DateField(
        label=gettext_lazy("Dates from this day on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ["file", "branch", "kind", "since", "language"]

    def __init__(self, *args: Any, branches: QuerySet[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]

    def data_of_file(self) -> bytes:
        data: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return data


class TakeOverForm(TextsLanguage):
    """What was shown, and which of it becomes drafts."""

    sealed = forms.CharField()
    branch = forms.ModelChoiceField(queryset=None)
    kind = forms.ChoiceField(choices=Kind.choices)
    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)
    purpose = "season.calendar"

    def __init__(self, *args: Any, branches: QuerySet[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]
        self.fields["chosen"].choices = [(number, number) for number in range(1_000)]  # type: ignore[attr-defined]

    def clean_sealed(self) -> list[OldEvent]:
        try:
            return [OldEvent.from_json(stored) for stored in unseal(self.purpose, self.cleaned_data["sealed"])]
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("This was shown more than a day ago. Please upload the file again.")
            ) from error

    def events(self) -> list[OldEvent]:
        shown, chosen = self.cleaned_data["sealed"], set(self.cleaned_data["chosen"])
        return [event for number, event in enumerate(shown) if number in chosen]
