"""Text folded by the database, as `core.folding.fold` does it: search in rows that keep no second copy of a name."""

from typing import Any

from django.db.models import Func, Q, TextField, Value
from django.db.models.lookups import Contains

from core.folding import fold

# What remains after marks are taken off, for PostgreSQL: its `lower` depends on the locale, so nothing is left to it.
_GREEK = ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς", "αβγδεζηθικλμνξοπρστυφχψωσ")
_LATIN = ("ØøĐđÐðŁł", "ooddddll")
_PAIRS = (("Æ", "ae"), ("æ", "ae"), ("Þ", "th"), ("þ", "th"), ("Œ", "oe"), ("œ", "oe"), ("ß", "ss"))


class Folded(Func):
    """`Folded("name")`: without case, accents or special letters."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        connection.ensure_connection()
        connection.connection.create_function("dromena_fold", 1, _fold_or_nothing, deterministic=True)
        return self.as_sql(compiler, connection, function="dromena_fold", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        bare = "lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\\u0300-\\u036f]', '', 'g'))"
        template = f"translate({bare}, '{_GREEK[0]}{_LATIN[0]}', '{_GREEK[1]}{_LATIN[1]}')"
        for letter, plain in _PAIRS:
            template = f"replace({template}, '{letter}', '{plain}')"
        return self.as_sql(compiler, connection, template=template, **context)


def holds(column: str, words: str) -> Q:
    """A condition: every one of the words stands in the column, whatever its case and accents."""
    condition = Q()
    for word in fold(words).split():
        condition &= Q(Contains(Folded(column), Value(word)))
    return condition


def _fold_or_nothing(text: str | None) -> str | None:
    return None if text is None else fold(text)
