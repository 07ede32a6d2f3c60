from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Role
from events.calendar.domain.branches import open_branch
from events.calendar.domain.expansion import rule_days
from events.calendar.domain.splitting import NotPossible, going_on, preview_split, split_series
from events.calendar.enums import Status
from events.calendar.models import BranchPage, EventPage, Occurrence
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
THIRD = date(2026, 12, 15)


@pytest.fixture
def under(branch, clock) -> BranchPage:
    return calendar.branch_page(branch)


@pytest.fixture
def page(under) -> EventPage:
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6", label="Evening group", seats=12)
    return calendar.event(under=under, title="Reading circle", schedules=[plan])


def code(page: EventPage):
    return page.schedules.earliest("sort_order").code


def states(page: EventPage) -> dict:
    return {row.pk: (row.code, row.planned_on, row.start, row.sequence) for row in page.occurrences.all()}


def days(page: EventPage) -> list[list[date]]:
    until = date(2028, 1, 1)
    return [list(rule_days(row, zone="Europe/Athens", until=until)) for row in page.schedules.order_by("sort_order")]


def test_split_without_a_change_tells_nobody_and_keeps_every_row(page, now):
    before = states(page)
    new = split_series(page, code(page), THIRD, changes={}, now=now)
    assert states(page) == before
    old_row, new_row = page.schedules.order_by("sort_order")
    assert (new_row.code, new_row.follows, new_row.label, new_row.seats) == (new, old_row.code, "Evening group", 12)
    assert [len(each) for each in days(page)] == [2, 4]
    assert set(page.occurrences.filter(schedule_code=new).values_list("planned_on", flat=True)) == set(days(page)[1])
    assert not page.occurrences.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "RRULE:FREQ=WEEKLY;BYDAY=TU;INTERVAL=2",
        "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270302T215959Z",
        "RRULE:FREQ=DAILY;COUNT=40",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,FR;INTERVAL=2;COUNT=9",
        "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=7",
    ],
)
def test_both_halves_have_together_the_days_of_the_whole(under, now, rule):
    page = calendar.event(under=under, schedules=[calendar.schedule(TUESDAY, rule=rule)])
    whole = days(page)[0]
    split_series(page, code(page), whole[2], changes={}, now=now)
    assert [*days(page)[0], *days(page)[1]] == whole
    assert page.occurrences.filter(withdrawn_at=None).count() == Occurrence.objects.filter(event=page).count()


def test_other_hour_from_a_date_on_tells_only_the_following(page, now):
    seen = preview_split(page, code(page), THIRD, changes={"start_time": time(17), "end_time": time(19)}, now=now)
    assert seen.words()[0] == "4 dates move from 18:00 to 17:00."
    before = states(page)
    split_series(page, code(page), THIRD, changes={"start_time": time(17), "end_time": time(19)}, now=now)
    for key, (public_code, planned_on, start, sequence) in states(page).items():
        old = before[key]
        assert (public_code, planned_on) == old[:2]
        later = planned_on >= THIRD
        assert (old[2] - start, sequence - old[3]) == ((timedelta(hours=1), 1) if later else (timedelta(0), 0))


def test_other_weekday_from_a_date_on_keeps_held_dates_for_a_decision(page, now):
    held = page.occurrences.get(planned_on=THIRD)
    Occurrence.objects.filter(pk=held.pk).update(seats_taken=3)
    changes = {"first_date": THIRD + timedelta(days=2), "rule": going_on(page, code(page), THIRD).rule}
    changes["rule"].rrules[0].byday = [3]
    split_series(page, code(page), THIRD, changes=changes, now=now)
    held.refresh_from_db()
    assert (held.off_rule, held.withdrawn_at, held.status) == (True, None, Status.SCHEDULED)
    shown = page.occurrences.filter(withdrawn_at=None).order_by("start").values_list("planned_on", flat=True)
    assert [day.day for day in shown] == [1, 8, 15, 17, 24, 31, 7]


def test_split_of_a_split_goes_on(page, now):
    first = split_series(page, code(page), date(2026, 12, 8), changes={}, now=now)
    second = split_series(page, first, date(2026, 12, 29), changes={"seats": 5}, now=now)
    assert [len(each) for each in days(page)] == [1, 3, 2]
    assert set(page.occurrences.filter(schedule_code=second).values_list("seats", flat=True)) == {5}


