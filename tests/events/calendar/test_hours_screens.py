from datetime import UTC, date, datetime, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import Role
from events.calendar.domain.closing import concerned
from events.calendar.enums import Status
from events.calendar.models import BranchPage, ExhibitionPage, Occurrence
from places.domain.hours import hours_of, open_spans, set_week
from places.models import ClosingDay
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)
EIGHTH = date(2026, 12, 8)
NINE, TWO, FIVE, EIGHT = time(9), time(14), time(17), time(20)


@pytest.fixture
def under(branch, clock) -> BranchPage:
    return calendar.branch_page(branch)


@pytest.fixture
def manager(branch, client, clock):
    user = people.staff("Mia", branch, Role.MANAGER)
    client.force_login(user)
    return user


@pytest.fixture
def storytime(under) -> list[Occurrence]:
    """Three Tuesdays from 1 December at six, with seven places taken on the 8th."""
    plan = calendar.schedule(date(2026, 12, 1), rule="RRULE:FREQ=WEEKLY;COUNT=3")
    page = calendar.event(under=under, title="Storytime", schedules=[plan])
    Occurrence.objects.filter(planned_on=EIGHTH).update(seats_taken=7)
    return list(page.occurrences.order_by("start"))


def address(name, branch, *more) -> str:
    return reverse(f"opening_hours:{name}", args=[branch.pk, *more])


def words(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


def closing(**values) -> dict[str, str]:
    return {"first": "2026-12-08", "last": "", "reason_en": "Stocktaking", **values}


# --- the week -----------------------------------------------------------------------------------------------------
def test_manager_fills_in_the_week(branch, manager, client):
    filled = {"day0-0-opens": "09:00", "day0-0-closes": "14:00", "day0-1-opens": "17:00", "day0-1-closes": "20:00"}
    assert client.post(address("week", branch), filled).status_code == 302
    assert open_spans(branch, MONDAY) == [(NINE, TWO), (FIVE, EIGHT)]
    shown = words(client.get(address("branch", branch)))
    assert "Monday 09:00–14:00, 17:00–20:00 Tuesday closed" in shown
    again = BeautifulSoup(client.get(address("week", branch)).content, "html.parser")
    assert again.find("input", {"name": "day0-1-opens"})["value"] == "17:00"


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"day0-0-opens": "09:00"}, "Please write both times, or neither."),
        ({"day0-0-opens": "14:00", "day0-0-closes": "09:00"}, "It would close before it opens."),
        (
            {"day0-0-opens": "09:00", "day0-0-closes": "14:00", "day0-1-opens": "13:00", "day0-1-closes": "15:00"},
            "This begins before the first hours of the day end.",
        ),
    ],
)
def test_week_that_cannot_be_is_refused(branch, manager, client, filled, sentence):
    assert sentence in words(client.post(address("week", branch), filled))
    assert not branch.opening_times.exists()


def test_manager_adds_changes_and_removes_a_period(branch, manager, client):
    set_week(branch, [(1, NINE, EIGHT)])
    july = {"first": "2027-07-01", "last": "2027-07-31", "day1-0-opens": "09:00", "day1-0-closes": "14:00"}
    assert client.post(address("period_add", branch), july).status_code == 302
    assert "1 July 2027 – 31 July 2027" in words(client.get(address("branch", branch)))
    assert "overlap" in words(
        client.post(address("period_add", branch), {**july, "first": "2027-07-31", "last": "2027-08-01"})
    )
    first = address("period", branch, date(2027, 7, 1))
    assert client.post(first, {**july, "last": "2027-08-31"}).status_code == 302
    assert open_spans(branch, date(2027, 8, 3)) == [(NINE, TWO)]
    assert client.post(first, {"first": "2027-07-01", "last": "2027-08-31"}).status_code == 302
    assert open_spans(branch, date(2027, 8, 3)) == [(NINE, EIGHT)]
    assert client.get(address("period", branch, date(2027, 7, 1))).status_code == 302


def test_editor_reads_but_does_not_change(branch, ada, client, clock):
    client.force_login(ada)
    assert not BeautifulSoup(client.get(address("branch", branch)).content, "html.parser").main.select("a.button")
    assert client.post(address("week", branch), {}).status_code in (302, 403)
    assert not branch.opening_times.exists()


# --- closing days -------------------------------------------------------------------------------------------------
def test_closing_day_without_dates_is_saved_at_once(branch, manager, client):
    assert client.post(address("closing_add", branch), closing()).status_code == 302
    row = ClosingDay.objects.get()
    assert (row.first, row.last, str(row.reason)) == (EIGHTH, EIGHTH, "Stocktaking")


def test_closing_day_with_dates_lists_them_and_asks(branch, manager, client, storytime):
    answer = client.post(address("closing_add", branch), closing())
    assert not ClosingDay.objects.exists()
    told = words(answer)
    assert "1 date lies on these days. Please decide what becomes of it." in told
    assert "Storytime Tuesday, 8 December 2026, 18:00–20:00 7 places taken" in told
    assert answer.context["form"].codes == storytime[1].code


