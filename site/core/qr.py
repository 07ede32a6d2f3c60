"""QR codes as drawings of a single path, which templates place themselves: no styles, no mark-up of others."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno

# Empty modules around the code (ISO/IEC 18004 asks for four).
QUIET = 4


@dataclass(frozen=True)
class Drawing:
    """A square of `size` modules; `path` is the data of an SVG path that fills the dark ones."""

    size: int
    path: str


def drawing(text: str, *, quickly: bool = False) -> Drawing:
    """The code of a text with medium error correction, with its quiet zone.

    Of the eight patterns that may lie over the modules the least striking is looked for, four fifths of the work.
    `quickly` takes the chequered one, which readers take off just as well, for codes that one person looks at.
    """
    lines = list(segno.make(text, error="m", micro=False, mask=0 if quickly else None).matrix_iter(border=QUIET))
    runs = [f"M{x} {y}h{length}v1h-{length}z" for y, line in enumerate(lines) for x, length in _dark(line)]
    return Drawing(len(lines), "".join(runs))


def _dark(line: Iterable[int]) -> list[tuple[int, int]]:
    """Where dark runs of a line begin, and how long they are."""
    runs: list[tuple[int, int]] = []
    for x, module in enumerate(line):
        if module and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif module:
            runs.append((x, 1))
    return runs
