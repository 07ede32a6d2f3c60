"""The only clock of the house: everything that asks for the time asks here, so tests can hold it still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_set_back: ContextVar[datetime | None] = ContextVar("clock_set_back", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _set_back.get() or timezone.now()


@contextmanager
def set_back(moment: datetime) -> Iterator[None]:
    """For the demo year alone: what is done inside happens at that past instant, in this thread only."""
    before = _set_back.set(moment)
    try:
        yield
    finally:
        _set_back.reset(before)


def today(zone: str) -> date:
    """The local date in the IANA zone, such as "Europe/Athens"."""
    return now().astimezone(ZoneInfo(zone)).date()
