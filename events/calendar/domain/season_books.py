"""The names a season's table may use: branches, spaces, headings, programmes, in any language, however accented."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.domain import EDIT, branches_of
from accounts.models import User
from core.folding import fold
from events.calendar.domain.season_words import NOTHING, Unclear
from events.calendar.models import BranchPage
from events.programmes.models import Programme
from places.models import Audience, Branch, Space, SpokenLanguage, Topic

Row = TypeVar("Row", bound=Model)
# How alike two names must be for one to be offered for the other.
LIKENESS = 0.6


class Names(Generic[Row]):
    """Rows by their names, folded; two rows of one name are told apart by their slug or code."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.by_name: dict[str, Row] = {}
        for row in self.rows:
            for name in _names_of(row):
                self.by_name.setdefault(name, row)

    def find(self, text: str) -> Row | None:
        return self.by_name.get(" ".join(fold(text).split()))

    def like(self, text: str) -> str:
        """The name most like this one, as staff read it; empty when none is."""
        found = get_close_matches(fold(text), self.by_name, n=1, cutoff=LIKENESS)
        return _called(self.by_name[found[0]]) if found else ""


@dataclass
class Books:
    """Every name there is, asked for once however long the table."""

    branches: Names[Branch]
    mine: dict[int, Branch]
    pages: dict[int, BranchPage]
    spaces: dict[int, Names[Space]]
    audiences: Names[Audience]
    topics: Names[Topic]
    languages: Names[SpokenLanguage]
    programmes: Names[Programme]

    @classmethod
    def open(cls, user: User, language: str) -> "Books":
        """What the user may use; `language` is that of the pages to be made."""
        spaces: dict[int, list[Space]] = {}
        for space in Space.objects.all():
            spaces.setdefault(space.branch_id, []).append(space)
        pages = BranchPage.objects.filter(locale__language_code=language, alias_of=None).select_related("locale")
        return cls(
            branches=Names(Branch.objects.all()),
            mine={branch.pk: branch for branch in branches_of(user, EDIT)},
            pages={page.branch_id: page for page in pages.order_by("-pk")},
            spaces={branch: Names(rows) for branch, rows in spaces.items()},
            audiences=Names(Audience.objects.all()),
            topics=Names(Topic.objects.all()),
            languages=Names(SpokenLanguage.objects.all()),
            programmes=Names(Programme.objects.all()),
        )

    def branch(self, text: str) -> Branch:
        """The branch of a row: the user's own. The only one one has need not be named."""
        if text in NOTHING:
            if len(self.mine) == 1:
                return next(iter(self.mine.values()))
            raise Unclear(_("Please write the branch."))
        found = self.branches.find(text)
        if found is None:
            told = {"text": text, "like": self.branches.like(text)}
            sentence = _("There is no branch “%(text)s”.")
            raise Unclear(
                (_("There is no branch “%(text)s”. Did you mean “%(like)s”?") if told["like"] else sentence) % told
            )
        if found.pk not in self.mine:
            raise Unclear(
                _("You do not plan events for %(branch)s. Please leave this row to its staff.") % {"branch": found}
            )
        return found

    def page(self, branch: Branch) -> BranchPage:
        found = self.pages.get(branch.pk)
        if found is None:
            raise Unclear(_("%(branch)s has no page in this language yet.") % {"branch": branch})
        return found

    def space(self, text: str, branch: Branch) -> Space | None:
        if text in NOTHING:
            return None
        names = self.spaces.get(branch.pk) or Names[Space]([])
        found = names.find(text)
        if found is None:
            told = {"text": text, "branch": branch, "like": names.like(text)}
            sentence = _("There is no space “%(text)s” in %(branch)s.")
            like = _("There is no space “%(text)s” in %(branch)s. Did you mean “%(like)s”?")
            raise Unclear((like if told["like"] else sentence) % told)
        return found

    def programme(self, text: str) -> Programme | None:
        return None if text in NOTHING else _found(self.programmes, text)

    def several(self, names: Names[Row], text: str) -> tuple[Row, ...]:
        """The rows a cell names, parted by commas or semicolons."""
        parts = [part.strip() for part in text.replace(";", ",").split(",")]
        return tuple(dict.fromkeys(_found(names, part) for part in parts if part not in NOTHING))


def _found(names: Names[Row], text: str) -> Row:
    found = names.find(text)
    if found is None:
        told = {"text": text, "like": names.like(text)}
        sentence = (
            _("We do not know “%(text)s”. Did you mean “%(like)s”?")
            if told["like"]
            else _("We do not know “%(text)s”.")
        )
        raise Unclear(sentence % told)
    return found


def _names_of(row: Any) -> set[str]:
    texts = row.title if isinstance(row, Programme) else row.name
    keys = [getattr(row, "slug", ""), getattr(row, "code", "")]
    return {" ".join(fold(text).split()) for text in (*texts.values(), *keys) if text}


def _called(row: Any) -> str:
    return str(row.title if isinstance(row, Programme) else row.name)
