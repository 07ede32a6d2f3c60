"""The forms of the desk: people who just came or telephone, their slip, the count of heads, reported figures."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from events.calendar.enums import Mode
from events.calendar.models import Occurrence
from events.registration.domain.attending.counting import MOST_PEOPLE, Part
from events.registration.enums import AgePart, Method
from events.registration.forms.keys import KeyedForm, WholeNumberField
from events.registration.forms.registering import TelephoneForm
from events.registration.models import Headcount

ROOM, ONLINE = False, True
COURSE, DATE = "course", "date"


class WalkInForm(KeyedForm):
    """People at the door who did not register."""

    party = WholeNumberField(label=_("How many"), initial=1, min_value=1, max_value=1000)
    name = forms.CharField(label=_("Name"), required=False, max_length=100)


class HeadcountForm(forms.Form):
    """How many people were there, by age, in the room and online. An empty field is not counted; 0 is: nobody came.

    Children and adults together are everyone, so everyone is written only where nobody told them apart.
    """

    def __init__(
        self, data: Any = None, *, occurrence: Occurrence, headcounts: "list[Headcount] | None" = None
    ) -> None:
        super().__init__(data)
        there = {(row.part, row.online): row for row in headcounts or []}
        self.ways = [way for way in (ROOM, ONLINE) if _takes_part(occurrence, online=way) or _is_there(there, way)]
        for online in self.ways:
            for part in (AgePart.CHILDREN, AgePart.ADULTS, AgePart.ALL):
                row = there.get((part, online))
                self.fields[_name(part, online)] = WholeNumberField(
                    label=_LABELS[part], required=False, min_value=0, max_value=MOST_PEOPLE,
                    initial=row.number if row else None,
                )  # fmt: skip
            found = next((row.method for (_part, way), row in there.items() if way == online), None)
            self.fields[_name("method", online)] = forms.ChoiceField(
                label=_("How was it found?"), choices=Method.choices,
                initial=found or (Method.PLATFORM if online else Method.COUNTED),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for online in self.ways:
            children, adults, everyone = (
                given.get(_name(part, online)) for part in (AgePart.CHILDREN, AgePart.ADULTS, AgePart.ALL)
            )
            if everyone is not None and (children or 0) + (adults or 0) > everyone:
                raise ValidationError(gettext("Children and adults together are more than everyone."))
        return given

    @property
    def numbers(self) -> dict[Part, int | None]:
        """What was counted, by part; None where the field is empty."""
        parts = [(part, online) for online in self.ways for part in AgePart.values]
        return {(part, online): self.cleaned_data[_name(part, online)] for part, online in parts}

    @property
    def methods(self) -> dict[bool, str]:
        return {online: self.cleaned_data[_name("method", online)] for online in self.ways}

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields as the page shows them: in the room, and online where the date has that."""
        names = {ROOM: gettext("In the room"), ONLINE: gettext("Online")}
        fields = (AgePart.CHILDREN, AgePart.ADULTS, AgePart.ALL, "method")
        return [(names[online], [self[_name(field, online)] for field in fields]) for online in self.ways]


class DeskForm(TelephoneForm):
    """Somebody at the desk or on the telephone; letters and the slip speak their language, not that of staff."""

    def __init__(self, *args: Any, language: str, course: int = 0, **kwargs: Any) -> None:
        """`course` is how many dates of a course are to come that one may still join; 0 asks nothing of it."""
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of letters and slip"), choices=settings.LANGUAGES, initial=language, required=False
        )
        if course:
            self._ask_what(course)

    def _ask_what(self, dates: int) -> None:
        whole = ngettext(
            "The whole course: %(number)d date to come", "The whole course: %(number)d dates to come", dates
        )
        alone = gettext("This date alone, and no place in the course")
        self.fields["what"] = forms.ChoiceField(
            label=_("What for?"),
            choices=[(COURSE, whole % {"number": dates}), (DATE, alone)],
            initial=COURSE,
            widget=forms.RadioSelect,
        )

    @property
    def is_for_course(self) -> bool:
        return self.cleaned_data.get("what") == COURSE

    def first_fields(self) -> list[forms.BoundField]:
        what = [self["what"]] if "what" in self.fields else []
        return [*what, *super().first_fields()]

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or self.language


class SlipForm(forms.Form):
    """How large a slip is printed."""

    A6, A5 = "a6", "a5"

    size = forms.ChoiceField(
        label=_("Size"), choices=[(A6, _("A6, a postcard")), (A5, _("A5, in large print"))], initial=A6
    )


class LockForm(forms.Form):
    """Up to which day the figures of a branch are reported."""

    branch = forms.ModelChoiceField(label=_("Branch"), queryset=None, to_field_name="slug")
    until = forms.DateField(label=_("Up to and with"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, branches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = branches


_LABELS = {
    AgePart.CHILDREN: _("Children and young people under 18"),
    AgePart.ADULTS: _("Adults"),
    AgePart.ALL: _("Everyone together, where ages were not told apart"),
}


def _name(field: str, online: bool) -> str:
    return f"{field}-online" if online else str(field)


def _takes_part(occurrence: Occurrence, *, online: bool) -> bool:
    """Whether people can take part that way; whoever asks only for the count of the room gets it for every date."""
    mode = occurrence.event.mode
    return mode in (Mode.ONLINE, Mode.HYBRID) if online else mode != Mode.ONLINE


def _is_there(there: dict[Part, Headcount], online: bool) -> bool:
    return any(way == online for _part, way in there)
