"""The one place where letters of registration are written, and the words and facts they share with pages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from core import clock
from events.calendar import ical
from events.calendar.domain import rows
from events.calendar.domain.facts import moment as day_and_hour
from events.calendar.domain.rows import Row
from events.calendar.domain.sources import text_page
from events.calendar.domain.states import state_of
from events.calendar.enums import Mode, PartyOf, Status
from events.calendar.models import Occurrence
from events.registration.domain import seats
from events.registration.domain.letters import calling
from events.registration.domain.limits import is_asked_by_a_stranger
from events.registration.domain.privacy.keeping import erased_in_words
from events.registration.domain.ways import way_of
from events.registration.enums import State, Verb
from events.registration.models import Registration
from outbox.domain import AddressRefused, write, write_off

# Letters that anyone can have sent to any address by a form, or by the link that follows it (T-H4). All others tell
# what the library does, and are never held back.
ASKED_FOR = frozenset(
    {
        *("confirmed", "waiting", "asked", "already", "places", "cancelled"),
        *("course-confirmed", "course-waiting", "course-cancelled", "dates-confirmed", "absent-once"),
    }
)


def about_of(registration: Registration) -> str:
    """What its letters are about, as the outbox keeps it."""
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
        also: Sequence[Occurrence] = (),
        called_off: bool = False,
        urgent: bool = True,
        version: int | None = None,
        valid_until: datetime | None = None,
        not_before: datetime | None = None,
        unsubscribe_url: str = "",
        with_calendar: bool = True,
        **facts: Any,
    ) -> None:
        """Write one letter; to somebody without an address staff tell it by telephone (`calling`). An address that the
        outbox refuses is written off, and the history says so.

        `about` is whose state the letter is unique for, or its `version` of something else; a message need not bring
        the calendar (`with_calendar`). After `valid_until`, or else after the end of the date (`news_until`), it is
        not sent any more: nobody needs it then.

        Who was moved from another date (`came_from`) reads which one, and gets it taken out of the calendar. A letter
        that tells of several dates brings the calendar up to date for the others, too (`also`).
        """
        if not registration.email:
            if kind not in ASKED_FOR:
                calling.due(registration, kind)
            return
        about, language = about or registration, spoken(registration.language)
        with translation.override(language):
            context = self._facts(registration, facts)
            attachments = [self._calendar(language, also, called_off)] if with_calendar else []
            if came_from is not None:
                old = rows.of([came_from], language=language)[0]
                context["old_when"] = in_words(old)
                attachments.append(_attachment("old-date.ics", [_called_off(ical.entry(old))], old))
        known: dict[str, Any] = {
            "kind": f"registration/{kind}",
            "about": about_of(about),
            "version": about.version if version is None else version,
            "language": language,
            "branch": self.occurrence.branch,
        }
        try:
            write(
                **known,
                to=registration.email,
                to_name=registration.name,
                context=context,
                attachments=attachments,
                urgent=urgent,
                valid_until=valid_until or news_until(self.occurrence),
                not_before=not_before,
                unsubscribe_url=unsubscribe_url,
                asked_for=partial(is_asked_by_a_stranger, registration) if kind in ASKED_FOR else None,
            )
        except AddressRefused:
            if write_off(**known):
                seats.note(registration, Verb.UNWRITTEN, now=clock.now())

    def _facts(self, registration: Registration, more: dict[str, Any]) -> dict[str, Any]:
        """What is said of the date and of the registration, in the active language."""
        facts = date_facts(self.row(registration.language), self.occurrence)
        facts |= person_facts(registration, kept_until=more.get("kept_until", "")) | more
        if registration.online:
            facts |= {"place": str(Mode.ONLINE.label), "address": ""}
        return facts | self._named(registration)

    def _calendar(self, language: str, also: Sequence[Occurrence], called_off: bool) -> dict[str, str]:
        row = self.row(language)
        entries = [ical.entry(each) for each in (row, *(rows.of(also, language=language) if also else []))]
        return _attachment("event.ics", [_called_off(each) if called_off else each for each in entries], row)

    def _named(self, registration: Registration) -> dict[str, str]:
        """Who comes, where the event asks for names. Called a name, so that the letter makes no link of it."""
        if self.occurrence.event.party_of != PartyOf.PEOPLE:
            return {}
        names = registration.people.filter(seat=True).values_list("name", flat=True)
        return {"people_name": ", ".join(names)}

    def line(self, registration: Registration) -> dict[str, str]:
        """The date as one line of a letter about several, in the active language."""
        row = self.row(registration.language)
        state = state_of(row)
        return {
            "when": in_words(row),
            "place": row.place,
            "label": state.label if state.off else "",
            "reason": row.reason,
            "reference": spelled(registration.code),
            "manage_url": settings.BASE_URL + registration.get_absolute_url(),
        }

    def row(self, language: str) -> Row:
        """The date in a language, read once."""
        if language not in self._rows:
            self._rows[language] = rows.of([self.occurrence], language=language)[0]
        return self._rows[language]


def spoken(language: str) -> str:
    """The language itself, or the installation's own where no letters are written in it any more."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def news_until(*dates: Occurrence) -> datetime | None:
    """Until when letters about these dates are of use: to the end of the last one; for ever while one is postponed.

    A date may be cancelled after the time it once had: that stays news for a week.
    """
    if any(date.status == Status.POSTPONED for date in dates):
        return None
    return max(_news_of(date) for date in dates)


def _news_of(date: Occurrence) -> datetime:
    called_off_late = date.status == Status.CANCELLED and date.modified >= date.end
    return date.modified + calling.STALE if called_off_late else date.end


def _called_off(entry: ical.Entry) -> ical.Entry:
    return replace(entry, called_off=True)


def _attachment(name: str, entries: list[ical.Entry], row: Row) -> dict[str, str]:
    return {"name": name, "type": "text/calendar", "content": _document(tuple(entries), row.title)}


@lru_cache(maxsize=200)
def _document(entries: tuple[ical.Entry, ...], title: str) -> str:
    """The same calendar goes out to everybody who registers for a date."""
    return ical.document(entries, name=title, method="PUBLISH").decode()


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
    }


def _bring(occurrence: Occurrence) -> str:
    """What to bring, in the active language; asked only of events that have such a line."""
    event = occurrence.event
    return str(text_page(event, translation.get_language() or "").bring) if event.bring else ""


def person_facts(registration: Registration, *, kept_until: str = "") -> dict[str, Any]:
    """What is said of the registration itself; `kept_until` where it is known, in words."""
    return {
        "person_name": registration.name,
        "party": registration.party,
        "state": registration.state,
        "reference": spelled(registration.code),
        "manage_url": settings.BASE_URL + registration.get_absolute_url(),
        "ticket_url": "" if registration.online else settings.BASE_URL + registration.get_ticket_url(),
        "kept_until": kept_until or erased_in_words(registration),
    }


def position(registration: Registration) -> int:
    """The place in the line, counted in parties, 1 for the first."""
    if registration.state == State.REPEAT:
        waiting: int = getattr(registration.occurrence, way_of(registration.online).waiting)
        return waiting + 1
    line = Registration.objects.of(registration.occurrence).in_line(online=registration.online)
    return line.filter(number__lte=registration.number).count()


def spelled(code: str) -> str:
    """A code in groups of four, to be read over the telephone."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def moment_in_words(moment: datetime, occurrence: Occurrence) -> str:
    """“Tuesday 24 November 2026, 18:00” by the clock of the branch, in the active language."""
    return day_and_hour(moment.astimezone(ZoneInfo(occurrence.zone)))


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
