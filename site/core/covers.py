"""Drawn covers for events without a picture: the same kind and seed always give the same small SVG."""

from collections.abc import Callable
from hashlib import sha256
from math import cos, pi, sin

WIDTH, HEIGHT = 480, 320
# First the ground, then the inks of a kind; the first ink carries the kind's own colour.
PALETTES = {
    "exhibition": ("#F6E6F1", ("#7A2E6E", "#F2B8A2", "#FFC845", "#BFE3D6", "#B0609F")),
    "lecture": ("#E4ECF8", ("#1F4FA3", "#FFC845", "#C5D8F2", "#163B7C", "#2F62B8")),
    "participatory": ("#FBEFCF", ("#B5391B", "#0B4A45", "#FFC845", "#F2B8A2", "#7A2E6E")),
    "activity": ("#DDF0F2", ("#2F6B2A", "#FFC845", "#8DBB6E", "#4C8A3F", "#D2492A")),
    "partner": ("#E3EDE8", ("#0B4A45", "#BFE3D6", "#FFC845", "#7FA8A0", "#465759")),
    "screen": ("#F5F0E1", ("#7A5200", "#D2492A", "#FFC845", "#07332F", "#BFE3D6")),
}


class Draws:
    """An endless row of numbers out of one seed, equal on every machine and Python version."""

    def __init__(self, seed: str) -> None:
        self.seed, self.count, self.stock = seed, 0, b""

    def number(self, below: int) -> int:
        """A whole number from 0 to `below` - 1 (at most 65536)."""
        if len(self.stock) < 2:
            self.stock = sha256(f"{self.seed}/{self.count}".encode()).digest()
            self.count += 1
        first, self.stock = self.stock[:2], self.stock[2:]
        return int.from_bytes(first, "big") % below

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.number(high - low + 1)

    def shuffled(self, inks: tuple[str, ...]) -> list[str]:
        """The inks in a drawn order."""
        rest = list(inks)
        return [rest.pop(self.number(len(rest))) for _ in inks]


def arches(draws: Draws, inks: tuple[str, ...]) -> str:
    """Doorways, one inside the other."""
    colours, marks = draws.shuffled(inks), []
    for place in range(4):
        left, top = 20 + place * 116, draws.between(110, 200)
        for ring, half in enumerate((50, 36, 22, 9)):
            centre, ink = left + 50, colours[(ring + place) % len(colours)]
            marks.append(f'<path d="M{centre - half} 320V{top}a{half} {half} 0 0 1 {half * 2} 0V320Z" fill="{ink}"/>')
    return "".join(marks)


def rings(draws: Draws, inks: tuple[str, ...]) -> str:
    """Three stones thrown into water."""
    marks = []
    for ink, left in zip(draws.shuffled(inks)[:3], (80, 230, 380), strict=True):
        x, y = left + draws.between(-40, 40), draws.between(50, 270)
        circles = "".join(
            f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for radius in range(12, draws.between(100, 140), 20)
        )
        marks.append(f'<g fill="none" stroke="{ink}" stroke-width="7">{circles}</g>')
    return "".join(marks)


def quilt(draws: Draws, inks: tuple[str, ...]) -> str:
    """Patchwork of squares, triangles, quarter discs and buttons."""
    marks = []
    for x, y in ((x, y) for y in range(0, HEIGHT, 80) for x in range(0, WIDTH, 80)):
        below, above = draws.shuffled(inks)[:2]
        patch = (
            f"M{x} {y + 80}l80-80v80z",
            f"M{x} {y}a80 80 0 0 1 80 80h-80z",
            f"M{x + 15} {y + 40}a25 25 0 0 1 50 0a25 25 0 0 1-50 0z",
            f"M{x} {y}h40v40h40v40h-40v-40h-40z",
        )[draws.number(4)]
        marks.append(f'<path d="M{x} {y}h80v80h-80z" fill="{below}"/><path d="{patch}" fill="{above}"/>')
    return "".join(marks)


