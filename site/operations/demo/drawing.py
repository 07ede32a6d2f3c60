"""Drawn pictures and small publications for the demo and tests: on one machine a seed always gives the same bytes."""

import random
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from PIL import Image, ImageDraw

SIZE = (1600, 1067)
Colour = tuple[int, int, int]
PAPER: Colour = (244, 246, 241)
INK: Colour = (21, 38, 42)
BRIGHT: tuple[Colour, ...] = (
    (181, 57, 27),
    (11, 74, 69),
    (255, 200, 69),
    (122, 46, 110),
    (31, 79, 163),
    (47, 107, 42),
    (184, 130, 26),
)
SKIN: tuple[Colour, ...] = ((92, 58, 40), (141, 94, 64), (198, 148, 110), (232, 190, 158), (247, 214, 190))

# Fonts with Greek and Slovenian letters, where common systems keep them. fpdf2 itself brings Latin-1 only.
_FONTS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf"),
    Path("/usr/share/fonts/TTF/DejaVuSans.ttf"),
    Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
    Path("/System/Library/Fonts/Supplemental/Arial Unicode.ttf"),
    Path("C:/Windows/Fonts/arial.ttf"),
)
LATIN = ("en", "sv", "da")
_TYPOGRAPHY = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})


def draw_picture(seed: int | str, kind: str) -> bytes:
    """A JPEG of 1600 x 1067 with drawn people; `kind` is one of SCENES, such as "talk" or "making"."""
    chance = random.Random(f"{kind}/{seed}")  # noqa: S311  (a drawing, not a secret)
    picture = Image.new("RGB", SIZE, PAPER)
    SCENES[kind](ImageDraw.Draw(picture), chance)
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=88)
    return stored.getvalue()


