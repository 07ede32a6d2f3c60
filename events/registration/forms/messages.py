"""What staff type when they write to many people at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from core.plain import one_line
from events.registration.enums import ACTIVE, State
from events.registration.forms.keys import KeyedForm

EVERYONE, HOLDING, WAITING, TICKED = "all", "holding", "waiting", "ticked"
STATES = {EVERYONE: ACTIVE, HOLDING: [State.CONFIRMED, State.OFFERED], WAITING: [State.WAITING], TICKED: ACTIVE}

# Who filtered the list by a state writes to those first.
FROM_STATE = {State.WAITING.value: WAITING, State.CONFIRMED.value: HOLDING, State.OFFERED.value: HOLDING}


class MessageForm(KeyedForm):
    """Plain text, read by everybody in the language it is written in; the frame of the letter is in their own."""

    to = forms.ChoiceField(
        label=pgettext_lazy("a message", "To"),
        choices=[
            (EVERYONE, _("Everyone who is registered")),
            (HOLDING, _("Those who have a place")),
            (WAITING, _("Those on the waiting list")),
        ],
    )
    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=pgettext_lazy("a message", "Text"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Greeting, date, link and the name of the library are added. Addresses of pages stay plain text."),
    )

    def __init__(self, *args: Any, ticked: list[str], state: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].initial = FROM_STATE.get(state, EVERYONE)
        if ticked:
            field: Any = self.fields["to"]
            field.choices, field.initial = [(TICKED, _("Those who are ticked"))], TICKED

    def clean_subject(self) -> str:
        return one_line(self.cleaned_data["subject"])
