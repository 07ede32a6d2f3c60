"""A season from a table: each row judged in sentences first, then made into a draft. The same table twice makes no
draft twice: an event is known by its branch, its title and its first date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _, override, pgettext
from wagtail.models import Page

from accounts.domain import EDIT, branches_of
from accounts.models import User
from core.folding import fold
from core.spreadsheets import BadSpreadsheet, Sheet
from events.calendar.domain import season_words as words
from events.calendar.domain.drafting import LONGEST_TITLE, EventFacts, PlanFacts, draft_event
from events.calendar.domain.season_books import Books
from events.calendar.domain.season_words import NOTHING, Unclear, in_all_languages
from events.calendar.enums import Kind
from events.calendar.models import BranchPage, EventPage
from places.models import Branch

COLUMNS: dict[str, Callable[[], str]] = {
    "title": lambda: pgettext("column of a season", "Title"),
    "summary": lambda: pgettext("column of a season", "In one sentence"),
    "kind": lambda: pgettext("column of a season", "Kind"),
    "branch": lambda: pgettext("column of a season", "Branch"),
    "space": lambda: pgettext("column of a season", "Space"),
    "first": lambda: pgettext("column of a season", "First date"),
    "start": lambda: pgettext("column of a season", "From"),
    "end": lambda: pgettext("column of a season", "Until"),
    "repeats": lambda: pgettext("column of a season", "Repeats"),
    "ends": lambda: pgettext("column of a season", "Last date or number of dates"),
    "seats": lambda: pgettext("column of a season", "Places"),
    "admission": lambda: pgettext("column of a season", "Registration"),
    "audiences": lambda: pgettext("column of a season", "For whom"),
    "topics": lambda: pgettext("column of a season", "Topics"),
    "languages": lambda: pgettext("column of a season", "Spoken languages"),
    "price": lambda: pgettext("column of a season", "Price"),
    "programme": lambda: pgettext("column of a season", "Programme"),
    "speakers": lambda: pgettext("column of a season", "Speakers"),
}
Key = tuple[int, str, date | None]


@dataclass
class Row:
    """One row: what it would become, or why not. `number` is the row in the table; `exists` a page that is there."""

    number: int
    title: str = ""
    branch: Branch | None = None
    page: BranchPage | None = None
    first: date | None = None
    facts: EventFacts | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    exists: EventPage | None = None

    @property
    def ready(self) -> bool:
        return self.facts is not None and not self.problems and self.exists is None

    @property
    def key(self) -> Key:
        return known_by(self.branch, self.title, self.first)


@dataclass(frozen=True)
class Season:
    """A judged table; `left_out` are the headers of columns that nobody knows."""

    rows: list[Row]
    left_out: list[str]

    @property
    def ready(self) -> list[Row]:
        return [row for row in self.rows if row.ready]

    @property
    def existing(self) -> list[Row]:
        return [row for row in self.rows if row.exists]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.problems]


def judge(sheet: Sheet, *, user: User, language: str, today: date) -> Season:
    """What each row would become; nothing is written. Raises BadSpreadsheet when the header is not one of a season."""
    columns = _columns(sheet.header)
    if "title" not in columns.values():
        raise BadSpreadsheet(
            _("The first row must name the columns, “%(title)s” among them. Please use the template.")
            % {"title": COLUMNS["title"]()}
        )
    books = Books.open(user, language)
    rows = [
        _Reader({columns[place]: text for place, text in enumerate(cells) if place in columns}, books, today).row(
            number
        )
        for number, cells in sheet.rows
    ]
    mark_existing([row for row in rows if row.facts])
    left_out = [text for place, text in enumerate(sheet.header) if text and place not in columns]
    return Season(rows, left_out)


@transaction.atomic
def make(sheet: Sheet, *, user: User, language: str, today: date) -> list[EventPage]:
    """Drafts of all rows that are ready; judged anew, because rights, names and drafts may have changed meanwhile."""
    lock_branches(user)
    season = judge(sheet, user=user, language=language, today=today)
    return [draft_event(row.page, row.facts, user=user) for row in season.ready if row.page and row.facts]


def lock_branches(user: User) -> None:
    """One season of a branch at a time: whoever presses twice finds the drafts of the first press."""
    mine = branches_of(user, EDIT).values("pk")
    list(Branch.objects.select_for_update(no_key=True).filter(pk__in=mine).order_by("pk"))


def header(language: str) -> list[str]:
    """The names of the columns in that language."""
    with override(language):
        return [name() for name in COLUMNS.values()]


def known_by(branch: Branch | None, title: str, first: date | None) -> Key:
    """What makes two events the same one."""
    return (branch.pk if branch else 0, _folded(title), first)


def existing_events(keys: Sequence[Key]) -> dict[Key, EventPage]:
    """Those of the keys that an event page of the branch has already, in any language, draft or public."""
    branches = dict(BranchPage.objects.values_list("path", "branch_id"))
    days = {day for _branch, _title, day in keys}
    pages = EventPage.objects.filter(alias_of=None)
    dated = pages.filter(Q(schedules__first_date__in=days) | Q(exhibitionpage__opens_on__in=days)).values_list(
        "pk", "title", "path", "schedules__first_date", "exhibitionpage__opens_on"
    )
    found: dict[Key, int] = {}
    for pk, title, path, *firsts in dated:
        for first in firsts:
            found.setdefault((branches.get(path[: -Page.steplen], 0), _folded(title), first), pk)
    if None in days:
        undated = pages.filter(schedules__first_date=None, exhibitionpage__opens_on=None)
        for pk, title, path in undated.values_list("pk", "title", "path"):
            found.setdefault((branches.get(path[: -Page.steplen], 0), _folded(title), None), pk)
    wanted = {key: found[key] for key in keys if key in found}
    by_key = EventPage.objects.in_bulk(set(wanted.values()))
    return {key: by_key[pk] for key, pk in wanted.items()}


def mark_existing(rows: Sequence[Row]) -> None:
    """Marks rows whose event is there, and rows that stand twice in the table itself."""
    known = existing_events([row.key for row in rows])
    seen: dict[Key, int] = {}
    for row in rows:
        row.exists = known.get(row.key)
        if row.key in seen and not row.problems:
            row.problems.append(_("This is the same event as in row %(number)s.") % {"number": seen[row.key]})
        seen.setdefault(row.key, row.number)


def _folded(title: str) -> str:
    return " ".join(fold(title).split())[:LONGEST_TITLE]


def _columns(header: Sequence[str]) -> dict[int, str]:
    """By place, what the column holds: its name in any language, or the key itself."""
    names = {name: key for key, say in COLUMNS.items() for name in (fold(key), *in_all_languages(say))}
    found: dict[int, str] = {}
    for place, text in enumerate(header):
        key = names.get(" ".join(fold(text).split()))
        if key and key not in found.values():
            found[place] = key
    return found


class _Reader:
    """One row being read: every cell that cannot be understood adds its sentence, so that all are told at once."""

    def __init__(self, cells: dict[str, str], books: Books, today: date) -> None:
        self.cells = {key: cells.get(key, "").strip() for key in COLUMNS}
        self.books = books
        self.today = today
        self.problems: list[str] = []

    def row(self, number: int) -> Row:
        branch = self._read(self.books.branch, "branch")
        row = Row(number, self.cells["title"], branch, problems=self.problems)
        if not row.title:
            self.problems.append(_("Please write a title."))
        if branch is None:
            return row
        row.page = self._read(lambda _text: self.books.page(branch), "branch")
        row.first = self._read(lambda text: words.day(text, today=self.today), "first")
        row.facts = self._facts(row, branch)
        row.notes = self._notes(row)
        return row

    def _read(self, reader: Callable[[str], Any], name: str) -> Any:
        try:
            return reader(self.cells[name])
        except Unclear as refusal:
            self.problems.append(refusal.sentence)
            return None

    def _facts(self, row: Row, branch: Branch) -> EventFacts:
        kind = self._read(words.kind, "kind") or Kind.ACTIVITY
        period, plans = self._when(row, branch, kind)
        books = self.books
        return EventFacts(
            title=row.title,
            kind=kind,
            summary=self.cells["summary"],
            plans=plans,
            period=period,
            space=self._read(lambda text: books.space(text, branch), "space"),
            audiences=self._read(lambda text: books.several(books.audiences, text), "audiences") or (),
            topics=self._read(lambda text: books.several(books.topics, text), "topics") or (),
            languages=self._read(lambda text: books.several(books.languages, text), "languages") or (),
            programme=self._read(books.programme, "programme"),
            price=self._read(words.price, "price"),
            admission=self._read(words.admission, "admission") or words.admission(""),
            speakers=self._speakers() if kind == Kind.LECTURE else (),
        )

    def _when(
        self, row: Row, branch: Branch, kind: Kind
    ) -> tuple[tuple[date | None, date | None] | None, tuple[PlanFacts, ...]]:
        """The period of an exhibition, and the plan of dates; either may be missing in a draft."""
        start, end = self._read(words.hour, "start"), self._read(words.hour, "end")
        seats = self._read(words.number, "seats")
        repeats = words.repeats(self.cells["repeats"])
        if kind == Kind.EXHIBITION and not repeats and start is None:
            return (row.first, self._read(lambda text: self._last(text, row.first), "ends")), ()
        rule = None
        if row.first and repeats:
            first = row.first
            rule = self._read(lambda text: self._rule(text, first, branch.zone), "repeats")
        elif repeats and self.cells["first"] in NOTHING:
            self.problems.append(_("It repeats, but the first date is missing."))
        elif not repeats and self.cells["ends"] not in NOTHING:
            self.problems.append(_("There is a last date, but not how it repeats."))
        if row.first is None and start is None and seats is None:
            return None, ()
        speakers = "" if kind == Kind.LECTURE else ", ".join(self._speakers())
        return None, (PlanFacts(row.first, start, end, rule, seats=seats, speakers=speakers),)

    def _rule(self, text: str, first: date, zone: str) -> Any:
        return words.rule(text, self.cells["ends"], first=first, zone=zone, today=self.today)

    def _last(self, text: str, first: date | None) -> date | None:
        last = words.day(text, today=self.today)
        if first and last and last < first:
            raise Unclear(_("The last date is before the first. Please check both."))
        return last

    def _speakers(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.cells["speakers"].split(";") if part.strip() not in NOTHING)

    def _notes(self, row: Row) -> list[str]:
        """What the draft will lack; it is made all the same."""
        notes = []
        if row.first is None:
            notes.append(_("No date yet: it stays to be announced."))
        elif row.first < self.today:
            notes.append(_("The first date is over."))
        if not self.cells["summary"]:
            notes.append(_("Still to be told in one sentence."))
        return notes
