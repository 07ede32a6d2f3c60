"""The events of the demo that ask for more than a name and a number."""

from events.calendar.models import EventPage, Question
from events.registration.models import Answer, Consent, Person, Registration
from operations import demo
from operations.demo.content.events import EVENTS
from operations.demo.content.policies import RULES

# Their dates are many, and what they show is tested where it is made.
OTHERS = {"3d-printer-first-steps", "starting-a-small-business", "supper-of-five-kitchens", "photographs-that-last"}


def silent(step: str) -> None:
    """Hears the steps and says nothing."""


def test_families_classes_and_online_guests_register_as_their_events_ask(db, now):
    assert RULES.keys() <= {event.slug for event in EVENTS}
    events = tuple(event for event in EVENTS if event.slug in RULES.keys() - OTHERS)
    demo.build(1, silent, events=events)

    coming = Registration.objects.filter(occurrence__start__gt=now)
    family = coming.filter(occurrence__event__party_of="people", state="confirmed").first()
    assert family.people.count() == family.party
    assert family.guardian == family.name
    assert Consent.objects.filter(person__in=Person.objects.all(), given=True).exists()
    assert Registration.objects.exclude(group="").filter(party__gte=10).exists()
    assert coming.filter(online=True).exists()
    asking = Registration.objects.filter(occurrence__event__open_to="approval")
    assert {"confirmed", "refused", "pending"} <= set(asking.values_list("state", flat=True))
    assert Question.objects.count() == 10
    assert Answer.objects.values("question").distinct().count() == 3
    later = EventPage.objects.get(slug="exams-without-panic")
    assert later.opens_at.astimezone().weekday() == 0
    assert not coming.filter(occurrence__event=later).exists()
