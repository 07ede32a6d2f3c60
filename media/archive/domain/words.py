"""Frozen figures in words: what the page, the list, the editor and the data block say of an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext as _, ngettext_lazy

from core.charts import Likert, likert
from core.translated import Translated
from events.calendar.enums import Cocreation
from media.archive.enums import Fact
from media.archive.models import OutcomePage

FIRST = (Fact.ATTENDED, Fact.ANSWERED, Fact.RATE)
# Used with `% number`, which chooses the form; the number itself stands before the words, larger.
LABELS = {
    Fact.HELD: ngettext_lazy("date took place", "dates took place"),
    Fact.CANCELLED: ngettext_lazy("date was cancelled", "dates were cancelled"),
    Fact.REGISTERED: ngettext_lazy("person registered", "people registered"),
    Fact.ATTENDED: ngettext_lazy("person took part", "people took part"),
    Fact.WALK_INS: ngettext_lazy("person came without registering", "people came without registering"),
    Fact.NO_SHOWS: ngettext_lazy("person registered and did not come", "people registered and did not come"),
    Fact.WAITING: ngettext_lazy("person stayed on the waiting list", "people stayed on the waiting list"),
    Fact.INVITED: ngettext_lazy("person was invited to the survey", "people were invited to the survey"),
    Fact.ANSWERED: ngettext_lazy("answer to the survey", "answers to the survey"),
    Fact.RATE: ngettext_lazy("of those invited answered", "of those invited answered"),
}


@dataclass(frozen=True)
class Line:
    """One figure: the number, its words, and how it was counted."""

    fact: Fact
    value: str
    label: str
    definition: str


@dataclass(frozen=True)
class FiguresInWords:
    """All an outcome says in figures."""

    taken_at: datetime | None
    lines: list[Line]

    @property
    def big(self) -> list[dict[str, str]]:
        """For the component of big numbers."""
        return [{"value": line.value, "label": line.label} for line in self.lines]


def figures_in_words(outcome: OutcomePage) -> FiguresInWords:
    """The figures in the active language, those people ask for first; the definitions are the frozen ones."""
    facts: Mapping[str, int] = outcome.figures.get("facts", {})
    definitions = outcome.figures.get("definitions", {})
    order = [*FIRST, *(fact for fact in Fact if fact not in FIRST)]
    lines = [
        Line(fact, _value(fact, facts[fact]), LABELS[fact] % facts[fact], str(Translated(definitions.get(fact, {}))))
        for fact in order
        if fact in facts and not _says_nothing(fact, facts[fact])
    ]
    taken = outcome.figures.get("taken_at")
    return FiguresInWords(taken_at=datetime.fromisoformat(taken) if taken else None, lines=lines)


def in_short(outcome: OutcomePage) -> str:
    """The figures people ask for, in one line: “42 people took part · 12 answered the survey”."""
    lines = [line for line in figures_in_words(outcome).lines if line.fact in (*FIRST, Fact.HELD)]
    return " · ".join(f"{line.value} {line.label}" for line in lines[:3])


def bars_of(outcome: OutcomePage) -> list[Likert]:
    """Diverging bars of what people answered, one chart for each scale, drawn from the frozen counts."""
    language = (get_language() or "en").split("-")[0]
    scales: dict[tuple[str, ...], list[tuple[str, list[int]]]] = {}
    for each in outcome.figures.get("answers", []):
        steps = tuple(each["steps"].get(language) or each["steps"]["en"])
        scales.setdefault(steps, []).append((str(Translated(each["text"])), each["spread"]))
    return [likert(statements, list(steps)) for steps, statements in scales.items()]


def together_of(outcome: OutcomePage) -> dict[str, Any]:
    """Of whom, by whom, for whom: as frozen, with the step of co-creation in words; empty when it says nothing."""
    found = outcome.figures.get("together") or {}
    if not any(value for key, value in found.items() if key != "language"):
        return {}
    step = found.get("cocreation")
    return {**found, "cocreation": Cocreation(step).label if step is not None else ""}


def _says_nothing(fact: Fact, value: int) -> bool:
    """Noughts that are no news: nobody is told that nothing was cancelled."""
    return value == 0 and fact in (Fact.CANCELLED, Fact.WALK_INS, Fact.NO_SHOWS, Fact.WAITING)


def _value(fact: Fact, value: int) -> str:
    return _("%(share)s%%") % {"share": value} if fact == Fact.RATE else str(value)
