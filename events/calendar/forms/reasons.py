"""Small forms about one date or one event, each with the reason people will read."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Asks why; the words go into letters and onto the public page."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("People read this in their letter and on the page. For example: “The speaker is ill.”"),
    )
