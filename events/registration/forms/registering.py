"""What is asked of somebody who registers, by the person or by staff; nothing else is ever read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.forms.keys import KeyedForm, WholeNumberField, set_most
from outbox.validators import validate_one_address


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
