"""The only clock of the house: everything that asks for the time asks here, so tests can hold it still."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today(zone: str) -> date:
    """The local date in the IANA zone, such as "Europe/Athens"."""
    return now().astimezone(ZoneInfo(zone)).date()
