"""What staff are asked when they copy an event or a programme to a new season."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm

from events.calendar.models import EventPage

BY_RULE, BY_DAYS = "weekdays", "days"
# A year on, the weekday is the same.
A_YEAR = timedelta(weeks=52)

HOW = [
    (
        BY_RULE,
        _("Keep the weekdays: everything moves by whole weeks, and what is on the second Tuesday stays there."),
    ),
    (
        BY_DAYS,
        _("Exactly this day: everything moves by the same number of days, and a series takes its new weekday."),
    ),
]


class DraftCopyForm(CopyForm):
    """Wagtail's own copy of an event or a branch page: always a draft, or the copies would take the same spaces."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)


class NewDatesForm(forms.Form):
    """Base: when it begins, and what happens to weekdays."""

    first = forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    how = forms.ChoiceField(label=_("What moves, and how"), choices=HOW, widget=forms.RadioSelect, initial=BY_RULE)

    def __init__(self, data: Any = None, *, first: date | None, **kwargs: Any) -> None:
        super().__init__(data, initial={"first": first + A_YEAR if first else None, "how": BY_RULE}, **kwargs)

    @property
    def by_rule(self) -> bool:
        return bool(self.cleaned_data.get("how") == BY_RULE)

    def answers(self) -> list[tuple[str, str]]:
        """What was answered, as hidden inputs carry it to the next step."""
        answered = {name: self.cleaned_data[name] for name in self.fields}
        listed = {name: value if isinstance(value, list) else [value] for name, value in answered.items()}
        return [(name, str(each)) for name, values in listed.items() for each in values]


class CopyEventForm(NewDatesForm):
    field_order = ["first", "how"]

    def __init__(self, data: Any = None, *, first: date | None, **kwargs: Any) -> None:
        super().__init__(data, first=first, **kwargs)
        self.fields["first"].label = _("New first date")
        if first is None:
            # Nothing moves while there is no date.
            self.fields = {}


class CopyProgrammeForm(NewDatesForm):
    events = forms.MultipleChoiceField(label=_("Events to copy"), widget=forms.CheckboxSelectMultiple, required=False)
    field_order = ["first", "how", "events"]

    def __init__(self, data: Any = None, *, first: date, pages: list[EventPage], **kwargs: Any) -> None:
        super().__init__(data, first=first, **kwargs)
        self.pages = {str(page.pk): page for page in pages}
        self.fields["first"].label = _("The new programme begins on")
        self.fields["events"].choices = [(key, page.draft_title or page.title) for key, page in self.pages.items()]  # type: ignore[attr-defined]
        self.initial["events"] = list(self.pages)

    def chosen(self) -> list[EventPage]:
        return [self.pages[key] for key in self.cleaned_data["events"]]

    def asked(self) -> dict[str, Any]:
        return {"starts_on": self.cleaned_data["first"], "by_rule": self.by_rule}
