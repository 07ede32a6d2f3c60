"""All the nightly work of forgetting, of every room: what would go at a moment, and doing it."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from events.registration.domain.privacy import retention
from outbox.domain import forgetting as letters
from surveys.evaluation.domain import asking, forgetting as surveys

# Part of the lane `upkeep` of `tick`, too.
WORKS: list[Callable[[datetime], int]] = [retention.forget, letters.empty, asking.forget_asked]


def due(now: datetime) -> dict[str, int]:
    """How many rows would be forgotten, by line of the retention table; nothing is changed."""
    counts = Counter(retention.due(now))
    counts["letter"] += letters.due(now)
    counts["invitation"] += surveys.due(now)
    return dict(counts)


def forget_all(now: datetime) -> int:
    """Everything that is due, portion by portion; returns the rows changed."""
    done = 0
    for work in WORKS:
        while changed := work(now):
            done += changed
    return done
