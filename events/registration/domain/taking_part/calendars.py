"""A person's own calendar: every date they registered for, at a secret address that is sent by letter."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext, pgettext

from core import tokens
from events.calendar import ical
from events.calendar.domain import rows
from events.calendar.ical import Entry
from events.registration.enums import State
from events.registration.models import PersonalCalendar, Registration
from outbox.domain import write

# How long what is over, and what a person cancelled, stays in their calendar.
KEPT = timedelta(days=30)


@transaction.atomic
def send_address(registration: Registration, *, now: datetime) -> None:
    """Sends the address to where the registration's letters go, once a day at most; the page itself never tells it.

    A stranger may have registered with this address: they learn nothing, and change nothing for its owner.
    """
    if not registration.email:
        return
    calendar, _made = PersonalCalendar.objects.get_or_create(
        email=registration.email, defaults={"language": registration.language, "created_at": now}
    )
    write(
        "registration/calendar",
        about=f"personal-calendar:{calendar.pk}",
        version=int(now.timestamp()) // 86_400,
        to=calendar.email,
        language=calendar.language,
        context=addresses(calendar),
        branch=registration.occurrence.branch,
    )


def addresses(calendar: PersonalCalendar) -> dict[str, Any]:
    """Where the calendar is read, and the page that renews it or switches it off."""
    feed_url = settings.BASE_URL + reverse("signed:calendar-feed", args=[calendar.code])
    return {
        "feed_url": feed_url,
        "webcal_url": "webcal://" + feed_url.partition("://")[2],
        "page_url": settings.BASE_URL + calendar.get_absolute_url(),
    }


def renew(calendar: PersonalCalendar) -> PersonalCalendar:
    """Another address; the old one leads nowhere from now on."""
    calendar.code = tokens.secret()
    calendar.save(update_fields=["code"])
    return calendar


def switch_off(calendar: PersonalCalendar) -> None:
    """No calendar any more; the registrations stay as they are."""
    calendar.delete()


def document(calendar: PersonalCalendar, *, now: datetime) -> bytes:
    """The calendar as a file, in its language, which is the active one."""
    entries = [_entry(row, registration) for row, registration in _dates(calendar, now)]
    name = _("%(site)s: my dates") % {"site": settings.SITE_NAME}
    zones = {entry.zone for entry in entries if not entry.all_day}
    source = addresses(calendar)["feed_url"]
    return b"".join([ical.head(name=name, zones=zones, source=source), *map(ical.vevent, entries), ical.END])


def _dates(calendar: PersonalCalendar, now: datetime) -> list[tuple[rows.Row, Registration]]:
    """One registration for each date: an active one before one that was cancelled."""
    found = Registration.objects.filter(
        email=calendar.email,
        state__in=[State.CONFIRMED, State.WAITING, State.CANCELLED],
        occurrence__end__gt=now - KEPT,
        occurrence__event__live=True,
        erased_at=None,
    ).select_related("occurrence__branch", "occurrence__space")
    shown: dict[Any, Registration] = {}
    for registration in sorted(found, key=lambda one: (one.state != State.CANCELLED, one.changed_at)):
        if registration.state != State.CANCELLED or registration.changed_at > now - KEPT:
            shown[registration.occurrence_id] = registration
    registrations = sorted(shown.values(), key=lambda one: (one.occurrence.start, one.occurrence_id))
    dates = rows.of([one.occurrence for one in registrations], language=calendar.language)
    return list(zip(dates, registrations, strict=True))


def _entry(row: rows.Row, registration: Registration) -> Entry:
    """The date as this person has it: theirs, waited for, or cancelled by them."""
    entry = ical.entry(row)
    modified = max(entry.modified, registration.changed_at)
    if registration.state == State.CANCELLED:
        title = entry.title if entry.called_off else ical.words().cancelled % {"title": entry.title}
        return replace(entry, title=title, called_off=True, modified=modified)
    if registration.state == State.WAITING:
        waiting = pgettext("title in a calendar", "Waiting list: %(title)s") % {"title": entry.title}
        return replace(entry, title=waiting, tentative=True, modified=modified)
    places = ngettext("You have %(number)s place.", "You have %(number)s places.", registration.party)
    said = places % {"number": registration.party}
    return replace(entry, description=f"{said}\n\n{entry.description}".strip(), modified=modified)
