"""What waits for one member of staff: requests, dates with too few people, calls, letters that came back, counts."""

from dataclasses import dataclass, field
from datetime import datetime

from accounts.domain import DESK, EDIT, branches_of
from accounts.models import User
from events.calendar.models import Occurrence
from events.registration.domain.attending import attendance
from events.registration.domain.letters import calling, kinds
from events.registration.domain.waiting import least, reconfirming
from events.registration.enums import State
from events.registration.models import Registration
from events.registration.querysets import RegistrationQuerySet

# More of one sort than this are not listed; the rest comes up when these are done.
MOST = 100


@dataclass(frozen=True)
class Call:
    """Somebody to telephone, and what about: in words of the active language."""

    registration: Registration
    about: str


@dataclass(frozen=True)
class Awaiting:
    """What this person may and should do; lists of what is not theirs to do are empty."""

    requests: list[Registration] = field(default_factory=list)
    too_few: list[Occurrence] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    to_ask: list[Registration] = field(default_factory=list)
    not_reached: list[Registration] = field(default_factory=list)
    uncounted: list[Occurrence] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Of everything but the counts, which have their own list."""
        people = len(self.requests) + len(self.calls) + len(self.to_ask) + len(self.not_reached)
        return people + len(self.too_few)


def awaiting(user: User, *, now: datetime) -> Awaiting:
    """In a constant number of queries; the next dates first."""
    at_door, planning = branches_of(user, DESK), branches_of(user, EDIT)
    if not at_door.exists():
        return Awaiting()
    counted = Occurrence.objects.public().filter(branch__in=at_door)
    asking = reconfirming.asking_now(at_door, now=now)
    return Awaiting(
        requests=_requests(user, now=now),
        too_few=least.too_few(planning, now=now)[:MOST],
        calls=_calls(user, now=now),
        to_ask=list(_whole(reconfirming.to_ask_ourselves(*asking))[:MOST]) if asking else [],
        not_reached=calling.not_reached(at_door, now=now)[:MOST],
        uncounted=list(attendance.uncounted(counted, now=now).select_related("event", "branch", "space")[:MOST]),
    )


def _requests(user: User, *, now: datetime) -> list[Registration]:
    asked = Registration.objects.of_branches(branches_of(user, EDIT)).filter(state=State.PENDING)
    return list(_whole(asked.filter(occurrence__in=Occurrence.objects.not_over(now)))[:MOST])


def _calls(user: User, *, now: datetime) -> list[Call]:
    people = list(calling.to_call(branches_of(user, DESK), now=now)[:MOST])
    why = calling.why(people) if people else {}
    return [Call(each, kinds.name_of(why.get(each.pk, ""))) for each in people]


def _whole(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    return rows.select_related("occurrence__event").order_by("occurrence__start", "created_at", "pk")
