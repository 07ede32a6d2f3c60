"""The store of written dates: what is fresh, writing what is not, and the index of a feed without its bodies.

Nobody is told when a page, a branch or a date changes: whether a fragment is fresh is asked of the database, by
comparing what it was written from with what is there now. Two writers write the same bytes, so none waits for another.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import translation
from wagtail.models import Page

from core import clock
from core.prepared import Statement
from events.calendar import ical
from events.calendar.domain import rows
from events.calendar.models import EventPage, Fragment, Occurrence, PartnerFragment
from events.partners.domain.reviewing import follow_pages
from events.partners.models import Happening
from media.assets.domain import pictures
from media.assets.models import LibraryImage, LibraryRendition
from places.models import Branch, Space

# Raised when the written form changes, so that nobody keeps a copy of the old one.
FORM = 3
PORTION = 200
# Of a page that code set live without publishing it.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_STALE = "?"
_REPLACED = "-ours"


@dataclass(frozen=True)
class Mark:
    """What an index knows of a written date. `zone` is "-" for days, which need none."""

    start: int
    digest: str
    size: int
    zone: str

    @classmethod
    def read(cls, line: str) -> "Mark":
        """Of a line of an index; what is not written at all has no octets."""
        words = line.split(" ")[line.startswith(_STALE) :]
        return cls(int(words[0]), words[1], int(words[2]), words[3]) if len(words) == 4 else cls(0, "", 0, "-")

    def __str__(self) -> str:
        return f"{self.start} {self.digest} {self.size} {self.zone}"


@dataclass(frozen=True)
class Basis:
    """What all fragments of one language are written from, besides their own date and page."""

    language: str
    ours: str
    theirs: str


def basis(language: str) -> Basis:
    """Two queries: of branches and spaces, whatever an entry tells of them, and the zones dates are looked for in."""
    branches, spaces = _places()
    with translation.override(language):
        shared = [FORM, language, settings.BASE_URL, settings.PERMANENT_HOST, ical.words()]
    return Basis(language, _digest(repr([shared, *branches.rows(), "/", *spaces.rows()])), _digest(repr(shared)))


@cache
def _places() -> tuple[Statement, Statement]:
    branches = Branch.objects.order_by("pk").values_list("pk", "name", "address", "latitude", "longitude", "zone")
    return Statement.of(branches), Statement.of(Space.objects.order_by("pk").values_list("pk", "name"))


# --- what is fresh ----------------------------------------------------------------------------------------------------
def with_marks(occurrences: "QuerySet[Occurrence]", known: Basis) -> Any:
    """Each date with `mark`: that of its fragment; when it is not fresh, after a question mark and the date's key."""
    spoken = Page.objects.filter(
        translation_key=OuterRef("event__translation_key"),
        locale__language_code=known.language,
        live=True,
        alias_of=None,
    )
    fresh: Any = Q(
        told__basis=known.ours,
        told__fact_at=F("modified"),
        told__sequence=F("sequence"),
        told__text__live=True,
        told__text_at=Coalesce(F("told__text__last_published_at"), Value(NEVER)),
        told__source_at=Coalesce(F("event__last_published_at"), Value(NEVER)),
    ) & (Q(told__borrowed=False) | ~Exists(spoken))
    return _marked(occurrences, known.language, fresh)


def with_partners_marks(happenings: "QuerySet[Happening]", known: Basis) -> Any:
    """The same for partners' dates; while a page of ours stands in the place of one, it is written as taken back."""
    fresh = Q(
        told__basis=Case(When(adopted__live=True, then=Value(known.theirs + _REPLACED)), default=Value(known.theirs)),
        told__fact_at=F("modified"),
        told__sequence=F("sequence"),
        told__organisation_name=F("organisation__name"),
    )
    return _marked(happenings, known.language, fresh)


