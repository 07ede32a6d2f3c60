"""Results of surveys for templates of any room: diverging bars with their table, and what stands beside them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _, ngettext

from core.charts import likert
from events.calendar.models import EventPage
from surveys.evaluation.domain.releasing import FEWEST_SHOWN
from surveys.evaluation.domain.results import Figure, Results, results, surveys_of
from surveys.evaluation.enums import SCALES, Mode, Part, QuestionType

register = template.Library()


@register.inclusion_tag("evaluation/event_results.html")
def event_results(event: EventPage) -> dict[str, Any]:
    """What people said of all dates of an event, on any page of its `translation_key`; nothing before anyone did."""
    return {"results": results(surveys_of(event)), "fewest": FEWEST_SHOWN}


@register.inclusion_tag("evaluation/figures.html")
def survey_figures(found: Results) -> dict[str, Any]:
    """The charts of some results: invited people, and apart from them those who used the code at the event."""
    groups = [_group(found, mode) for mode in (Mode.INVITED, Mode.OPEN)]
    return {"groups": [group for group in groups if group["charts"]], "fewest": FEWEST_SHOWN}


def _group(found: Results, mode: str) -> dict[str, Any]:
    scaled = [figure for figure in found.by_mode[mode] if figure.question.type in SCALES]
    shown = [figure for figure in scaled if figure.n]
    charts = [_chart(mode, scale, [each for each in shown if each.question.type == scale]) for scale in SCALES]
    return {
        "mode": mode,
        "note": _note(found, mode),
        "charts": [chart for chart in charts if chart],
        "apart": [figure for figure in shown if figure.apart],
        "small": [figure for figure in scaled if not figure.n],
    }


def _chart(mode: str, scale: str, figures: Sequence[Figure]) -> dict[str, Any] | None:
    if not figures:
        return None
    statements = [(str(figure.question.text), figure.spread) for figure in figures]
    labels = [str(words) for _value, words in SCALES[scale]]
    return {"id": f"{mode}-{scale}", "title": _finding(scale, figures), "chart": likert(statements, labels)}


def _finding(scale: str, figures: Sequence[Figure]) -> str:
    """The intended outcome, else the first question: never the one that came out best."""
    told = next((figure for figure in figures if figure.question.part == Part.OUTCOME), figures[0])
    facts = {"share": told.share, "statement": told.question.text}
    if scale == QuestionType.USEFULNESS:
        return _("%(share)s per cent say quite a lot or very much: “%(statement)s”") % facts
    return _("%(share)s per cent agree: “%(statement)s”") % facts


def _note(found: Results, mode: str) -> str:
    if mode == Mode.OPEN:
        words = ngettext(
            "%(number)s person answered by the code at the event. Anybody could, so these answers stand apart.",
            "%(number)s people answered by the code at the event. Anybody could, so these answers stand apart.",
            found.answered_openly,
        )
        return words % {"number": found.answered_openly}
    if found.rate is None:
        words = ngettext(
            "%(number)s answer so far; the survey is still open.",
            "%(number)s answers so far; the survey is still open.",
            found.answered,
        )
        return words % {"number": found.answered}
    words = ngettext(
        "%(answered)s of %(invited)s invited person answered (%(rate)s per cent).",
        "%(answered)s of %(invited)s invited people answered (%(rate)s per cent).",
        found.invited,
    )
    return words % {"answered": found.answered, "invited": found.invited, "rate": found.rate}