def test_one_answer_cancels_all_dates_with_the_reason(branch, manager, client, storytime):
    decided = closing(last="2026-12-31", decision="cancel", listed=f"{storytime[1].code} {storytime[2].code}")
    assert client.post(address("closing_add", branch), decided).status_code == 302
    rows = Occurrence.objects.order_by("start")
    assert [(row.status, row.reason, row.sequence) for row in rows] == [
        (Status.SCHEDULED, "", 0),
        (Status.CANCELLED, "Stocktaking", 1),
        (Status.CANCELLED, "Stocktaking", 1),
    ]
    assert ClosingDay.objects.get().last == date(2026, 12, 31)


def test_dates_may_be_left_as_they_are(branch, manager, client, storytime):
    decided = closing(decision="leave", listed=storytime[1].code)
    assert client.post(address("closing_add", branch), decided).status_code == 302
    assert ClosingDay.objects.exists()
    assert not Occurrence.objects.exclude(status=Status.SCHEDULED).exists()


def test_nothing_is_decided_about_dates_nobody_has_seen(branch, manager, client, storytime):
    decided = closing(last="2026-12-31", decision="cancel", listed=storytime[1].code)
    assert "2 dates lie on these days" in words(client.post(address("closing_add", branch), decided))
    assert not Occurrence.objects.exclude(status=Status.SCHEDULED).exists()


def test_looking_changes_nothing(branch, manager, client, storytime):
    row = ClosingDay.objects.create(branch=branch, first=EIGHTH, last=EIGHTH)
    assert "Storytime" in words(client.get(address("closing", branch, row.pk)))
    assert "1 date then" in words(client.get(address("branch", branch)))
    assert client.get(address("closing_remove", branch, row.pk)).status_code == 405
    assert not Occurrence.objects.exclude(status=Status.SCHEDULED).exists()


def test_closing_day_is_removed(branch, manager, client):
    row = ClosingDay.objects.create(branch=branch, first=EIGHTH, last=EIGHTH)
    assert client.post(address("closing_remove", branch, row.pk)).status_code == 302
    assert not ClosingDay.objects.exists()


def test_closing_day_of_another_branch_is_not_found(branch, other_branch, manager, client):
    row = ClosingDay.objects.create(branch=other_branch, first=EIGHTH, last=EIGHTH)
    assert client.get(address("closing", branch, row.pk)).status_code == 404
    assert client.post(address("closing_remove", other_branch, row.pk)).status_code in (302, 403)
    assert ClosingDay.objects.exists()


# --- whom a closing concerns --------------------------------------------------------------------------------------
def test_other_hours_concern_what_lies_outside_them(branch, under, storytime, now):
    morning = calendar.occurrence(calendar.event(under=under), start=datetime(2026, 12, 8, 8, tzinfo=UTC))
    short = ClosingDay(branch=branch, first=EIGHTH, last=EIGHTH, opens=NINE, closes=TWO)
    shut = ClosingDay(branch=branch, first=EIGHTH, last=EIGHTH)
    assert concerned(branch, [short, shut], now=now) == [[storytime[1]], [morning, storytime[1]]]


def test_exhibitions_cancelled_dates_and_what_is_elsewhere_are_not_concerned(branch, under, now):
    calendar.event(ExhibitionPage, under=under, opens_on=EIGHTH, closes_on=EIGHTH)
    calendar.event(under=under, mode="elsewhere", schedules=[calendar.schedule(EIGHTH)])
    calendar.occurrence(
        calendar.event(under=under), start=datetime(2026, 12, 8, 8, tzinfo=UTC), status=Status.CANCELLED
    )
    assert concerned(branch, [ClosingDay(branch=branch, first=EIGHTH, last=EIGHTH)], now=now) == [[]]


@pytest.mark.parametrize("number", [1, 3])
def test_screen_of_a_branch_asks_the_same_for_any_number_of_rows(
    manager, client, under, number, django_assert_num_queries
):
    branch = under.branch
    places.summer(branch)
    for day in range(number):
        calendar.occurrence(calendar.event(under=under), start=datetime(2026, 12, 8 + day, 8, tzinfo=UTC))
        ClosingDay.objects.create(branch=branch, first=date(2026, 12, 8 + day), last=date(2026, 12, 8 + day))
    client.get(address("branch", branch))
    with django_assert_num_queries(15):
        client.get(address("branch", branch))


def test_holidays_stand_in_the_list_with_what_they_close(branch, manager, client, storytime):
    branch.country = "GR"
    branch.save()
    row = ClosingDay.objects.create(
        branch=branch, first=EIGHTH, last=EIGHTH, reason={"en": "A saint"}, holiday_year=2026
    )
    told = words(client.get(address("branch", branch)))
    assert "The public holidays of Greece are entered every year." in told
    assert "8 December 2026 A saint 1 date then" in told
    assert hours_of(branch, EIGHTH, EIGHTH).closing(EIGHTH) == row
