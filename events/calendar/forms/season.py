"""What staff upload for a season's work, and how it travels from the showing to the making: sealed, in the form."""

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import get_language, gettext as _, gettext_lazy, pgettext_lazy

from core.spreadsheets import Sheet

# A day: long enough for a long lunch, too short for the table to be another one by then.
LASTS = 24 * 60 * 60
# Django takes two and a half megabytes of form data; this leaves room for the rest of the form.
MOST_SEALED = 2_000_000


class TextsLanguage(forms.Form):
    """Base: in which language the texts are; the drafts stand under the branch's page in that language."""

    language = forms.ChoiceField(label=gettext_lazy("The texts are in"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["language"].initial = active


class SheetForm(TextsLanguage):
    """The table of a season."""

    file = forms.FileField(
        label=pgettext_lazy("upload", "Table"),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("XLSX, or CSV in UTF-8; at most 500 rows."),
    )
    field_order = ["file", "language"]


class MakeForm(TextsLanguage):
    """The table again, as it was shown; nobody uploads twice."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=MOST_SEALED)
    language = forms.ChoiceField(widget=forms.HiddenInput, choices=[])
    purpose = "season.table"

    def clean_sealed(self) -> Any:
        try:
            return unseal(self.purpose, self.cleaned_data["sealed"])
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("This was shown more than a day ago. Please upload the file again.")
            ) from error

    def sheet(self) -> Sheet:
        header, rows = self.cleaned_data["sealed"]
        return Sheet(header, [(number, cells) for number, cells in rows])


def seal(purpose: str, content: Any) -> str:
    """Plain data as signed text for a hidden input; only we can have made it."""
    return signing.dumps(content, salt=purpose, compress=True)


def unseal(purpose: str, text: str) -> Any:
    """What was sealed for that purpose within a day; else BadSignature."""
    return signing.loads(text, salt=purpose, max_age=LASTS)
