from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum

from core.clock import now as clock_now, set_back
from events.calendar.enums import Status
from events.calendar.models import EventPage, Occurrence
from events.partners.models import Happening
from events.programmes.models import Programme
from events.registration.domain import upkeep
from events.registration.domain.attending import attendance
from events.registration.enums import Source, State
from events.registration.models import Headcount, Registration
from media.archive.models import OutcomePage, Photograph, Publication
from media.assets.models import LibraryImage
from operations import demo
from operations.demo.content.events import EVENTS
from outbox.models import Letter, LetterState
from places.models import Branch
from surveys.evaluation.models import Response, SealedAnswer

WEEKS = timedelta(days=31)
FEW = tuple(event for event in EVENTS if event.slug in {"novels-before-noon", "teen-takeover-night"})


def silent(step: str) -> None:
    """Hears the steps and says nothing."""


def test_demo_year_holds_what_the_plan_of_the_product_names(transactional_db, now):
    # With real commits, as the command makes them: PostgreSQL cannot clear up behind a whole year in one transaction.
    demo.build(1, silent)

    assert Branch.objects.count() == 5
    assert Programme.objects.filter(public=True).count() == 3
    assert EventPage.objects.live().count() == 130
    assert EventPage.objects.live().values("translation_key").distinct().count() == 70
    dates = Occurrence.objects.filter(withdrawn_at=None)
    assert dates.filter(end__lt=now).count() > 150
    assert dates.filter(start__gt=now).count() > 150
    assert dates.filter(status=Status.CANCELLED).count() >= 5
    assert 1350 <= Registration.objects.count() <= 1650
    assert Response.objects.count() + SealedAnswer.objects.count() == 300
    assert OutcomePage.objects.live().count() == 8
    assert LibraryImage.objects.showable().count() == Photograph.objects.count() >= 8
    assert Publication.objects.exclude(document=None).count() >= 5
    assert Happening.objects.count() > 15

    whole = attendance.figures(dates.filter(end__lt=now))
    assert min(whole.waiting, whole.no_shows, whole.walk_ins, whole.cancelled) > 20
    assert Registration.objects.filter(source=Source.DESK).exists()
    assert Headcount.objects.exists()
    assert Occurrence.objects.filter(start__gt=now, waiting__gt=0).count() >= 3

    # The doors are true, and what has no more time is forgotten.
    assert not Occurrence.objects.filter(seats_taken__gt=F("seats")).exists()
    assert upkeep.recount(now) == 0
    assert not Registration.objects.filter(erased_at=None, occurrence__end__lt=now - WEEKS).exclude(email="").exists()
    assert not Letter.objects.filter(state=LetterState.QUEUED).exists()
    kinds = set(Letter.objects.readable().values_list("kind", flat=True))
    assert {"registration/confirmed", "registration/promoted", "evaluation/invitation"} <= kinds
    # Letters carry the time at which they would have been written.
    oldest = Letter.objects.order_by("created_at").first()
    assert oldest.created_at < now - WEEKS
    assert (oldest.state, oldest.to) == (LetterState.WITHDRAWN, "")

    before = numbers()
    assert not demo.build(1, silent), "the year is made once"
    assert numbers() == before


def test_demo_year_is_the_same_for_the_same_seed(db, clock):
    class Undone(Exception):
        """Takes the build back."""

    found = []
    for seed in (3, 3, 4):
        try:
            with transaction.atomic():
                demo.build(seed, silent, events=FEW)
                found.append(numbers())
                raise Undone
        except Undone:
            continue
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_clock_set_back_is_right_again_afterwards(now):
    with set_back(now - timedelta(days=3)):
        assert clock_now() == now - timedelta(days=3)
    assert clock_now() == now


def numbers() -> list[object]:
    """What can be counted and compared, without codes and keys that are never the same."""
    held = Registration.objects.order_by("created_at", "party").values_list("created_at", "party", "state", "arrived")
    waiting = Registration.objects.filter(state=State.WAITING).aggregate(n=Sum("party"))["n"]
    titles = list(EventPage.objects.order_by("title").values_list("title", flat=True))
    return [titles, list(held), waiting, Occurrence.objects.count(), Letter.objects.count()]
