"""A course fills: people register for all of it in one step, the last ones wait, and one cannot come once."""

from datetime import datetime, timedelta
from itertools import count

from core import clock
from events.calendar.models import EventPage
from events.registration.domain.taking_part import courses
from events.registration.enums import State
from events.registration.models import Registration
from operations.demo.chance import Chance
from operations.demo.neighbours import Person
from operations.demo.visiting import send

# The first came so long ago, and one every so often since; the last so many wait.
SINCE, EVERY, WAITING = timedelta(days=16), timedelta(hours=9), 3


def fill(event: EventPage, people: list[Person], *, now: datetime, chance: Chance) -> None:
    """Once for each course: parties of one until it is full and some wait; then one of them is absent once."""
    dates = courses.dates_of(event)
    if not dates or Registration.objects.filter(occurrence__event=event.pk).exists():
        return
    moments = (now - SINCE + EVERY * number for number in count())
    for person, moment in zip(chance.sample(people, (dates[0].seats or 10) + WAITING), moments, strict=False):
        with clock.set_back(moment):
            courses.register(
                event,
                party=1,
                form_key=chance.uuid(),
                now=moment,
                name=person.name,
                email=person.email,
                language=person.language,
            )
            send(moment, now)
    inside = Registration.objects.filter(occurrence=dates[2 % len(dates)], state=State.CONFIRMED).order_by("pk")
    courses.absent_once(inside[3], now=now - timedelta(days=1))
