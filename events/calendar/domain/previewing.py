"""What publishing a plan would do to the dates people know, worked out without writing anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from events.calendar.domain.branches import branch_of
from events.calendar.domain.scheduling import Step, lay_plan
from events.calendar.domain.sources import is_translation
from events.calendar.models import EventPage, Occurrence


@dataclass(frozen=True)
class Change:
    """What would become of one date, and how many people have a place on it or wait for one."""

    word: str
    row: Occurrence
    was: Mapping[str, Any]
    told: bool
    people: int

    @property
    def start_before(self) -> datetime:
        start: datetime = self.was.get("start", self.row.start)
        return start


@dataclass(frozen=True)
class Preview:
    """All changes in the order of time; `words()` tells them to staff."""

    changes: list[Change]

    def of(self, *words: str) -> list[Change]:
        return [change for change in self.changes if change.word in words]

    @property
    def told(self) -> list[Change]:
        """Dates of which somebody is written to."""
        return [change for change in self.changes if change.told and change.people and change.word != "made"]

    @property
    def undecided(self) -> list[Change]:
        """Dates the plan no longer has and people hold: staff must say what becomes of each."""
        return self.of("kept")

    @property
    def asks(self) -> bool:
        """Whether staff should see it first: a date the public knows moves, goes, comes back or leaves the plan."""
        newly_kept = [change for change in self.undecided if change.was.get("off_rule") is False]
        elsewhere = [change for change in self.of("changed") if change.told]
        return bool(newly_kept or elsewhere or self.of("moved", "withdrawn", "restored"))

    @property
    def digest(self) -> str:
        """A mark by which one can tell later whether it is still the same; codes not written yet are left out."""
        facts = [
            (change.word, change.row.planned_on, change.row.start, change.row.end, change.row.space_id, change.people)
            for change in self.changes
            if change.word != "unchanged"
        ]
        return sha256(repr(facts).encode()).hexdigest()[:16]

    def words(self) -> list[str]:
        """The changes in sentences, the gravest last."""
        return [*_moves(self.of("moved")), *_others(self), *_letters(self)]


def date_key(row: Occurrence) -> str:
    """The date by schedule and planned day, so that a date that does not exist yet can be named."""
    return f"{row.schedule_code.hex}.{row.planned_on or ''}"


def preview(
    draft: EventPage,
    *,
    now: datetime,
    people: Mapping[UUID, int] | None = None,
    rows: list[Occurrence] | None = None,
) -> Preview:
    """What publishing the draft (the specific page as it would be) does. Reads; writes nothing.

    `people` by date, when a later room counted them; else places taken and parties waiting. `rows` when the caller
    has the dates and changed something about them in memory.
    """
    branch = branch_of(draft)
    if branch is None or draft.alias_of_id or is_translation(draft):
        return Preview([])
    if rows is None:
        rows = list(Occurrence.objects.filter(event_id=draft.pk).order_by("pk"))
    work = lay_plan(draft, branch=branch, rows=rows, now=now)
    changes = [_change(step, people) for step in work.steps]
    return Preview(sorted(changes, key=lambda change: change.row.start))


def _change(step: Step, people: Mapping[UUID, int] | None) -> Change:
    row = step.row
    number = _known_people(row) if people is None else people.get(row.pk, 0)
    return Change(step.word, row, step.was, step.told, number)


def _known_people(row: Occurrence) -> int:
    """Who has a place and who waits, as far as the row itself says."""
    return row.seats_taken + row.waiting + row.online_taken + row.online_waiting


def _moves(moved: list[Change]) -> list[str]:
    """How many dates begin at another time; from when to when, if it is the same for all of them."""
    begin = [change for change in moved if "start" in change.was]
    sentences = []
    if begin:
        hours = {(_hour(change.start_before, change.row), _hour(change.row.start, change.row)) for change in begin}
        same_day = all(_day(change.start_before, change.row) == _day(change.row.start, change.row) for change in begin)
        facts: dict[str, Any] = {"number": len(begin)}
        if len(hours) == 1 and same_day:
            facts["before"], facts["after"] = hours.pop()
            sentence = ngettext(
                "%(number)s date moves from %(before)s to %(after)s.",
                "%(number)s dates move from %(before)s to %(after)s.",
                len(begin),
            )
        else:
            sentence = ngettext("%(number)s date moves.", "%(number)s dates move.", len(begin))
        sentences.append(sentence % facts)
    if ends := len(moved) - len(begin):
        sentence = ngettext("%(number)s date ends at another time.", "%(number)s dates end at another time.", ends)
        sentences.append(sentence % {"number": ends})
    return sentences


def _others(seen: Preview) -> list[str]:
    elsewhere = [change for change in seen.of("changed", "moved") if change.was.keys() & {"space_id", "branch_id"}]
    planned = {"seats_planned", "online_planned"}
    sizes = [change for change in seen.of("changed", "moved") if change.was.keys() & planned]
    counted = [
        (len(seen.of("made")), lambda n: ngettext("%(number)s new date.", "%(number)s new dates.", n)),
        (
            len(elsewhere),
            lambda n: ngettext(
                "%(number)s date takes place in another space.", "%(number)s dates take place in another space.", n
            ),
        ),
        (
            len(sizes),
            lambda n: ngettext(
                "%(number)s date has another number of places.", "%(number)s dates have another number of places.", n
            ),
        ),
        (len(seen.of("restored")), lambda n: ngettext("%(number)s date comes back.", "%(number)s dates come back.", n)),
        (
            len(seen.of("withdrawn")),
            lambda n: ngettext(
                "%(number)s date that nobody holds disappears.", "%(number)s dates that nobody holds disappear.", n
            ),
        ),
    ]
    return [sentence(number) % {"number": number} for number, sentence in counted if number]


def _letters(seen: Preview) -> list[str]:
    sentences = []
    if seen.told:
        people = _people(seen.told)
        sentence = ngettext("%(people)s person will be told.", "%(people)s people will be told.", people)
        sentences.append(sentence % {"people": people})
    elif seen.asks and not seen.undecided:
        sentences.append(_("Nobody holds a place on these dates, so nobody is written to."))
    if seen.undecided:
        number = len(seen.undecided)
        sentence = ngettext(
            "%(number)s date is no longer in the plan, but people hold %(people)s places on it: please decide.",
            "%(number)s dates are no longer in the plan, but people hold %(people)s places on them: please decide.",
            number,
        )
        sentences.append(sentence % {"number": number, "people": _people(seen.undecided)})
    return sentences


def _people(changes: Iterable[Change]) -> int:
    return sum(change.people for change in changes)


def _hour(moment: datetime, row: Occurrence) -> str:
    return date_format(moment.astimezone(ZoneInfo(row.zone)), "TIME_FORMAT")


def _day(moment: datetime, row: Occurrence) -> object:
    return moment.astimezone(ZoneInfo(row.zone)).date()
