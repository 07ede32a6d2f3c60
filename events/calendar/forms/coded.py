"""Rows of an event form that a code ties together through drafts, reverts and translations: series and questions."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from places.models import Branch


class CodedForm(WagtailAdminModelForm):
    """`code` travels hidden: minted here when it is empty, echoed to autosave, the same through drafts and reverts.

    `texts` are what a translation says; everything else is kept on the page with the dates.
    """

    code = forms.UUIDField(required=False, widget=forms.HiddenInput())

    texts: ClassVar[tuple[str, ...]] = ()
    branch: Branch | None = None
    translation = False

    def tell(self, *, branch: Branch | None, source_rows: list[Any] | None) -> None:
        """What the page form knows: whose branch it is, and the rows there when the dates are kept elsewhere."""
        self.branch, self.translation = branch, source_rows is not None
        if self.translation:
            for name in set(self._meta.fields) - {*self.texts, "code"}:
                self.fields.pop(name, None)

    def clean_code(self) -> UUID:
        return self.cleaned_data["code"] or (self.instance.pk and self.instance.code) or uuid4()

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        return [*updates, (self.add_prefix("code"), str(self.cleaned_data["code"]))]


class CodedFormSet(BaseChildFormSet):
    """All rows of the event. On a translation they are those of the source: none is added, none is lost."""

    branch: Branch | None = None
    source_rows: list[Any] | None = None

    def add_fields(self, form: CodedForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.tell(branch=self.branch, source_rows=self.source_rows)
        if index is None:
            # The row to be copied in the browser carries no code, or all rows added there would share it.
            form.initial["code"] = None

    def clean(self) -> None:
        super().clean()
        codes = Counter(form.cleaned_data.get("code") for form in self.kept_forms())
        if any(number > 1 for number in codes.values()):
            raise ValidationError(_("Two of these rows are the same one. Please reload the page and try again."))

    def save(self, commit: bool = True) -> list[Any]:
        saved: list[Any] = super().save(commit=False)
        relation = getattr(self.instance, self.fk.remote_field.related_name)
        if self.source_rows is not None:
            relation.set(rows_for_translation(self.model, relation.all(), self.source_rows))
        if commit:
            relation.commit()
        return saved

    def kept_forms(self) -> list[Any]:
        """The forms of rows that are there and stay."""
        return [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data") and form not in self.deleted_forms and form.cleaned_data
        ]


def rows_for_translation(model: type[Any], own: Iterable[Any], source_rows: list[Any]) -> list[Any]:
    """For each row of the source its row here, by code; the words of those that are new fall back when shown."""
    known = {row.code: row for row in own}
    rows = [known.get(row.code) or model(code=row.code) for row in source_rows]
    for order, row in enumerate(rows):
        row.sort_order = order
    return rows
