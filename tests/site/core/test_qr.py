import re

import segno

from core import qr


def test_drawing_fills_exactly_the_dark_modules():
    text = "https://library.example/el/events/?branch=central"
    drawn = qr.drawing(text)
    dark = set()
    for x, y, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawn.path):
        assert length == back
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    lines = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    assert drawn.size == len(lines)
    assert dark == {(x, y) for y, line in enumerate(lines) for x, module in enumerate(line) if module}
