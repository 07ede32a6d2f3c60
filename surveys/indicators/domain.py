"""What is measured. So far: the headline shares of what people said; indicators with targets and periods join later."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.translated import Translated
from events.calendar.models import Occurrence
from surveys.evaluation.domain.results import results, surveys_of


@dataclass(frozen=True)
class Share:
    """One headline figure: `top` of `n` people chose one of the two most favourable steps. Text in all languages."""

    code: str
    version: int
    construct: str
    text: Translated
    top: int
    n: int

    @property
    def per_cent(self) -> int:
        """In whole per cent of those who answered the question."""
        return round(100 * self.top / self.n)


def headline(occurrences: Iterable[Occurrence]) -> list[Share]:
    """The shares of these dates together, of invited people, in the order of the questions.

    What fewer than five answered is left out, so `[]` is the usual answer for a small date.
    """
    return [
        Share(
            code=each.question.code,
            version=each.question.version,
            construct=each.question.construct,
            text=each.question.text,
            top=each.top,
            n=each.n,
        )
        for each in results(surveys_of(occurrences)).invited_figures
        if each.top is not None and each.n
    ]
