"""What may be shown of the answers, as figures and in words: sums of what `releasing` lets out, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet, Sum

from events.calendar.models import EventPage, Occurrence
from events.programmes.models import Programme
from surveys.evaluation.domain.releasing import cells, released
from surveys.evaluation.enums import SCALES, Mode, Part, QuestionType, State
from surveys.evaluation.models import Answer, Question, Response, Survey


@dataclass
class Figure:
    """What was answered to one question: `counts` by step of the scale or code of choice; `apart` is not in `n`."""

    question: Question
    counts: dict[int | str, int] = field(default_factory=lambda: defaultdict(int))
    n: int = 0
    apart: int = 0

    @property
    def top(self) -> int | None:
        """How many chose one of the two most favourable steps; None for questions without a scale."""
        if self.question.type not in SCALES:
            return None
        best = [value for value, _words in SCALES[self.question.type]][-2:]
        return sum(self.counts[value] for value in best)

    @property
    def share(self) -> int | None:
        """The top two in whole per cent of those who answered; None when nothing may be shown."""
        return None if self.top is None or not self.n else round(100 * self.top / self.n)

    @property
    def spread(self) -> list[int]:
        """Counts in the order of the scale."""
        return [self.counts[value] for value, _words in SCALES[self.question.type]]


@dataclass(frozen=True)
class Results:
    """All that may be shown of some surveys. Counts are people; `answered` and `invited` are of invitations only."""

    invited: int
    answered: int
    answered_openly: int
    folded: int
    closed: bool
    by_mode: dict[str, list[Figure]]

    @property
    def rate(self) -> int | None:
        """Answered of invited in whole per cent, once all surveys are closed; None when nobody was invited."""
        return round(100 * self.answered / self.invited) if self.closed and self.invited else None

    @property
    def invited_figures(self) -> list[Figure]:
        return self.by_mode[Mode.INVITED]

    @property
    def open_figures(self) -> list[Figure]:
        return self.by_mode[Mode.OPEN]

    @cached_property
    def shown(self) -> bool:
        """Whether any figure may be shown."""
        return any(figure.n for figures in self.by_mode.values() for figure in figures)


NOTHING = Results(
    invited=0, answered=0, answered_openly=0, folded=0, closed=True, by_mode={mode: [] for mode in Mode.values}
)


def surveys_of(subject: Survey | EventPage | Programme | Iterable[Occurrence]) -> "QuerySet[Survey]":
    """The surveys of one survey, of all dates of an event (in any language), of a programme, or of some dates.

    A programme takes its heading along: the answers of its small events.
    """
    if isinstance(subject, Survey):
        return Survey.objects.filter(pk=subject.pk)
    if isinstance(subject, EventPage):
        original = subject.alias_of if subject.alias_of_id else subject
        return Survey.objects.filter(occurrence__event__translation_key=original.translation_key)
    if isinstance(subject, Programme):
        return Survey.objects.filter(Q(occurrence__event__programme=subject) | Q(programme=subject))
    return Survey.objects.filter(occurrence__in=list(subject))


def results(surveys: "QuerySet[Survey]") -> Results:
    """Everything that may be shown of these surveys, in five queries however many there are, in one without any."""
    facts = surveys.order_by().aggregate(
        all=Count("pk"),
        invited=Sum("invited", default=0),
        folded_invited=Sum("folded_invited", default=0),
        folded_open=Sum("folded_open", default=0),
        open=Count("pk", filter=Q(occurrence__isnull=False) & ~Q(state=State.CLOSED)),
    )
    here = Count("pk", filter=Q(survey__occurrence__isnull=False))
    if not facts["all"]:
        return NOTHING
    opened = Response.objects.filter(survey__in=surveys.order_by()).values_list("mode").annotate(here=here)
    responses = dict(opened)
    return Results(
        invited=facts["invited"],
        answered=responses.get(Mode.INVITED, 0) + facts["folded_invited"],
        answered_openly=responses.get(Mode.OPEN, 0) + facts["folded_open"],
        folded=facts["folded_invited"] + facts["folded_open"],
        closed=not facts["open"],
        by_mode=_figures(surveys) if responses else {mode: [] for mode in Mode.values},
    )


def own_words(surveys: "QuerySet[Survey]") -> dict[str, list[str]]:
    """Free texts by code of question, apart from everything else people said, in no order; for staff only."""
    texts: dict[str, list[str]] = defaultdict(list)
    shown = set(released(cells(surveys)))
    said = (
        Answer.objects.filter(response__survey__in=surveys.order_by(), question__type=QuestionType.TEXT)
        .exclude(text="")
        .annotate(survey=F("response__survey"), mode=F("response__mode"), batch=F("response__batch"))
        .select_related("question")
        .order_by("pk")  # random by birth
    )
    for answer in said:
        if (answer.survey, answer.mode, answer.question_id, answer.batch) in shown:
            texts[answer.question.code].append(answer.text)
    return dict(texts)


def _figures(surveys: "QuerySet[Survey]") -> dict[str, list[Figure]]:
    counted = cells(surveys)
    asked = Question.objects.filter(questionnaire__surveys__in=surveys.order_by()).filter(
        Q(part=Part.CORE) | Q(pk__in=surveys.order_by().values("intended"))
    )
    questions = {each.pk: each for each in asked.distinct().order_by("questionnaire__version", "order")}
    found: dict[str, dict[tuple[str, int], Figure]] = {mode: {} for mode in Mode.values}
    for question in questions.values():
        for mode in Mode.values:
            found[mode].setdefault((question.code, question.version), Figure(question))
    extra = {pk for _survey, _mode, pk, _batch in counted} - set(questions)
    questions |= {each.pk: each for each in Question.objects.filter(pk__in=extra)} if extra else {}
    for cell in released(counted):
        _survey, mode, pk, _batch = cell
        question = questions[pk]
        figure = found[mode].setdefault((question.code, question.version), Figure(question))
        figure.n += counted[cell].n
        figure.apart += counted[cell].apart
        for value, count in counted[cell].counts.items():
            figure.counts[value] += count
    return {mode: sorted(figures.values(), key=lambda each: each.question.order) for mode, figures in found.items()}
