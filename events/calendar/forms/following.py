"""What staff are asked when they change a series from one of its dates on."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import RuleBroken
from events.calendar.domain.previewing import Preview
from events.calendar.domain.splitting import NotPossible, going_on, preview_split, split_series
from events.calendar.forms.schedules import ScheduleForm
from events.calendar.models import Occurrence, Schedule


class FollowingForm(ScheduleForm):
    """The plan of this date and the following ones: when, how it repeats, where, how many places."""

    code = None

    class Meta(ScheduleForm.Meta):
        model = Schedule
        fields = [
            *("first_date", "start_time", "end_time", "rule", "space", "seats", "online_seats"),
            *("admission", "on_closing_days"),
        ]

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        self.occurrence = occurrence
        if occurrence.planned_on is None:
            raise NotPossible(_("This date is not part of a series."))
        self.day: date = occurrence.planned_on
        self.page = occurrence.event.specific
        super().__init__(*args, instance=going_on(self.page, occurrence.schedule_code, self.day), **kwargs)
        self.tell(branch=occurrence.branch, source_rows=None)
        for name in ("start_time", "end_time"):
            self.fields[name].widget.format = "%H:%M"

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def preview(self, *, now: Any) -> Preview | None:
        """What would happen; None when a rule refuses it, which is then said in the form."""
        try:
            return preview_split(self.page, self.occurrence.schedule_code, self.day, changes=self.changes(), now=now)
        except RuleBroken as refused:
            self.add_error(None, refused.sentence)
            return None

    def act(self, *, now: Any, by: Any) -> bool:
        """Does it; False when a rule refuses it."""
        try:
            split_series(self.page, self.occurrence.schedule_code, self.day, changes=self.changes(), now=now, by=by)
        except RuleBroken as refused:
            self.add_error(None, refused.sentence)
            return False
        return True
