"""Every kind of letter the house writes, made through the public verbs with names and hours that never change.

`GOLDEN=1` (or `make golden`) writes what they say to tests/golden/<room>.<kind>.<language>.{txt,html}.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from wagtail.users.models import UserProfile

from accounts.models import Role
from events.calendar.domain import occurrences as verbs
from events.calendar.enums import Mode, OpenTo, RegistersFor
from events.calendar.models import EventPage, Occurrence
from events.partners.domain import warning
from events.partners.models import Outcome, Run
from events.registration.domain.attending import uncounted
from events.registration.domain.letters import announcing, joining, messaging, reminding, telling
from events.registration.domain.staff import moving
from events.registration.domain.taking_part import bundles, calendars, choosing, courses, growing, links, registering
from events.registration.domain.waiting import approving, least, offers, reconfirming
from events.registration.models import Registration
from outbox.domain.rendering import Words, render
from outbox.models import Letter
from surveys.evaluation.domain import inviting
from tests.factories import calendar, partners, people, places, registration as make, surveys

FOLDER = Path(__file__).resolve().parents[1] / "golden"
ROOMS = Path(settings.ROOT) / "templates"
REASON = "The heating failed."
KEY = UUID("7b0c2b7e-5d4b-4c59-9d8e-0d6a5a3f1c11")
# What is drawn by lot, each time anew: signed tokens, codes in addresses, references.
LOTS = [
    (re.compile(r"(/(?:r|s|q|c|k|b|o|e)/)[0-9A-Za-z-]{6,}"), r"\1CODE"),
    (re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){2,}[0-9A-HJKMNP-TV-Z]{4}\b"), "REFERENCE"),
    (re.compile(r"(/registrations/|/desk/)[0-9A-Z]{8,}"), r"\1CODE"),
    (re.compile(r"(/admin/\S*?/)(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/)"), r"\1KEY"),
]


def kinds() -> set[str]:
    """Every kind that has templates."""
    return {f"{file.parts[-3]}/{file.name.split('.')[0]}" for file in ROOMS.glob("*/letters/*.subject.txt")}


def letters(language: str, now: datetime) -> dict[str, Words]:
    """By kind, the words of one letter; where a life writes several, the longest."""
    house = House(language, now)
    for scene in (house.one_date, house.decisions, house.changes, house.course, house.others):
        scene()
    said: dict[str, list[Words]] = {}
    for letter in Letter.objects.select_related("branch"):
        said.setdefault(letter.kind, []).append(_masked(render(letter)))
    return {kind: max(words, key=lambda each: (len(each.text), each.text)) for kind, words in said.items()}


def file_of(kind: str, language: str, ending: str) -> Path:
    return FOLDER / f"{kind.replace('/', '.')}.{language}.{ending}"


class House:
    """One branch, and people who do what brings letters about."""

    def __init__(self, language: str, now: datetime) -> None:
        self.language, self.now = language, now
        names = {"en": "Harbour Library", "el": "Βιβλιοθήκη του λιμανιού", "sl": "Pristaniška knjižnica"}
        self.branch = places.branch(slug="golden", name=names, email="harbour@library.example", phone="+30 210 1234567")
        self.page = calendar.branch_page(self.branch)
        self.ada = people.staff("Ada", self.branch)
        self.number = 0

    def event(self, **fields: object) -> EventPage:
        self.number += 1
        given = {"title": "Stories & songs", "bring": "A cushion", "under": self.page, "space": None}
        given["slug"] = f"event-{self.number}"
        return make.open_event(**{**given, **fields})

    def date(self, seats: int | None = 5, *, start: datetime = make.START, **fields: object) -> Occurrence:
        return make.open_date(seats, start=start, event=self.event(**fields))

    def person(self) -> dict[str, object]:
        self.number += 1
        return {
            "now": self.now,
            "language": self.language,
            "name": "Ben Holm",
            "email": f"ben-{self.number}@example.org",
        }

    def register(self, date: Occurrence, **fields: object) -> Registration:
        return make.register(date, **{**self.person(), **fields})

    def one_date(self) -> None:
        """Confirmed, sent again, waiting, other places, promoted, cancelled; reminded and asked for a calendar."""
        date = self.date(seats=3)
        ben = self.register(date, party=2)
        self.register(date, email=ben.email)
        reminding.remind(make.START - timedelta(hours=31))
        registering.change_party(ben, party=3, now=self.now)
        self.register(date, party=2)
        calendars.send_address(ben, now=self.now)
        links.ask(ben.email, language=self.language, now=self.now)
        links.answer_asked(self.now)
        registering.cancel(ben, now=self.now)

    def decisions(self) -> None:
        """Offered, lapsed, asked for, refused, asked again, too few, the link to take part."""
        date = self.date(seats=1, offer_hours=2)
        first = self.register(date)
        self.register(date)
        registering.cancel(first, now=self.now)
        offers.lapse_offers(self.now + timedelta(hours=3))
        for answer in (approving.approve, approving.refuse):
            answer(self.register(self.date(open_to=OpenTo.APPROVAL)), now=self.now, by=self.ada)
        self.register(self.date(reconfirm_days=3))
        reconfirming.asking_again(make.START - timedelta(days=2, hours=3))
        self.register(self.date(people_least=3))
        least.warn(make.START - timedelta(days=3))
        self.register(self.date(mode=Mode.ONLINE, join_link="https://meet.example/room"))
        joining.tell(make.START - timedelta(hours=23))

    def changes(self) -> None:
        """Changed, cancelled by the library, restored, moved to another date, several changes in one, a message."""
        date = self.date()
        ben = self.register(date)
        hour = timedelta(hours=1)
        verbs.move_occurrence(date, start=date.start + hour, end=date.end + hour, reason=REASON, now=self.now)
        telling.tell_changes(self.now)
        verbs.cancel_occurrence(date, reason=REASON, now=self.now)
        telling.tell_changes(self.now)
        verbs.restore_occurrence(date, now=self.now)
        telling.tell_changes(self.now)
        other = calendar.occurrence(date.event, start=make.START + timedelta(days=7), seats=5)
        moving.move_registrations(date, to=other, now=self.now, by=self.ada)
        several = self.event()
        for week in range(2):
            one = calendar.occurrence(several, start=make.START + timedelta(weeks=week), seats=5)
            self.register(one, email="ben-twice@example.org")
            verbs.cancel_occurrence(one, reason=REASON, now=self.now)
        announcing.tell_changes(self.now)
        to = messaging.audience(Registration.objects.filter(pk=ben.pk))
        messaging.send(to, subject="The door is round the corner", text="Please use it.", key=KEY, now=self.now)

    def course(self) -> None:
        """A whole course: confirmed, waiting, promoted, one more date, absent once, left; and chosen dates."""
        given = {"registers_for": RegistersFor.COURSE, "bring": "A cushion", "title": "Weaving", "under": self.page}
        course = make.course(seats=2, space=None, slug="weaving", **given)
        ben = make.join(course, **self.person())
        courses.change_party(ben[0], party=2, now=self.now)
        make.join(course, **self.person(), party=2)
        courses.come_after_all(courses.absent_once(bundles.of(ben[0])[1], now=self.now), now=self.now)
        courses.leave(bundles.of(ben[0])[0], now=self.now)
        calendar.occurrence(course, start=make.START + timedelta(weeks=9), seats=2)
        growing.follow(self.now)
        event = self.event(registers_for=RegistersFor.CHOSEN)
        dates = [calendar.occurrence(event, start=make.START + timedelta(weeks=week), seats=2) for week in range(2)]
        choosing.register(dates, party=1, form_key=uuid4(), **self.person())

    def others(self) -> None:
        """A survey, the reminder of staff that nobody counted, and a partner's calendar that keeps failing."""
        survey = surveys.survey(surveys.ended(self.event(), at=self.now), at=self.now)
        surveys.guest(survey.occurrence, language=self.language, name="Ben Holm")
        inviting.invite(self.now)
        past = self.date(start=self.now - timedelta(days=3))
        Occurrence.objects.filter(pk=past.pk).update(end=past.start + timedelta(hours=1))
        uncounted.remind(self.now)
        keeper = people.staff("Mia", self.branch, Role.MANAGER)
        UserProfile.objects.create(user=keeper, preferred_language=self.language)
        partner = partners.organisation(name="Women’s Union", slug="golden")
        read = {"good_at": self.now - timedelta(days=2), "failures": 5}
        source = partners.source(organisation=partner, branch=self.branch, **read)
        told = {"text": "The partner's server does not answer.", "facts": {}}
        Run.objects.create(source=source, at=self.now, outcome=Outcome.FAILED, remarks=[told])
        warning.tell_keepers(self.now)


def _masked(words: Words) -> Words:
    return Words(**{name: _without_lots(getattr(words, name)) for name in ("sender", "subject", "text", "html")})


def _without_lots(text: str) -> str:
    for shape, instead in LOTS:
        text = shape.sub(instead, text)
    return text


def write_all(said: dict[str, Words], language: str) -> Iterable[Path]:
    """Write the files of a language, and remove those of kinds that are gone."""
    FOLDER.mkdir(exist_ok=True)
    kept = set()
    for kind, words in said.items():
        for ending, text in (("txt", f"Subject: {words.subject}\n\n{words.text}"), ("html", words.html)):
            file = file_of(kind, language, ending)
            file.write_text(text)
            kept.add(file)
    for file in set(FOLDER.glob(f"*.{language}.*")) - kept:
        file.unlink()
    return kept
