"""The one error people read: a rule of the house said no, and says why."""

from typing import Any


class RuleBroken(Exception):
    """A domain rule refused. `sentence` is translated, for the person; `facts` are for the code that decides what next.

    Every refusal is a subclass with a name of its own, so that a view can answer the ones it knows.
    """

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        return str(self.sentence)
