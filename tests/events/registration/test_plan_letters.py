"""Before a plan is published, staff see the letters it brings, and nothing of it happens."""

from datetime import date, time

import pytest
from django.apps import apps
from django.urls import reverse

from events.calendar.domain.branches import open_branch
from events.calendar.enums import Admission, Mode
from events.calendar.models import EventPage, Occurrence
from events.registration.models import Registration
from tests.factories import calendar, people, places, registration as make

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def page(branch, clock) -> EventPage:
    weekly = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4", seats=3)
    under = calendar.branch_page(branch)
    return calendar.event(under=under, title="Reading circle", schedules=[weekly], admission=Admission.REGISTER)


@pytest.fixture
def registered(page, now) -> list[Registration]:
    """Somebody on each of the four dates, in English and Greek by turns."""
    dates = Occurrence.objects.filter(event=page.pk).order_by("start")
    return [make.register(row, now=now, language=("en", "el")[place % 2]) for place, row in enumerate(dates)]


@pytest.fixture
def screen(page, branch, client):
    client.force_login(people.staff("Ada", branch, "manager"))
    open_branch(branch)
    return lambda: client.get(reverse("registration_desk:publish", args=[page.pk]))


def draft(page: EventPage, **plan: object) -> EventPage:
    found = page.get_latest_revision_as_object()
    rows = list(found.schedules.all())
    for name, value in plan.items():
        setattr(rows[0], name, value)
    found.schedules.set(rows)
    return found


def everything() -> dict[str, list[dict[str, object]]]:
    """All rows of the rooms that a rehearsal touches, and of those that hear of pages."""
    rooms = ("calendar", "registration", "outbox", "wagtailcore", "evaluation")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def letters(answer) -> list[tuple[str, str, int]]:
    samples = answer.context["rehearsal"].samples
    return [(sample.language, sample.subject, sample.readers) for sample in samples]


def test_letter_of_moved_dates_is_shown_in_each_language_and_nothing_is_written(page, registered, screen):
    draft(page, start_time=time(19, 30), end_time=time(20, 30)).save_revision()
    before = everything()
    answer = screen()
    assert everything() == before
    assert [(language, readers) for language, _subject, readers in letters(answer)] == [("English", 2), ("Greek", 2)]
    text, html = answer.context["rehearsal"].samples[0].text, answer.context["rehearsal"].samples[0].html
    assert "Reading circle" in text
    assert "19:30" in text
    assert "19:30" in html
    shown = answer.content.decode()
    assert "The letters they get" in shown
    assert 'sandbox="" loading="lazy"' in shown


def test_time_and_place_are_two_letters(page, registered, branch, screen):
    """Who last heard of another hour reads of the hour and the room, the others of the room alone."""
    studio = places.space(branch=branch, name={"en": "Studio"})
    planned = draft(page)
    planned.space = studio
    planned.save_revision()
    told = {**registered[0].told, "end": registered[0].told["end"].replace(":00+", ":45+")}
    Registration.objects.filter(pk=registered[0].pk).update(told=told)
    answer = screen()
    texts = [sample.text for sample in answer.context["rehearsal"].samples]
    assert [("Studio" in text) for text in texts] == [True] * len(texts)
    assert len(texts) == 3  # the place to English and Greek readers, the place and the time to one


def test_new_title_and_way_stand_in_the_letter(page, registered, screen):
    planned = draft(page, start_time=time(19, 30), end_time=time(20, 30))
    planned.title, planned.mode, planned.place_note = "Reading in the park", Mode.ELSEWHERE, "At the fountain"
    planned.save_revision()
    text = screen().context["rehearsal"].samples[0].text
    assert "Reading in the park" in text
    assert "At the fountain" in text
    page.refresh_from_db()
    assert page.title == "Reading circle"


def test_letter_of_dates_that_might_be_cancelled_is_shown_beside_the_choice(page, registered, screen, client):
    draft(page, rule="RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3").save_revision()
    before = everything()
    answer = screen()
    assert everything() == before
    sample = answer.context["if_cancelled"].samples[0]
    assert (sample.language, sample.readers) == ("Greek", 1)
    assert "The letter of whoever’s date you cancel" in answer.content.decode()
    page.get_latest_revision().publish()
    later = client.get(reverse("registration_desk:decide", args=[page.pk]))
    assert later.context["if_cancelled"].samples[0].subject == sample.subject
    assert later.context["rehearsal"] is None
