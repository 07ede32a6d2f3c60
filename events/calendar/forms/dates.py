"""What staff are asked when they decide about one date; each form knows the verb it stands for."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy

from core.translated import TranslatedFormField
from events.calendar.domain import occurrences
from events.calendar.domain.closures import doubts
from events.calendar.domain.expansion import exists, instant
from events.calendar.enums import Mode, Status
from events.calendar.forms.days import refuse_odd_years
from events.calendar.forms.reasons import ReasonForm, SeenFirstForm
from events.calendar.models import Occurrence


class DateForm(SeenFirstForm):
    """Base: a heading, what will happen, the word on the button, and `act`, which returns the date as it is now."""

    heading: Any = ""
    consequence: Any = ""
    button: Any = ""

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        self.occurrence = occurrence
        super().__init__(*args, event_id=occurrence.event_id, rows=[occurrence], **kwargs)

    def concerned(self) -> list[str]:
        """How many people will be told, in sentences."""
        if not self.tells:
            return []
        held = self.occurrence.seats_taken + self.occurrence.online_taken
        waiting = self.occurrence.waiting + self.occurrence.online_waiting
        if not held and not waiting:
            return [_("Nobody holds a place, so nobody is written to.")]
        places = ngettext("%(number)s place is taken.", "%(number)s places are taken.", held)
        parties = ngettext("%(number)s party is waiting.", "%(number)s parties are waiting.", waiting)
        counted = [(places, held), (parties, waiting)]
        return [*[words % {"number": number} for words, number in counted if number], _("All of them will be told.")]

    def told(self, after: Occurrence) -> str:
        """The sentence after it is done."""
        return _("Done. Everyone who holds a place is told.")


class CancelForm(DateForm, ReasonForm):
    heading = gettext_lazy("Cancel this date")
    consequence = gettext_lazy(
        "Everyone who holds a place or waits for one is told. The date stays visible as cancelled."
    )
    button = gettext_lazy("Cancel this date")

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.cancel_occurrence(self.occurrence, reason=self.cleaned_data["reason"], now=now)


class PostponeForm(DateForm, ReasonForm):
    heading = gettext_lazy("Postpone this date")
    consequence = gettext_lazy("Everyone is told that a new date will follow. They keep their places.")
    button = gettext_lazy("Postpone")

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.postpone_occurrence(self.occurrence, reason=self.cleaned_data["reason"], now=now)


class MoveForm(DateForm, ReasonForm):
    heading = gettext_lazy("Move this date")
    consequence = gettext_lazy("Everyone keeps their places and is told the new time.")
    button = gettext_lazy("Move")

    day = forms.DateField(label=gettext_lazy("New day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    start_time = forms.TimeField(
        label=pgettext_lazy("time", "From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    end_time = forms.TimeField(
        label=pgettext_lazy("time", "Until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    field_order = ["day", "start_time", "end_time", "reason"]

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        zone = ZoneInfo(occurrence.zone)
        start, end = occurrence.start.astimezone(zone), occurrence.end.astimezone(zone)
        initial = {"day": start.date(), "start_time": start.time(), "end_time": end.time()}
        super().__init__(*args, occurrence=occurrence, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        refuse_odd_years(self, "day")
        day, start = cleaned.get("day"), cleaned.get("start_time")
        if day and start and not exists(day, start, self.occurrence.zone):
            self.add_error("start_time", _("The clocks are put forward that night: this time does not exist."))
        return cleaned

    @property
    def asks_first(self) -> bool:
        return super().asks_first or bool(self.doubts)

    @property
    def doubts(self) -> list[str]:
        """What speaks against the new time: staff may move the date there all the same, once they have read it."""
        if not self.is_bound or not self.is_valid():
            return []
        start, end = self._times()
        return doubts(self.occurrence.event, self.occurrence.branch, start=start, end=end)

    def act(self, *, now: datetime) -> Occurrence:
        start, end = self._times()
        reason = self.cleaned_data["reason"]
        return occurrences.move_occurrence(self.occurrence, start=start, end=end, reason=reason, now=now)

    def _times(self) -> tuple[datetime, datetime]:
        asked, zone = self.cleaned_data, self.occurrence.zone
        day, start, end = asked["day"], asked["start_time"], asked["end_time"]
        # An end before the start is the morning after, as in the plan.
        last = day if end >= start else day + timedelta(days=1)
        return instant(day, start, zone), instant(last, end, zone)


class SpaceForm(DateForm, ReasonForm):
    heading = gettext_lazy("Change the space")
    consequence = gettext_lazy("Everyone who holds a place is told where to go.")
    button = gettext_lazy("Change the space")

    space = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Space"), required=False)
    field_order = ["space", "reason"]

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, occurrence=occurrence, initial={"space": occurrence.space_id}, **kwargs)
        self.fields["space"].queryset = occurrence.branch.spaces.all()  # type: ignore[attr-defined]

    def act(self, *, now: datetime) -> Occurrence:
        asked = self.cleaned_data
        return occurrences.change_space(self.occurrence, space=asked["space"], reason=asked["reason"], now=now)


class SeatsForm(DateForm):
    tells = False
    heading = gettext_lazy("Change the number of places")
    consequence = gettext_lazy("Nobody loses a place. Places that become free go to the waiting list.")
    button = gettext_lazy("Change the places")

    seats = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Empty: no limit."),
    )

    online_seats = forms.IntegerField(
        label=gettext_lazy("Places online"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Empty: no limit."),
    )

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        planned = {"seats": occurrence.seats_planned, "online_seats": occurrence.online_planned}
        super().__init__(*args, occurrence=occurrence, initial=planned, **kwargs)
        if occurrence.event.mode != Mode.HYBRID:
            del self.fields["online_seats"]

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.change_seats(self.occurrence, **self.cleaned_data, now=now)

    def told(self, after: Occurrence) -> str:
        kept = [
            _("Planned %(planned)s, kept at %(kept)s, because so many places are taken.") % {"planned": plan, "kept": n}
            for plan, n in [(after.seats_planned, after.seats), (after.online_planned, after.online_seats)]
            if plan != n
        ]
        return " ".join(kept) or _("The places are changed.")


class NoteForm(DateForm):
    tells = False
    heading = gettext_lazy("Write something about this date")
    consequence = gettext_lazy("It stands on the page of this date alone. Nobody is written to.")
    button = gettext_lazy("Save")

    note = TranslatedFormField(label=gettext_lazy("About this date"), long=True, required=False)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, occurrence=occurrence, initial={"note": occurrence.note}, **kwargs)

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.annotate(self.occurrence, note=self.cleaned_data["note"], now=now)

    def told(self, after: Occurrence) -> str:
        return _("The words are saved.")


class LinkForm(DateForm):
    tells = False
    heading = gettext_lazy("Set the link to take part online")
    consequence = gettext_lazy(
        "Only those with a place online get it, from a day before the start. It is never shown in public."
    )
    button = gettext_lazy("Save")

    join_link = forms.URLField(
        label=gettext_lazy("Link for this date"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Empty: the link of the event."),
    )

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, occurrence=occurrence, initial={"join_link": occurrence.join_link}, **kwargs)

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.change_join_link(self.occurrence, join_link=self.cleaned_data["join_link"], now=now)

    def told(self, after: Occurrence) -> str:
        return _("The link is saved. Whoever had another one gets a letter when the date is near.")


class KeepForm(DateForm):
    tells = False
    heading = gettext_lazy("Keep it as an extra date")
    consequence = gettext_lazy("The date takes place although the plan has no such date any more. Nothing changes.")
    button = gettext_lazy("Keep this date")

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.keep_as_extra(self.occurrence, now=now)

    def told(self, after: Occurrence) -> str:
        return _("It stays as an extra date.")


class RestoreForm(DateForm):
    heading = gettext_lazy("Let this date take place after all")
    consequence = gettext_lazy("The date takes place at the time it has. People who were told are told again.")
    button = gettext_lazy("Restore this date")

    def act(self, *, now: datetime) -> Occurrence:
        return occurrences.restore_occurrence(self.occurrence, now=now)

    def told(self, after: Occurrence) -> str:
        return _("It takes place again.")


FORMS: dict[str, type[DateForm]] = {
    "cancel": CancelForm,
    "postpone": PostponeForm,
    "move": MoveForm,
    "space": SpaceForm,
    "seats": SeatsForm,
    "note": NoteForm,
    "link": LinkForm,
    "keep": KeepForm,
    "restore": RestoreForm,
}


def verbs_for(occurrence: Occurrence, *, now: datetime) -> list[tuple[str, str]]:
    """What can be decided about the date in its present state: the verb and what it is called."""
    if occurrence.end <= now or occurrence.withdrawn_at is not None:
        return []
    if occurrence.status == Status.CANCELLED:
        names = ["restore", "seats", "note"]
    elif occurrence.status == Status.POSTPONED:
        names = ["move", "restore", "cancel", "space", "seats", "note"]
    else:
        names = ["move", "postpone", "cancel", "space", "seats", "note"]
    if occurrence.event.mode in {Mode.ONLINE, Mode.HYBRID}:
        names = [*names, "link"]
    if occurrence.off_rule:
        names = ["keep", *names]
    if occurrence.all_day:
        names = [name for name in names if name != "move"]
    return [(name, FORMS[name].heading) for name in names]


def when(occurrence: Occurrence) -> str:
    """The date in words, in its own zone: "Tuesday, 1 December 2026, 18:00–20:00"."""
    zone = ZoneInfo(occurrence.zone)
    start, end = occurrence.start.astimezone(zone), occurrence.end.astimezone(zone)
    if occurrence.all_day:
        last = end - timedelta(days=1)
        return (
            date_format(start.date()) if last.date() == start.date() else f"{date_format(start)} – {date_format(last)}"
        )
    words = {"weekday": date_format(start, "l"), "date": date_format(start)}
    times = f"{date_format(start, 'TIME_FORMAT')}–{date_format(end, 'TIME_FORMAT')}"
    return _("%(weekday)s, %(date)s, %(times)s") % {**words, "times": times}
