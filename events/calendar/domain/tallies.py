"""How many dates each value of a facet has: counted by the database in one statement, however many there are.

Our dates are first counted by event, which makes few rows of many; every facet is then a sum over those rows. The
statement is put together here because Django's own union of one query for each facet reads all dates for each of them.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, QuerySet

from core.prepared import Statement
from events.calendar.domain.matching import Finder, free_of_charge, has_access, places_free
from events.calendar.domain.selection import TOGGLES, Selection
from events.calendar.models import EventPage, Occurrence
from places.models import AccessFact, Audience, Branch, SpokenLanguage, Topic

# Facets of our dates, and those a partner's calendar says something about.
OURS = ("kind", "branch", "audience", "topic", "language")
THEIRS = ("branch", "topic")
LINKS: dict[str, Any] = {
    "audience": (EventPage.audiences.through, Audience),
    "topic": (EventPage.topics.through, Topic),
    "language": (EventPage.languages.through, SpokenLanguage),
}
HEADINGS: dict[str, Any] = {"branch": Branch, "topic": Topic}
# Yes-or-no facets: they narrow their own counts, so they are told of the selection as it is.
FLAGS = {**{fact.value: has_access(fact) for fact in AccessFact}, "places": places_free(), "price": free_of_charge()}

Part = tuple[str, list[Any]]


def tallies(selection: Selection, finder: Finder) -> dict[tuple[str, str], int]:
    """By facet and slug, how many dates there are while the facet itself is open; flags under "access" and "flag"."""
    statement = finder.statement("tallies", selection, make=lambda: _statement(selection, finder))
    found: dict[tuple[str, str], int] = {}
    for name, slug, number in statement.rows():
        found[name, slug] = found.get((name, slug), 0) + int(number or 0)
    return found


def _statement(selection: Selection, finder: Finder) -> Statement:
    chosen = {selection: "chosen"}
    for name in OURS:
        chosen.setdefault(selection.without(name), f"without_{name}")
    tables = [_by_event(finder, each, table) for each, table in chosen.items()]
    sums = [_sum(name, chosen[selection.without(name)]) for name in OURS] + list(_flags())
    partners = [part for name in THEIRS for part in _of_partners(finder, selection.without(name), name)]
    parts: list[Part] = [*((sql, []) for sql in sums), *partners]
    sql = f"WITH {', '.join(sql for sql, _ in tables)} {' UNION ALL '.join(sql for sql, _ in parts)}"
    return Statement(sql, tuple(value for _sql, values in [*tables, *parts] for value in values))


def _by_event(finder: Finder, selection: Selection, table: str) -> Part:
    """The selection's dates of each event, kind, branch and space, with how many of them have each flag."""
    flags = {_column(name): Count("pk", filter=holds) for name, holds in FLAGS.items()} if table == "chosen" else {}
    try:
        sql, values = _grouped(finder.occurrences(selection), flags).query.sql_with_params()
    except EmptyResultSet:  # words that stand nowhere: an empty table, so that the statement stays whole
        sql, values = _grouped(Occurrence.objects.filter(event=0), flags).query.sql_with_params()
    return f"{table} AS ({sql})", list(values)


def _grouped(dates: "QuerySet[Occurrence]", flags: dict[str, Any]) -> "QuerySet[Any, Any]":
    grouped: QuerySet[Any, Any] = dates.order_by().values("event_id", "kind", "branch_id", "space_id")
    counted: QuerySet[Any, Any] = grouped.annotate(number=Count("pk"), **flags)
    return counted


def _sum(name: str, table: str) -> str:
    """The statement for one facet; names of tables and columns are those of our models, nothing comes from outside."""
    if name == "kind":
        return f"SELECT 'kind', c.kind, SUM(c.number) FROM {table} c GROUP BY c.kind"  # noqa: S608
    join, column = "", "c.branch_id"
    heading = Branch
    if name in LINKS:
        link, heading = LINKS[name]
        join = f"JOIN {link._meta.db_table} l ON l.eventpage_id = c.event_id "
        column = f"l.{heading._meta.model_name}_id"
    return (
        f"SELECT '{name}', h.slug, SUM(c.number) FROM {table} c {join}"  # noqa: S608
        f"JOIN {heading._meta.db_table} h ON h.id = {column} GROUP BY h.slug"
    )


def _flags() -> Iterator[str]:
    for name in FLAGS:
        facet = "flag" if name in TOGGLES else "access"
        yield f"SELECT '{facet}', '{name}', SUM({_column(name)}) FROM chosen"  # noqa: S608


def _column(flag: str) -> str:
    return f"has_{flag.replace('-', '_')}"


def _of_partners(finder: Finder, selection: Selection, name: str) -> Iterator[Part]:
    """Partners' dates by branch or topic; nothing where the selection leaves partners out."""
    dates = finder.happenings(selection)
    if dates.query.is_empty():
        return
    counted = dates.order_by().exclude(**{name: None}).values(slug=F(f"{name}__slug")).annotate(number=Count("pk"))
    sql, values = counted.query.sql_with_params()
    yield f"SELECT '{name}', p.slug, p.number FROM ({sql}) p", list(values)  # noqa: S608
