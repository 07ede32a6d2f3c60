"""What each process remembers: components that depend on nothing but their inputs, and rows that hardly ever change.

A list shows fifty books, and the next visitor sees most of them again; a book says the same wherever it stands. Pieces
never grow old: when a word of the inputs changes, it is another piece. Rows do, so they are read again after seconds.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, wraps
from types import NoneType
from typing import Any, TypeVar

from django.conf import settings
from django.template import Context
from django.template.base import Template
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language

from core import clock

# About 1 kB each.
MOST = 4000
Found = TypeVar("Found")
PLAIN = {str, int, date, datetime, NoneType}


class Inputs:
    """The inputs of a component, comparable by what they say."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.said = _said(values)

    def __hash__(self) -> int:
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Inputs) and self.said == other.said


def piece(name: str, inputs: dict[str, Any]) -> SafeString:
    """The component with these inputs alone: it sees neither the request nor anything else of the page."""
    return _rendered(get_language(), name, Inputs(inputs))


@lru_cache(maxsize=MOST)
def _rendered(language: str | None, name: str, inputs: Inputs) -> SafeString:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(Context(inputs.values))


def _said(value: Any) -> Any:
    """Something that can be compared, and tells text of ours from text that is escaped, and True from 1."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, dict):
        return tuple((key, _said(each)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(_said(each) for each in value)
    if isinstance(value, Promise):
        return str(value)
    return (type(value), value) if isinstance(value, SafeData | bool) else value


def briefly(read: Callable[[], Found]) -> Callable[[], Found]:
    """Remembers for `settings.REMEMBERED_SECONDS` what the function read; all share it, so leave it as it is."""
    kept: list[tuple[float, Found]] = []

    @wraps(read)
    def remembered() -> Found:
        now = clock.now().timestamp()
        for at, found in kept[:]:
            if 0 <= now - at < settings.REMEMBERED_SECONDS:
                return found
        found = read()
        kept[:] = [(now, found)]
        return found

    return remembered
