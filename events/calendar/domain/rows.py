"""Dates as people read them, ours and our partners' side by side, in the active language and few queries."""

import hashlib
from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from core.prepared import about
from events.calendar.enums import Admission, Mode, RegistersFor, Status
from events.calendar.models import EventPage, Occurrence, Schedule
from events.partners.models import Happening, HappeningStatus
from places.models import AccessFact, Branch, Space


class CourseDate(NamedTuple):
    """What the door of a course asks of each of its dates."""

    start: datetime
    status: str
    seats: int | None
    taken: int
    waiting: int
    online_seats: int | None
    online_taken: int
    online_waiting: int


@dataclass(frozen=True)
class Row:
    """One date. `start` and `end` are local to `zone`, the end exclusive; `organisation` is set for a partner's."""

    uid: str
    code: str
    start: datetime
    end: datetime | None
    zone: str
    all_day: bool
    title: str
    link: str
    sequence: int
    modified: datetime
    summary: str = ""
    label: str = ""
    speakers: str = ""
    # The language the words are in, when it is not the one asked for; empty when they are, or nobody knows.
    language: str = ""
    kind: str = ""
    status: str = Status.SCHEDULED
    reason: str = ""
    moved: bool = False
    withdrawn: bool = False
    tentative: bool = False
    organisation: str = ""
    branch: Branch | None = None
    place: str = ""
    address: str = ""
    point: tuple[float, float] | None = None
    event_id: int = 0
    picture_id: int | None = None
    # The facts of the event that owns the date, and the date itself: what the door and the access facts are asked of.
    event: Any = None
    occurrence: Occurrence | None = None
    space: Space | None = None
    audiences: list[str] = field(default_factory=list)
    # All dates of its course, where people register for the whole of it.
    course: Sequence[CourseDate] = ()

    @property
    def planned(self) -> datetime:
        """The local start the plan has; of a date that was moved, the old one."""
        return self.occurrence.planned_start.astimezone(self.start.tzinfo) if self.occurrence else self.start

    @property
    def note(self) -> str:
        """What staff say of this date alone, in the active language."""
        return str(self.occurrence.note) if self.occurrence else ""

    @property
    def session(self) -> bool:
        """Whether it is part of the day programme of another date."""
        return self.occurrence is not None and self.occurrence.session

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day it is on, for the end is not included."""
        if self.end is None or self.end <= self.start:
            return self.day
        return (self.end - timedelta(microseconds=1)).date()

    @property
    def lasting(self) -> bool:
        """Whether it belongs to the strip of what is on for days rather than under one day."""
        return self.last_day - self.day > timedelta(days=1) or (self.all_day and self.last_day > self.day)

    @property
    def access(self) -> list[AccessFact]:
        """The access facts that hold: the event's own word, else the space's."""
        return [fact for fact in AccessFact if self._has(fact)]

    def _has(self, fact: AccessFact) -> bool:
        own = getattr(self.event, fact.column, None)
        return bool(getattr(self.space, fact.column, None) if own is None else own)


def occurrence_uid(occurrence_id: object) -> str:
    """The calendar UID of a date for life, the same in feeds, downloads and letters."""
    return f"{occurrence_id}@{settings.PERMANENT_HOST}"


def happening_uid(happening: Happening) -> str:
    """The UID of a partner's date in a namespace of its own, for two partners may use the same UID."""
    known_by = "\0".join(["happening", str(happening.organisation_id), happening.uid, happening.recurrence_id])
    return f"{hashlib.sha256(known_by.encode()).hexdigest()[:32]}@{settings.PERMANENT_HOST}"


def of(
    occurrences: Sequence[Occurrence],
    *,
    language: str,
    branches: Iterable[Branch] | None = None,
    spaces: Iterable[Space] | None = None,
) -> list[Row]:
    """The dates as rows, in the order given: five queries at most, and one where courses are among them.

    Words in `language` where they exist.

    `branches` and `spaces` are those that are loaded already; where one is missing, all are read.
    """
    ids = {occurrence.event_id for occurrence in occurrences}
    events, words = _at_hand(occurrences, language) or _pages(ids, language)
    courses = _courses(events.values())
    named = {each.schedule_code for each in occurrences if each.label or each.session}
    labels = _labels([*words.values(), *events.values()], named)
    houses = _known_or_read(occurrences, "branch", branches)
    rooms = _known_or_read(occurrences, "space", spaces)
    # Addresses and places are the same but for the code, or the same altogether: each is made once.
    address, house = reverse("calendar:occurrence-detail", args=[NO_CODE]), cache(_house)
    return [
        _row(
            occurrence,
            link=address.replace(NO_CODE, occurrence.code),
            house=house,
            event=events[occurrence.event_id],
            words=words[occurrence.event_id],
            called=_called(occurrence, labels, words[occurrence.event_id].pk),
            branch=houses[occurrence.branch_id],
            space=rooms.get(occurrence.space_id or 0),
            language=language,
            course=courses.get(occurrence.event_id, ()) if not occurrence.session else (),
        )
        for occurrence in occurrences
    ]


