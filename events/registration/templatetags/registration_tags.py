"""Small words of registration for templates."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

from core import clock
from events.calendar.enums import Mode
from events.calendar.forms.reasons import SeenFirstForm
from events.calendar.models import Occurrence
from events.registration.domain.attending import tickets
from events.registration.domain.letters import rehearsing, teller
from events.registration.domain.waiting import least, promises
from events.registration.enums import State
from events.registration.models import Registration

register = template.Library()


@register.inclusion_tag("registration/parts/ticket.html")
def ticket_code(registration: Registration) -> dict[str, Any]:
    """The code to show at the door, of whoever has a place in the room; drawn when it is needed soon."""
    online = registration.online or registration.occurrence.event.mode == Mode.ONLINE
    if online or registration.face != State.CONFIRMED:
        return {}
    drawn = tickets.drawn(registration) if tickets.is_soon(registration, now=clock.now()) else None
    return {"qr": drawn, "address": tickets.address(registration)}


@register.inclusion_tag("registration/parts/waiting_policy.html")
def waiting_policy(occurrence: Occurrence) -> dict[str, Any]:
    """How the waiting list of the date works, told before anyone joins it."""
    return {"policy": promises.waiting(occurrence)}


@register.simple_tag
def asked_again(occurrence: Occurrence) -> str:
    """That people are asked once more before the date, and what becomes of places nobody confirms."""
    return " ".join(promises.reconfirming(occurrence))


@register.filter
def spelled(code: str) -> str:
    """A reference in groups of four."""
    return teller.spelled(code)


@register.filter
def local_start(occurrence: Occurrence) -> datetime:
    """The start as wall time where it happens; naive, so that no template moves it to another zone."""
    return occurrence.start.astimezone(ZoneInfo(occurrence.zone)).replace(tzinfo=None)


@register.filter
def people_taking_part(occurrence: Occurrence) -> int:
    """How many places are taken, in the room and online."""
    return least.people(occurrence)


@register.filter
def dialled(phone: str) -> str:
    """A telephone number as a link has it: digits, and the plus before them."""
    return "".join(sign for sign in phone if sign in "+0123456789")


@register.inclusion_tag("registration/admin/rehearsal.html")
def rehearsal(form: SeenFirstForm) -> dict[str, Any]:
    """Who is told when the (valid) form is confirmed, and the letter each of them gets."""
    now = clock.now()
    seen = rehearsing.rehearse(lambda: form.act(now=now), event=form.event_id, now=now)
    return {"rehearsal": seen, "mark": form.mark}


@register.filter
def time_at(moment: datetime, occurrence: Occurrence) -> str:
    """The time of day of a moment, where the date takes place."""
    return teller.clock_time(moment, occurrence)
