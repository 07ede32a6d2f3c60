"""The ticket: the code people show at the door, what it opens, and what it says to staff who read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import get_language, gettext as _

from core import qr, tokens
from events.calendar.domain import rows
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.domain.letters import teller
from events.registration.domain.taking_part import bundles
from events.registration.enums import State
from events.registration.models import TICKET, Registration

# A ticket is read on its day: so long before the start and after the end of its date (early doors, long evenings).
AROUND = timedelta(hours=12)
# From then on the code stands on the page of the registration: drawing it is the largest part of making that page.
SOON = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """What a ticket is worth at this door now: a word for the page, a sentence for people.

    `may_enter`: the button to check in is shown.
    """

    word: str
    sentence: str
    may_enter: bool = False


def address(registration: Registration) -> str:
    """What the code on paper and on the phone says: a signed word, nothing about the person."""
    return settings.BASE_URL + registration.get_ticket_url()


def is_soon(registration: Registration, *, now: datetime) -> bool:
    """Whether people have the code at hand on their page; earlier its own page shows it."""
    return registration.occurrence.start - SOON <= now


def drawn(registration: Registration) -> qr.Drawing:
    """The code to show at the door."""
    return qr.drawing(address(registration), quickly=True)


def is_ours(ticket: str) -> bool:
    """Whether we signed it; says nothing of what became of it."""
    return bool(_code(ticket))


def read(ticket: str) -> Registration | None:
    """Whose ticket this is; None for anything we did not sign.

    Who sent the form twice holds two tickets for one registration (decision 3.4): both lead to the one that counts.
    """
    whole = Registration.objects.select_related("occurrence__event", "occurrence__branch", "occurrence__space")
    found = whole.filter(code=_code(ticket), erased_at=None).first()
    if found and found.state == State.REPEAT and found.email:
        return whole.active().filter(occurrence=found.occurrence_id, email=found.email).first()
    return found


def for_today(registration: Registration, *, door: Occurrence | None, now: datetime) -> Registration:
    """One ticket opens every date of a course: the registration for the date at this door, or of this day."""
    if not bundles.is_of_course(registration) or (door and door.pk == registration.occurrence_id):
        return registration
    together = bundles.with_key(registration.bundle)
    here = (each for each in together if door and each.occurrence_id == door.pk)
    today = (each for each in together if door is None and _is_its_day(each.occurrence, now))
    return next(here, None) or next(today, registration)


def _is_its_day(occurrence: Occurrence, now: datetime) -> bool:
    return occurrence.start - AROUND <= now < occurrence.end + AROUND


def standing(registration: Registration, *, door: Occurrence | None, now: datetime) -> Standing:
    """What to do with this ticket. `door` is the date at which this device stands, if it said so."""
    occurrence = registration.occurrence
    if occurrence.status == Status.POSTPONED:
        return Standing("off", _("This date is postponed."))
    if occurrence.status == Status.CANCELLED or occurrence.withdrawn_at:
        return Standing("off", _("This date is cancelled."))
    if registration.state != State.CONFIRMED:
        return _without_place(registration)
    if door and door.event_id != occurrence.event_id:
        return Standing("other-event", _("This place is for another event: %(event)s.") % {"event": _named(occurrence)})
    if (door and door.pk != occurrence.pk) or not _is_its_day(occurrence, now):
        return Standing("other-date", _("This place is for another date: %(event)s.") % {"event": _named(occurrence)})
    if registration.arrived:
        at = teller.clock_time(registration.checked_in_at or now, occurrence)
        return Standing("here", _("Checked in already, at %(time)s.") % {"time": at})
    return Standing("expected", _("Has a place."), may_enter=True)


def _code(ticket: str) -> str:
    try:
        return tokens.unsign(TICKET, ticket)
    except tokens.BadToken:
        return ""


def _without_place(registration: Registration) -> Standing:
    sentences = {
        State.PENDING: _("Asked for a place; nobody has answered yet."),
        State.WAITING: _("On the waiting list: has no place yet."),
        State.OFFERED: _("Was offered a place and has not answered yet."),
        State.LAPSED: _("Did not answer in time: the place went on."),
        State.REFUSED: _("The request for a place was refused."),
    }
    sentence = sentences.get(State(registration.state), _("This registration is cancelled."))
    return Standing(registration.state, sentence)


def _named(occurrence: Occurrence) -> str:
    row = rows.of([occurrence], language=get_language() or "en")[0]
    return f"{row.title}, {teller.in_words(row)}, {row.place}"
