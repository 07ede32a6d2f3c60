"""The signed key in each form, one form being one registration, sent once or often; plain numbers and addresses."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext, gettext_lazy

from events.registration.domain import rules
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


class AddressField(forms.EmailField):
    """One e-mail address; what is wrong with it is said once."""

    default_validators = [validate_one_address]
    default_error_messages = {"required": gettext_lazy("Please write your e-mail address.")}


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


def set_most(field: Any, most: int) -> None:
    """Limit a number field to `most`, in the browser and on the server."""
    field.max_value = most
    field.widget.attrs |= {"max": most, "inputmode": "numeric"}
    field.validators.append(MaxValueValidator(most, rules.too_many(most)))
