"""Building the demo year: one call, through the functions that people's clicks would call."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import User
from core import clock
from events.calendar.models import EventPage
from operations.demo import announcing, archiving, neighbouring, planning, settling, staff
from operations.demo.asking import Asker
from operations.demo.chance import Chance
from operations.demo.content.events import EVENTS
from operations.demo.content.outcomes import OUTCOMES
from operations.demo.content.people import COMMUNITY
from operations.demo.content.shapes import Event
from operations.demo.living import live
from operations.demo.neighbours import people
from operations.demo.settling import Place
from operations.demo.staff import Login, logins
from operations.demo.visiting import Visitors
from operations.domain import forgetting
from places.models import Library

__all__ = ["Login", "build", "logins"]


def build(seed: int, progress: Callable[[str], None], *, events: tuple[Event, ...] = EVENTS) -> bool:
    """Make the whole demo; the same seed and day give the same library. `progress` is told each step in a few words.

    Called on a migrated database and inside one transaction: a build that was stopped half-way leaves nothing. Where a
    library is already, nothing is done; returns whether something was. A test may ask for some of the events only.
    """
    if Library.objects.exists():
        return False
    chance = Chance(seed)
    progress("Five branches in five languages")
    place = settling.settle(clock.now())
    director = staff.employ()
    progress("Partners, needs, goals and three programmes")
    partners = planning.make_partners()
    programmes = planning.make_programmes(place, partners)
    progress(f"{len(events)} events")
    announcer = announcing.Announcer(place, partners, programmes, chance)
    pages = announcing.announce_all(announcer, events, lambda number: progress(f"  {number} events"))
    progress("A year of visitors")
    outcomes = tuple(outcome for outcome in OUTCOMES if outcome.event in pages)
    told = {outcome.event for outcome in outcomes}
    _live(place, events=events, pages=pages, told=told, director=director, chance=chance)
    forget(place.now)
    progress(f"{len(outcomes)} outcomes for the archive")
    archiving.keep(outcomes, pages, by=director, now=place.now)
    progress("Partners' calendars")
    neighbouring.read_calendars(partners, place)
    return True


def _live(
    place: Place,
    *,
    events: tuple[Event, ...],
    pages: dict[str, EventPage],
    told: set[str],
    director: User,
    chance: Chance,
) -> None:
    """Everything that happened on the dates of the events, and what people said of it."""
    visitors = Visitors(people(chance), director, place.now, chance)
    asker = Asker(place.now, chance, told, list(COMMUNITY))
    live(place, {event.slug: event for event in events}, pages, visitors, asker.after)
    asker.finish()


def forget(now: datetime) -> None:
    """What the retention table gives no more time is erased, as it would have been night after night."""
    forgetting.forget_all(now)
