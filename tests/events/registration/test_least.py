"""The branch is told when a date has too few people, once for each turn."""

from datetime import timedelta

import pytest

from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import least
from outbox.domain.rendering import render
from outbox.models import Letter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db
SOON = make.START - timedelta(days=3)


@pytest.fixture
def date(now):
    made = make.open_date(seats=5, people_least=2)
    type(made.branch).objects.update(email="branch@library.example")
    return made


def versions():
    return list(
        Letter.objects.filter(kind="registration/too-few").order_by("version").values_list("context__few", flat=True)
    )


def test_branch_is_warned_in_time_and_once(date, now):
    make.register(date, now=now)
    assert least.warn(SOON - timedelta(seconds=1)) == 0
    assert (least.warn(SOON), least.warn(SOON), least.warn(make.START)) == (1, 0, 0)
    words = render(Letter.objects.get(kind="registration/too-few"))
    assert Letter.objects.get(kind="registration/too-few").to == "branch@library.example"
    assert "1 person has a place. 2 are needed" in words.text


def test_branch_hears_when_there_are_enough_and_again_when_not(date, now):
    ben = make.register(date, now=now)
    least.warn(SOON)
    cleo = make.register(date, now=now)
    assert (least.warn(SOON), least.warn(SOON)) == (1, 0)
    registering.cancel(cleo, now=now)
    assert least.warn(SOON) == 1
    registering.cancel(ben, now=now)
    assert least.warn(SOON) == 0
    assert versions() == [True, False, True]


def test_date_with_enough_people_is_no_news(date, now):
    make.register(date, now=now, party=2)
    assert not least.below_least(date.__class__.objects.select_related("event").get(pk=date.pk))
    assert least.warn(SOON) == 0


def test_date_without_a_least_number_costs_nothing(now, django_assert_num_queries):
    make.open_date()
    with django_assert_num_queries(1):
        assert least.warn(SOON) == 0
