"""Statements that are made once by the ORM and asked many times: building one costs more time than its answer."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

PORTION = 500
# So many statements are kept, about 10 kB each; then all are made anew.
MOST = 500
_kept: dict[Hashable, "Statement"] = {}
# Stands for the present in a statement that is made before one knows when it is asked; see `Statement.at`.
PRESENT = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Statement:
    """SQL for the engine in use, and its values. Without SQL it is known to find nothing."""

    sql: str
    values: tuple[Any, ...] = ()

    @classmethod
    def of(cls, query: "QuerySet[Any, Any]") -> "Statement":
        try:
            sql, values = query.query.sql_with_params()
        except EmptyResultSet:
            return cls("")
        return cls(sql, tuple(values))

    def within(self, outer: str) -> "Statement":
        """A statement around this one; `outer` names the place of it with {inner}."""
        return Statement(outer.format(inner=self.sql), self.values) if self.sql else self

    def at(self, now: datetime) -> "Statement":
        """The statement as it is asked at that instant, which takes the place of `PRESENT`."""
        adapted = connection.ops.adapt_datetimefield_value
        present, then = adapted(PRESENT), adapted(now)
        return replace(self, values=tuple(then if value == present else value for value in self.values))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """What the database answers, as it answers: columns are not converted."""
        if not self.sql:
            return
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            while portion := cursor.fetchmany(PORTION):
                yield from portion

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


def moment(answer: datetime | str) -> datetime:
    """An instant as the engine answers it: SQLite's are in UTC without saying so, some of them as text."""
    found = answer if isinstance(answer, datetime) else datetime.fromisoformat(answer)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day(answer: date | str) -> date:
    """A day as the engine answers it: SQLite's as text."""
    return answer if isinstance(answer, date) else date.fromisoformat(answer)
