"""The forms of this room. Hidden in each stands a signed key: one form is one registration, sent once or often."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext, gettext_lazy as _

from events.calendar.models import Occurrence
from events.registration.domain import deciding, rules
from events.registration.enums import AgePart, Method
from outbox.validators import validate_one_address

# Nobody reads the form and writes a name and an address in less.
LEAST_TIME = timedelta(seconds=2)
_SALT = "registration.form"


class WholeNumberField(forms.IntegerField):
    """A number written in plain digits: no other script's digits, exponents or signs, which `int` would take."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not re.fullmatch(r"[0-9]{1,6}", text):
            raise ValidationError(gettext("Please write a whole number in digits."), code="invalid")
        return super().to_python(text)


class KeyField(forms.CharField):
    """The form's own key and the moment it was made, signed; cleaned to (key, moment)."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> tuple[uuid.UUID, datetime]:
        try:
            key, _dot, moment = signing.Signer(salt=_SALT).unsign(str(value or "")).partition(".")
            return uuid.UUID(key), datetime.fromisoformat(moment)
        except (signing.BadSignature, ValueError) as error:
            raise ValidationError(gettext("Please send the form once more.")) from error


def new_key(now: datetime) -> str:
    """What the hidden field of a fresh form holds."""
    return signing.Signer(salt=_SALT).sign(f"{uuid.uuid4().hex}.{now.isoformat()}")


class KeyedForm(forms.Form):
    """A form with its own key. One whose key was lost or altered gets a new one, and keeps what was typed."""

    key = KeyField()

    def __init__(self, data: Any = None, *, now: datetime, **kwargs: Any) -> None:
        if data is not None and not _is_ours(data.get("key", "")):
            data = data.copy()
            data["key"] = new_key(now)
            self.renewed = True
        super().__init__(data, **kwargs)
        self.fields["key"].initial = new_key(now)

    renewed = False

    @property
    def form_key(self) -> uuid.UUID:
        return self.cleaned_data["key"][0]  # type: ignore[no-any-return]

    def sent_too_quickly(self, now: datetime) -> bool:
        """Whether no human hand can have filled it in this time."""
        return bool(now - self.cleaned_data["key"][1] < LEAST_TIME)


def _is_ours(value: str) -> bool:
    try:
        KeyField().clean(value)
    except ValidationError:
        return False
    return True


class RegistrationForm(KeyedForm):
    """What we ask of someone who registers; nothing else is ever read."""

    name = forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        validators=[validate_one_address],
        help_text=_("We write to it about this date, and nothing else."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    party = WholeNumberField(
        label=_("Number of places"), initial=1, min_value=1, help_text=_("You and those who come with you.")
    )
    access_needs = forms.CharField(
        label=_("What do you need to take part well?"),
        required=False,
        max_length=500,
        help_text=_("For example a place for a wheelchair, a seat near the front, an interpreter."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, occurrence: Occurrence, by_staff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_most(self.fields["party"], rules.most_places(occurrence, by_staff=by_staff))


class TelephoneForm(RegistrationForm):
    """The same for staff who write somebody down: without an address nobody can write to them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, by_staff=True, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Without an address no letter goes out: tell the person yourself.")
        self.fields["access_needs"].label = _("What does the person need to take part well?")


class PartyForm(forms.Form):
    """Another number of places."""

    party = WholeNumberField(label=_("Number of places"), min_value=1)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_most(self.fields["party"], rules.most_places(occurrence))


def set_most(field: Any, most: int) -> None:
    """Limit a number field to `most`, in the browser and on the server."""
    field.max_value = most
    field.widget.attrs |= {"max": most, "inputmode": "numeric"}
    field.validators.append(MaxValueValidator(most, rules.too_many(most)))


class WalkInForm(KeyedForm):
    """People at the door who did not register."""

    party = WholeNumberField(label=_("How many"), initial=1, min_value=1, max_value=1000)
    name = forms.CharField(label=_("Name"), required=False, max_length=100)


class HeadcountForm(forms.Form):
    """How many people are in the room."""

    number = WholeNumberField(label=_("How many people"), min_value=0)
    part = forms.ChoiceField(label=_("Of whom"), choices=AgePart.choices)
    method = forms.ChoiceField(label=_("How was it found?"), choices=Method.choices)
    online = forms.BooleanField(label=_("They took part online"), required=False)


class DecisionsForm(forms.Form):
    """For each date that left the plan while people hold it, what becomes of it; and why, for those cancelled."""

    def __init__(
        self, *args: Any, dates: list[tuple[Occurrence, str]], targets: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dates = {row.code: row for row, _words in dates}
        choices: list[Any] = [
            ("", _("Please choose")),
            (deciding.KEEP, _("Keep it as an extra date: nothing changes for anybody")),
            (deciding.CANCEL, _("Cancel it: everyone is told")),
        ]
        if targets:
            moves = [(f"{deciding.MOVE}:{key}", words) for key, words in targets]
            choices.append((gettext("Move the people, who are told, to"), moves))
        for row, words in dates:
            self.fields[row.code] = forms.ChoiceField(label=words, choices=choices)
        if dates:
            self.fields["reason"] = forms.CharField(
                label=_("Reason, for dates you cancel"), max_length=200, required=False,
                help_text=_("People read this in their letter and on the page."),
            )  # fmt: skip

    def decisions(self) -> dict[uuid.UUID, deciding.Decision]:
        """What was chosen, by date."""
        reason = self.cleaned_data.get("reason", "")
        chosen = {row.pk: self.cleaned_data[code].partition(":") for code, row in self.dates.items()}
        return {key: deciding.Decision(what, to=to, reason=reason) for key, (what, _colon, to) in chosen.items()}
