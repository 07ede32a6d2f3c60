"""Statements that are made once by the ORM and asked many times: building one costs more time than its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

PORTION = 500


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
