import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.STATICFILES_DIRS[0]) / "css" / "tokens.css").read_text(encoding="utf-8")
PLAIN = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))
PAIRS = {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", CSS)}

KINDS = ["exhibition", "lecture", "participatory", "activity", "screen"]
# Text needs 4.5 to 1, borders of controls and bars 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink-soft", "paper"), ("ink-soft", "surface"),
    ("ink-soft", "sunken"), ("brand", "paper"), ("brand", "surface"), ("brand", "sunken"), ("on-brand", "brand"),
    ("on-brand", "brand-deep"), ("on-hero", "hero"), ("on-hero-soft", "hero"), ("on-tab", "tab"),
    ("on-tab", "tab-hover"),
    ("on-sun", "sun"), ("danger", "surface"), ("danger", "paper"), ("ok", "surface"), ("ok", "paper"),
    ("paper", "ink"),
    *((kind, ground) for kind in KINDS for ground in ("surface", "paper")),
    *((f"on-likert-{level}", f"likert-{level}") for level in range(1, 6)),
]  # fmt: skip
EDGES = [("line-strong", "paper"), ("line-strong", "surface"), ("line-strong", "sunken"), ("brand", "surface")]


def colour(name: str, mode: int) -> str:
    return PAIRS[name][mode] if name in PAIRS else PLAIN[name]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_has_enough_contrast(text: str, ground: str, mode: int) -> None:
    assert contrast(colour(text, mode), colour(ground, mode)) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_have_enough_contrast(edge: str, ground: str, mode: int) -> None:
    assert contrast(colour(edge, mode), colour(ground, mode)) >= 3


def test_every_pair_of_colours_has_its_plain_light_value_first() -> None:
    assert {name: light for name, (light, _dark) in PAIRS.items()}.items() <= PLAIN.items()
    assert CSS.index("--paper: #") < CSS.index("@supports") < CSS.index("--paper: light-dark")
