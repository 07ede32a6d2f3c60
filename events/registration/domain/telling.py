"""What people are told: one letter for each state of a registration, written in the transaction of the verb.

Changes that the library makes to a date are pulled: `tell_changes` finds who does not know of them yet (the date's
`sequence` is greater than the registration's `told_sequence`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from events.calendar import ical
from events.calendar.domain import rows
from events.calendar.domain.rows import Row
from events.calendar.domain.sources import text_page
from events.calendar.domain.states import state_of
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.keeping import kept_until
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.domain import write
from outbox.models import Letter

# People told of a change in one transaction, so that no door stays locked for long.
AT_ONCE = 50


def confirmed(registration: Registration) -> None:
    """You have a place."""
    Teller(registration.occurrence).tell("confirmed", registration)


def waiting(registration: Registration) -> None:
    """You are on the list, and where in it."""
    Teller(registration.occurrence).tell("waiting", registration, position=position(registration))


def promoted(registrations: Iterable[Registration], occurrence: Occurrence) -> None:
    """A place came free for you."""
    teller = Teller(occurrence)
    for registration in registrations:
        teller.tell("promoted", registration)


def after_change(registration: Registration, moved_up: list[Registration], occurrence: Occurrence) -> None:
    """You have another number of places now; whoever was promoted by it is told that instead."""
    if registration.pk not in {each.pk for each in moved_up}:
        line = position(registration) if registration.state == State.WAITING else 0
        Teller(occurrence).tell("places", registration, position=line)
    promoted(moved_up, occurrence)


def cancelled(registration: Registration) -> None:
    """Your registration is cancelled, and so is the entry in your calendar."""
    Teller(registration.occurrence).tell("cancelled", registration, called_off=True)


def already_registered(repeat: Registration, there: Registration) -> None:
    """You were registered already: nothing is taken twice. In words and name of the first time, not of this form."""
    there.occurrence = repeat.occurrence
    Teller(repeat.occurrence).tell("already", there, about=repeat)


def position(registration: Registration) -> int:
    """The place in the line, counted in parties, 1 for the first."""
    if registration.state == State.REPEAT:
        return registration.occurrence.waiting + 1
    line = Registration.objects.of(registration.occurrence).in_line()
    return line.filter(number__lte=registration.number).count()


def tell_changes(now: datetime) -> int:
    """Work: everyone who does not know yet that their date moved, changed its place or is cancelled gets a letter."""
    keys = Registration.objects.untold(now).values_list("occurrence", flat=True).order_by("occurrence").distinct()
    return sum(_tell_of(key, now) for key in list(keys[:20]))


def _tell_of(key: Any, now: datetime) -> int:
    with transaction.atomic():
        (occurrence,) = seats.lock(key)
        found = list(Registration.objects.of(occurrence).untold(now).order_by("pk")[:AT_ONCE])
        teller = Teller(occurrence)
        kinds = _kinds(teller, found)
        for registration in found:
            registration.occurrence = occurrence
            registration.told_sequence = occurrence.sequence
            registration.version += 1
            registration.save(update_fields=["told_sequence", "version"])
            seats.note(registration, Verb.TOLD, now=now)
            teller.tell(kinds[registration.pk], registration, urgent=False)
    return len(found)


def _kinds(teller: "Teller", found: list[Registration]) -> dict[int, str]:
    """By registration, which letter tells the change; who last heard that it is cancelled hears that it is not."""
    abouts = {_about(each): each.version for each in found}
    off = Letter.objects.filter(kind="registration/cancelled-by-library", about__in=abouts)
    last_heard = {about for about, version in off.values_list("about", "version") if abouts[about] == version}
    back = {each.pk: "restored" if _about(each) in last_heard else "changed" for each in found}
    return {each.pk: "cancelled-by-library" if teller.state(each) == "cancelled" else back[each.pk] for each in found}


def _about(registration: Registration) -> str:
    return f"registration:{registration.code}"


class Teller:
    """Writes letters about one date; what a letter says of the date is read once for each language."""

    def __init__(self, occurrence: Occurrence) -> None:
        self.occurrence = occurrence
        self._rows: dict[str, Row] = {}

    def tell(
        self,
        kind: str,
        registration: Registration,
        *,
        about: Registration | None = None,
        came_from: Occurrence | None = None,
        called_off: bool = False,
        urgent: bool = True,
        **facts: Any,
    ) -> None:
        """Write one letter, unless the person left no address. `about` is whose state the letter is unique for.

        Who was moved from another date (`came_from`) reads which one, and gets it taken out of the calendar.
        """
        if not registration.email:
            return
        about = about or registration
        with translation.override(registration.language):
            row = self._row(registration.language)
            context = {**date_facts(row, self.occurrence), **person_facts(registration), **facts}
            entry = ical.entry(row)
            entry = replace(entry, called_off=entry.called_off or called_off)
            attachments = [_attachment("event.ics", entry, row)]
            if came_from is not None:
                old = rows.of([came_from], language=registration.language)[0]
                context["old_when"] = in_words(old)
                gone = replace(ical.entry(old), called_off=True)
                attachments.append(_attachment("old-date.ics", gone, old))
        write(
            f"registration/{kind}",
            about=_about(about),
            version=about.version,
            to=registration.email,
            to_name=registration.name,
            language=registration.language,
            context=context,
            attachments=attachments,
            branch=self.occurrence.branch,
            urgent=urgent,
        )

    def state(self, registration: Registration) -> str:
        """What became of the date, as a word of `events.calendar.domain.states`."""
        return state_of(self._row(registration.language)).word

    def _row(self, language: str) -> Row:
        if language not in self._rows:
            self._rows[language] = rows.of([self.occurrence], language=language)[0]
        return self._rows[language]


def _attachment(name: str, entry: ical.Entry, row: Row) -> dict[str, str]:
    calendar = ical.document([entry], name=row.title, method="PUBLISH").decode()
    return {"name": name, "type": "text/calendar", "content": calendar}


def date_facts(row: Row, occurrence: Occurrence) -> dict[str, Any]:
    """What is said of the date, in the active language: words and absolute links."""
    branch, state = occurrence.branch, state_of(row)
    return {
        "title": f"{row.title}: {row.label}" if row.label else row.title,
        "when": in_words(row),
        "place": row.place,
        "address": row.address,
        "date_state": state.word,
        "heading": state.heading,
        "sentence": state.sentence,
        "off": state.off,
        "reason": row.reason,
        "note": row.note,
        "bring": _bring(occurrence),
        "occurrence_url": settings.BASE_URL + row.link,
        "register_url": settings.BASE_URL + reverse("registration:registration-new", args=[occurrence.code]),
        "branch_email": branch.email,
        "branch_phone": branch.phone,
        "kept_until": date_format(kept_until(occurrence), "DATE_FORMAT"),
    }


def _bring(occurrence: Occurrence) -> str:
    """What to bring, in the active language; asked only of events that have such a line."""
    event = occurrence.event
    return str(text_page(event, translation.get_language() or "").bring) if event.bring else ""


def person_facts(registration: Registration) -> dict[str, Any]:
    """What is said of the registration itself."""
    return {
        "person_name": registration.name,
        "party": registration.party,
        "state": registration.state,
        "reference": spelled(registration.code),
        "manage_url": settings.BASE_URL + registration.get_absolute_url(),
    }


def spelled(code: str) -> str:
    """A code in groups of four, to be read over the telephone."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def clock_time(moment: datetime, occurrence: Occurrence) -> str:
    """The time of day where the date takes place."""
    return date_format(moment.astimezone(ZoneInfo(occurrence.zone)), "TIME_FORMAT")


