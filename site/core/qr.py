"""QR codes as drawings of a single path, which templates place themselves: no styles, no mark-up of others."""

import re
from dataclasses import dataclass

import segno

# Empty modules around the code (ISO/IEC 18004 asks for four).
QUIET = 4
_DARK = re.compile(rb"\x01+")


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
    lines = segno.make(text, error="m", micro=False, mask=0 if quickly else None).matrix
    runs = [
        f"M{run.start() + QUIET} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, line in enumerate(lines, QUIET)
        for run in _DARK.finditer(line)
    ]
    return Drawing(len(lines) + 2 * QUIET, "".join(runs))
