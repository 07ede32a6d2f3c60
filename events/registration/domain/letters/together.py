"""Letters that tell of several dates at once: of a course, or of the dates somebody chose in one step."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain.letters import teller
from events.registration.domain.letters.teller import Teller
from events.registration.domain.privacy.keeping import last_erased_in_words
from events.registration.domain.taking_part import bundles
from events.registration.enums import ACTIVE, State
from events.registration.models import Registration


def joined(made: Sequence[Registration]) -> None:
    """You have a place in the course, or are on its list."""
    waits = made[0].state == State.WAITING
    _tell("course-waiting" if waits else "course-confirmed", made, news="new")


def changed(made: Sequence[Registration]) -> None:
    """You have another number of places in the course."""
    waits = made[0].state == State.WAITING
    _tell("course-waiting" if waits else "course-confirmed", made, news="changed")


def promoted(registration: Registration) -> None:
    """Places came free for you on every date you waited for."""
    _tell("course-promoted", bundles.with_key(registration.bundle), about=registration)


def already(repeats: Sequence[Registration], there: Sequence[Registration]) -> None:
    """You were in the course already: nothing is taken twice. In the words of the first time, not of this form."""
    _tell("course-confirmed", bundles.of(there[0]), about=repeats[0], news="already")


def left(held: Sequence[Registration]) -> None:
    """You are out of the course, or of all the dates you chose; they leave your calendar."""
    _tell("course-cancelled", held, called_off=True, course=bundles.is_of_course(held[0]))


def absent_once(registration: Registration) -> None:
    """Your place on this date is free; the rest stays yours."""
    _tell("absent-once", [registration], called_off=True)


def back(registration: Registration) -> None:
    """Your place on this date is yours again."""
    _tell("absent-once", [registration], back=True)


def grown(added: Sequence[Registration]) -> None:
    """The course has dates more, and you have a place there, too."""
    _tell("course-dates", added)


def chosen(made: Sequence[Registration], full: Sequence[Occurrence], there: Mapping[int, Registration]) -> None:
    """What became of each date you chose. `there`: by the key of a repeat, the registration that was there before."""
    _tell("dates-confirmed", made, full=full, there=there)


def _tell(
    kind: str,
    registrations: Sequence[Registration],
    *,
    about: Registration | None = None,
    called_off: bool = False,
    full: Sequence[Occurrence] = (),
    there: Mapping[int, Registration] | None = None,
    **news: Any,
) -> None:
    """One letter with a line for each date. It leads to the page of the first date they have something on."""
    there = there or {}
    known = [there.get(each.pk, each) for each in registrations]
    first = next((each for each in known if each.state in ACTIVE), known[0])
    others = [each for each in known if each.pk != first.pk and (called_off or each.state in ACTIVE)]
    last = max((each.occurrence for each in known), key=lambda each: each.end)
    with translation.override(first.language):
        facts = _facts(known, full, again={each.pk for each in there.values()})
        facts["kept_until"] = last_erased_in_words(known)
    Teller(first.occurrence).tell(
        kind,
        first,
        about=about or (registrations[0] if there else first),
        also=[each.occurrence for each in others],
        called_off=called_off,
        valid_until=last.end,
        position=teller.position(first) if first.state == State.WAITING else 0,
        **facts,
        **news,
    )


def _facts(known: Sequence[Registration], full: Sequence[Occurrence], *, again: set[int]) -> dict[str, Any]:
    """In the active language what it is called, and of each date what, when, where, and what became of it."""
    told = rows.of([*(each.occurrence for each in known), *full], language=translation.get_language() or "en")
    words = [_registered_already() if each.pk in again else bundles.in_words(each.state) for each in known]
    words += [_no_place()] * len(full)
    links = [settings.BASE_URL + each.get_absolute_url() for each in known] + [""] * len(full)
    dates = [
        {"title": row.label, "when": teller.in_words(row), "place": row.place, "says": says, "manage_url": link}
        for row, says, link in zip(told, words, links, strict=True)
    ]
    return {"title": told[0].title, "dates": dates}


def _registered_already() -> str:
    return pgettext("one date of several", "You were registered already, nothing is taken twice")


def _no_place() -> str:
    return pgettext("one date of several", "All places are taken, so you are not registered")
