"""One series or session in the event form, and the set of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from core import clock
from events.calendar.domain.completeness import missing_in_schedule
from events.calendar.domain.obstacles import obstacles
from events.calendar.enums import Admission
from events.calendar.forms.coded import CodedForm, CodedFormSet
from events.calendar.forms.days import refuse_odd_years
from events.calendar.forms.rules import RuleField, completed
from events.calendar.models import Schedule
from places.models import Branch

AS_THE_EVENT = ("", gettext_lazy("As chosen under “Registration” below"))


class ScheduleForm(CodedForm):
    """One plan of dates; on a translation what it is called and who speaks."""

    rule = RuleField(required=False)

    texts = ("label", "speakers")

    class Meta:
        model = Schedule
        fields = [
            *("label", "speakers", "first_date", "start_time", "end_time", "rule", "space", "seats", "online_seats"),
            *("admission", "on_closing_days", "session", "code"),
        ]

    def tell(self, *, branch: Branch | None, source_rows: list[Any] | None) -> None:
        super().tell(branch=branch, source_rows=source_rows)
        if self.translation:
            return
        self.fields["admission"].choices = [AS_THE_EVENT, *Admission.choices]  # type: ignore[attr-defined]
        if branch is not None:
            self.fields["rule"].zone = branch.zone  # type: ignore[attr-defined]
            self.fields["space"].queryset = branch.spaces.all()  # type: ignore[attr-defined]

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


class ScheduleFormSet(CodedFormSet):
    """All series of the event, looked at together: rooms, closing days, and sessions that need a date."""

    def clean(self) -> None:
        super().clean()
        self._tell_obstacles()
        kept = [form.cleaned_data for form in self.kept_forms()]
        asked = self.source_rows is None and not any(form.is_deferred_validation for form in self.forms)
        if asked and kept and all(row.get("session") for row in kept):
            raise ValidationError(_("Please add the date these sessions are part of: lists show that date, not them."))

    def _tell_obstacles(self) -> None:
        """Refuses a space that is taken and asks about closing days, once everything else is right."""
        forms = self.kept_forms()
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
