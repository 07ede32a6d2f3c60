"""When people must answer, and when we write: moments by the clock of the branch, none of them at night.

Pure arithmetic on the date as it stands; nothing is planned ahead, `tick` asks what is due now.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.calendar.domain.expansion import instant
from events.calendar.enums import RegistersFor
from events.calendar.models import Occurrence
from events.registration.domain import rules

# Between these no offer is sent and none ends: nobody loses a place asleep.
NIGHT_BEGINS, NIGHT_ENDS = time(21), time(8)
# When people are asked whether they still come, on the day that staff chose.
ASKING_HOUR = time(9)
# Whoever is asked later than this before the places go on is not asked, and loses nothing.
TIME_TO_ANSWER = timedelta(hours=12)


def daytime(moment: datetime, zone: str) -> datetime:
    """The moment itself, or 8:00 after the night in which it lies."""
    local = moment.astimezone(ZoneInfo(zone))
    if NIGHT_ENDS <= local.time() < NIGHT_BEGINS:
        return moment
    morning = local.date() + timedelta(days=1 if local.time() >= NIGHT_BEGINS else 0)
    return instant(morning, NIGHT_ENDS, zone)


def offer_ends(occurrence: Occurrence, *, now: datetime) -> datetime | None:
    """Until when a place that came free now would be offered; None where it is given at once.

    That is where the event has no offers, and where the answer would come after registration closes: never an offer
    after the start.
    """
    hours = occurrence.event.offer_hours
    if not hours:
        return None
    told = daytime(now, occurrence.zone)
    ends = daytime(told + timedelta(hours=hours), occurrence.zone)
    return ends if ends <= rules.closes_at(occurrence) else None


def asked_at(occurrence: Occurrence) -> datetime | None:
    """When everyone with a place is asked whether they still come; None where nobody is.

    Nobody is asked of each date of a course: a place in it is a place on every date.
    """
    days = occurrence.event.reconfirm_days
    if days is None or occurrence.event.registers_for == RegistersFor.COURSE:
        return None
    local = occurrence.start.astimezone(ZoneInfo(occurrence.zone))
    return instant(local.date() - timedelta(days=days), ASKING_HOUR, occurrence.zone)


def goes_on_at(occurrence: Occurrence) -> datetime:
    """When places that nobody confirmed go on."""
    return occurrence.start - timedelta(hours=occurrence.event.reconfirm_hours)


def may_ask_again(occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether this is the time to ask: the day has come, and there is enough time left to answer."""
    moment = asked_at(occurrence)
    return moment is not None and moment <= now <= goes_on_at(occurrence) - TIME_TO_ANSWER
