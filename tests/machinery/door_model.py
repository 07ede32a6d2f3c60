"""What the door of registration ought to do, in plain lists: the reference for the product (F24). Knows no database.

Times are wall times of the branch. Nobody is ever removed from `parties`; `number` is the place in the line.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

ENDED = {"cancelled", "lapsed", "refused"}
LENGTH = timedelta(hours=2)


@dataclass
class Party:
    size: int
    state: str
    online: bool
    changed: datetime
    number: int = 0
    until: datetime | None = None
    asked: datetime | None = None
    answered: bool = False
    knows: int = 0
    told: str = "scheduled"
    came: int | None = None

    @property
    def holds(self) -> bool:
        return self.state == "offered" or (self.state == "confirmed" and self.came != 0)


@dataclass
class Door:
    now: datetime
    start: datetime
    planned: dict[bool, int | None]
    policy: str = "strict"
    status: str = "scheduled"
    offer_hours: int | None = None
    approval: bool = False
    parties: list[Party] = field(default_factory=list)
    last_number: int = 0
    changes: int = 0

    # --- what the row shows
    def taken(self, online: bool) -> int:
        return sum(party.size for party in self.parties if party.online == online and party.holds)

    def line(self, online: bool) -> list[Party]:
        waiting = [party for party in self.parties if party.online == online and party.state == "waiting"]
        return sorted(waiting, key=lambda party: party.number)

    def seats(self, online: bool) -> int | None:
        planned = self.planned[online]
        return None if planned is None else max(planned, self.taken(online))

    # --- who gets a place
    def fits(self, size: int, online: bool) -> bool:
        planned = self.planned[online]
        return planned is None or self.taken(online) + size <= planned

    def lets_in(self, size: int, online: bool) -> bool:
        return self.fits(size, online) and (not self.line(online) or self.policy == "best-fit")

    def serve(self, here: Party | None = None) -> None:
        if self.status != "scheduled" or self.begun:
            return
        for party in [*self.line(False), *self.line(True)]:
            ahead = self.line(party.online)[0] is party
            if self.fits(party.size, party.online) and (ahead or self.policy == "best-fit"):
                until = self.offer_ends()
                offered = until is not None and party is not here
                self.becomes(party, "offered" if offered else "confirmed", until if offered else None)

    def becomes(self, party: Party, state: str, until: datetime | None = None) -> None:
        party.state, party.until, party.changed = state, until, self.now

    def lines_up(self, party: Party) -> None:
        self.last_number += 1
        party.number = self.last_number
        self.becomes(party, "waiting")

    # --- time
    @property
    def begun(self) -> bool:
        return self.now >= self.start and self.status != "postponed"

    @property
    def over(self) -> bool:
        return self.now >= self.start + LENGTH and self.status != "postponed"

    def offer_ends(self) -> datetime | None:
        if self.offer_hours is None:
            return None
        ends = awake(awake(self.now) + timedelta(hours=self.offer_hours))
        return ends if ends <= self.start else None

    def work(self) -> None:
        """What `tick` does: tell changes, lapse offers, serve the lists, let unanswered places go on, ask."""
        self.tell()
        if self.status != "scheduled":
            return
        self.lapse([each for each in self.parties if each.state == "offered" and self.is_over(each)])
        self.serve()
        goes_on, asks = self.start - timedelta(hours=24), datetime.combine(self.start - timedelta(days=3), time(9))
        heard = [each for each in self.expected() if each.asked and self.is_up_to_date(each)]
        mute = [each for each in heard if each.asked >= asks and not each.answered]
        if goes_on <= self.now < self.start:
            self.lapse([each for each in mute if each.asked <= self.now - timedelta(hours=12)])
        if asks <= self.now <= goes_on - timedelta(hours=12):
            for party in self.expected():
                again = party.asked is None or (party.asked < asks and not party.answered)
                if again and party.changed < asks:
                    party.asked = party.changed = self.now

    def tell(self) -> None:
        """Who read that the date is off loses nothing by it when it is on again."""
        for party in self.parties:
            late = self.now >= self.start + LENGTH and party.told != "postponed"
            if party.state not in ENDED and not self.is_up_to_date(party) and not late:
                was_off, party.told, party.knows = party.told != "scheduled", self.status, self.changes
                if self.status == "scheduled" and not self.begun:
                    self.resume(party, was_off)

    def is_up_to_date(self, party: Party) -> bool:
        return party.knows == self.changes

    def resume(self, party: Party, was_off: bool) -> None:
        if party.state == "offered" and (was_off or party.until <= self.now):
            until = self.offer_ends()
            self.becomes(party, "offered" if until else "confirmed", until)
        elif was_off and not party.answered:
            party.asked = None

    def lapse(self, parties: list[Party]) -> None:
        for party in parties:
            self.becomes(party, "lapsed")
        self.serve()

    def is_over(self, party: Party) -> bool:
        return self.begun or (self.is_up_to_date(party) and party.until is not None and self.now >= party.until)

    def expected(self) -> list[Party]:
        return [party for party in self.parties if party.state == "confirmed" and party.came is None]

    # --- what people and staff do; False where it is refused
    def register(self, size: int, online: bool) -> bool:
        most = self.seats(online)
        if self.status != "scheduled" or self.begun or (most is not None and size > most):
            return False
        party = Party(size, "pending", online, self.now, knows=self.changes)
        self.parties.append(party)
        if not self.approval:
            self.asks_the_door(party)
        if party.state == "waiting":
            self.serve(here=party)
        return True

    def asks_the_door(self, party: Party) -> None:
        if self.lets_in(party.size, party.online):
            self.becomes(party, "confirmed")
        else:
            self.lines_up(party)

    def cancel(self, party: Party) -> bool:
        if party.state in ENDED:
            return True
        if self.begun:
            return False
        self.becomes(party, "cancelled")
        self.serve()
        return True

    def change(self, party: Party, size: int) -> bool:
        if party.size == size:
            return True
        if self.begun or party.state in ENDED:
            return False
        most, more = self.seats(party.online), size - party.size
        if more > 0:
            grows = not party.holds or self.lets_in(more, party.online)
            if self.status != "scheduled" or (most is not None and size > most) or not grows:
                return False
        party.size, party.changed = size, self.now
        party.answered = party.answered or party.asked is not None
        self.serve(here=party)
        return True

    def accept(self, party: Party) -> bool:
        if party.state == "confirmed":
            return True
        if party.state != "offered" or self.is_over(party) or self.status != "scheduled":
            return False
        self.becomes(party, "confirmed")
        return True

    def say_yes(self, party: Party) -> bool:
        if party.state != "confirmed" or self.begun:
            return False
        party.answered = True
        return True

    def approve(self, party: Party) -> bool:
        if party.state != "pending" or self.status != "scheduled" or self.over:
            return False
        self.asks_the_door(party)
        self.serve()
        return True

    def refuse(self, party: Party) -> bool:
        if party.state != "pending":
            return False
        self.becomes(party, "refused")
        return True

    def check_in(self, party: Party) -> bool:
        if party.state != "confirmed" or (party.came == 0 and not self.takes_again(party)):
            return False
        party.came = party.came or party.size
        return True

    def undo(self, party: Party) -> bool:
        if party.state == "confirmed" and party.came == 0 and not self.takes_again(party):
            return False
        party.came = None
        return True

    def takes_again(self, party: Party) -> bool:
        return self.status == "scheduled" and self.fits(party.size, party.online)

    def call_off(self, status: str) -> bool:
        if self.over or (status == "postponed" and self.status == "cancelled"):
            return False
        self.becomes_known(status)
        return True

    def restore(self) -> bool:
        if self.over or (self.status == "postponed" and self.now >= self.start + LENGTH):
            return False
        self.becomes_known("scheduled")
        return True

    def move(self, later: timedelta) -> bool:
        if self.over or self.status == "cancelled" or self.start + later <= self.now:
            return False
        self.start, self.status = self.start + later, "scheduled"
        self.changes += 1
        return True

    def becomes_known(self, status: str) -> None:
        self.changes += self.status != status
        self.status = status

    def give_free(self) -> bool:
        in_the_room = [party for party in self.expected() if not party.online]
        for party in in_the_room if self.begun else []:
            party.came = 0
        return self.begun


def awake(moment: datetime) -> datetime:
    """The moment, or 8:00 after the night between 21:00 and 8:00."""
    if 8 <= moment.hour < 21:
        return moment
    return datetime.combine(moment + timedelta(days=1 if moment.hour >= 21 else 0), time(8))
