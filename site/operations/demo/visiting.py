"""A year of visitors: who registers, waits, cancels and comes, date by date in the order of time.

Every step is a verb of the registration room with the instant at which it happened; its letters go out at that instant.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from core import clock
from events.calendar.domain.admission import opens_at, registers
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.domain.attending import counting, desk
from events.registration.domain.letters import telling
from events.registration.domain.taking_part import registering
from events.registration.domain.taking_part.people import named, take_off
from events.registration.domain.waiting import approving
from events.registration.enums import AgePart, Method, Source, State
from events.registration.models import Registration
from operations.demo.asked import details_of, goes_online
from operations.demo.chance import Chance
from operations.demo.content.shapes import Event
from operations.demo.neighbours import Person, need
from outbox.domain import delivery, withdraw
from outbox.models import Letter, LetterState

PARTIES = ((1, 2, 3, 4), (56, 29, 9, 6))
CLASS_SIZE = (17, 26)
# How early the first people register, and how long before the end of registration the last ones do.
EARLY, LAST_HOURS = timedelta(days=38), timedelta(hours=12)
NOT_THIS_TIME = "Du var med i våras, så den här gången får någon annan plats."
CANCELLING, CHANGING, COMING, WALKING_IN = 0.08, 0.03, 0.87, 0.35


class Visitors:
    """The people of the town and what they do about one date after the other."""

    def __init__(self, people: list[Person], staff: User, now: datetime, chance: Chance) -> None:
        self.people, self.staff, self.now, self.chance = people, staff, now, chance
        self.regulars: dict[str, list[Person]] = defaultdict(list)

    def book(self, occurrence: Occurrence, event: Event, *, until: datetime | None = None) -> None:
        """People register for the date until it begins, or until now; some change their minds in the last hours."""
        closes = occurrence.start - timedelta(hours=event.closes or 0, minutes=20)
        last = min(closes, self.now, until or closes)
        first, quiet = max(occurrence.start - EARLY, opens_at(occurrence) or self.now - EARLY * 20), last - LAST_HOURS
        if quiet <= first:
            return
        parties = self._parties(occurrence, event)
        moments = sorted(
            self._waking(first + (quiet - first) * self.chance.random() ** 0.7, occurrence) for _ in parties
        )
        for person, party, moment in zip(self._who(event, len(parties)), parties, moments, strict=False):
            self._register(occurrence, person, party, min(moment, quiet))
        self._answer(occurrence, last)
        self._change_minds(occurrence, event, quiet, last)

    def hold(self, occurrence: Occurrence, event: Event) -> None:
        """The date takes place: people are checked in, others walk in, staff count."""
        expected = Registration.objects.of(occurrence).filter(state=State.CONFIRMED).order_by("created_at")
        for registration in expected:
            if self.chance.happens(COMING):
                self._check_in(registration, occurrence.start + timedelta(minutes=self.chance.randint(-20, 12)))
        occurrence.refresh_from_db()
        if occurrence.waiting:
            self._let_in_who_waited(occurrence)
        if registers(occurrence):
            self._walk_in(occurrence)
        self._count(occurrence, event)

    def _parties(self, occurrence: Occurrence, event: Event) -> list[int]:
        """Parties until the places asked for are enough; dates further ahead have fewer so far."""
        ahead = (occurrence.start - self.now).days
        soon = 20 if event.pull > 1 else 5
        ready = 1.0 if ahead <= soon else max(0.1, 1 - ahead / 36)
        wanted = (occurrence.seats or 20) * event.pull * ready * self.chance.uniform(0.78, 1.06)
        most = min(event.most or 10, occurrence.seats or 10)
        parties: list[int] = []
        while sum(parties) < wanted:
            size = self.chance.randint(*CLASS_SIZE) if most >= CLASS_SIZE[1] else self.chance.choices(*PARTIES)[0]
            parties.append(min(size, most))
        return parties

    def _who(self, event: Event, number: int) -> list[Person]:
        """Those who came before first, then people who read one of the event's languages."""
        regulars = [person for person in self.regulars[event.slug] if self.chance.happens(0.8)][:number]
        spoken = {*event.words, *event.languages}
        others = self.chance.sample(self.people, min(len(self.people), number * 3 + 20))
        others.sort(key=lambda person: person.language not in spoken and self.chance.happens(0.8))
        found = list(dict.fromkeys([*regulars, *others]))[:number]
        self.regulars[event.slug] = found if len(event.plans) == 1 else self.regulars[event.slug]
        self.chance.shuffle(found)
        return found

    def _register(self, occurrence: Occurrence, person: Person, party: int, moment: datetime) -> None:
        at_desk = self.chance.happens(0.14)
        with clock.set_back(moment):
            registering.register(
                occurrence,
                name=person.name,
                email=person.email,
                party=party,
                language=person.language,
                form_key=self.chance.uuid(),
                now=moment,
                access_needs=need(person, self.chance),
                online=goes_online(occurrence, self.chance),
                details=details_of(occurrence, person, party, others=self.people, chance=self.chance),
                source=Source.DESK if at_desk else Source.WEB,
                by=self.staff if at_desk else None,
            )
            send(moment, self.now)

    def _answer(self, occurrence: Occurrence, moment: datetime) -> None:
        """Where the library decides: most get a yes, one is told why not, the last requests still wait."""
        asked = list(Registration.objects.of(occurrence).filter(state=State.PENDING).order_by("created_at"))
        for place, registration in enumerate(asked[:-3]):
            with clock.set_back(moment):
                if place == 1:
                    approving.refuse(registration, now=moment, by=self.staff, words=NOT_THIS_TIME)
                else:
                    approving.approve(registration, now=moment, by=self.staff)
                send(moment, self.now)

    def _change_minds(self, occurrence: Occurrence, event: Event, first: datetime, last: datetime) -> None:
        for registration in Registration.objects.of(occurrence).active().order_by("created_at", "form_key"):
            moment = first + (last - first) * self.chance.random()
            cancels, changes = self.chance.happens(CANCELLING), self.chance.happens(CHANGING)
            if not (cancels or changes):
                continue
            with clock.set_back(moment):
                if cancels:
                    registering.cancel(registration, now=moment)
                elif registration.party > 1:
                    self._come_with_fewer(registration, moment)
                send(moment, self.now)

    def _come_with_fewer(self, registration: Registration, moment: datetime) -> None:
        names = named(registration)
        if names:
            take_off(registration, [names[-1].pk], now=moment)
        else:
            registering.change_party(registration, party=registration.party - 1, now=moment)

    def _check_in(self, registration: Registration, moment: datetime) -> None:
        fewer = registration.party > 1 and self.chance.happens(0.1)
        number = registration.party - 1 if fewer else registration.party
        desk.check_in(registration, now=moment, by=self.staff, number=number)

    def _let_in_who_waited(self, occurrence: Occurrence) -> None:
        """A quarter of an hour after the start empty chairs go to those who came although they had no place."""
        moment = occurrence.start + timedelta(minutes=15)
        free = desk.give_free(occurrence, now=moment, by=self.staff)
        for registration in Registration.objects.of(occurrence).in_line()[:3]:
            if registration.party <= free:
                free -= registration.party
                desk.admit(registration, now=moment, by=self.staff)
                self._check_in(Registration.objects.get(pk=registration.pk), moment)

    def _walk_in(self, occurrence: Occurrence) -> None:
        occurrence.refresh_from_db()
        left = 2 if occurrence.seats is None else occurrence.seats - occurrence.seats_taken
        while left > 0 and self.chance.happens(WALKING_IN):
            party = min(left, self.chance.randint(1, 2))
            moment = occurrence.start + timedelta(minutes=self.chance.randint(1, 14))
            language = self.chance.choice(self.people).language
            desk.walk_in(
                occurrence, party=party, now=moment, by=self.staff, language=language, form_key=self.chance.uuid()
            )
            left -= party

    def _count(self, occurrence: Occurrence, event: Event) -> None:
        came = sum(Registration.objects.of(occurrence).came().values_list("arrived", flat=True))
        if registers(occurrence):
            number, method = came + self.chance.randint(0, 1), Method.COUNTED
            if self.chance.happens(0.25):
                return
        else:
            # What is usual at an exhibition are its visitors; an opening or a tour is a small thing.
            usual = 28 if event.period and not occurrence.all_day else event.usual
            number = round(usual * self.chance.uniform(0.65, 1.3))
            method = Method.ESTIMATED if occurrence.all_day else Method.COUNTED
        children = round(number * 0.55) if {"children", "families"} & set(event.audiences) else 0
        parts = {AgePart.CHILDREN: children, AgePart.ADULTS: number - children} if children else {AgePart.ALL: number}
        for part, people in parts.items():
            counting.count_heads(occurrence, number=people, now=occurrence.end, by=self.staff, part=part, method=method)

    def _waking(self, moment: datetime, occurrence: Occurrence) -> datetime:
        """The same day at an hour at which people are up."""
        local = moment.astimezone(ZoneInfo(occurrence.zone))
        return moment if 7 <= local.hour < 23 else moment + timedelta(hours=9)


def send(moment: datetime, now: datetime) -> None:
    """Letters of these days go out, as the worker would send them; what is older than letters are kept is withdrawn."""
    if moment > now - timedelta(days=settings.RETENTION["letter"].days):
        while delivery.work(moment):
            continue
        return
    for about in Letter.objects.filter(state=LetterState.QUEUED).values_list("about", flat=True):
        withdraw(about)


def tell_changes(moment: datetime, now: datetime) -> None:
    """People learn what the library did with their date."""
    with clock.set_back(moment):
        while telling.tell_changes(moment):
            continue
        send(moment, now)


def takes_place(occurrence: Occurrence, now: datetime) -> bool:
    """Whether it has been held."""
    return occurrence.end <= now and occurrence.status == Status.SCHEDULED and occurrence.withdrawn_at is None
