"""The lists staff take out: one line for each registration, with only what the list on screen shows them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _, pgettext

from events.registration.domain.letters.teller import spelled
from events.registration.domain.staff.sight import Sight
from events.registration.enums import ConsentKind
from events.registration.models import Answer, Consent, Person, Registration
from events.registration.querysets import RegistrationQuerySet

AT_ONCE = 500


@dataclass(frozen=True)
class Columns:
    """What these registrations hold beside the usual, as far as it may be seen: no empty columns, no hidden ones."""

    sight: Sight
    contact: list[str] = field(default_factory=list)  # columns of the registration
    people: bool = False
    consents: list[str] = field(default_factory=list)
    questions: dict[UUID, str] = field(default_factory=dict)

    @property
    def address(self) -> bool:
        return bool(self.sight.addresses)

    @property
    def needs(self) -> bool:
        return bool(self.sight.needs)

    @property
    def more(self) -> int:
        """How many columns only those see who may act at the door."""
        return 1 + len(self.contact) + self.people + len(self.consents) + len(self.questions)


def columns(rows: RegistrationQuerySet, sight: Sight) -> Columns:
    """In four queries for any number of rows."""
    if not sight.needs:
        return Columns(sight)
    mine = rows.order_by().filter(occurrence__branch__in=sight.needs)
    names = ("phone", "guardian", "group", "grade", "card")
    filled = mine.aggregate(**{name: Count("pk", filter=~Q(**{name: ""})) for name in names})
    asked = Answer.objects.filter(registration__in=mine).order_by("pk").values_list("question", "label")
    agreed = Consent.objects.filter(registration__in=mine).order_by().values_list("kind", flat=True).distinct()
    return Columns(
        sight,
        contact=[name for name in names if filled[name]],
        people=Person.objects.filter(registration__in=mine).exists(),
        consents=[kind for kind in ConsentKind.values if kind in set(agreed)],
        questions=dict(asked),
    )


def header(shown: Columns) -> list[str]:
    usual = [_("Date"), _("Event"), _("Reference"), pgettext("of a person", "Name")]
    usual += [_("E-mail address")] if shown.address else []
    usual += [
        pgettext("of a registration", "Places"),
        pgettext("of a registration", "State"),
        _("Takes part online"),
        _("How it came in"),
        _("People who came"),
        _("Registered on"),
    ]
    if not shown.needs:
        return usual
    usual += [_("Access needs")]
    usual += [str(Registration._meta.get_field(name).verbose_name).capitalize() for name in shown.contact]  # type: ignore[union-attr]
    usual += [_("People of the party")] if shown.people else []
    usual += [str(ConsentKind(kind).label) for kind in shown.consents]
    return usual + list(shown.questions.values())


def lines(rows: RegistrationQuerySet, shown: Columns) -> Iterator[list[Any]]:
    """Needs `occurrence__event` with each registration; times are local to the date's zone. Read piece by piece."""
    whole = rows.prefetch_related("people", "consents__person", "answers__person")
    for each in (whole if shown.needs else rows).iterator(chunk_size=AT_ONCE):
        yield _line(each, shown)


def _line(each: Registration, shown: Columns) -> list[Any]:
    zone = ZoneInfo(each.occurrence.zone)
    line = [each.occurrence.start.astimezone(zone), each.occurrence.event.title, spelled(each.code), each.name]
    line += [shown.sight.email(each)] if shown.address else []
    line += [
        each.party,
        str(each.get_state_display()),
        _("yes") if each.online else "",
        str(each.get_source_display()),
        each.arrived,
        each.created_at.astimezone(zone),
    ]
    if not shown.needs:
        return line
    return line + (_more(each, shown) if shown.sight.sees_needs(each) else [""] * shown.more)


def _more(each: Registration, shown: Columns) -> list[Any]:
    people = list(each.people.all())
    consents, answers = list(each.consents.all()), list(each.answers.all())
    needs = [each.access_needs, *(_of(person, person.access_needs) for person in people if person.access_needs)]
    more: list[Any] = ["; ".join(filter(None, needs))]
    more += [getattr(each, name) for name in shown.contact]
    more += ["; ".join(map(in_words, people))] if shown.people else []
    for kind in shown.consents:
        more.append(_joined((row for row in consents if row.kind == kind), lambda row: _yes(row.given)))
    for question in shown.questions:
        more.append(_joined((row for row in answers if row.question == question), lambda row: str(row.value)))
    return more


def in_words(person: Person) -> str:
    """One person of a party: “Lina (6)”."""
    return person.name if person.age is None else f"{person.name} ({person.age})"


def _joined(found: Iterable[Any], words: Callable[[Any], str]) -> str:
    return "; ".join(_of(row.person, words(row)) for row in found)


def _of(person: Person | None, words: str) -> str:
    return words if person is None or not person.name else f"{person.name}: {words}"


def _yes(given: bool) -> str:
    return _("yes") if given else _("no")
