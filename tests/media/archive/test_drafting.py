from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from accounts.models import User
from events.calendar.enums import Admission
from events.calendar.models import CoCreator, ExhibitionPage, ParticipatoryPage
from events.registration.models import Registration
from media.archive.domain.drafting import (
    DatesLieAhead,
    FiguresAreFrozen,
    NothingHappened,
    OutcomeExists,
    draft_outcome,
    take_again,
    waiting_for_outcome,
)
from media.archive.domain.shelves import NoArchive
from media.archive.domain.words import bars_of, figures_in_words, in_short
from media.archive.models import OutcomePage
from places.models import Branch
from surveys.evaluation.domain.opening import close_surveys
from tests.factories import archive, calendar, surveys


@pytest.fixture(autouse=True)
def _archive(db: None) -> None:
    archive.archive()


def person(occurrence: object, *, arrived: int | None = None, party: int = 1) -> Registration:
    from core import clock

    return Registration.objects.create(
        occurrence=occurrence,
        language="en",
        name="Ben",
        email=f"ben{Registration.objects.count()}@example.org",
        party=party,
        state="confirmed",
        arrived=arrived,
        checked_in_at=clock.now() if arrived else None,
        created_at=clock.now(),
        changed_at=clock.now(),
    )


def test_draft_takes_the_figures_of_an_event_that_is_over(now: datetime) -> None:
    event = archive.past_event(title="Mending night", admission=Admission.REGISTER)
    occurrence = event.occurrences.get()
    person(occurrence, arrived=2, party=2)
    person(occurrence)

    outcome = draft_outcome(event, by=None, now=now)

    assert outcome.figures["facts"]["held"] == 1
    assert outcome.figures["facts"]["registered"] == 3
    assert outcome.figures["facts"]["attended"] == 2
    assert (outcome.began_on, outcome.ended_on, outcome.year) == (date(2026, 10, 6), date(2026, 10, 6), 2026)
    assert outcome.kind == "activity"
    assert not outcome.live
    assert outcome.get_url().startswith("/en/archive/")
    assert outcome.title == "Mending night"


def test_definitions_are_frozen_in_all_languages(now: datetime) -> None:
    outcome = draft_outcome(archive.past_event(), by=None, now=now)

    assert set(outcome.figures["definitions"]["held"]) == {"el", "sl", "sv", "da", "en"}


def test_event_without_registration_has_no_registered_figure(now: datetime) -> None:
    outcome = draft_outcome(archive.past_event(), by=None, now=now)

    assert "registered" not in outcome.figures["facts"]


def test_figures_do_not_move_when_facts_do(now: datetime) -> None:
    event = archive.past_event(admission=Admission.REGISTER)
    outcome = archive.outcome(event, now=now)

    person(event.occurrences.get(), arrived=1)
    event.occurrences.update(status="cancelled")

    page = archive.published(outcome)
    assert page.figures["facts"]["held"] == 1
    assert page.figures["facts"]["attended"] == 0
    assert page.get_latest_revision_as_object().figures == page.figures


def test_draft_is_refused_while_dates_lie_ahead(now: datetime) -> None:
    event = archive.past_event()
    calendar.occurrence(event, start=now + timedelta(days=3))

    with pytest.raises(DatesLieAhead):
        draft_outcome(event, by=None, now=now)
    assert OutcomePage.objects.count() == 0


def test_cancelled_date_ahead_does_not_keep_the_outcome_waiting(now: datetime) -> None:
    event = archive.past_event()
    calendar.occurrence(event, start=now + timedelta(days=3), status="cancelled")

    assert draft_outcome(event, by=None, now=now).figures["facts"] == {"held": 1, "cancelled": 1}


def test_exhibition_that_is_still_open_is_not_over(now: datetime) -> None:
    event = archive.past_event(page_type=ExhibitionPage, opens_on=date(2026, 10, 1), closes_on=date(2026, 12, 1))

    with pytest.raises(DatesLieAhead):
        draft_outcome(event, by=None, now=now)


def test_exhibition_without_dates_has_an_outcome_of_its_period(now: datetime) -> None:
    event = calendar.event(ExhibitionPage, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 31))

    outcome = draft_outcome(event, by=None, now=now)

    assert (outcome.began_on, outcome.ended_on) == (date(2026, 9, 1), date(2026, 10, 31))
    assert outcome.figures["facts"] == {}


def test_event_without_dates_has_no_outcome(now: datetime) -> None:
    with pytest.raises(NothingHappened):
        draft_outcome(calendar.event(), by=None, now=now)


def test_event_has_one_outcome_however_often_staff_press(now: datetime) -> None:
    event = archive.past_event()
    first = draft_outcome(event, by=None, now=now)

    with pytest.raises(OutcomeExists) as refused:
        draft_outcome(event, by=None, now=now)
    assert refused.value.facts["outcome"].pk == first.pk


