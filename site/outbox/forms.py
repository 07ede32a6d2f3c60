"""Choosing letters by their state."""

from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.models import LetterState


class LetterFilterForm(forms.Form):
    """One state, or all."""

    state = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("All letters")), *LetterState.choices])
