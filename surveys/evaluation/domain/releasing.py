"""Which counts may be shown: groups of five answers or more, so cut that no two looks can be subtracted.

The atoms are (survey, mode, question) and, in time, the batches in which answers were opened. Of each atom batches are
released in order as soon as they bring five answers more. Every figure of every view (a date, an event, a programme, a
heading, today or next week) is a sum of such released groups: whatever is subtracted from whatever, five are left.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from surveys.evaluation.models import Answer, Survey

FEWEST_SHOWN = 5  # a survey may ask for more, never for fewer

# Survey, mode, question, batch.
Cell = tuple[int, str, int, int]


@dataclass
class Counted:
    """What one batch brings to one question: counts by step of the scale or code of choice, `apart` beside them."""

    fewest: int
    counts: dict[int | str, int] = field(default_factory=lambda: defaultdict(int))
    apart: int = 0

    @property
    def n(self) -> int:
        return sum(self.counts.values())


def cells(surveys: "QuerySet[Survey]") -> dict[Cell, Counted]:
    """All answers of these surveys, counted in the database; not to be shown before `released` has been asked."""
    rows = (
        Answer.objects.filter(response__survey__in=surveys.order_by())
        .values_list(
            "response__survey",
            "response__mode",
            "question",
            "response__batch",
            "response__survey__k",
            "value",
            "choice__code",
            "apart",
        )
        .annotate(Count("pk"))
        .order_by()
    )
    found: dict[Cell, Counted] = {}
    for survey, mode, question, batch, k, value, choice, apart, count in rows:
        cell = found.setdefault((survey, mode, question, batch), Counted(max(k, FEWEST_SHOWN)))
        if apart:
            cell.apart += count
        else:
            cell.counts[value if value is not None else choice or ""] += count
    return found


def released(found: dict[Cell, Counted]) -> Iterator[Cell]:
    """The cells that may be shown: of each atom the batches in order, whenever they bring enough answers more."""
    for batches in _atoms(found).values():
        waiting: list[Cell] = []
        for cell in batches:
            waiting.append(cell)
            if sum(found[each].n for each in waiting) >= found[cell].fewest:
                yield from waiting
                waiting = []


def never_to_be_shown(survey: Survey) -> list[Cell]:
    """Of a survey that takes no more answers: what came after the last release of a question, and is too little.

    Once the figure before it has been seen, no figure may ever include it.
    """
    found = cells(Survey.objects.filter(pk=survey.pk))
    shown = set(released(found))
    return [
        cell
        for batches in _atoms(found).values()
        if any(each in shown for each in batches)
        for cell in batches
        if cell not in shown
    ]


def _atoms(found: dict[Cell, Counted]) -> dict[tuple[int, str, int], list[Cell]]:
    atoms: dict[tuple[int, str, int], list[Cell]] = defaultdict(list)
    for cell in sorted(found):
        atoms[cell[:3]].append(cell)
    return atoms
