from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.calendar.templatetags.calendar_tags import programme_events
from tests.factories import calendar, programmes

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture
def programme(db):
    return programmes.programme()


@time_machine.travel(NOW, tick=False)
def test_programme_shows_each_event_once_with_its_next_or_last_date(programme):
    coming = calendar.event(title="Garden council", programme=programme)
    over = calendar.event(title="Supper", programme=programme)
    for days in (-7, 7, 14):
        calendar.occurrence(coming, start=NOW + timedelta(days=days))
    for days in (-21, -14):
        calendar.occurrence(over, start=NOW + timedelta(days=days))

    shown = [(book["title"], book["meta"]) for book in programme_events(programme)["books"]]

    assert [title for title, _ in shown] == ["Garden council", "Supper"]
    assert shown[0][1].startswith("1 December 2026")
    assert shown[1][1].startswith("10 November 2026")


@time_machine.travel(NOW, tick=False)
def test_programme_costs_the_same_for_one_and_three_events(programme, django_assert_num_queries):
    for number in (1, 2):
        for _ in range(number):
            calendar.occurrence(calendar.event(programme=programme), start=NOW + timedelta(days=3))
        with django_assert_num_queries(6):
            programme_events(programme)