def tide(draws: Draws, inks: tuple[str, ...]) -> str:
    """Waves under a low sun."""
    x, y, radius = draws.between(80, 400), draws.between(70, 110), draws.between(40, 60)
    marks = [f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#FFC845"/>']
    colours = [ink for ink in draws.shuffled(inks) if ink != "#FFC845"]
    for row in range(5):
        swell = draws.between(16, 30) * (1 if row % 2 else -1)
        waves = "".join(f"q40 {swell if crest % 2 else -swell} 80 0" for crest in range(7))
        marks.append(f'<path d="M-20 {130 + row * 38}{waves}V340H-20Z" fill="{colours[row % len(colours)]}"/>')
    return "".join(marks)


def hills(draws: Draws, inks: tuple[str, ...]) -> str:
    """Three hills, a sun and a few trees."""
    colours = [ink for ink in draws.shuffled(inks) if ink != "#FFC845"]
    marks = [f'<circle cx="{draws.between(70, 410)}" cy="92" r="{draws.between(34, 50)}" fill="#FFC845"/>']
    for ink, left in zip(colours, (80, 360, 210), strict=False):
        middle, half, height = left + draws.between(-40, 40), draws.between(220, 260), draws.between(120, 150)
        marks.append(f'<ellipse cx="{middle}" cy="345" rx="{half}" ry="{height}" fill="{ink}"/>')
    for tree in range(draws.between(2, 5)):
        x, y = 60 + tree * 90 + draws.number(40), draws.between(180, 210)
        marks.append(f'<path d="M{x} {y}v40" stroke="#5B3A1A" stroke-width="6"/>')
        marks.append(f'<circle cx="{x}" cy="{y}" r="22" fill="#1F5A3A"/>')
    return "".join(marks)


def dots(draws: Draws, inks: tuple[str, ...]) -> str:
    """A field of dots that swell and shrink."""
    first, second = draws.shuffled(inks)[:2]
    slope, groups = draws.between(3, 9), {first: "", second: ""}
    for column in range(9):
        for row in range(6):
            radius = round(13 + 9 * sin((column * slope + row * 7) / 6))
            ink = second if draws.number(4) == 0 else first
            half = f"a{radius} {radius} 0 0 1"
            groups[ink] += f"M{column * 60 - radius} {row * 60 + 10}{half} {radius * 2} 0{half}-{radius * 2} 0z"
    return "".join(f'<path d="{shapes}" fill="{ink}"/>' for ink, shapes in groups.items())


def rays(draws: Draws, inks: tuple[str, ...]) -> str:
    """A lamp and its light."""
    x, y = draws.between(140, 340), draws.between(200, 320)
    colours, count, marks = draws.shuffled(inks), draws.between(10, 16), []
    for ray in range(count):
        left, right = (2 * pi * (ray + part) / count for part in (0, 0.5))
        ends = " ".join(f"{round(x + 600 * cos(angle))} {round(y + 600 * sin(angle))}" for angle in (left, right))
        marks.append(f'<path d="M{x} {y}L{ends}Z" fill="{colours[ray % 3]}"/>')
    return "".join(marks) + f'<circle cx="{x}" cy="{y}" r="{draws.between(50, 80)}" fill="{colours[3]}"/>'


def spines(draws: Draws, inks: tuple[str, ...]) -> str:
    """A shelf of books, one of them leaning."""
    marks, x = [], 16
    while x < 440:
        wide, high, ink = draws.between(22, 48), draws.between(130, 250), inks[draws.number(len(inks))]
        lean = f' transform="rotate(-8 {x + wide} 300)"' if draws.number(7) == 0 else ""
        marks.append(f'<rect x="{x}" y="{300 - high}" width="{wide}" height="{high}" rx="3" fill="{ink}"{lean}/>')
        x += wide + 4
    return "".join(marks) + '<path d="M0 300h480v20H0z" fill="#07332F"/>'


MOTIFS: tuple[Callable[[Draws, tuple[str, ...]], str], ...] = (arches, rings, quilt, tide, hills, dots, rays, spines)


def cover(kind: str, seed: str) -> str:
    """The SVG text (0.5 to 3 KB) for one of the kinds in `PALETTES`; a KeyError for any other."""
    ground, inks = PALETTES[kind]
    draws = Draws(f"{kind}:{seed}")
    drawing = MOTIFS[draws.number(len(MOTIFS))](draws, inks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{drawing}</svg>'
    )
