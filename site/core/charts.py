"""Three kinds of charts as plain geometry in per cent: no library, no script, no style attribute in their templates.

Nothing here asks a database or writes HTML. Words come in already translated; groups that are too small come in as
numbers and leave as `small`, without geometry and without figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

# A figure stands inside its bar only where the bar is wide enough for it on a phone (per cent of the width).
ROOM_FOR_A_FIGURE = 9.0
# Air above the tallest column, for nothing but looks (per cent of the height).
TALLEST = 96.0


def per_cent(part: float, whole: float) -> int:
    """A whole per cent for people; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


@dataclass(frozen=True)
class Segment:
    """One answer in one row: `x` and `width` in per cent of the row; `level` from 1 (most against) upwards."""

    level: int
    label: str
    count: int
    share: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its figure stands."""
        return round(self.x + self.width / 2, 2)

    @property
    def shows_figure(self) -> bool:
        """Whether the figure fits."""
        return self.width >= ROOM_FOR_A_FIGURE


@dataclass(frozen=True)
class Statement:
    """One row of a likert chart; `answered` counts the answers on the scale. A `small` row has no segments."""

    text: str
    answered: int
    small: bool
    segments: list[Segment] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """The row for people who do not see it."""
        return "; ".join(f"{segment.label}: {segment.count}" for segment in self.segments)


@dataclass(frozen=True)
class Likert:
    """Diverging bars over one zero line at `zero` per cent; the middle answer lies half on each side."""

    labels: list[str]
    zero: float
    rows: list[Statement]

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Level and label of each answer."""
        return list(zip(levels(len(self.labels)), self.labels, strict=True))

    @property
    def table(self) -> list[list[str | int]]:
        """The same figures: statement, one count for each answer, sum; dots where a group is too small."""
        return [
            [row.text, *(["…"] * (len(self.labels) + 1))]
            if row.small
            else [row.text, *(segment.count for segment in row.segments), row.answered]
            for row in self.rows
        ]


def levels(number: int) -> list[int]:
    """The levels of so many answers: four have no middle, so they leave out the level of "neither" and its colour."""
    return [1, 2, 4, 5] if number == 4 else list(range(1, number + 1))


def _left_of_zero(counts: Sequence[int]) -> float:
    """How much of a row lies before the zero line, as a share from 0 to 1."""
    half = len(counts) // 2
    before = sum(counts[:half]) + (counts[half] / 2 if len(counts) % 2 else 0)
    return before / sum(counts)


def likert(statements: Sequence[tuple[str, Sequence[int]]], labels: Sequence[str], *, least: int = 5) -> Likert:
    """Bars for statements with counts in the order of `labels`, from most against to most in favour.

    All rows share one scale, so that equal widths are equal shares of those who answered. A row with fewer than
    `least` answers is suppressed (decision 3.6 of the house).
    """
    shown = [counts for _text, counts in statements if sum(counts) >= max(least, 1)]
    left = max((_left_of_zero(counts) for counts in shown), default=0.5)
    right = max((1 - _left_of_zero(counts) for counts in shown), default=0.5)
    zero, unit = 100 * left / (left + right), 100 / (left + right)
    rows = []
    for text, counts in statements:
        answered = sum(counts)
        if answered < max(least, 1):
            rows.append(Statement(text=text, answered=answered, small=True))
            continue
        x, segments = zero - unit * _left_of_zero(counts), []
        for level, label, count in zip(levels(len(labels)), labels, counts, strict=True):
            width = unit * count / answered
            share = per_cent(count, answered)
            segments.append(Segment(level, label, count, share, round(max(x, 0), 2), round(width, 2)))
            x += width
        rows.append(Statement(text=text, answered=answered, small=False, segments=segments))
    return Likert(labels=list(labels), zero=round(zero, 2), rows=rows)


@dataclass(frozen=True)
class Column:
    """One point in time: `y` and `height` in per cent of the drawing."""

    label: str
    value: int
    y: float
    height: float


@dataclass(frozen=True)
class Columns:
    """Columns over time on a scale that begins at zero."""

    columns: list[Column]

    @property
    def table(self) -> list[list[str | int]]:
        """The same figures."""
        return [[column.label, column.value] for column in self.columns]


def columns(points: Sequence[tuple[str, int]]) -> Columns:
    """Columns for labelled values (none below 0), the tallest nearly filling the height."""
    tallest = max((value for _label, value in points), default=0) or 1
    heights = [round(TALLEST * value / tallest, 2) for _label, value in points]
    return Columns(
        [
            Column(label=label, value=value, y=round(100 - height, 2), height=height)
            for (label, value), height in zip(points, heights, strict=True)
        ]
    )


@dataclass(frozen=True)
class PartOfWhole:
    """A part of a whole, such as those who answered among those who were asked."""

    part: int
    whole: int
    share: int
    width: float


def part_of_whole(part: int, whole: int) -> PartOfWhole:
    """The share in whole per cent; a part above the whole (more answers by the open link) fills the bar, no more."""
    width = min(100.0, 100 * part / whole) if whole else 0.0
    return PartOfWhole(part=part, whole=whole, share=per_cent(part, whole), width=round(width, 2))
