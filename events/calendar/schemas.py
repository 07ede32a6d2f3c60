"""The shapes of the read API, for its description (OpenAPI) and for what it answers. No domain, no queries."""

from datetime import date, datetime
from typing import Literal

from django.conf import settings
from ninja import Field, Schema

from events.calendar.enums import Admission, Kind, Mode, Status

Language = Literal[tuple(code for code, _name in settings.LANGUAGES)]  # type: ignore[valid-type]
MOST, USUAL = 100, 50


class Asked(Schema):
    """What every address takes."""

    lang: Language = Field(settings.LANGUAGE_CODE, description="The language of the words.")


class Paged(Asked):
    """What every list takes."""

    page: int = Field(1, ge=1, le=10_000, description="The page, from 1.")
    size: int = Field(USUAL, ge=1, le=MOST, description=f"How many on a page, {MOST} at most.")


class Filters(Paged):
    """The filter words of the list of events. Values of one word widen the choice, words narrow it.

    `access` facts must all hold. A value we do not know is refused with 400: nothing is guessed.
    """

    kind: list[str] = Field([], description="Kinds, as in /words.")
    branch: list[str] = Field([], description="Codes of branches.")
    audience: list[str] = Field([], description="For whom, as in /words.")
    topic: list[str] = Field([], description="Topics, as in /words.")
    access: list[str] = Field([], description="Access facts that all hold, as in /words.")
    language: list[str] = Field([], description="Spoken languages (ISO 639), as in /words.")
    organisation: list[str] = Field([], description="Codes of organisations the library works with.")
    programme: list[str] = Field([], description="Codes of programmes.")
    event: list[str] = Field([], description="Codes of events.")
    places: str = Field("", description="`free`: only dates with places left.")
    price: str = Field("", description="`free`: only events free of charge.")
    q: str = Field("", description="Words of title, sentence or library, accents left out or not.")
    first: str = Field("", alias="from", description="First local day, such as 2026-11-24; else what is not over.")
    last: str = Field("", alias="to", description="Last local day, included.")


class Problem(Schema):
    """What was wrong, in a sentence."""

    detail: str


class Word(Schema):
    """A value of a filter, and what it is called."""

    value: str
    label: str


class Words(Schema):
    """The values of the filters that are words."""

    kind: list[Word]
    audience: list[Word]
    topic: list[Word]
    access: list[Word]
    language: list[Word]


class Span(Schema):
    """Wall time of the branch."""

    opens: str
    closes: str


class OpeningDay(Schema):
    """One day of a branch; `reason` says why its hours are not the usual ones."""

    date: date
    open: list[Span]
    reason: str


class Room(Schema):
    """A room or place of a branch."""

    name: str
    seats: int | None
    access: list[str]


class Library(Schema):
    """The institution a branch belongs to."""

    code: str
    name: str


class Branch(Schema):
    """A house of a library. `opening` are the fourteen days from today; empty when the hours are not known."""

    code: str
    name: str
    library: Library
    url: str
    calendar: str
    address: str
    directions: str
    email: str
    phone: str
    zone: str
    latitude: float | None
    longitude: float | None
    spaces: list[Room]
    opening: list[OpeningDay]


class Place(Schema):
    """Where a date takes place."""

    mode: Mode
    name: str
    branch: str
    space: str
    address: str
    latitude: float | None
    longitude: float | None


class Registration(Schema):
    """How one gets in. `state` is what somebody finds who comes now; without `seats` there is no limit."""

    admission: Admission
    state: str
    opens: datetime | None
    seats: int | None
    left: int | None


class About(Schema):
    """What an event is, in few words. `language` is that of the words, which may differ from the one asked for."""

    code: str
    title: str
    summary: str
    language: str
    kind: Kind
    audience: list[str]
    topic: list[str]
    spoken: list[str]
    age_from: int | None
    age_to: int | None
    price: str
    currency: str


class Occurrence(Schema):
    """One date. `end` is not included; of an all-day date both are midnights. `moved_from` is where the plan had it."""

    code: str
    uid: str
    url: str
    calendar: str
    event: About
    label: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    status: Status
    reason: str
    note: str
    moved_from: datetime | None
    place: Place
    registration: Registration
    access: list[str]
    sequence: int
    modified: datetime


class Partner(Schema):
    """An organisation the event is made with."""

    code: str
    name: str
    website: str


class Programme(Schema):
    """The programme an event belongs to."""

    code: str
    title: str
    url: str


class Picture(Schema):
    """A picture the public may see, with its words."""

    url: str
    alt: str
    credit: str


class Event(About):
    """An event as the list has it: `first` is the start of the next date asked for, `dates` how many there are."""

    url: str
    first: datetime
    dates: int
    occurrences: str
    picture: Picture | None
    modified: datetime | None


class WholeEvent(About):
    """An event with its story as plain text, and the languages it is told in."""

    url: str
    occurrences: str
    calendar: str
    picture: Picture | None
    modified: datetime | None
    story: str
    languages: list[str]
    bring: str
    price_note: str
    access_note: str
    opens_on: date | None
    closes_on: date | None
    opening_hours: str
    speakers: list[str]
    partners: list[Partner]
    programme: Programme | None


class Page(Schema):
    """Where in a list one is."""

    count: int
    page: int
    size: int
    next: str
    previous: str


class Events(Page):
    """Events with a date among those asked for, the next one first."""

    results: list[Event]


class Occurrences(Page):
    """Dates, the nearest first."""

    results: list[Occurrence]


class Branches(Schema):
    """All branches."""

    results: list[Branch]
