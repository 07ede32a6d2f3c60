from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Role
from core.exceptions import RuleBroken
from events.calendar.domain import occurrences as verbs
from events.calendar.domain.scheduling import reconcile
from events.calendar.enums import Status
from events.calendar.forms.dates import FORMS
from events.calendar.models import BranchPage, ExhibitionPage, Occurrence
from places.domain.hours import set_week
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
START = datetime(2026, 12, 1, 16, tzinfo=UTC)
EVERY_VERB = ["cancel", "postpone", "move", "space", "seats", "restore"]


@pytest.fixture
def under(branch, clock) -> BranchPage:
    return calendar.branch_page(branch)


@pytest.fixture
def row(under) -> Occurrence:
    page = calendar.event(under=under, title="Evening of stories", schedules=[calendar.schedule(TUESDAY, seats=20)])
    return page.occurrences.get()


@pytest.fixture
def editor(ada, client):
    client.force_login(ada)
    return ada


# --- the verbs ----------------------------------------------------------------------------------------------------
def test_cancelling_tells_people_once(row, now):
    after = verbs.cancel_occurrence(row, reason="The speaker is ill.", now=now)
    assert (after.status, after.reason, after.sequence, after.modified) == ("cancelled", "The speaker is ill.", 1, now)
    assert verbs.cancel_occurrence(row, reason="Again", now=now).sequence == 1


def test_restoring_puts_the_date_back(row, now):
    verbs.cancel_occurrence(row, reason="Snow", now=now)
    after = verbs.restore_occurrence(row, now=now)
    assert (after.status, after.reason, after.sequence) == (Status.SCHEDULED, "", 2)
    assert verbs.restore_occurrence(row, now=now).sequence == 2


def test_postponed_date_gets_its_new_time_by_a_move(row, now):
    assert verbs.postpone_occurrence(row, reason="Snow", now=now).status == Status.POSTPONED
    assert verbs.postpone_occurrence(row, reason="Snow", now=now).sequence == 1
    later = START + timedelta(days=7)
    after = verbs.move_occurrence(row, start=later, end=later + timedelta(hours=2), reason="", now=now)
    assert (after.status, after.start, after.moved, after.overridden, after.sequence) == (
        Status.SCHEDULED,
        later,
        True,
        ["time"],
        2,
    )


def test_moving_back_to_the_plan_gives_the_time_back_to_it(row, now):
    verbs.move_occurrence(row, start=START + timedelta(hours=1), end=START + timedelta(hours=2), reason="", now=now)
    after = verbs.move_occurrence(row, start=row.start, end=row.end, reason="", now=now)
    assert (after.moved, after.overridden, after.sequence) == (False, [], 2)
    assert verbs.move_occurrence(row, start=row.start, end=row.end, reason="", now=now).sequence == 2


def test_moved_date_stays_where_staff_put_it_when_the_event_is_published_again(row, now):
    verbs.move_occurrence(
        row, start=START + timedelta(days=1), end=START + timedelta(days=1, hours=1), reason="", now=now
    )
    assert reconcile(row.event, now=now).unchanged == 1


def test_other_space_is_told_and_kept(row, branch, now):
    room = places.space(branch=branch)
    after = verbs.change_space(row, space=room, reason="More room", now=now)
    assert (after.space, after.overridden, after.sequence, after.reason) == (room, ["space"], 1, "More room")
    assert verbs.change_space(row, space=room, reason="", now=now).sequence == 1


@pytest.mark.parametrize(("asked", "kept"), [(30, 30), (10, 12), (None, None)])
def test_seats_never_fall_below_those_taken(row, now, asked, kept):
    Occurrence.objects.filter(pk=row.pk).update(seats_taken=12)
    after = verbs.change_seats(row, seats=asked, now=now)
    assert (after.seats_planned, after.seats, after.sequence, after.overridden) == (asked, kept, 0, ["seats"])


def test_whole_event_is_cancelled_from_any_language(row, branch, now):
    greek = row.event.specific.copy_for_translation(calendar.branch_page(branch, "el").locale)
    assert verbs.cancel_event(greek, reason="Fire in the kitchen", now=now) == 1
    assert verbs.cancel_event(greek, reason="Fire in the kitchen", now=now) == 0
    row.refresh_from_db()
    assert (row.status, row.sequence) == (Status.CANCELLED, 1)


def test_cancelled_event_waits_for_no_decision(row, now):
    Occurrence.objects.filter(pk=row.pk).update(off_rule=True)
    verbs.cancel_event(row.event, reason="Fire", now=now)
    row.refresh_from_db()
    assert (row.status, row.off_rule) == (Status.CANCELLED, False)


def test_cancelled_event_does_not_come_back_with_the_horizon(under, clock, now):
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;BYDAY=TU")
    page = calendar.event(under=under, schedules=[plan])
    verbs.cancel_event(page, reason="The teacher moved away", now=now)
    number, later = page.occurrences.count(), now + timedelta(days=40)
    clock.move_to(later)
    assert reconcile(page, now=later).made == 0
    verbs.restore_occurrence(page.occurrences.latest("start"), now=later)
    assert reconcile(page, now=later).made == page.occurrences.count() - number > 0


