"""The shapes in which the demo's content is written. Weeks are counted from the Monday of the current week."""

import re
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from core.translated import Translated

ONCE, WEEKLY, FORTNIGHTLY, MONTHLY = "once", "weekly", "fortnightly", "monthly"
PARAGRAPH = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text written in several lines, each in one line; empty lines part them."""
    return [" ".join(part.split()) for part in PARAGRAPH.split(text.strip()) if part.strip()]


@dataclass(frozen=True)
class SpaceFacts:
    """A space of a branch; `facts` are columns of `places.AccessFacts` that are true of it.

    `shared`: for several events at once; `minutes` to set up and to clear away."""

    slug: str
    name: Translated
    seats: int | None
    facts: tuple[str, ...] = ()
    shared: bool = False
    minutes: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class House:
    """A branch with its page."""

    slug: str
    name: Translated
    intro: Translated
    hours: tuple[tuple[int, time, time], ...]
    directions: Translated
    address: str
    email: str
    phone: str
    point: tuple[str, str]
    spaces: tuple[SpaceFacts, ...]


@dataclass(frozen=True)
class Partner:
    """An organisation of the neighbourhood."""

    slug: str
    name: str
    level: str
    about: str
    website: str
    email: str


@dataclass(frozen=True)
class NeedFacts:
    """Something people lack; `weeks_ago` is when it was raised."""

    slug: str
    title: Translated
    evidence: Translated
    source: str
    horizon: str
    audiences: tuple[str, ...]
    weeks_ago: int


@dataclass(frozen=True)
class GoalFacts:
    """A goal; with a dot in its number a sub-goal of the one before the dot."""

    number: str
    text: Translated


@dataclass(frozen=True)
class Part:
    """A partner's part in a programme."""

    partner: str
    role: Translated
    part: Translated
    in_kind: Translated
    hours: int = 0
    cash: int = 0


@dataclass(frozen=True)
class ProgrammeFacts:
    """A programme; `weeks` are its first and last week."""

    slug: str
    title: Translated
    summary: Translated
    description: Translated
    hypothesis: Translated
    weeks: tuple[int, int]
    branches: tuple[str, ...]
    needs: tuple[str, ...]
    goals: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Words:
    """What one language tells of an event. `labels` name its plans in their order."""

    title: str
    summary: str
    story: str
    bring: str = ""
    access: str = ""
    place: str = ""
    price: str = ""
    hours: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One schedule: `day` 0 is Monday. Monthly plans fall on the `nth` such day of the month (-1: the last).

    `times` is how often; 0 goes on without end. A `session` is part of the day programme of the event's other date."""

    week: int
    day: int
    start: str
    end: str
    every: str = ONCE
    times: int = 1
    nth: int = 1
    seats: int | None = None
    space: str = ""
    speakers: str = ""
    admission: str = ""
    session: bool = False


@dataclass(frozen=True)
class Told:
    """What staff did with one date: the `index`-th date of the event, so many days before it."""

    index: int
    verb: str
    reason: str = ""
    days_before: int = 3
    days: int = 0
    space: str = ""
    seats: int = 0


@dataclass(frozen=True)
class Together:
    """Of, by and for all: the words of a participatory event in its first language."""

    community: str
    cocreation: int
    decisions: str
    welcomes: str
    how: str
    cocreators: tuple[tuple[str, str, bool], ...]
    barriers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Event:
    """One event. The first language of `words` is that of its source page.

    `period` is first week and day, last week and day of an exhibition. `pull` is how many places are asked for, as
    a share of the seats; `usual` how many people come when nobody registers."""

    slug: str
    kind: str
    branch: str
    words: dict[str, Words]
    plans: tuple[Plan, ...] = ()
    space: str = ""
    audiences: tuple[str, ...] = ("adults",)
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ages: tuple[int | None, int | None] = (None, None)
    programme: str = ""
    partners: tuple[str, ...] = ()
    facts: dict[str, bool] = field(default_factory=dict)
    mode: str = "here"
    price: Decimal | None = None
    admission: str = "drop-in"
    most: int | None = None
    closes: int | None = None
    policy: str = "strict"
    speakers: tuple[tuple[str, str], ...] = ()
    together: dict[str, Together] = field(default_factory=dict)
    period: tuple[int, int, int, int] | None = None
    told: tuple[Told, ...] = ()
    pull: float = 0.6
    usual: int = 20


@dataclass(frozen=True)
class Paper:
    """A publication of an outcome, made into a PDF."""

    title: str
    authors: str
    language: str
    text: str


@dataclass(frozen=True)
class Shot:
    """A drawn photograph: the scene, what it shows (its alternative text) and its caption."""

    scene: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Outcome:
    """What came of an event, in the language of its source page."""

    event: str
    title: str
    summary: str
    story: str
    quote: tuple[str, str]
    shots: tuple[Shot, ...]
    papers: tuple[Paper, ...] = ()
