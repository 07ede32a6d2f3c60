"""Telling by telephone: what a letter would say to somebody without an e-mail address is left to staff, and noted.

A call is due from the moment a letter would have been written until staff say that they told it.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from core import clock
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.enums import Source, State, Verb
from events.registration.models import Entry, Registration
from events.registration.querysets import RegistrationQuerySet
from outbox.models import Letter, LetterState
from places.models import Branch

# Letters that came back are looked at for so long, and so many of them.
REMEMBERED, MOST_LETTERS = timedelta(days=30), 200
TROUBLE = (LetterState.FAILED, LetterState.BOUNCED)
# That a date was cancelled after the time it once had stays news for so long.
STALE = timedelta(days=7)


def telephoned(registration: Registration) -> bool:
    """Whether staff tell this person themselves; people who just came in left nothing to reach them by."""
    return not registration.email and (bool(registration.phone) or registration.source != Source.WALK_IN)


def due(registration: Registration, kind: str, *, key: str = "") -> None:
    """Somebody has to telephone: a letter of this kind could not be written. With a `key` it is noted once for it."""
    if not telephoned(registration):
        return
    facts = {"kind": kind, "key": key} if key else {"kind": kind}
    if key and registration.history.filter(verb=Verb.CALL, facts__key=key).exists():
        return
    seats.note(registration, Verb.CALL, now=clock.now(), **facts)


def called(registration: Registration, *, now: datetime, by: User) -> None:
    """Staff told it; whatever was left to them until now is done."""
    seats.note(registration, Verb.CALLED, now=now, by=by)


def to_call(branches: "QuerySet[Branch]", *, now: datetime) -> RegistrationQuerySet:
    """People of dates that are not over whom nobody has told yet, the next dates first.

    Who cancelled themselves, or has left an address since, is not waiting for a call.
    """
    told = Entry.objects.filter(verb=Verb.CALLED, registration=OuterRef("registration"), pk__gt=OuterRef("pk"))
    left = Entry.objects.filter(~Exists(told), verb=Verb.CALL, registration=OuterRef("pk"))
    return _of_dates_to_come(branches, now=now).filter(Exists(left), email="")


def why(registrations: list[Registration]) -> dict[int, str]:
    """The kind of the latest letter each of them did not get, by primary key, in one query."""
    found = Entry.objects.filter(verb=Verb.CALL, registration__in=registrations).order_by("pk")
    return {entry.registration_id: str(entry.facts.get("kind", "")) for entry in found}


def not_reached(branches: "QuerySet[Branch]", *, now: datetime) -> list[Registration]:
    """People of dates that are not over whose letter came back, and whom nobody has telephoned since."""
    letters = Letter.objects.filter(state__in=TROUBLE, branch__in=branches, about__startswith="registration:")
    lately = letters.filter(created_at__gt=now - REMEMBERED).order_by("-created_at")
    latest: dict[str, datetime] = {}
    for about, at in lately.values_list("about", "created_at")[:MOST_LETTERS]:
        latest.setdefault(about.partition(":")[2], at)
    people = list(_of_dates_to_come(branches, now=now).filter(code__in=latest))
    told = Entry.objects.filter(verb=Verb.CALLED, registration__in=people).order_by("at")
    since = dict(told.values_list("registration", "at"))
    return [each for each in people if each.pk not in since or since[each.pk] < latest[each.code]]


def _of_dates_to_come(branches: "QuerySet[Branch]", *, now: datetime) -> RegistrationQuerySet:
    late = Q(occurrence__status=Status.CANCELLED, occurrence__modified__gt=now - STALE)
    lately = Q(occurrence__in=Occurrence.objects.not_over(now)) | late & Q(
        occurrence__modified__gte=F("occurrence__end")
    )
    rows = Registration.objects.of_branches(branches).filter(lately, erased_at=None)
    whole = rows.exclude(state__in=(State.CANCELLED, State.REPEAT)).select_related("occurrence__event")
    return whole.order_by("occurrence__start", "name", "pk")
