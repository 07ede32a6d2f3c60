"""Model instances by a statement that is made once: for rows as wide as an event page, making it costs the most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.query import get_related_populators
from django.db.models.sql import InsertQuery

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
    """A query about values of some fields: made by `make` for `unused`, which no row has, asked for any others.

    `select_related` and annotations come along, and rows may be locked; what the ORM does after its statement
    (prefetching) is not done. One of each belongs into a module: it is made anew when the engine is another.
    """

    def __init__(self, make: "Callable[..., QuerySet[M, M]]", *unused: tuple[Any, Any]) -> None:
        self._make, self._unused = make, unused
        self._shapes: dict[str, _Shape] = {}

    def __call__(self, *values: Any) -> list[M]:
        shape = self._shapes.get(connection.vendor)
        if shape is None:
            shape = self._shapes[connection.vendor] = _Shape.of(self._make(*(value for _field, value in self._unused)))
        asked = shape.statement.about(self._unused, values)
        return [shape.instance(row) for row in asked.read()]

    def one(self, *values: Any) -> M | None:
        """The first of them, or None."""
        return next(iter(self(*values)), None)


class Insert(Generic[M]):
    """Writes a new row by a statement that is made once; no signal is sent, and values are plain, no expressions.

    `unless_there`: a row with the same unique values stays as it is, and the answer is False.
    """

    def __init__(self, model: type[M], *, unless_there: bool = False) -> None:
        self._model, self._on_conflict = model, OnConflict.IGNORE if unless_there else None
        self._made: dict[str, tuple[str, Sequence[Field[Any, Any]]]] = {}

    def __call__(self, row: M) -> bool:
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._statement(row)
        sql, fields = self._made[connection.vendor]
        values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            if not self._model._meta.db_returning_fields:
                written = bool(cursor.rowcount)
            elif written := (given := cursor.fetchone()) is not None:  # the key comes from the database
                row.pk = given[0]
        if written:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return written

    def _statement(self, row: M) -> tuple[str, "Sequence[Field[Any, Any]]"]:
        meta = self._model._meta
        fields = [field for field in meta.concrete_fields if field not in meta.db_returning_fields]
        query = InsertQuery(self._model, on_conflict=self._on_conflict)
        query.insert_values(fields, [row])
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.returning_fields = meta.db_returning_fields
        ((sql, _values),) = compiler.as_sql()
        return sql, fields