def test_from_the_first_date_on_it_is_the_whole_series(page, now):
    same = split_series(page, code(page), TUESDAY, changes={"seats": 20}, now=now)
    assert (same, page.schedules.count()) == (code(page), 1)
    assert set(page.occurrences.values_list("seats", flat=True)) == {20}


def test_date_moved_by_staff_keeps_its_time(page, now):
    row = page.occurrences.get(planned_on=date(2026, 12, 22))
    start = row.start + timedelta(hours=3)
    Occurrence.objects.filter(pk=row.pk).update(start=start, end=start + timedelta(hours=1), overridden=["time"])
    split_series(page, code(page), THIRD, changes={"start_time": time(17)}, now=now)
    row.refresh_from_db()
    assert (row.start, row.sequence) == (start, 0)


def test_unpublished_draft_past_days_and_strange_days_are_refused(page, now, clock):
    for day in (date(2026, 12, 16), date(2026, 11, 17)):
        with pytest.raises(NotPossible):
            split_series(page, code(page), day, changes={}, now=now)
    with pytest.raises(NotPossible, match="over"):
        split_series(page, code(page), TUESDAY, changes={}, now=now + timedelta(days=30))
    draft = page.get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision()
    with pytest.raises(NotPossible, match="draft"):
        split_series(page, code(page), THIRD, changes={}, now=now)
    assert page.schedules.count() == 1


def test_translation_calls_the_new_schedule_by_the_old_name(page, branch, now):
    greek = page.copy_for_translation(calendar.branch_page(branch, "el").locale)
    row = greek.schedules.get()
    row.label = "Βραδινή ομάδα"
    greek.schedules.set([row])
    greek.save_revision().publish()
    new = split_series(page, code(page), THIRD, changes={}, now=now)
    assert EventPage.objects.get(pk=greek.pk).schedules.get(code=new).label == "Βραδινή ομάδα"
    with pytest.raises(NotPossible, match="another language"):
        split_series(greek, new, THIRD, changes={}, now=now)


# --- the screen ---------------------------------------------------------------------------------------------------
@pytest.fixture
def manager(branch, client):
    user = people.staff("Mia", branch, Role.MANAGER)
    calendar.branch_page(branch)
    open_branch(branch)
    client.force_login(user)
    return user


def address(page: EventPage, day: date = THIRD) -> str:
    return reverse("occurrence:following", args=[page.occurrences.get(planned_on=day).pk])


def form_at(client, url: str, **answers: str):
    text = client.get(url).content.decode()
    data = querydict_from_html(text, form_index=text.count("<form") - 1)
    for name, value in answers.items():
        data[name] = value
    return data


def test_screen_shows_what_would_happen_before_it_does_it(page, manager, client, now):
    Occurrence.objects.filter(event=page, planned_on=THIRD).update(seats_taken=7)
    url = address(page)
    data = form_at(client, url, start_time="17:00", end_time="19:00")
    answer = client.post(url, data)
    assert "4 dates move from 18:00 to 17:00." in answer.content.decode()
    assert "7 people will be told." in answer.content.decode()
    assert page.schedules.count() == 1
    Occurrence.objects.filter(event=page, planned_on=THIRD).update(seats_taken=8)
    data["seen"] = answer.context["preview"].digest
    again = client.post(url, data)
    assert "8 people will be told." in again.content.decode()
    data["seen"] = again.context["preview"].digest
    assert client.post(url, data).status_code == 302
    assert page.schedules.count() == 2
    assert page.occurrences.filter(sequence=1).count() == 4


def test_screen_says_what_is_missing_and_what_is_refused(page, manager, client):
    url = address(page)
    answer = client.post(url, form_at(client, url, end_time=""))
    assert "when it ends" in answer.content.decode()
    draft = page.get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision()
    assert "draft that is not published" in client.post(url, form_at(client, url)).content.decode()


def test_date_leads_to_its_three_scopes(page, manager, ada, client):
    show = reverse("occurrence:show", args=[page.occurrences.get(planned_on=THIRD).pk])
    text = client.get(show).content.decode()
    assert address(page) in text
    assert reverse("occurrence:change", args=[page.occurrences.get(planned_on=THIRD).pk, "move"]) in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    client.force_login(ada)  # editors send drafts to their managers: a series is changed in the page
    assert address(page) not in client.get(show).content.decode()
    assert client.get(address(page)).status_code == 302


def test_space_of_another_branch_is_refused(page, manager, client):
    foreign = places.space()
    url = address(page)
    assert client.post(url, form_at(client, url, space=str(foreign.pk))).context["form"].errors["space"]
