"""What registration refuses, each refusal with its name and sentence, and when a date takes registrations at all."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _, ngettext

from core.exceptions import RuleBroken
from events.calendar.domain.admission import opens_at, registers
from events.calendar.enums import PartyOf, Status
from events.calendar.models import Occurrence

# Most places for one person where the event names no maximum (our own figure: a family and its guests).
PARTY_MAX = 10
# Most places for one group, say a school class with its teachers, and whatever staff note.
GROUP_MAX = 100


class NotPublic(RuleBroken):
    """The event is a draft, was taken offline, or the date was withdrawn."""


class NotTakingPlace(RuleBroken):
    """The date is cancelled or postponed."""


class WholeCourse(RuleBroken):
    """One registers for the course, not for one of its dates."""


class Over(RuleBroken):
    """The date has begun or is over."""


class NoRegistrationNeeded(RuleBroken):
    """People just drop in."""


class NotYetOpen(RuleBroken):
    """Registration opens later."""


class Closed(RuleBroken):
    """The time to register has passed."""


class TooManyPlaces(RuleBroken):
    """More places than one person may take, or than there are."""


class Full(RuleBroken):
    """No place is free, and there is no waiting list."""


class NotEnoughPlaces(RuleBroken):
    """A party cannot grow by so much."""


class NotPossibleNow(RuleBroken):
    """The registration is in a state that does not allow it."""


class FormSpent(RuleBroken):
    """The form belongs to another date."""


def check_takes_place(occurrence: Occurrence) -> None:
    """The date is public and is to happen; raises NotPublic or NotTakingPlace."""
    if not occurrence.event.live or occurrence.withdrawn_at:
        raise NotPublic(_("This date is not open to the public."))
    if occurrence.status == Status.CANCELLED:
        raise NotTakingPlace(_("This date is cancelled, so nobody can register for it."))
    if occurrence.status == Status.POSTPONED:
        raise NotTakingPlace(_("This date is postponed. Registration opens again when the new date is known."))


def check_open(occurrence: Occurrence, *, now: datetime, by_staff: bool = False) -> None:
    """The date takes registrations at this moment; staff may write people down until its end."""
    check_takes_place(occurrence)
    event = occurrence.event
    if not registers(occurrence):
        raise NoRegistrationNeeded(_("No registration is needed: just come."))
    if now >= (occurrence.end if by_staff else occurrence.start):
        raise Over(_("This date has begun, so nobody can register for it any more."))
    if by_staff:
        return
    opening = opens_at(occurrence)
    if opening is not None and now < opening:
        raise NotYetOpen(_("Registration is not open yet."), opens_at=opening)
    if event.closes_hours is not None and now >= closes_at(occurrence):
        raise Closed(_("Registration for this date is closed."), branch=occurrence.branch)


def closes_at(occurrence: Occurrence) -> datetime:
    """The instant at which registration ends for the public."""
    return occurrence.start - timedelta(hours=occurrence.event.closes_hours or 0)


def most_places(occurrence: Occurrence, *, online: bool = False, by_staff: bool = False) -> int:
    """The largest party this date takes from one person, in the room or online."""
    event = occurrence.event
    usual = GROUP_MAX if event.party_of == PartyOf.GROUP else PARTY_MAX
    most = GROUP_MAX if by_staff else event.party_max or usual
    seats = occurrence.online_seats if online else occurrence.seats
    return most if seats is None else min(most, seats)


def check_party(occurrence: Occurrence, party: int, *, online: bool = False, by_staff: bool = False) -> None:
    """At least one place and no more than one person may take; raises TooManyPlaces."""
    most = most_places(occurrence, online=online, by_staff=by_staff)
    if party < 1:
        raise TooManyPlaces(_("Please take at least one place."), most=most)
    if party > most:
        raise TooManyPlaces(too_many(most), most=most)


def too_many(most: int) -> str:
    """The sentence for someone who wants more places than `most`."""
    sentence = ngettext(
        "One person can take %(most)d place at most.", "One person can take %(most)d places at most.", most
    )
    return sentence % {"most": most}


def has_begun(occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether its start is past. A postponed date has no start yet, whenever it was to be."""
    return occurrence.status != Status.POSTPONED and now >= occurrence.start


def check_not_begun(occurrence: Occurrence, *, now: datetime, by_staff: bool = False) -> None:
    """People act until the start, staff until the end; raises Over."""
    if has_begun(occurrence, now=now) and not (by_staff and now < occurrence.end):
        raise Over(_("This date has begun, so nothing can be changed any more."))