def hours(row: Row) -> str:
    """“18:00–20:00”; empty for a whole day."""
    if row.all_day:
        return ""
    moments = filter(None, (row.start, row.end))
    return "–".join(date_format(moment, "TIME_FORMAT") for moment in moments)


def in_words(row: Row) -> str:
    """Day and hours in the active language: “Tuesday, 24 November 2026, 18:00–20:00”."""
    first = _day(row.start)
    if row.all_day or row.end is None:
        if row.end is None or row.last_day == row.day:
            return first
        last = _day(datetime.combine(row.last_day, row.start.time()))
        return pgettext("days", "%(first)s – %(last)s") % {"first": first, "last": last}
    start, end = date_format(row.start, "TIME_FORMAT"), date_format(row.end, "TIME_FORMAT")
    if row.last_day != row.day:
        return pgettext("days", "%(first)s – %(last)s") % {
            "first": f"{first}, {start}",
            "last": f"{_day(row.end)}, {end}",
        }
    return pgettext("day and hours", "%(day)s, %(start)s–%(end)s") % {"day": first, "start": start, "end": end}


def _day(moment: datetime) -> str:
    words = {"weekday": date_format(moment, "l"), "date": date_format(moment, "DATE_FORMAT")}
    return pgettext("weekday and date", "%(weekday)s, %(date)s") % words
