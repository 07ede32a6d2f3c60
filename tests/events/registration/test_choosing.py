from datetime import timedelta
from uuid import uuid4

import pytest

from events.calendar.enums import Admission, RegistersFor
from events.calendar.models import Occurrence
from events.registration.domain import limits, rules
from events.registration.domain.taking_part import bundles, choosing, courses, registering
from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import calendar, registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(now):
    """A day with four sessions; the first two are at the same time."""
    event = make.open_event(registers_for=RegistersFor.CHOSEN, title="Open stacks", admission=Admission.DROP_IN)
    calendar.occurrence(event, start=make.START, hours=8)
    for label, hours, seats in (("Repair", 0, 2), ("Zines", 0, 1), ("Closing talk", 3, 1), ("Tour", 5, 9)):
        start = make.START + timedelta(hours=hours)
        calendar.occurrence(
            event, start=start, seats=seats, session=True, admission=Admission.REGISTER, label=label, planned_on=None
        )
    return event


def sessions(event) -> dict[str, Occurrence]:
    return {each.label: each for each in choosing.dates_of(event, now=make.START - timedelta(days=1))}


def choose(event, *labels, now, **fields):
    given = {"name": "Ben", "email": "ben@example.org", "party": 1, "language": "en", "form_key": uuid4()}
    return choosing.register([sessions(event)[label] for label in labels], **{**given, **fields}, now=now)


def test_each_session_gives_its_own_answer_in_one_letter(conference, now):
    choose(conference, "Zines", now=now, email="lina@example.org")
    answer = choose(conference, "Zines", "Closing talk", now=now)
    assert [(each.occurrence.label, each.state) for each in answer.made] == [
        ("Zines", "waiting"),
        ("Closing talk", "confirmed"),
    ]
    letter = Letter.objects.get(to="ben@example.org")
    assert letter.kind == "registration/dates-confirmed"
    assert [date["says"] for date in letter.context["dates"]] == ["You are on the waiting list", "You have a place"]
    assert letter.attachments[0]["content"].count("BEGIN:VEVENT") == 2


def test_full_session_without_a_list_is_said_and_the_others_go_on(conference, now):
    type(conference).objects.update(waiting_list=False)
    choose(conference, "Zines", now=now, email="lina@example.org")
    answer = choose(conference, "Zines", "Closing talk", now=now)
    assert [each.occurrence.label for each in answer.made] == ["Closing talk"]
    letter = Letter.objects.get(to="ben@example.org")
    assert "All places are taken" in letter.context["dates"][-1]["says"]
    assert [each["title"] for each in bundles.facts(answer.made[0], now=now)["full"]] == ["Zines"]
    with pytest.raises(rules.Full):
        choose(conference, "Zines", now=now, email="omar@example.org")


def test_two_sessions_at_the_same_time_are_refused_together(conference, now):
    with pytest.raises(choosing.Overlap):
        choose(conference, "Repair", "Zines", now=now)
    assert not Registration.objects.exists()


def test_nothing_chosen_is_refused(conference, now):
    with pytest.raises(choosing.NothingChosen):
        choose(conference, now=now)


def test_same_form_twice_is_one_bundle_and_one_letter(conference, now):
    key = uuid4()
    first = choose(conference, "Repair", "Closing talk", now=now, form_key=key)
    again = choose(conference, "Repair", "Closing talk", now=now, form_key=key)
    assert [each.pk for each in first.made] == [each.pk for each in again.made]
    assert (Registration.objects.count(), Letter.objects.count()) == (2, 1)


def test_session_registered_before_is_said_with_its_own_link(conference, now):
    before = choose(conference, "Repair", now=now).made[0]
    answer = choose(conference, "Repair", "Closing talk", now=now)
    assert [each.state for each in answer.made] == ["repeat", "confirmed"]
    lines = Letter.objects.exclude(about=f"registration:{before.code}").get().context["dates"]
    assert "already" in lines[0]["says"]
    assert before.get_absolute_url() in lines[0]["manage_url"]
    assert sessions(conference)["Repair"].seats_taken == 1


def test_one_date_of_several_is_cancelled_by_itself(conference, now):
    made = choose(conference, "Repair", "Closing talk", now=now).made
    registering.cancel(made[0], now=now)
    assert [each.state for each in bundles.of(made[1])] == [State.CANCELLED, State.CONFIRMED]


def test_whoever_follows_one_who_gives_back_several_dates_reads_of_their_own_date(conference, now):
    made = choose(conference, "Zines", "Closing talk", now=now).made
    choose(conference, "Zines", now=now, email="lina@example.org")
    choose(conference, "Closing talk", now=now, email="omar@example.org")
    courses.leave(made[0], now=now)
    told = Letter.objects.filter(kind="registration/promoted").order_by("to")
    assert [(letter.to, letter.context["title"]) for letter in told] == [
        ("lina@example.org", "Open stacks: Zines"),
        ("omar@example.org", "Open stacks: Closing talk"),
    ]


def test_one_form_for_many_dates_counts_once_against_a_flood(conference, now, settings):
    settings.REGISTRATIONS_PER_EMAIL = 2
    choose(conference, "Repair", "Closing talk", now=now)
    assert not limits.is_flooded("ben@example.org", uuid4(), now=now)
    choose(conference, "Zines", now=now)
    assert limits.is_flooded("ben@example.org", uuid4(), now=now)


def test_sessions_overlap_each_other_and_not_their_own_day(conference, now):
    type(conference).objects.update(admission=Admission.REGISTER)
    dates = choosing.dates_of(conference, now=now)
    assert len(dates) == 5
    assert [(one.label, other.label) for one, other in choosing.overlapping(dates)] in (
        [("Repair", "Zines")],
        [("Zines", "Repair")],
    )


@pytest.mark.parametrize(("labels", "statements"), [(["Repair"], 16), (["Repair", "Closing talk", "Tour"], 31)])
def test_statements_grow_by_the_door_of_each_date_alone(conference, now, labels, statements, django_assert_num_queries):
    dates = [sessions(conference)[label] for label in labels]
    given = {"name": "Ben", "email": "ben@example.org", "party": 1, "language": "en", "form_key": uuid4()}
    with django_assert_num_queries(statements):
        choosing.register(dates, **given, now=now)