def _room(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    wall = chance.choice([(226, 232, 224), (233, 226, 214), (220, 229, 235), (240, 231, 222)])
    draw.rectangle((0, 0, 1600, 760), fill=wall)
    draw.rectangle((0, 760, 1600, 1067), fill=chance.choice([(150, 110, 74), (120, 128, 120), (168, 138, 104)]))


def _shelves(draw: ImageDraw.ImageDraw, chance: random.Random, left: int, right: int) -> None:
    for shelf in (170, 360, 550, 740):
        draw.rectangle((left - 10, shelf, right + 10, shelf + 14), fill=(92, 66, 44))
        at = left
        while at < right - 30:
            width, height = chance.randint(16, 40), chance.randint(90, 150)
            draw.rectangle((at, shelf - height, at + width, shelf), fill=chance.choice(BRIGHT), outline=PAPER)
            at += width + chance.choice([2, 2, 2, 40])


def _person(draw: ImageDraw.ImageDraw, chance: random.Random, x: int, y: int, tall: int) -> None:
    """Somebody whose head is at (x, y); nobody can be recognised, for they are only circles."""
    head = tall // 5
    skin, clothes, hair = (
        chance.choice(SKIN),
        chance.choice(BRIGHT),
        chance.choice([INK, (96, 60, 30), (190, 190, 185)]),
    )
    draw.rounded_rectangle((x - head, y + head, x + head, y + tall), radius=head // 2, fill=clothes)
    draw.ellipse((x - head * 3 // 4, y - head, x + head * 3 // 4, y + head * 3 // 4), fill=skin)
    draw.pieslice((x - head * 3 // 4, y - head - 6, x + head * 3 // 4, y + head // 2), 180, 360, fill=hair)


def _talk(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _room(draw, chance)
    draw.rectangle((520, 110, 1080, 430), fill=PAPER, outline=INK, width=6)
    for line in range(170, 400, 50):
        draw.line((580, line, chance.randint(760, 1020), line), fill=chance.choice(BRIGHT), width=12)
    _person(draw, chance, 1240, 300, 420)
    for row, y in enumerate((640, 800)):
        for x in range(160 + row * 70, 1500, 190):
            if chance.random() < 0.85:
                _person(draw, chance, x + chance.randint(-20, 20), y + chance.randint(-20, 20), 380)


def _making(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _room(draw, chance)
    _shelves(draw, chance, 80, 620)
    for x in range(260, 1500, 250):
        _person(draw, chance, x + chance.randint(-40, 40), 430 + chance.randint(-30, 30), 420)
    draw.polygon(((60, 760), (1540, 760), (1600, 900), (0, 900)), fill=(214, 180, 130))
    for _thing in range(26):
        x, y, size = chance.randint(140, 1440), chance.randint(775, 850), chance.randint(14, 46)
        shape = draw.rectangle if chance.random() < 0.5 else draw.ellipse
        shape((x, y, x + size, y + size * 2 // 3), fill=chance.choice(BRIGHT))


def _exhibition(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _room(draw, chance)
    for left in range(120, 1400, 370):
        top, low, wide = chance.randint(130, 200), chance.randint(460, 560), chance.randint(240, 310)
        draw.rectangle((left, top, left + wide, low), fill=PAPER, outline=INK, width=10)
        for _stroke in range(14):
            x, y = chance.randint(left + 20, left + wide - 70), chance.randint(top + 20, low - 70)
            draw.ellipse((x, y, x + chance.randint(14, 50), y + chance.randint(14, 50)), fill=chance.choice(BRIGHT))
    for x in (380, 820, 1220):
        _person(draw, chance, x + chance.randint(-60, 60), 560, 430)


def _reading(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _room(draw, chance)
    _shelves(draw, chance, 60, 1540)
    draw.ellipse((200, 800, 1400, 1040), fill=chance.choice(BRIGHT))
    for x in range(330, 1360, 170):
        _person(draw, chance, x, 700 + abs(x - 800) // 6, 260)
    _person(draw, chance, 800, 470, 440)
    draw.polygon(((700, 690), (800, 720), (900, 690), (900, 780), (800, 810), (700, 780)), fill=PAPER, outline=INK)


def _walk(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    draw.rectangle((0, 0, 1600, 560), fill=chance.choice([(196, 222, 236), (248, 224, 190)]))
    draw.ellipse((1180, 90, 1340, 250), fill=(255, 200, 69))
    for left in range(-60, 1600, 230):
        roof, front = chance.randint(210, 360), chance.choice(BRIGHT)
        draw.rectangle((left, roof, left + 200, 700), fill=front)
        draw.polygon(((left - 16, roof), (left + 100, roof - 110), (left + 216, roof)), fill=INK)
        for x in (left + 34, left + 120):
            draw.rectangle((x, roof + 60, x + 46, roof + 130), fill=(255, 240, 200))
    draw.rectangle((0, 700, 1600, 1067), fill=(170, 164, 150))
    for x in range(180, 1500, 210):
        _person(draw, chance, x + chance.randint(-40, 40), 600 + chance.randint(-20, 40), 400)


SCENES: dict[str, Callable[[ImageDraw.ImageDraw, random.Random], None]] = {
    "talk": _talk,
    "making": _making,
    "exhibition": _exhibition,
    "reading": _reading,
    "walk": _walk,
}


def can_write(language: str) -> bool:
    """Whether a publication in the language can be set on this machine: Greek and Slovenian need a font of its own."""
    return language in LATIN or _font() is not None


def make_publication(title: str, author: str, text: str, language: str) -> bytes:
    """A PDF: a cover and the text, its paragraphs parted by empty lines. Ask `can_write(language)` first."""
    paper = FPDF(format=(148, 210))
    paper.set_lang(language)
    paper.set_title(title)
    paper.set_author(author)
    paper.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    family = _set_font(paper, language)
    _cover(paper, family, title, author)
    paper.add_page()
    paper.set_text_color(*INK)
    paper.set_margins(18, 20)
    paper.set_xy(18, 20)
    for paragraph in text.split("\n\n"):
        paper.set_font(family, size=11)
        paper.multi_cell(0, 6, _settable(paragraph.strip(), family), new_x="LMARGIN", new_y="NEXT")
        paper.ln(3)
    return bytes(paper.output())


def _cover(paper: FPDF, family: str, title: str, author: str) -> None:
    chance = random.Random(title)  # noqa: S311
    paper.add_page()
    paper.set_fill_color(*PAPER)
    paper.rect(0, 0, paper.w, paper.h, style="F")
    for spine in range(12):
        paper.set_fill_color(*chance.choice(BRIGHT))
        tall = chance.randint(50, 90)
        paper.rect(14 + spine * 10, 150 - tall, 8, tall, style="F")
    paper.set_text_color(*INK)
    paper.set_xy(14, 160)
    paper.set_font(family, size=22)
    paper.multi_cell(0, 9, _settable(title, family), new_x="LMARGIN", new_y="NEXT", align="L")
    paper.set_x(14)
    paper.set_font(family, size=12)
    paper.multi_cell(0, 8, _settable(author, family), align="L")


def _font() -> Path | None:
    return next((path for path in _FONTS if path.exists()), None)


def _set_font(paper: FPDF, language: str) -> str:
    found = _font()
    if found is None:
        if language not in LATIN:
            tried = ", ".join(map(str, _FONTS))
            raise ValueError(f"no font with the letters of {language!r} was found; looked for {tried}")
        return "Helvetica"
    paper.add_font("Text", fname=found)
    return "Text"


def _settable(text: str, family: str) -> str:
    """The text in letters the font has: without a font of its own, a foreign letter loses its accent."""
    if family != "Helvetica":
        return text
    plain = text.translate(_TYPOGRAPHY)
    return "".join(
        letter if letter <= "\xff" else unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        for letter in plain
    )
