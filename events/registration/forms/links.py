"""What is typed to come back to a registration: an e-mail address, or the code of a printed slip."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.forms.keys import AddressField


class LinksForm(forms.Form):
    """Where the links go."""

    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one you registered with."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class SlipForm(forms.Form):
    """The code as it is printed; spaces and hyphens do not matter, nor whether an O is a 0."""

    code = forms.CharField(
        label=_("The code on your slip"),
        max_length=40,
        help_text=_("16 letters and digits, for example 4F7K-2M9Q-XT3B-8WHC."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class InquiryForm(LinksForm):
    """Staff: whose, and what is to be done. Without `sure` an erasure is only asked about."""

    deed = forms.ChoiceField(choices=[("look", ""), ("copy", ""), ("erase", "")], widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["deed"].initial = "look"
        self.fields["email"].label = _("The person’s e-mail address")
        self.fields["email"].help_text = ""
        self.fields["email"].widget.attrs["autocomplete"] = "off"