def _marked(dates: Any, language: str, fresh: Q) -> Any:
    told = FilteredRelation("fragments", condition=Q(fragments__language=language))
    unknown = Concat(Value(_STALE), Cast("pk", CharField()), Value(" "), Coalesce(F("told__mark"), Value("")))
    return dates.alias(told=told).annotate(
        mark=Case(When(fresh, then=F("told__mark")), default=unknown, output_field=CharField())
    )


def index(dates: Any) -> Statement:
    """Of dates `with_marks`, sliced: their marks in their order, one to a line, and when one was last modified."""
    joined = "STRING_AGG(mark, CHR(10))" if connection.vendor == "postgresql" else "GROUP_CONCAT(mark, CHAR(10))"
    inner = Statement.of(dates.values_list("mark", "modified"))
    return inner.within(f"SELECT {joined}, MAX(modified) FROM ({{inner}}) AS dates")  # noqa: S608 (our own SQL)


def gist(*dates: Any) -> Statement:
    """Of several tables of dates `with_marks`, sliced, what tells whether one has changed, without reading any of it.

    For each that may hold some: its place, the digest of its marks, when one was last modified, how many are not fresh.
    """
    joined = "STRING_AGG(mark, CHR(10))" if connection.vendor == "postgresql" else "GROUP_CONCAT(mark, CHAR(10))"
    # SQLite has this function from Django.
    hashed = f"ENCODE(SHA256(CONVERT_TO({joined}, 'UTF8')), 'hex')"
    digest = hashed if connection.vendor == "postgresql" else f"SHA256({joined})"
    fresh = f"COUNT(*) FILTER (WHERE SUBSTR(mark, 1, 1) = '{_STALE}')"
    inner = [Statement.of(each.values_list("mark", "modified")) for each in dates]
    parts = [
        each.within(f"SELECT {place}, {digest}, MAX(modified), {fresh} FROM ({{inner}}) AS dates{place}")  # noqa: S608
        for place, each in enumerate(inner)
        if each.sql
    ]
    values = tuple(value for part in parts for value in part.values)
    return Statement(" UNION ALL ".join(part.sql for part in parts), values)


def digest(marks: Iterable[str]) -> str:
    """The digest a `gist` has of these marks."""
    text = "\n".join(marks)
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def stale(marks: Iterable[str]) -> list[str]:
    """The keys of the dates whose fragment is missing or not fresh."""
    return [mark.removeprefix(_STALE).partition(" ")[0] for mark in marks if mark.startswith(_STALE)]


def bodies(dates: Any, language: str) -> Statement:
    """The bodies of the dates in their order, fresh or not."""
    told = FilteredRelation("fragments", condition=Q(fragments__language=language))
    return Statement.of(dates.alias(told=told).values_list("told__body"))


# --- writing ----------------------------------------------------------------------------------------------------------
def write(keys: Sequence[Any], known: Basis) -> int:
    """Writes these dates of ours; what they are written from is read before their words, never after."""
    with translation.override(known.language):
        for start in range(0, len(keys), PORTION):
            dates = list(Occurrence.objects.filter(pk__in=keys[start : start + PORTION]))
            _save(Fragment, "occurrence", _written(dates, known))
    return len(keys)


def write_partners(keys: Sequence[Any], known: Basis) -> int:
    """Writes these dates of our partners."""
    with translation.override(known.language):
        for start in range(0, len(keys), PORTION):
            follow_pages(keys[start : start + PORTION], now=clock.now())
            known_ones = Happening.objects.ever_shown().filter(pk__in=keys[start : start + PORTION])
            dates = list(known_ones.select_related("organisation"))
            made = [
                PartnerFragment(
                    happening=date,
                    organisation_name=date.organisation.name,
                    **_body(row, date, known.language, known.theirs + _REPLACED * _ours_is_live(date)),
                )
                for date, row in zip(dates, rows.of_partners(dates, []), strict=True)
            ]
            _save(PartnerFragment, "happening", made)
    return len(keys)


