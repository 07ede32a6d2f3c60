"""What we keep of a registration and until when: the lines of the retention table with the person's own values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _, pgettext

from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.enums import State
from events.registration.models import Answer, Consent, Person, Registration

LINES = ("registration", "access_needs", "waiting", "postponed", "letter")


@dataclass(frozen=True)
class Line:
    """One thing kept: why, and for how many days from which moment on."""

    what: str
    why: str
    since: str
    days: int | None


@dataclass(frozen=True)
class Stored:
    """One thing stored of this registration: its values as the person gave them, why, and until when in words."""

    what: str
    values: list[str]
    why: str
    until: str

    @property
    def reason(self) -> tuple[str, str]:
        """Why and until when: what has both in common is told together."""
        return self.why, self.until


def lines() -> list[Line]:
    """The lines of the table that a registration touches."""
    table = settings.RETENTION
    return [Line(table[name].what, table[name].why, table[name].since, table[name].days) for name in LINES]


def erased_on(registration: Registration) -> datetime:
    """When this registration is erased as it stands now; dates taken in one step wait for the last of them."""
    line = _line(registration)
    if not registration.bundle or registration.occurrence.status == Status.POSTPONED:
        return _after(registration.occurrence, line)
    others = Occurrence.objects.filter(registrations__bundle=registration.bundle, registrations__erased_at=None)
    return max(_after(each, line) for each in [registration.occurrence, *others])


def _line(registration: Registration) -> str:
    return "registration" if registration.face == State.CONFIRMED else "waiting"


def erased_in_words(registration: Registration) -> str:
    """The day of `erased_on`, in the active language and where the date takes place."""
    return _day(erased_on(registration), registration)


def last_erased_in_words(registrations: Sequence[Registration]) -> str:
    """The day on which the last of several is erased, and of all that was taken in one step with them."""
    bundles = {each.bundle for each in registrations} - {None}
    beside = Registration.objects.filter(bundle__in=bundles).select_related("occurrence")
    every = {each.pk: each for each in [*beside, *registrations]}.values()
    steps: dict[object, list[Registration]] = defaultdict(list)
    for each in every:
        steps[each.bundle or each.pk].append(each)
    days = {each: max(_after(one.occurrence, _line(each)) for one in steps[each.bundle or each.pk]) for each in every}
    last = max(days, key=days.__getitem__)
    return _day(days[last], last)


def stored(registration: Registration) -> list[Stored]:
    """Everything kept of this registration, line by line.

    `registration` comes from `Registration.objects.with_holdings()`, so that nothing is asked for which is not there.
    Only what hangs on this very row is told: who holds the link of a registration may have typed a stranger's address,
    and must not learn what else we keep for it.
    """
    return [*_contact(registration), *_party(registration), *_answers(registration), *_letters(registration)]


def people_of(registration: Registration) -> list[Person]:
    """The people of the party, where there are any."""
    return list(registration.people.all()) if getattr(registration, "has_people", True) else []


def consents_of(registration: Registration) -> list[Consent]:
    """What was agreed to, with the person of each."""
    return list(registration.consents.select_related("person")) if getattr(registration, "has_consents", True) else []


def answers_of(registration: Registration) -> list[Answer]:
    """What was answered to the event's own questions, with the person of each."""
    return list(registration.answers.select_related("person")) if getattr(registration, "has_answers", True) else []


def _contact(registration: Registration) -> Iterator[Stored]:
    table, until = settings.RETENTION, _on(erased_on(registration), registration)
    named = [registration.name, registration.email]
    yield Stored(_("Your name and e-mail address"), _given(named), table["registration"].why, until)
    details = [
        (_("Telephone"), registration.phone),
        (_("Adult who answers for the children"), registration.guardian),
        (_("School or group"), registration.group),
        (_("Grade or age of the group"), registration.grade),
        (_("Library card"), registration.card),
    ]
    for what, value in details:
        if value:
            yield Stored(what, [value], table["details"].why, until)
    if registration.access_needs:
        needs, why = [registration.access_needs], table["access_needs"].why
        yield Stored(_("What you need to take part well"), needs, why, _needs(registration))


