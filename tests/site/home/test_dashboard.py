from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from home.dashboard import day
from tests.factories import calendar, people, places

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture
def branch(db):
    return places.branch()


@pytest.fixture
def event(branch):
    return calendar.event(title="Story time", under=calendar.branch_page(branch))


@time_machine.travel(NOW, tick=False)
def test_dashboard_shows_today_this_week_waiting_and_left_to_do(branch, event):
    ada = people.staff("Ada", branch)
    today = calendar.occurrence(event, start=NOW + timedelta(hours=2), seats=5, waiting=2)
    calendar.occurrence(event, start=NOW + timedelta(days=3))
    forgotten = calendar.occurrence(event, start=NOW - timedelta(days=3))

    shown = day(ada)

    assert shown["today"] == [today]
    assert shown["week"] == 2
    assert shown["waiting"] == [today]
    assert shown["awaiting"].uncounted == [forgotten]


@time_machine.travel(NOW, tick=False)
def test_dashboard_shows_nothing_of_another_branch(branch, event):
    cleo = people.staff("Cleo", places.branch())
    calendar.occurrence(event, start=NOW + timedelta(hours=2), waiting=1)

    shown = day(cleo)

    assert (shown["today"], shown["week"], shown["waiting"], shown["awaiting"].uncounted) == ([], 0, [], [])


@time_machine.travel(NOW, tick=False)
def test_dashboard_stands_on_the_admin_home(client, branch, event):
    calendar.occurrence(event, start=NOW + timedelta(hours=2), seats=5)
    client.force_login(people.staff("Ada", branch))

    text = client.get("/admin/").content.decode()

    assert "Story time" in text
    assert "1 date in the next seven days." in text


@time_machine.travel(NOW, tick=False)
def test_dashboard_costs_the_same_for_one_and_three(branch, event, django_assert_num_queries):
    ada = people.staff("Ada", branch)
    for number in (1, 2):
        for hours in range(number):
            calendar.occurrence(event, start=NOW + timedelta(hours=hours + 1, minutes=number), waiting=1)
        with django_assert_num_queries(11):
            day(ada)
