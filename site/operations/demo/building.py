"""Building the demo year: one call, through the functions that people's clicks would call."""

from collections.abc import Callable

from core import clock
from operations.demo import announcing, planning, settling, staff
from operations.demo.chance import Chance
from operations.demo.content.events import EVENTS
from operations.demo.staff import Login, logins
from places.models import Library

__all__ = ["Login", "build", "logins"]


def build(seed: int, progress: Callable[[str], None]) -> bool:
    """Make the whole demo; the same seed and day give the same library. `progress` is told each step in a few words.

    Called on a migrated database and inside one transaction: a build that was stopped half-way leaves nothing. Where a
    library is already, nothing is done; returns whether something was.
    """
    if Library.objects.exists():
        return False
    chance = Chance(seed)
    progress("Five branches in five languages")
    place = settling.settle(clock.now())
    staff.employ()
    progress("Partners, needs, goals and three programmes")
    partners = planning.make_partners()
    programmes = planning.make_programmes(place, partners)
    progress(f"{len(EVENTS)} events")
    announcer = announcing.Announcer(place, partners, programmes, chance)
    announcing.announce_all(announcer, EVENTS, lambda number: progress(f"  {number} events"))
    return True
