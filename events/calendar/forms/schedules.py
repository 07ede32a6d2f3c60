"""One series or session in the event form, and the set of them."""

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from core import clock
from events.calendar.domain.completeness import missing_in_schedule
from events.calendar.domain.obstacles import obstacles
from events.calendar.enums import Admission
from events.calendar.forms.days import refuse_odd_years
from events.calendar.forms.rules import RuleField, completed
from events.calendar.models import Schedule
from places.models import Branch

# What a translation says of a schedule; everything else is kept on the page with the dates.
TEXTS = ("label", "speakers")
AS_THE_EVENT = ("", gettext_lazy("As chosen under “Registration” below"))


class ScheduleForm(WagtailAdminModelForm):
    """`code` travels hidden: minted here when it is empty, echoed to autosave, the same through drafts and reverts."""

    code = forms.UUIDField(required=False, widget=forms.HiddenInput())
    rule = RuleField(required=False)

    branch: Branch | None = None
    translation = False

    class Meta:
        model = Schedule
        fields = [
            *("label", "speakers", "first_date", "start_time", "end_time", "rule", "space", "seats"),
            *("admission", "on_closing_days", "session", "code"),
        ]

    def tell(self, *, branch: Branch | None, translation: bool) -> None:
        """What the page form knows: whose spaces and zone these are, and whether the dates are kept elsewhere."""
        self.branch, self.translation = branch, translation
        if translation:
            for name in set(self.Meta.fields) - {*TEXTS, "code"}:
                self.fields.pop(name, None)
            return
        self.fields["admission"].choices = [AS_THE_EVENT, *Admission.choices]  # type: ignore[attr-defined]
        if branch is not None:
            self.fields["rule"].zone = branch.zone  # type: ignore[attr-defined]
            self.fields["space"].queryset = branch.spaces.all()  # type: ignore[attr-defined]

    def clean_code(self) -> UUID:
        return self.cleaned_data["code"] or (self.instance.pk and self.instance.code) or uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        refuse_odd_years(self, "first_date")
        if cleaned.get("rule") and cleaned.get("first_date"):
            try:
                cleaned["rule"] = completed(cleaned["rule"], cleaned["first_date"])
            except ValidationError as error:
                if not self.is_deferred_validation:
                    self.add_error("rule", error)
        return cleaned

    def _post_clean(self) -> None:
        """The checks of the domain look at the schedule as it would be; a draft may lack anything."""
        super()._post_clean()
        if self.is_deferred_validation or self.translation or self.errors:
            return
        today = clock.today(self.branch.zone) if self.branch else clock.now().date()
        for part in missing_in_schedule(self.instance, branch=self.branch, today=today):
            self.add_error(part.field, part.sentence)

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        return [*updates, (self.add_prefix("code"), str(self.cleaned_data["code"]))]


class ScheduleFormSet(BaseChildFormSet):
    """All series of the event. On a translation its rows are those of the source: none is added, none is lost."""

    branch: Branch | None = None
    source_rows: list[Schedule] | None = None

    def add_fields(self, form: ScheduleForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.tell(branch=self.branch, translation=self.source_rows is not None)
        if index is None:
            # The row to be copied in the browser carries no code, or all rows added there would share it.
            form.initial["code"] = None

    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self._kept_forms()]
        codes = Counter(row.get("code") for row in kept)
        if any(number > 1 for number in codes.values()):
            raise ValidationError(_("Two of these series are the same one. Please reload the page and try again."))
        self._tell_obstacles()
        asked = self.source_rows is None and not any(form.is_deferred_validation for form in self.forms)
        if asked and kept and all(row.get("session") for row in kept):
            raise ValidationError(_("Please add the date these sessions are part of: lists show that date, not them."))

    def _tell_obstacles(self) -> None:
        """Refuses a space that is taken and asks about closing days, once everything else is right."""
        forms = self._kept_forms()
        if self.branch is None or self.source_rows is not None or any(self.errors):
            return
        if any(form.is_deferred_validation for form in forms):
            return
        by_code = {form.cleaned_data["code"]: form for form in forms}
        for form in forms:
            form.instance.code = form.cleaned_data["code"]
        rows = [form.instance for form in forms]
        for found in obstacles(self.instance, branch=self.branch, now=clock.now(), schedules=rows):
            if found.code in by_code:
                by_code[found.code].add_error(found.field, found.sentence)

    def save(self, commit: bool = True) -> list[Schedule]:
        saved: list[Schedule] = super().save(commit=False)
        if self.source_rows is not None:
            self.instance.schedules.set(rows_for_translation(self.instance.schedules.all(), self.source_rows))
        if commit:
            self.instance.schedules.commit()
        return saved

    def _kept_forms(self) -> list[ScheduleForm]:
        return [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data") and form not in self.deleted_forms and form.cleaned_data
        ]


def rows_for_translation(own: Any, source_rows: list[Schedule]) -> list[Schedule]:
    """For each schedule of the source its row here, by code; the words of those that are new fall back when shown."""
    known = {row.code: row for row in own}
    rows = [known.get(row.code) or Schedule(code=row.code) for row in source_rows]
    for order, row in enumerate(rows):
        row.sort_order = order
    return rows
