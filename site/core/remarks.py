"""Sentences that are written down now and read later, by somebody else, in another language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from core.exceptions import RuleBroken


def marked(text: str) -> str:
    """The text as it is, for the catalogues to find: imported as `_`. Django's own mark asks for settings."""
    return text


@dataclass(frozen=True)
class Remark:
    """A sentence marked by `marked`, with its facts; `str()` words it in the language of whoever reads it."""

    text: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        words = gettext(self.text) if self.text else ""
        return words % dict(self.facts) if self.facts else words

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "facts": dict(self.facts)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Remark":
        return cls(str(stored.get("text", "")), dict(stored.get("facts", {})))


class Refusal(RuleBroken):
    """A refusal whose sentence can be kept; raised with a text marked by `marked` and its facts."""

    def __init__(self, text: str, **facts: str | int) -> None:
        Exception.__init__(self, text)
        self.remark = Remark(text, facts)
        self.facts = facts

    @property
    def sentence(self) -> str:  # type: ignore[override]
        return str(self.remark)
