"""What becomes of dates that left the plan while people hold them."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from events.calendar.models import Occurrence
from events.registration.domain.staff import deciding


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
