"""Choosing letters by state, kind, branch and reference; and saying why all letters are stopped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import tokens
from outbox.domain.pausing import LONGEST_REASON
from outbox.domain.rendering import name_of_kind
from outbox.models import LetterState
from outbox.querysets import LetterQuerySet
from places.models import Branch


class LetterFilterForm(forms.Form):
    """What the list is narrowed to; whatever it does not understand narrows nothing."""

    q = forms.CharField(label=_("Reference"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All letters")), *LetterState.choices])
    kind = forms.ChoiceField(label=_("Kind of letter"), required=False)
    branch = forms.ModelChoiceField(
        label=_("Library"), required=False, queryset=Branch.objects.none(), empty_label=_("All libraries")
    )

    def __init__(self, *args: Any, letters: LetterQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = letters
        kinds = letters.order_by("kind").values_list("kind", flat=True).distinct()
        self.fields["kind"].choices = [("", _("All kinds")), *((kind, name_of_kind(kind)) for kind in kinds)]  # type: ignore[attr-defined]
        branches = Branch.objects.filter(pk__in=letters.order_by().values("branch").distinct())
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]

    def chosen(self) -> LetterQuerySet:
        self.is_valid()
        wanted = self.cleaned_data
        found = self.letters
        for name in ("state", "kind", "branch"):
            if wanted.get(name):
                found = found.filter(**{name: wanted[name]})
        if wanted.get("q"):
            found = found.about_reference(tokens.read_aloud(wanted["q"]))
        return found


class PauseForm(forms.Form):
    """Why no letter may leave."""

    reason = forms.CharField(
        label=_("Why are the letters stopped?"),
        help_text=_("Others who find them stopped will read it."),
        max_length=LONGEST_REASON,
    )
