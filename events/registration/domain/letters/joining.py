"""The link to take part online: only for those who have a place online, from a day before the start until the end.

It never stands in public pages, feeds, data, search or calendar files, not even in those that people get by letter: a
file is forwarded and synchronised, and it was sent before the link may be known. People read it in one letter near the
start, and on their own page.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from core.portions import one_by_one
from events.calendar.enums import Mode, Status
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.letters.teller import Teller
from events.registration.enums import State
from events.registration.models import Registration

# How long before the start the link is told.
BEFORE = timedelta(hours=24)
# Letters in one transaction, so that no door stays locked for long; and dates in one call.
AT_ONCE, DATES_AT_ONCE = 50, 50


def link_of(occurrence: Occurrence) -> str:
    """The date's own link, else that of its event."""
    return str(occurrence.join_link or occurrence.event.join_link)


def link_for(registration: Registration, *, now: datetime) -> str:
    """The link, when this person may have it at this moment; else nothing."""
    occurrence = registration.occurrence
    near = occurrence.start - BEFORE <= now < occurrence.end
    happens = occurrence.status == Status.SCHEDULED and occurrence.withdrawn_at is None and occurrence.event.live
    # `state`, not `face`: who typed an address that was registered before has no place, whatever the page says.
    holds = registration.state == State.CONFIRMED and registration.erased_at is None
    return link_of(occurrence) if near and happens and holds and is_online(registration) else ""


def is_online(registration: Registration) -> bool:
    """Whether this party takes part online: by their choice, or because everybody does."""
    return bool(registration.online or registration.occurrence.event.mode == Mode.ONLINE)


def tell(now: datetime) -> int:
    """Work: whoever may have the link and was not sent this one, for this start, gets a letter."""
    return one_by_one("Telling the link of date", _dates(now), lambda key: _tell_of(key, now), most=DATES_AT_ONCE)


def _dates(now: datetime) -> list[UUID]:
    """Dates near, with a link that somebody online was not sent yet; the next to begin first. Two queries."""
    near = Occurrence.objects.public().filter(status=Status.SCHEDULED, start__lte=now + BEFORE, end__gt=now)
    linked = near.exclude(join_link="", event__join_link="").select_related("event").order_by("start", "pk")
    said = {each.pk: _digest(each) for each in linked.only("start", "join_link", "event__join_link")}
    if not said:
        return []
    heard = _online(Registration.objects.filter(occurrence__in=said)).order_by()
    pairs = set(heard.values_list("occurrence", "join_told"))
    untold = {key for key, digest in pairs if digest != said[key]}
    return [key for key in said if key in untold]


def _online(rows: "QuerySet[Registration]") -> "QuerySet[Registration]":
    online = Q(online=True) | Q(occurrence__event__mode=Mode.ONLINE)
    return rows.filter(online, state=State.CONFIRMED).exclude(email="")


def _tell_of(key: UUID, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        untold = _online(Registration.objects.of(occurrence)).exclude(join_told=_digest(occurrence))
        found = list(untold.order_by("pk")[:AT_ONCE])
        teller, told = Teller(occurrence), 0
        for registration in found:
            registration.occurrence = occurrence
            link = link_for(registration, now=now)
            if link:
                registration.join_told = _digest(occurrence)
                registration.version += 1
                registration.save(update_fields=["join_told", "version"])
                teller.tell("join", registration, join_url=link)
                told += 1
        return told


def _digest(occurrence: Occurrence) -> str:
    """What a letter said: another start or another link is another letter."""
    said = f"{occurrence.start.isoformat()} {link_of(occurrence)}"
    return hashlib.sha256(said.encode()).hexdigest()
