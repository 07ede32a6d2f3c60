"""Checks shared by models and forms of this room."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_zone(value: str) -> None:
    """Refuses what is not a name of the IANA time zone database."""
    if value not in available_timezones():
        raise ValidationError(_("“%(value)s” is not a time zone such as Europe/Athens."), params={"value": value})
