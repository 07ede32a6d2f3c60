"""Statements that are made once by the ORM and asked many times: building one costs more time than its answer."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

PORTION = 500
# So many statements are kept, about 10 kB each; then all are made anew.
MOST = 500
_kept: dict[Hashable, "Statement"] = {}
# Stands for the present in a statement that is made before one knows when it is asked; see `Statement.at`.
PRESENT = datetime(9999, 12, 31, tzinfo=UTC)
# Statements about keys are made for one, or for 32, 64, ... of them.
STEP = 32
# Fields, each with a value no row has, for which a statement is made that is asked for other values.
Unused = Sequence[tuple[Any, Any]]


@dataclass(frozen=True)
class Statement:
    """SQL for the engine in use, and its values. Without SQL it is known to find nothing."""

    sql: str
    values: tuple[Any, ...] = ()
    # By column, what the ORM does to the engine's answer.
    converters: tuple[tuple[int, list[Any], Any], ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, query: "QuerySet[Any, Any]") -> "Statement":
        compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return cls("")
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns).items()
        return cls(sql, tuple(values), tuple((place, each, column) for place, (each, column) in converters))

    @classmethod
    def of_update(cls, rows: "QuerySet[Any, Any]", **values: Any) -> "Statement":
        """The statement of `rows.update(...)`, to be made by `change`."""
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(values)
        sql, params = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return cls(sql, tuple(params))

    def change(self) -> int:
        """Make an update; returns how many rows it changed."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            return int(cursor.rowcount)

    def within(self, outer: str) -> "Statement":
        """A statement around this one; `outer` names the place of it with {inner}."""
        return Statement(outer.format(inner=self.sql), self.values) if self.sql else self

    def at(self, now: datetime) -> "Statement":
        """The statement as it is asked at that instant, which takes the place of `PRESENT`."""
        adapted = connection.ops.adapt_datetimefield_value
        return self.with_value(adapted(PRESENT), adapted(now))

    def with_value(self, stands_for: Any, meant: Any) -> "Statement":
        """The statement with another value, as the engine is given it, wherever that one stands."""
        return replace(self, values=tuple(meant if value == stands_for else value for value in self.values))

    def about(self, unused: "Unused", values: Sequence[Any]) -> "Statement":
        """The statement with these values in the places of those that no row has."""
        found = self
        for (column, stands_for), meant in zip(unused, values, strict=True):
            found = found.with_value(*(column.get_db_prep_value(each, connection) for each in (stands_for, meant)))
        return found

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """What the database answers, as it answers: columns are not converted."""
        if not self.sql:
            return
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            while portion := cursor.fetchmany(PORTION):
                yield from portion

    def read(self) -> Iterator[tuple[Any, ...]]:
        """As `rows`, with the values the ORM would give."""
        for row in self.rows():
            values = list(row)
            for place, converters, column in self.converters:
                for convert in converters:
                    values[place] = convert(values[place], column, connection)
            yield tuple(values)

    def row(self) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(self.rows(), None)


def prepared(question: Hashable, make: Callable[[], Statement]) -> Statement:
    """The statement for a question, made when the process hears it first. The question is all it depends on."""
    found = _kept.get(question)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[question] = make()
    return found


def about(
    question: Hashable, keys: Collection[Any], make: "Callable[[list[Any]], QuerySet[Any, Any]]"
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query about some keys, all numbers or all texts. `make` makes it for keys that nobody has."""
    if not keys:
        return iter(())
    kind = type(next(iter(keys)))
    unused = [kind(-place) for place in range(1, 2 if len(keys) == 1 else -(-len(keys) // STEP) * STEP + 1)]
    statement = prepared((question, kind, len(unused)), lambda: Statement.of(make(unused)))
    meant = dict(zip(unused, keys, strict=False))
    return replace(statement, values=tuple(meant.get(value, value) for value in statement.values)).read()


def moment(answer: datetime | str) -> datetime:
    """An instant as the engine answers it: SQLite's are in UTC without saying so, some of them as text."""
    found = answer if isinstance(answer, datetime) else datetime.fromisoformat(answer)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day(answer: date | str) -> date:
    """A day as the engine answers it: SQLite's as text."""
    return answer if isinstance(answer, date) else date.fromisoformat(answer)
