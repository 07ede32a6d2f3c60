from datetime import UTC, date, datetime

import pytest

from places.domain.holidays import enter, enter_due, public_holidays
from places.models import ClosingDay, HolidayYear
from tests.factories import places

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def greek(db):
    return places.branch(country="GR")


@pytest.mark.parametrize(
    ("country", "day", "names"),
    [
        ("GR", date(2026, 10, 28), {"en": "Ohi Day", "el": "Ημέρα του Όχι"}),
        ("GR", date(2027, 5, 3), {"en": "Easter Monday", "el": "Δευτέρα του Πάσχα"}),
        ("SI", date(2026, 6, 25), {"en": "Statehood Day", "sl": "Dan državnosti"}),
        ("SE", date(2026, 6, 19), {"en": "Midsummer Eve", "sv": "Midsommarafton"}),
        ("DK", date(2026, 5, 14), {"en": "Ascension Day", "da": "Kristi himmelfartsdag"}),
    ],
)
def test_holidays_have_the_names_people_use(country, day, names):
    assert public_holidays(country, day.year)[day] == names


def test_holidays_of_a_year_become_closing_days_once(greek):
    assert enter(greek, 2026) == 12
    assert enter(greek, 2026) == 0
    row = greek.closing_days.get(first=CHRISTMAS)
    assert (row.last, row.holiday_year, row.closed) == (CHRISTMAS, 2026, True)
    assert row.reason["el"] == "Χριστούγεννα"


def test_what_staff_removed_or_changed_stays_so(greek, now):
    enter_due(now)
    greek.closing_days.filter(first=CHRISTMAS).delete()
    greek.closing_days.filter(first=date(2026, 12, 26)).update(first=date(2026, 12, 27), last=date(2026, 12, 27))
    before = list(greek.closing_days.values_list("first", flat=True))
    assert enter_due(now) == 0
    assert list(greek.closing_days.values_list("first", flat=True)) == before


def test_day_staff_had_closed_already_is_not_entered_twice(greek):
    ClosingDay.objects.create(branch=greek, first=date(2026, 12, 24), last=date(2026, 12, 31))
    enter(greek, 2026)
    assert not greek.closing_days.filter(holiday_year=2026, first__gte=date(2026, 12, 1)).exists()


def test_years_are_entered_before_dates_are_made_in_them(greek, now):
    places.branch(country="SE")
    places.branch()
    enter_due(now)  # November 2026; dates are made until May 2028
    assert set(HolidayYear.objects.values_list("country", "year")) == {
        (country, year) for country in ("GR", "SE") for year in (2026, 2027, 2028)
    }
    assert not HolidayYear.objects.filter(year=2029).exists()
    enter_due(datetime(2027, 6, 1, tzinfo=UTC))  # dates are made until 1 December 2028, a month later in 2029
    assert HolidayYear.objects.filter(year=2029).count() == 2


def test_nothing_to_enter_is_two_questions(greek, now, django_assert_num_queries):
    enter_due(now)
    with django_assert_num_queries(2):
        assert enter_due(now) == 0