def test_two_events_of_one_name_have_two_addresses(now: datetime) -> None:
    under = calendar.branch_page()
    first = archive.past_event(under=under, title="Storytime", slug="storytime")
    second = archive.past_event(under=under, title="Storytime", slug="storytime-2")
    draft_outcome(first, by=None, now=now)
    second.slug = "storytime"

    assert draft_outcome(second, by=None, now=now).slug != "storytime"


def test_language_without_archive_is_said(now: datetime) -> None:
    event = archive.past_event(under=calendar.branch_page(language="el"))

    with pytest.raises(NoArchive):
        draft_outcome(event, by=None, now=now)


def test_participatory_event_freezes_of_by_and_for(now: datetime) -> None:
    event = archive.past_event(
        page_type=ParticipatoryPage, community="Menders of the harbour", cocreation=3, welcomes="Everyone"
    )
    event.cocreators.add(CoCreator(name="Nikos", role="Electrics"))
    event.save_revision().publish()

    together = draft_outcome(event, by=None, now=now).figures["together"]

    assert together["community"] == "Menders of the harbour"
    assert together["cocreation"] == 3
    assert together["cocreators"] == [{"name": "Nikos", "role": "Electrics", "from_community": True}]


def test_figures_of_a_draft_may_be_taken_again(now: datetime) -> None:
    event = archive.past_event(admission=Admission.REGISTER)
    outcome = draft_outcome(event, by=None, now=now)
    person(event.occurrences.get(), arrived=1)

    draft = take_again(outcome, by=None, now=now)

    assert archive.published(draft).figures["facts"]["attended"] == 1


def test_figures_of_a_published_outcome_stay(now: datetime) -> None:
    outcome = archive.outcome(now=now)

    with pytest.raises(FiguresAreFrozen):
        take_again(outcome, by=None, now=now)


def test_waiting_list_holds_events_that_are_over_and_untold(now: datetime) -> None:
    under = calendar.branch_page()
    over = archive.past_event(under=under)
    told = archive.past_event(under=under)
    draft_outcome(told, by=None, now=now)
    ahead = archive.past_event(under=under)
    calendar.occurrence(ahead, start=now + timedelta(days=1))
    closed = calendar.event(ExhibitionPage, under=under, opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1))
    calendar.event(ExhibitionPage, under=under, opens_on=date(2026, 1, 1), closes_on=date(2026, 12, 31))
    archive.past_event()

    found = waiting_for_outcome(Branch.objects.filter(pk=under.branch_id), now)

    assert {event.pk for event in found} == {over.pk, closed.pk}
    assert not ahead.live or ahead.pk not in {event.pk for event in found}


def test_words_put_what_people_ask_for_first(now: datetime) -> None:
    event = archive.past_event(admission=Admission.REGISTER)
    person(event.occurrences.get(), arrived=1)
    outcome = draft_outcome(event, by=None, now=now)

    with translation.override("en"):
        words = figures_in_words(outcome)
        assert [(line.value, line.label) for line in words.lines] == [
            ("1", "person took part"),
            ("1", "date took place"),
            ("1", "person registered"),
        ]
        assert in_short(outcome) == "1 person took part · 1 date took place"
    assert words.taken_at == now


def test_outcome_remembers_who_drafted_it(ada: User, now: datetime) -> None:
    outcome = draft_outcome(archive.past_event(), by=ada, now=now)

    assert outcome.owner == ada
    assert outcome.latest_revision.user == ada


def test_answers_are_frozen_with_their_words_and_counts(now: datetime) -> None:
    event = calendar.event()
    survey = surveys.survey(surveys.ended(event, at=now), at=now)
    surveys.answered(survey, 12, now=now)
    later = now + timedelta(days=30)
    close_surveys(later)

    outcome = draft_outcome(event, by=None, now=later)

    answers = outcome.figures["answers"]
    assert [(each["n"], each["top"]) for each in answers if each["code"] == "Q1"] == [(12, 12)]
    assert outcome.figures["facts"]["answered"] == 12
    assert outcome.figures["facts"]["rate"] == 100
    assert set(answers[0]["text"]) == {"el", "sl", "sv", "da", "en"}
    assert all(len(each["steps"]["sl"]) == len(each["spread"]) for each in answers)
    assert sum(len(chart.rows) for chart in bars_of(outcome)) == len(answers)
    with translation.override("sl"):
        assert bars_of(outcome)


def test_few_answers_are_counted_and_not_shown(now: datetime) -> None:
    event = calendar.event()
    survey = surveys.survey(surveys.ended(event, at=now), at=now)
    surveys.answered(survey, 3, now=now)
    later = now + timedelta(days=30)
    close_surveys(later)

    outcome = draft_outcome(event, by=None, now=later)

    assert outcome.figures["answers"] == []
    assert outcome.figures["facts"]["answered"] == 3
    assert bars_of(outcome) == []