# Stands for a code in an address until one is known.
NO_CODE = "no-code"
FACTS = (
    "pk", "title", "summary", "translation_key", "locale__language_code", "picture_id", "place_note", "mode",
    "price", "admission", "registers_for", "late_joining", "opens_at", "opens_days", "opens_time", "closes_hours",
    "waiting_list", "age_from", "age_to",
    *(fact.column for fact in AccessFact),
)  # fmt: skip
Facts: Any = namedtuple("Facts", [*FACTS])  # type: ignore[misc]
_FACTS_OF = attrgetter(*(name.replace("__", ".") for name in FACTS))


def _known_or_read(occurrences: Sequence[Occurrence], name: str, given: Iterable[Any] | None) -> dict[int, Any]:
    """The rows given, or those that came with the dates (`select_related`), else all of them: there are few."""
    field: Any = Occurrence._meta.get_field(name)
    known = {each.pk: each for each in given or ()}
    if given is not None and known.keys() >= {getattr(each, field.attname) for each in occurrences} - {None}:
        return known
    if all(field.is_cached(occurrence) for occurrence in occurrences):
        found = [getattr(occurrence, name) for occurrence in occurrences]
        return {each.pk: each for each in found if each is not None}
    return dict(field.related_model.objects.in_bulk())


def _at_hand(occurrences: Sequence[Occurrence], language: str) -> tuple[dict[int, Any], dict[int, Any]] | None:
    """What `_pages` finds, if the pages and their languages came with the dates and each is told in its own language.

    There is one page of an event for each language, so nobody else can tell of it then.
    """
    event, locale = (model._meta.get_field(name) for model, name in ((Occurrence, "event"), (EventPage, "locale")))
    found: dict[int, Any] = {}
    for each in occurrences:
        known = event.is_cached(each) and locale.is_cached(each.event)  # type: ignore[union-attr]
        if not known or each.event.locale.language_code != language:
            return None
        found[each.event_id] = Facts(*_FACTS_OF(each.event))
    return found, found


def _pages(ids: set[int], language: str) -> tuple[dict[int, Any], dict[int, Any]]:
    """By the primary key of the event's own page: that page, and the public page that tells it in the language."""

    def asked(ids: list[int]) -> "QuerySet[Any, Any]":
        keys = EventPage.objects.filter(pk__in=ids).values("translation_key")
        spoken = Q(translation_key__in=keys, locale__language_code=language, live=True, alias_of=None)
        return EventPage.objects.filter(Q(pk__in=ids) | spoken).order_by().values_list(*FACTS)

    pages: list[Any] = [Facts(*values) for values in about(("pages", language), ids, asked)]
    told = {page.translation_key: page for page in pages if page.locale__language_code == language}
    events = {page.pk: page for page in pages if page.pk in ids}
    return events, {pk: told.get(event.translation_key, event) for pk, event in events.items()}


def _courses(events: Iterable[Any]) -> dict[int, list[CourseDate]]:
    """By event, the dates of each course, the earliest first; no query where there is none."""
    ids = [event.pk for event in events if event.registers_for == RegistersFor.COURSE]
    found: dict[int, list[CourseDate]] = defaultdict(list)
    if ids:
        dates = Occurrence.objects.filter(event__in=ids, session=False, withdrawn_at=None)
        dates = dates.exclude(admission=Admission.DROP_IN).order_by("start", "pk")
        online = ("online_seats", "online_taken", "online_waiting")
        for row in dates.values_list("event", "start", "status", "seats", "seats_taken", "waiting", *online):
            found[row[0]].append(CourseDate(*row[1:]))
    return found


