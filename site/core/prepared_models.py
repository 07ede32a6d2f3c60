"""Model instances by a statement that is made once: for rows as wide as an event page, making it costs the most."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model, QuerySet
from django.db.models.query import get_related_populators

from core.prepared import Statement

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class _Shape:
    """The statement, and how the ORM turns its columns into an instance and the rows that come with it."""

    statement: Statement
    model: type[Model]
    first: int
    last: int
    names: list[str]
    companions: list[Any]
    annotations: dict[str, int]

    @classmethod
    def of(cls, query: "QuerySet[Any, Any]") -> "_Shape":
        statement, compiler = Statement.of(query), query.query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.pre_sql_setup()
        info: Any = compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, *_rest in compiler.select[first:last]]
        companions = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        annotations = dict(compiler.annotation_col_map or {})
        return cls(statement, info["model"], first, last, names, companions, annotations)

    def instance(self, row: tuple[Any, ...]) -> Any:
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.first : self.last])
        for companion in self.companions:
            companion.populate(row, made)
        for name, column in self.annotations.items():
            setattr(made, name, row[column])
        return made


class Prepared(Generic[M]):
    """A query about one value of `field`: made by `make` for `unused`, which no row has, asked for any other.

    `select_related` and annotations come along, and rows may be locked; what the ORM does after its statement
    (prefetching) is not done. One of each belongs into a module: it is made anew when the engine is another.
    """

    def __init__(self, make: "Callable[[Any], QuerySet[M, M]]", field: "Field[Any, Any]", unused: Any) -> None:
        self._make, self._field, self._unused = make, field, unused
        self._shapes: dict[str, _Shape] = {}

    def __call__(self, value: Any) -> list[M]:
        shape = self._shapes.get(connection.vendor)
        if shape is None:
            shape = self._shapes[connection.vendor] = _Shape.of(self._make(self._unused))
        stands_for, meant = (self._field.get_db_prep_value(each, connection) for each in (self._unused, value))
        asked = shape.statement.with_value(stands_for, meant)
        return [shape.instance(row) for row in asked.read()]

    def one(self, value: Any) -> M | None:
        """The first of them, or None."""
        return next(iter(self(value)), None)