def test_cancelled_series_stays_cancelled_when_its_last_date_is_over(under, clock, now):
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;BYDAY=TU")
    page = calendar.event(under=under, schedules=[plan])
    verbs.cancel_event(page, reason="The teacher moved away", now=now)
    later = now + timedelta(days=700)
    clock.move_to(later)
    assert reconcile(page, now=later).made == 0

    draft = page.get_latest_revision_as_object()
    schedule = draft.schedules.get()
    schedule.first_date = later.date() + timedelta(days=7)
    draft.schedules = [schedule]
    draft.save_revision().publish()

    assert page.occurrences.filter(start__gt=later).exists(), "staff have planned it anew"


def act(verb: str, row: Occurrence, now: datetime, **changed) -> Occurrence:
    """The verb with answers that are right by themselves."""
    later = START + timedelta(days=2)
    answers = {
        "cancel": {"reason": ""},
        "postpone": {"reason": ""},
        "move": {"reason": "", "start": later, "end": later + timedelta(hours=1)},
        "space": {"reason": "", "space": None},
        "seats": {"seats": 5},
        "restore": {},
    }[verb]
    does = {
        "cancel": verbs.cancel_occurrence,
        "postpone": verbs.postpone_occurrence,
        "move": verbs.move_occurrence,
        "space": verbs.change_space,
        "seats": verbs.change_seats,
        "restore": verbs.restore_occurrence,
    }[verb]
    return does(row, now=now, **{**answers, **changed})


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_date_that_is_over_stays_as_it_was(row, verb):
    with pytest.raises(verbs.OccurrenceOver):
        act(verb, row, row.end)


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_date_that_left_the_plan_is_not_decided_about(row, now, verb):
    Occurrence.objects.filter(pk=row.pk).update(withdrawn_at=now)
    with pytest.raises(verbs.OccurrenceWithdrawn):
        act(verb, row, now)


@pytest.mark.parametrize("verb", ["postpone", "move", "space"])
def test_cancelled_date_is_restored_first(row, now, verb):
    verbs.cancel_occurrence(row, reason="", now=now)
    with pytest.raises(verbs.OccurrenceCancelled):
        act(verb, row, now)


def test_impossible_times_and_spaces_are_refused(row, now, under):
    with pytest.raises(verbs.EndsBeforeStart):
        act("move", row, now, end=START)
    with pytest.raises(verbs.StartsInThePast):
        act("move", row, now, start=now - timedelta(hours=1))
    with pytest.raises(verbs.SpaceElsewhere):
        act("space", row, now, space=places.space())
    exhibition = calendar.event(ExhibitionPage, under=under, opens_on=TUESDAY, closes_on=date(2026, 12, 31))
    with pytest.raises(verbs.PeriodIsPlanned):
        act("move", exhibition.occurrences.get(), now)
    assert issubclass(verbs.PeriodIsPlanned, RuleBroken)


# --- the screens --------------------------------------------------------------------------------------------------
def address(row: Occurrence, verb: str) -> str:
    return reverse("occurrence:change", args=[row.pk, verb])


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_every_decision_asks_first_and_get_changes_nothing(row, editor, client, verb):
    before = Occurrence.objects.values().get()
    assert client.get(address(row, verb)).status_code == 200
    assert Occurrence.objects.values().get() == before


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("scheduled", {"move", "postpone", "cancel", "space", "seats"}),
        ("postponed", {"move", "restore", "cancel", "space", "seats"}),
        ("cancelled", {"restore", "seats"}),
    ],
)
def test_date_offers_by_name_what_can_be_decided(row, editor, client, state, offered):
    Occurrence.objects.update(status=state)
    text = client.get(reverse("occurrence:show", args=[row.pk])).content.decode()
    assert {verb for verb in EVERY_VERB if f'href="{address(row, verb)}">{FORMS[verb].heading}</a>' in text} == offered


