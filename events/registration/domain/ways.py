"""The two ways to take part in a hybrid date, each with counts of its own: in the room and online.

`Registration.online` decides which way a party takes. A date that is only online, or only in the room, counts everyone
in the room's columns.
"""

from dataclasses import dataclass

from events.calendar.enums import Mode
from events.calendar.models import EventPage, Occurrence


@dataclass(frozen=True)
class Way:
    """Which columns of a date's row count those who take part this way; numbers are people, waiting are parties."""

    online: bool
    planned: str
    seats: str
    taken: str
    waiting: str

    def left(self, occurrence: Occurrence) -> int | None:
        """Free places for a newcomer; None when there is no limit, 0 while others are waiting for them."""
        most: int | None = getattr(occurrence, self.seats)
        if most is None:
            return None
        return 0 if getattr(occurrence, self.waiting) else max(most - getattr(occurrence, self.taken), 0)

    def add(self, occurrence: Occurrence, *, taken: int = 0, waiting: int = 0) -> None:
        """Change the counts of the row in hand; it is written by `seats.settle`."""
        setattr(occurrence, self.taken, getattr(occurrence, self.taken) + taken)
        setattr(occurrence, self.waiting, getattr(occurrence, self.waiting) + waiting)

    def keep_enough(self, occurrence: Occurrence) -> None:
        """Seats are the greater of planned and taken, so that a smaller plan never puts anyone out."""
        planned: int | None = getattr(occurrence, self.planned)
        setattr(occurrence, self.seats, None if planned is None else max(planned, getattr(occurrence, self.taken)))


ROOM = Way(online=False, planned="seats_planned", seats="seats", taken="seats_taken", waiting="waiting")
ONLINE = Way(
    online=True, planned="online_planned", seats="online_seats", taken="online_taken", waiting="online_waiting"
)
WAYS = (ROOM, ONLINE)
# Every column of a date's row that the door writes.
COUNTS = [
    "next_number",
    *(column for way in WAYS for column in (way.seats, way.taken, way.waiting)),
]


def way_of(online: bool) -> Way:
    """The columns that count a registration with this `online`."""
    return ONLINE if online else ROOM


def has_two_ways(event: EventPage) -> bool:
    """Whether people choose between the room and online."""
    return bool(event.mode == Mode.HYBRID)
