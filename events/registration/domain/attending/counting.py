"""The headcount: how many people were there, by age and in the room or online. No row: not counted; 0 is a count."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.models import Occurrence
from events.registration.domain.attending import locking
from events.registration.domain.letters.teller import clock_time
from events.registration.enums import AgePart, Method
from events.registration.models import Headcount

# More people than this at one count is a slip of the finger.
MOST_PEOPLE = 100_000
# Of whom, and whether they took part online.
Part = tuple[str, bool]
# A count this much later by the same hand is the one it corrects: it was on its way still, and noted when it came.
ON_ITS_WAY = timedelta(seconds=30)


class CountedSince(RuleBroken):
    """A later count is there already."""


class NoSuchCount(RuleBroken):
    """A number that cannot be true, or one that disagrees with another."""


def count_heads(
    occurrence: Occurrence,
    *,
    number: int,
    now: datetime,
    by: User,
    part: str = AgePart.ALL,
    method: str = Method.COUNTED,
    online: bool = False,
    reason: str = "",
) -> Headcount:
    """How many people were there; a second count of the same part replaces the first."""
    with transaction.atomic():
        facts = locking.check_open(occurrence, reason)
        return _write(occurrence, (part, online), number, method=method, now=now, by=by, reason=facts.get("reason", ""))


def keep_counts(
    occurrence: Occurrence,
    *,
    numbers: Mapping[Part, int | None],
    methods: Mapping[bool, str],
    now: datetime,
    by: User,
    reason: str = "",
) -> list[Headcount]:
    """The whole count of a date at once. None takes a number back: that part is not counted. Returns what is counted.

    `now` is when it was counted: raises CountedSince for a count that a later one has overtaken on its way to us.
    `methods` says how the number in the room (False) and online (True) were found. What stays keeps its maker.
    """
    with transaction.atomic():
        there = {(row.part, row.online): row for row in Headcount.objects.filter(occurrence=occurrence)}
        changed = {
            part: number
            for part, number in numbers.items()
            if _is_new(there.get(part), number, methods.get(part[1], Method.COUNTED))
        }
        if changed:
            _check_latest(occurrence, there.values(), now, by)
            kept = locking.check_open(occurrence, reason).get("reason", "")
        for part, number in changed.items():
            if number is None:
                there[part].delete()
            else:
                method = methods.get(part[1], Method.COUNTED)
                _write(occurrence, part, number, method=method, now=now, by=by, reason=kept)
        return list(Headcount.objects.filter(occurrence=occurrence).order_by("online", "part"))


def _check_latest(occurrence: Occurrence, there: Iterable[Headcount], now: datetime, by: User) -> None:
    latest = max((row.at for row in there if row.by_id != by.pk or row.at > now + ON_ITS_WAY), default=now)
    if latest > now:
        sentence = _("Somebody counted after you, at %(time)s. That count stays; please look at it.")
        raise CountedSince(sentence % {"time": clock_time(latest, occurrence)})


def _is_new(row: Headcount | None, number: int | None, method: str) -> bool:
    if row is None or number is None:
        return row is not None or number is not None
    return (row.number, row.method) != (number, method)


def _write(
    occurrence: Occurrence, part: Part, number: int, *, method: str, now: datetime, by: User, reason: str
) -> Headcount:
    if not 0 <= number <= MOST_PEOPLE:
        raise NoSuchCount(_("Please write a number of people that can be true."))
    values = {"number": number, "method": method, "by": by, "at": now, "reason": reason}
    row, _created = Headcount.objects.update_or_create(
        occurrence=occurrence, part=part[0], online=part[1], defaults=values
    )
    return row