def _party(registration: Registration) -> Iterator[Stored]:
    until, why = _on(erased_on(registration), registration), settings.RETENTION["details"].why
    people = people_of(registration)
    if people:
        yield Stored(_("The people of your party"), [in_words(each) for each in people], why, until)
    needs = [f"{each.name}: {each.access_needs}" for each in people if each.access_needs]
    if needs:
        why_needs = settings.RETENTION["access_needs"].why
        yield Stored(_("What they need to take part well"), needs, why_needs, _needs(registration))
    given: dict[tuple[str, str], list[str]] = {}
    for consent in consents_of(registration):
        given.setdefault((consent.get_kind_display(), consent.text), []).append(agreed(consent))
    for (kind, text), values in given.items():
        yield Stored(kind, values, text, until)


def in_words(person: Person) -> str:
    """“Lina (7)”."""
    name = person.name or pgettext("a person of a party", "without a name")
    if person.age is None:
        return name
    return pgettext("name and age", "%(name)s (%(age)d)") % {"name": name, "age": person.age}


def agreed(consent: Consent) -> str:
    """“Lina: yes, on 24 November 2026”."""
    given = pgettext("consent", "yes") if consent.given else pgettext("consent", "no")
    day = date_format(consent.at, "DATE_FORMAT")
    words = pgettext("a consent", "%(given)s, on %(day)s") % {"given": given, "day": day}
    return f"{consent.person.name}: {words}" if consent.person and consent.person.name else words


def _answers(registration: Registration) -> Iterator[Stored]:
    for answer in answers_of(registration):
        value = f"{answer.person.name}: {answer.value}" if answer.person and answer.person.name else answer.value
        until = _on(_after(registration.occurrence, timedelta(days=answer.days)), registration)
        yield Stored(answer.label, [value], settings.RETENTION["answers"].why, until)


def _letters(registration: Registration) -> Iterator[Stored]:
    if not registration.email:
        return
    letter, calendar, invitation = (settings.RETENTION[line] for line in ("letter", "calendar", "invitation"))
    when = _("Erased %(days)d days after each was sent") % {"days": letter.days}
    # Only how many: for an address that was registered before, the letter is another one, and nobody may see that here.
    yield Stored(_("Letters we wrote to you"), [str(getattr(registration, "letters", 0))], letter.why, when)
    yield Stored(_("The address of your own calendar, if you asked for one"), [], calendar.why, calendar.since)
    when = _("Erased %(days)d days after it was sent") % {"days": invitation.days}
    yield Stored(_("That we invited you to a survey, if you came; never your answers"), [], invitation.why, when)


def _needs(registration: Registration) -> str:
    return _on(_after(registration.occurrence, "access_needs"), registration)


def _on(moment: datetime, registration: Registration) -> str:
    return _("Erased on %(day)s") % {"day": _day(moment, registration)}


def _day(moment: datetime, registration: Registration) -> str:
    return date_format(moment.astimezone(ZoneInfo(registration.occurrence.zone)), "DATE_FORMAT")


def _given(values: Iterable[str]) -> list[str]:
    return [value for value in values if value]


def _after(occurrence: Occurrence, line: str | timedelta) -> datetime:
    """So long after the date (`querysets.over_by`); while it has no new time the limit of the table holds instead."""
    if occurrence.status == Status.POSTPONED:
        return occurrence.end + _days("postponed")
    called_off = occurrence.status == Status.CANCELLED
    end = max(occurrence.end, occurrence.modified) if called_off else occurrence.end
    return end + (_days(line) if isinstance(line, str) else line)


def _days(line: str) -> timedelta:
    return timedelta(days=settings.RETENTION[line].days or 0)
