"""The lists staff take out: one line for each registration, with only what the list on screen shows."""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, pgettext

from events.registration.domain.teller import spelled
from events.registration.models import Registration


def header() -> list[str]:
    return [
        _("Date"),
        _("Event"),
        _("Reference"),
        pgettext("of a person", "Name"),
        _("E-mail address"),
        pgettext("of a registration", "Places"),
        pgettext("of a registration", "State"),
        _("How it came in"),
        _("Access needs"),
        _("People who came"),
        _("Registered on"),
    ]


def lines(registrations: Iterable[Registration]) -> Iterator[list[Any]]:
    """Needs `occurrence__event` with each registration; times are local to the date's zone."""
    for each in registrations:
        zone = ZoneInfo(each.occurrence.zone)
        yield [
            each.occurrence.start.astimezone(zone),
            each.occurrence.event.title,
            spelled(each.code),
            each.name,
            each.email,
            each.party,
            str(each.get_state_display()),
            str(each.get_source_display()),
            each.access_needs,
            each.arrived,
            each.created_at.astimezone(zone),
        ]
