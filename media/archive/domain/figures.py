"""Taking the figures of an event: what is frozen in its outcome, as plain JSON, readable without this program.

    {"taken_at": ISO instant, "facts": {key of Fact: whole number}, "definitions": {key: {language: sentence}},
     "answers": [{"code", "text": {language: words}, "steps": {language: [words]}, "spread": [counts], "top", "n"}],
     "together": {"community", "welcomes", "cocreation", "decisions", "cocreators": [...], "barriers": [...]}}

What is not known is missing, never nought: without registration there are no `registered`, without a survey no `rate`.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.translated import LANGUAGES
from events.calendar.domain.admission import registers
from events.calendar.enums import Status
from events.calendar.models import EventPage, ExhibitionPage, Occurrence, ParticipatoryPage
from events.registration.domain.attending.attendance import figures as attendance_figures
from media.archive.enums import Fact
from surveys.evaluation.domain.results import Results, results, surveys_of
from surveys.evaluation.enums import SCALES

# An end is not included: what ends at midnight was over the day before.
_INSTANT = timedelta(microseconds=1)
DEFINITIONS: dict[Fact, Promise] = {
    Fact.HELD: _("Dates of the event that took place."),
    Fact.CANCELLED: _("Dates that had been announced and were cancelled."),
    Fact.REGISTERED: _("People who had a place beforehand, on all dates together; one person may count several times."),
    Fact.ATTENDED: _("People in the room on all dates together: as counted by staff, else as checked in by name."),
    Fact.WALK_INS: _("People who came without having registered."),
    Fact.NO_SHOWS: _("People who had a place and were not checked in, on dates where staff checked people in."),
    Fact.WAITING: _("People who were still on a waiting list when the date came."),
    Fact.INVITED: _("People who came and were invited by e-mail to answer the survey."),
    Fact.ANSWERED: _("Answers to the survey, which cannot be traced to anybody."),
    Fact.RATE: _("Of every hundred people invited to the survey, how many answered, once it was closed."),
}


def take_figures(event: EventPage, occurrences: list[Occurrence], *, now: datetime) -> dict[str, Any]:
    """The figures of these dates of the event at this instant; `event` is the source, in its own class."""
    counted = attendance_figures(occurrences)
    found = results(surveys_of(occurrences))
    facts = _dates(event, occurrences)
    by_name = any(registers(each, event) for each in occurrences)
    if counted.attended or by_name:
        facts[Fact.ATTENDED] = counted.attended
    if by_name:
        facts |= {
            Fact.REGISTERED: counted.registered,
            Fact.WALK_INS: counted.walk_ins,
            Fact.NO_SHOWS: counted.no_shows,
            Fact.WAITING: counted.waiting,
        }
    facts |= _answered(found)
    return {
        "taken_at": now.isoformat(),
        "facts": {fact.value: value for fact, value in facts.items()},
        "definitions": {fact.value: _in_all_languages(DEFINITIONS[fact]) for fact in facts},
        "answers": _answers(found),
        "together": _together(event),
    }


def days_of(event: EventPage, occurrences: list[Occurrence]) -> tuple[date, date] | None:
    """First and last local day: of the dates that took place, else of all, else the exhibition's own; None without."""
    held = [each for each in occurrences if each.status == Status.SCHEDULED] or occurrences
    spans = [
        (_local(each.start, each.zone), max(_local(each.start, each.zone), _local(each.end - _INSTANT, each.zone)))
        for each in held
    ]
    if isinstance(event, ExhibitionPage) and event.opens_on and event.closes_on:
        spans.append((event.opens_on, event.closes_on))
    if not spans:
        return None
    return min(first for first, _last in spans), max(last for _first, last in spans)


def _dates(event: EventPage, occurrences: list[Occurrence]) -> dict[Fact, int]:
    """How many dates took place; the period of an exhibition is no date."""
    dates = [each for each in occurrences if not (each.all_day and isinstance(event, ExhibitionPage))]
    if not dates:
        return {}
    return {
        Fact.HELD: sum(each.status == Status.SCHEDULED for each in dates),
        Fact.CANCELLED: sum(each.status == Status.CANCELLED for each in dates),
    }


def _answered(found: Results) -> dict[Fact, int]:
    """How many answered; nothing where nobody was asked."""
    facts: dict[Fact, int] = {}
    if found.invited:
        facts[Fact.INVITED] = found.invited
    if found.invited or found.answered_openly:
        facts[Fact.ANSWERED] = found.answered + found.answered_openly
    if found.rate is not None:
        facts[Fact.RATE] = found.rate
    return facts


def _answers(found: Results) -> list[dict[str, Any]]:
    """The questions with a scale that may be shown: `evaluation` decides, and leaves out groups under five."""
    return [
        {
            "code": each.question.code,
            "construct": each.question.construct,
            "text": dict(each.question.text),
            "steps": _steps(each.question.type),
            "spread": each.spread,
            "top": each.top,
            "n": each.n,
        }
        for each in found.invited_figures
        if each.top is not None and each.n
    ]


def _steps(scale: str) -> dict[str, list[str]]:
    words = [label for _value, label in SCALES[scale]]
    every = [_in_all_languages(word) for word in words]
    return {language: [texts[language] for texts in every] for language in LANGUAGES}


def _local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _together(event: EventPage) -> dict[str, Any]:
    """OF, BY and FOR ALL, as the event says it; empty for other kinds."""
    if not isinstance(event, ParticipatoryPage):
        return {}
    return {
        "language": event.locale.language_code,
        "community": event.community,
        "welcomes": event.welcomes,
        "cocreation": event.cocreation,
        "decisions": event.decisions,
        "cocreators": [
            {"name": each.name, "role": each.role, "from_community": each.from_community}
            for each in event.cocreators.all()
        ],
        "barriers": [{"barrier": each.barrier, "removed_by": each.removed_by} for each in event.barriers.all()],
    }


def _in_all_languages(sentence: Promise) -> dict[str, str]:
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = str(sentence)
    return texts
