"""An attacker with full dumps of every table, who tries to say which answer is whose, and how likely luck is."""

from dataclasses import dataclass
from math import comb
from typing import Any

from django.db import connection

Row = dict[str, Any]


@dataclass(frozen=True)
class Dump:
    """Every row of every table in physical order, with what the engine hides: rowid, or ctid and xmin."""

    tables: dict[str, list[Row]]

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables[table]

    def text(self) -> str:
        return repr(self.tables)


def dump() -> Dump:
    """What `pg_dump` and a look at the pages, or a copy of the SQLite file, hand to whoever gets them."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return Dump({name: _rows(cursor, name) for name in names})


def _rows(cursor: Any, table: str) -> list[Row]:
    if connection.vendor == "postgresql":
        cursor.execute(
            f'SELECT ctid::text AS "_place", xmin::text::bigint AS "_writer", * FROM "{table}" ORDER BY ctid'
        )
    else:
        cursor.execute(
            "SELECT coalesce(upper(sql), '') LIKE '%%WITHOUT ROWID%%' FROM sqlite_master WHERE name = %s", [table]
        )
        place = "0" if cursor.fetchone()[0] else "rowid"
        cursor.execute(f'SELECT {place} AS "_place", * FROM "{table}" ORDER BY 1')
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def in_order_written(rows: list[Row]) -> list[Row]:
    """Rows as they came: by the transaction that wrote them where the engine tells it, else by place."""
    return sorted(rows, key=lambda row: row.get("_writer", 0))


def pair(people: list[Any], answers: list[Any]) -> dict[Any, Any]:
    """The n-th to answer gave the n-th answer: what works against every table that is written as people answer."""
    return dict(zip(people, answers, strict=False))


def hits(guesses: dict[Any, Any], truth: dict[Any, Any]) -> int:
    """How many people were matched with their own answer."""
    return sum(truth[person] == answer for person, answer in guesses.items())


def at_least(successes: int, tries: int, chance: float) -> float:
    """The probability of so many successes or more by guessing alone."""
    return sum(comb(tries, n) * chance**n * (1 - chance) ** (tries - n) for n in range(successes, tries + 1))
