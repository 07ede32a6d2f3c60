"""What visitors of the demo write where an event asks for more than a name and a number."""

from collections.abc import Sequence

from events.calendar.enums import OpenTo, PartyOf, QuestionType
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.taking_part import consents
from events.registration.domain.taking_part.parties import Answered, Details, Guest
from events.registration.domain.taking_part.questions import Asked, asked_of, kept
from events.registration.domain.ways import has_two_ways
from events.registration.enums import ConsentKind
from operations.demo.chance import Chance
from operations.demo.content.policies import CLASSES, THINGS
from operations.demo.neighbours import Person

PHONE = "+30 210 555 01{:02d}"


def details_of(
    occurrence: Occurrence, person: Person, party: int, *, others: Sequence[Person], chance: Chance
) -> Details:
    """Names, ages and consents of a family, the name of a class, a code, answers: only what the event asks."""
    event = occurrence.event
    contact: dict[str, str] = {}
    people: list[Guest] = []
    if event.party_of == PartyOf.PEOPLE:
        people = [_child(event, chance.choice(others).name.split()[0], chance) for _place in range(party)]
        contact = {"guardian": person.name, "phone": PHONE.format(chance.randint(0, 99))}
    if event.party_of == PartyOf.GROUP:
        contact = dict(zip(("group", "grade"), chance.choice(CLASSES), strict=True))
    if event.open_to == OpenTo.CARD:
        contact["card"] = f"L{chance.randint(10_000, 99_999)}"
    answers = kept(_answered(asked, chance) for asked in asked_of(occurrence, person.language))
    return Details(contact=contact, code=event.member_code, people=people, answers=answers)


def goes_online(occurrence: Occurrence, chance: Chance) -> bool:
    """A third of those who may choose stay at home."""
    return has_two_ways(occurrence.event) and chance.happens(0.33)


def _child(event: EventPage, name: str, chance: Chance) -> Guest:
    age = chance.randint(event.age_from or 4, event.age_to or 12)
    given = {ConsentKind.PHOTO.value: chance.happens(0.7)}
    return Guest(name, age=age, consents=consents.agreed(event, given, age=age))


def _answered(asked: Asked, chance: Chance) -> Answered | None:
    if chance.happens(0.3):
        return None
    if asked.field_type == QuestionType.RADIO:
        return asked.answered(chance.choice(asked.choices)[0])
    return asked.answered(chance.choice(THINGS))
