"""What changed of a date since a person was last told of it: time, place, mode and state, found by difference."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, pgettext

from events.calendar.domain.rows import Row
from events.calendar.domain.states import state_of
from events.calendar.enums import Mode, Status
from events.calendar.models import Occurrence
from events.registration.domain.letters import teller
from events.registration.models import Registration
from places.models import Branch, Space

CANCELLED = Status.CANCELLED.value


def facts_of(occurrence: Occurrence) -> dict[str, str]:
    """What `Registration.told` keeps of a date: what people would have to hear of if it were otherwise.

    Needs `event` with the date. The place is a key, so that a new name for a room is no news.
    """
    off = occurrence.withdrawn_at is not None
    return {
        "start": occurrence.start.isoformat(),
        "end": occurrence.end.isoformat(),
        "place": place_key(occurrence),
        "mode": occurrence.event.mode,
        "state": CANCELLED if off else str(occurrence.status),
    }


def place_key(occurrence: Occurrence) -> str:
    """Where it is: "branch/space" by their keys, the words of staff where it is elsewhere, nothing online."""
    event = occurrence.event
    if event.mode == Mode.ONLINE:
        return ""
    return str(event.place_note) if event.mode == Mode.ELSEWHERE else f"{occurrence.branch_id}/{occurrence.space_id}"


def differs(registration: Registration, occurrence: Occurrence) -> bool:
    """Whether there is anything to tell this person.

    Who was registered before we kept what was told is told of every change of the date's sequence. What was cancelled
    is no news when its time or place is changed afterwards.
    """
    was, now = registration.told, facts_of(occurrence)
    if not was:
        return occurrence.sequence > registration.told_sequence
    return was != now and not (was["state"] == now["state"] == CANCELLED)


def letter_kind(registration: Registration, occurrence: Occurrence) -> str:
    """Which letter tells the change: cancelled, restored for whoever last heard that it was cancelled, or changed."""
    if facts_of(occurrence)["state"] == CANCELLED:
        return "cancelled-by-library"
    return "restored" if registration.told.get("state") == CANCELLED else "changed"


def what_differs(registration: Registration, occurrence: Occurrence) -> tuple[str, ...]:
    """The sorts of news in a letter of this change: of "time", "place", "mode", "state"."""
    was, now = registration.told, facts_of(occurrence)
    names = {"start": "time", "end": "time"}
    return tuple(sorted({names.get(name, name) for name, value in now.items() if was.get(name) != value}))


@dataclass(frozen=True)
class Difference:
    """One thing that is otherwise now, in words of the active language."""

    what: str
    was: str
    now: str


def differences(registration: Registration, row: Row, names: "Names") -> list[Difference]:
    """What was and what is, for the letter in the language that is active; empty for whoever has no facts kept."""
    was, occurrence = registration.told, row.occurrence
    if not was or occurrence is None:
        return []
    now = facts_of(occurrence)
    found = []
    if (was["start"], was["end"]) != (now["start"], now["end"]):
        found.append(Difference(_("When"), _old_time(was, row), teller.in_words(row)))
    if was["place"] != now["place"]:
        found.append(Difference(_("Where"), names.of(was), row.place))
    if was["mode"] != now["mode"]:
        found.append(Difference(_("How"), str(Mode(was["mode"]).label), str(Mode(now["mode"]).label)))
    if was["state"] != now["state"]:
        found.append(Difference(state_heading(), state_label(was["state"]), _state_now(row)))
    return found


def state_heading() -> str:
    return pgettext("of a date", "State")


def state_label(state: str) -> str:
    return str(Status(state).label)


def _state_now(row: Row) -> str:
    state = state_of(row)
    return state.label if state.off else state_label(Status.SCHEDULED)


def _old_time(was: dict[str, str], row: Row) -> str:
    """The time the person knows, in words, by the clocks of the place."""
    zone = ZoneInfo(row.zone)
    start, end = (datetime.fromisoformat(was[name]).astimezone(zone) for name in ("start", "end"))
    return teller.in_words(replace(row, start=start, end=end))


class Names:
    """The names of places people were told of, read once for all of them."""

    def __init__(self, told: Iterable[dict[str, Any]]) -> None:
        keys = [facts["place"] for facts in told if facts.get("mode") in (Mode.HERE, Mode.HYBRID)]
        pairs = [key.partition("/") for key in keys]
        self._branches = Branch.objects.in_bulk([int(branch) for branch, _slash, _space in pairs])
        self._spaces = Space.objects.in_bulk([int(space) for _branch, _slash, space in pairs if space.isdigit()])

    def of(self, facts: dict[str, str]) -> str:
        """Where it was, in the active language, as lists and letters write it."""
        if facts["mode"] == Mode.ONLINE:
            return _("Online")
        if facts["mode"] == Mode.ELSEWHERE:
            return facts["place"]
        branch, _slash, space = facts["place"].partition("/")
        parts = (self._branches.get(int(branch)), self._spaces.get(int(space)) if space.isdigit() else None)
        return ", ".join(str(part.name) for part in parts if part)