def _labels(pages: Iterable[Any], codes: set[Any]) -> dict[tuple[int, Any], tuple[str, str]]:
    """What the schedules are called and who speaks there, by page and code."""
    if not codes:
        return {}
    wanted = Schedule.objects.filter(page__in={page.pk for page in pages}, code__in=codes)
    found = wanted.values_list("page_id", "code", "label", "speakers")
    return {(page, code): (label, speakers) for page, code, label, speakers in found}


def _called(occurrence: Occurrence, labels: dict[tuple[int, Any], tuple[str, str]], page: int) -> tuple[str, str]:
    """Label and speakers of a date as the page tells them, else as its own event does."""
    label, speakers = labels.get((page, occurrence.schedule_code), ("", ""))
    own = labels.get((occurrence.event_id, occurrence.schedule_code), ("", ""))
    return label or occurrence.label, speakers or own[1]


def _row(
    occurrence: Occurrence,
    *,
    link: str,
    house: Callable[[Branch, Space | None], str],
    event: Any,
    words: Any,
    called: tuple[str, str],
    branch: Branch,
    space: Space | None,
    language: str,
    course: Sequence[CourseDate],
) -> Row:
    zone = ZoneInfo(occurrence.zone)
    return Row(
        uid=occurrence_uid(occurrence.pk),
        code=occurrence.code,
        start=occurrence.start.astimezone(zone),
        end=occurrence.end.astimezone(zone),
        zone=occurrence.zone,
        all_day=occurrence.all_day,
        title=words.title,
        link=link,
        sequence=occurrence.sequence,
        modified=occurrence.modified,
        summary=words.summary,
        label=called[0],
        speakers=called[1],
        language="" if words.locale__language_code == language else words.locale__language_code,
        kind=occurrence.kind,
        status=occurrence.status,
        reason=occurrence.reason,
        moved=occurrence.moved,
        withdrawn=occurrence.withdrawn_at is not None,
        branch=branch,
        place=_place(event, words, branch) or house(branch, space),
        address=branch.address if event.mode in (Mode.HERE, Mode.HYBRID) else "",
        point=_point(branch) if event.mode in (Mode.HERE, Mode.HYBRID) else None,
        event_id=event.pk,
        picture_id=words.picture_id or event.picture_id,
        event=event,
        occurrence=occurrence,
        space=space,
        course=course,
    )


def _place(event: Any, words: Any, branch: Branch) -> str:
    """Where it is when that is not in the house; else nothing."""
    if event.mode == Mode.ONLINE:
        return _("Online")
    if event.mode == Mode.ELSEWHERE:
        return words.place_note or event.place_note or str(branch.name)
    return ""


def _house(branch: Branch, space: Space | None) -> str:
    return ", ".join(str(part.name) for part in (branch, space) if part)


def _point(branch: Branch) -> tuple[float, float] | None:
    if branch.latitude is None or branch.longitude is None:
        return None
    return float(branch.latitude), float(branch.longitude)


def of_partners(happenings: Iterable[Happening], branches: Iterable[Branch] | None = None) -> list[Row]:
    """Partners' dates as rows; `happenings` come with their organisation."""
    link, houses = happening_links(), _by_pk(branches)
    return [_partner_row(happening, link(happening), houses) for happening in happenings]


def _by_pk(branches: Iterable[Branch] | None) -> dict[int, Branch]:
    return {branch.pk: branch for branch in (Branch.objects.all() if branches is None else branches)}


def _partner_row(happening: Happening, link: str, branches: dict[int, Branch]) -> Row:
    zone = ZoneInfo(happening.zone)
    return Row(
        uid=happening_uid(happening),
        code=happening.code,
        start=happening.start.astimezone(zone),
        end=happening.end and happening.end.astimezone(zone),
        zone=happening.zone,
        all_day=happening.all_day,
        title=happening.title,
        link=link,
        sequence=happening.sequence,
        modified=happening.modified,
        summary=happening.description,
        status=Status.CANCELLED if happening.status == HappeningStatus.CANCELLED else Status.SCHEDULED,
        withdrawn=happening.taken_back,
        tentative=happening.status == HappeningStatus.TENTATIVE,
        organisation=happening.organisation.name,
        branch=branches.get(happening.branch_id or 0),
        place=happening.place,
    )


def happening_links() -> Callable[[Happening], str]:
    """How to reach a partner's date: its page with us, or the partner's own while we have none."""
    try:
        reverse("partners:happening-detail", args=["0"])
    except NoReverseMatch:
        return lambda happening: happening.link
    return lambda happening: reverse("partners:happening-detail", args=[happening.code])
