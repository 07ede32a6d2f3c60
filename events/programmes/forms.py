"""Forms of the admin with the rules that a column cannot hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from events.programmes.models import Goal


class GoalForm(WagtailAdminModelForm):
    """Keeps goals at two levels."""

    def clean_parent(self) -> Goal | None:
        parent: Goal | None = self.cleaned_data["parent"]
        if parent and parent.parent_id:
            raise ValidationError(_("“%(goal)s” is a sub-goal itself. Choose its goal."), params={"goal": parent})
        if parent and self.instance.pk and (parent.pk == self.instance.pk or self.instance.subgoals.exists()):
            raise ValidationError(_("This goal has sub-goals, so it cannot be a sub-goal."))
        return parent


class ProgrammeForm(WagtailAdminModelForm):
    """Checks the period before the database does."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The programme ends before it starts."))
        return cleaned