def _ours_is_live(happening: Happening) -> bool:
    """Of a row of `ever_shown`."""
    return bool(getattr(happening, "ours_is_live", False))


def write_stale(ours: "QuerySet[Occurrence]", theirs: "QuerySet[Happening]", known: Basis) -> int:
    """Writes a portion of those dates that are missing or not fresh; returns how many."""
    missing = with_marks(ours, known).filter(mark__startswith=_STALE).order_by("start", "pk")
    done = write(list(missing.values_list("pk", flat=True)[:PORTION]), known)
    others = with_partners_marks(theirs, known).filter(mark__startswith=_STALE).order_by("start", "pk")
    return done + write_partners(list(others.values_list("pk", flat=True)[:PORTION]), known)


def _written(dates: list[Occurrence], known: Basis) -> list[Fragment]:
    pages = _pages({date.event_id for date in dates}, known.language)
    listed = rows.of(dates, language=known.language)
    made = pictures.made_already(row.picture_id for row in listed if row.picture_id)
    shown = [made.get(row.picture_id or 0) for row in listed]
    return [
        Fragment(
            occurrence=date,
            picture=picture.file.name if picture else "",
            **pages[date.event_id],
            **_body(row, date, known.language, known.ours, ical.image_address(picture) if picture else ""),
        )
        for date, row, picture in zip(dates, listed, shown, strict=True)
    ]


def spoil() -> int:
    """Makes those dates stale whose picture is another one now, is new, or may not be shown any more; how many.

    Publishing tells of another picture on the page; of rights, consent and sizes nobody tells.
    """
    told = Subquery(EventPage.objects.filter(pk=OuterRef("text")).values("picture"))
    meant = Fragment.objects.annotate(meant=Coalesce(told, F("occurrence__event__picture")))
    files = LibraryRendition.objects.filter(image__in=LibraryImage.objects.showable(), filter_spec=pictures.JPEG[0])
    shown = Coalesce(Subquery(files.filter(image=OuterRef("meant")).values("file")[:1]), Value(""))
    wrong = meant.annotate(shown=shown).exclude(picture=F("shown")).exclude(basis="")
    return Fragment.objects.filter(pk__in=list(wrong.values_list("pk", flat=True)[:PORTION])).update(basis="")


def _pages(ids: set[int], language: str) -> dict[int, dict[str, Any]]:
    """By the key of the event's own page: which page tells it in the language, and when both were published."""
    names = ("pk", "translation_key", "locale__language_code", "last_published_at")
    sources = EventPage.objects.filter(pk__in=ids).values_list(*names)
    spoken = EventPage.objects.live().filter(
        translation_key__in=EventPage.objects.filter(pk__in=ids).values("translation_key"),
        locale__language_code=language,
        alias_of=None,
    )
    told = {key: (pk, at) for pk, key, _code, at in spoken.values_list(*names)}
    return {
        pk: {
            "text_id": told.get(key, (pk, at))[0],
            "text_at": told.get(key, (pk, at))[1] or NEVER,
            "source_at": at or NEVER,
            "borrowed": key not in told,
        }
        for pk, key, _code, at in sources
    }


def _body(row: rows.Row, date: Occurrence | Happening, language: str, basis: str, image: str = "") -> dict[str, Any]:
    body = ical.vevent(ical.entry(row, image=image))
    mark = Mark(int(row.start.timestamp()), _digest(body.decode()), len(body), "-" if row.all_day else row.zone)
    return {
        "body": body.decode(),
        "mark": str(mark),
        "language": language,
        "basis": basis,
        "fact_at": date.modified,
        "sequence": date.sequence,
    }


def _save(model: Any, date: str, made: list[Any]) -> None:
    changing = [
        field.name for field in model._meta.fields if not field.primary_key and field.name not in {date, "language"}
    ]
    model.objects.bulk_create(
        made, update_conflicts=True, unique_fields=[date, "language"], update_fields=changing, batch_size=PORTION
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
