"""The small forms of the desk: people who just came, and the count of heads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.enums import AgePart, Method
from events.registration.forms.keys import KeyedForm, WholeNumberField


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