@pytest.mark.parametrize(
    ("verb", "answers", "expected"),
    [
        ("cancel", {"reason": "Ill"}, {"status": "cancelled", "reason": "Ill"}),
        ("postpone", {"reason": "Ill"}, {"status": "postponed"}),
        (
            "move",
            {"day": "2026-12-02", "start_time": "17:00", "end_time": "18:30", "reason": ""},
            {"start": datetime(2026, 12, 2, 15, tzinfo=UTC), "end": datetime(2026, 12, 2, 16, 30, tzinfo=UTC)},
        ),
        (
            "move",
            {"day": "2026-12-02", "start_time": "22:00", "end_time": "01:00", "reason": ""},
            {"end": datetime(2026, 12, 2, 23, tzinfo=UTC)},
        ),
        ("seats", {"seats": "5"}, {"seats": 5, "seats_planned": 5}),
    ],
)
def test_decision_is_done_at_post_and_stands_in_the_history(*, row, editor, client, verb, answers, expected):
    answer = client.post(address(row, verb), answers)
    assert answer.headers["Location"] == reverse("occurrence:show", args=[row.pk])
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in expected} == expected
    assert "Ada" in client.get(reverse("occurrence:history", args=[row.pk])).content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"day": "2026-12-08", "start_time": "18:00", "end_time": "19:00"}, "is closed on 8 December 2026: Painting."),
        ({"day": "2026-12-09", "start_time": "22:00", "end_time": "23:00"}, "outside the opening hours"),
    ],
)
def test_move_out_of_the_hours_is_asked_about_once(*, row, editor, client, branch, answers, sentence):
    closing = {"first": date(2026, 12, 8), "last": date(2026, 12, 8), "reason": {"en": "Painting"}}
    branch.closing_days.create(**closing)
    set_week(branch, [(weekday, time(9), time(20)) for weekday in range(7)])

    asked = client.post(address(row, "move"), answers)
    row.refresh_from_db()
    assert (asked.status_code, row.start) == (200, START)
    text = asked.content.decode()
    assert sentence in text

    seen = asked.context["form"].mark
    assert client.post(address(row, "move"), {**answers, "seen": seen}).status_code == 302
    row.refresh_from_db()
    assert row.start.date() == date.fromisoformat(answers["day"])


def test_refusal_is_said_in_the_form(row, editor, client):
    answer = client.post(address(row, "move"), {"day": "2026-11-01", "start_time": "10:00", "end_time": "11:00"})
    assert answer.status_code == 200
    assert "over already" in answer.content.decode()


def test_time_that_the_clocks_skip_is_refused(row, editor, client):
    answer = client.post(address(row, "move"), {"day": "2027-03-28", "start_time": "03:30", "end_time": "05:00"})
    assert set(answer.context["form"].errors) == {"start_time"}


def test_staff_read_what_was_kept(row, editor, client):
    Occurrence.objects.filter(pk=row.pk).update(seats_taken=12)
    answer = client.post(address(row, "seats"), {"seats": "10"}, follow=True)
    text = answer.content.decode()
    assert "Planned 10, kept at 12" in text
    assert "12 / 12" in text
    assert "planned 10, kept at 12" in client.get(reverse("occurrence:index")).content.decode()


@pytest.mark.parametrize(
    ("role", "other", "show", "change"),
    [(Role.DESK, False, 200, 302), (Role.AUDITOR, False, 200, 302), (Role.MANAGER, False, 200, 200)]
    + [(role, True, 302, 302) for role in Role.values],
)
def test_rights_follow_the_role_in_the_branch(*, row, branch, other_branch, client, role, other, show, change):
    client.force_login(people.staff("Somebody", other_branch if other else branch, role))
    assert client.get(reverse("occurrence:show", args=[row.pk])).status_code == show
    assert client.get(address(row, "cancel")).status_code == change
    client.post(address(row, "cancel"), {"reason": "x"})
    row.refresh_from_db()
    assert (row.status == Status.CANCELLED) == (change == 200)


@pytest.mark.parametrize("name", [("occurrence:show",), ("occurrence:change", "cancel"), ("occurrence:history",)])
def test_unknown_date_is_not_found(editor, client, name):
    assert client.get(reverse(name[0], args=[uuid4(), *name[1:]])).status_code == 404


def test_unknown_decision_is_not_found(row, editor, client):
    assert client.get(address(row, "delete")).status_code == 404


def test_list_shows_dates_to_come_of_own_branches(row, editor, client, other_branch, under):
    calendar.event(under=calendar.branch_page(other_branch), title="Elsewhere", schedules=[calendar.schedule(TUESDAY)])
    calendar.event(under=under, title="Long ago", schedules=[calendar.schedule(date(2026, 11, 3))])
    index = reverse("occurrence:index")
    text = client.get(index).content.decode()
    assert "Evening of stories" in text
    assert "Tuesday, 1 December 2026, 18:00–20:00" in text
    assert "Elsewhere" not in text
    assert "Long ago" not in text
    assert "Long ago" in client.get(f"{index}?time=over").content.decode()
    assert "Long ago" in client.get(f"{index}?start_from=2026-11-01&start_to=2026-11-30").content.decode()
    assert "Evening of stories" not in client.get(f"{index}?status=cancelled").content.decode()
    assert "Evening of stories" in client.get(f"{index}?q=stories").content.decode()
    assert "Evening of stories" not in client.get(f"{index}?q=nothing").content.decode()
    Occurrence.objects.filter(pk=row.pk).update(withdrawn_at=START)
    assert "Evening of stories" not in client.get(index).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_number_of_queries(editor, client, under, number, django_assert_num_queries):
    for day in range(number):
        plan = calendar.schedule(
            TUESDAY + timedelta(days=day), time(10), time(11), space=places.space(branch=under.branch)
        )
        calendar.event(under=under, schedules=[plan])
    client.get(reverse("occurrence:index_results"))
    with django_assert_num_queries(10):
        client.get(reverse("occurrence:index_results"))
