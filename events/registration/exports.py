"""The lists staff take out: one line for each registration, with only what the list on screen shows them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Prefetch, Q
from django.utils.translation import gettext as _, pgettext

from events.calendar.models import Occurrence
from events.registration.domain.letters.teller import spelled
from events.registration.domain.staff.sight import Sight
from events.registration.enums import ConsentKind, Source, State
from events.registration.models import Answer, Consent, Person, Registration
from events.registration.querysets import RegistrationQuerySet

AT_ONCE = 1000
CONTACT = ("phone", "guardian", "group", "grade", "card")
# All that a line is made of; a whole registration with its date and event would be four times as wide.
NEEDED = (
    "code", "occurrence", "name", "email", "party", "state", "online", "source", "arrived", "created_at",
    "access_needs", *CONTACT,
)  # fmt: skip


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
    filled = mine.aggregate(**{name: Count("pk", filter=~Q(**{name: ""})) for name in CONTACT})
    asked = Answer.objects.filter(registration__in=mine).order_by("pk").values_list("question", "label")
    agreed = Consent.objects.filter(registration__in=mine).order_by().values_list("kind", flat=True).distinct()
    return Columns(
        sight,
        contact=[name for name in CONTACT if filled[name]],
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
    """Times are local to the date's zone. Read piece by piece, and no more of each than a line needs."""
    dates = Occurrence.objects.annotate(title=F("event__title")).only("start", "zone", "branch")
    held = [
        Prefetch("people", to_attr="its_people"),
        Prefetch("consents", Consent.objects.select_related("person"), to_attr="its_consents"),
        Prefetch("answers", Answer.objects.select_related("person"), to_attr="its_answers"),
    ]
    narrow = rows.select_related(None).prefetch_related(Prefetch("occurrence", dates), *(held if shown.needs else []))
    words = Words()
    for each in narrow.only(*NEEDED).iterator(chunk_size=AT_ONCE):
        yield _line(each, shown, words)


class Words:
    """Words that stand in many lines, looked up once for the language of the file."""

    def __init__(self) -> None:
        self.states = {state: str(State(state).label) for state in State.values}
        self.sources = {source: str(Source(source).label) for source in Source.values}
        self.yes = _("yes")


def _line(each: Registration, shown: Columns, words: Words) -> list[Any]:
    date: Any = each.occurrence
    zone = ZoneInfo(date.zone)
    line = [date.start.astimezone(zone), date.title, spelled(each.code), each.name]
    line += [shown.sight.email(each)] if shown.address else []
    line += [
        each.party,
        words.states[each.state],
        words.yes if each.online else "",
        words.sources[each.source],
        each.arrived,
        each.created_at.astimezone(zone),
    ]
    if not shown.needs:
        return line
    return line + (_more(each, shown) if shown.sight.sees_needs(each) else [""] * shown.more)


def _more(each: Any, shown: Columns) -> list[Any]:
    people, consents, answers = each.its_people, each.its_consents, each.its_answers
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
