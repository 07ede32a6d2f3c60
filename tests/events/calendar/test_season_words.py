from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import example, given, strategies as st

from events.calendar.domain import season_words as words
from events.calendar.domain.season_words import Unclear
from events.calendar.enums import Admission, Kind
from events.calendar.models import Schedule
from events.calendar.words import plan_in_words

TODAY = date(2026, 11, 24)
TUESDAY = date(2026, 12, 1)
ATHENS = "Europe/Athens"


@pytest.mark.parametrize(
    "text", ["2026-11-27", "27.11.2026", "27/11/2026", "27-11-2026", "27. 11. 2026", "27.11.2026.", "2026-11-27 00:00"]
)
def test_day_is_read_in_iso_form_and_as_our_countries_write_it(text):
    assert words.day(text, today=TODAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    "text",
    ["11/27/2026", "30.2.2027", "27.11.26", "soon", "2062-11-27", "1926-11-27", "0000-01-01", "٢٧.١١.٢٠٢٦x", "1"],
)
def test_day_that_is_none_is_refused_with_a_sentence(text):
    with pytest.raises(Unclear, match=text.split("x")[0]):
        words.day(text, today=TODAY)


@given(
    st.dates(date(2017, 1, 1), date(2036, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d. %m. %Y"])
)
def test_every_day_comes_back_from_every_form(day, form):
    assert words.day(day.strftime(form), today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("18:00", time(18)),
        ("18.30", time(18, 30)),
        ("9", time(9)),
        ("kl. 18", time(18)),
        ("08:05:00", time(8, 5)),
        ("", None),
    ],
)
def test_hour_is_read(text, wanted):
    assert words.hour(text) == wanted


@pytest.mark.parametrize("text", ["24:00", "18:60", "6 pm", "evening", "1800", "-1"])
def test_hour_that_is_none_is_refused(text):
    with pytest.raises(Unclear):
        words.hour(text)


def test_numbers_and_prices_are_read():
    assert [words.number(text) for text in ("20", "", "–")] == [20, None, None]
    assert [words.price(text) for text in ("5", "5,50", "5.5 €", "12 EUR", "Free", "0", "")] == [
        Decimal(5), Decimal("5.50"), Decimal("5.5"), Decimal(12), None, None, None,
    ]  # fmt: skip
    for reader, text in ((words.number, "-3"), (words.number, "many"), (words.price, "-5"), (words.price, "a lot")):
        with pytest.raises(Unclear):
            reader(text)


def test_kinds_and_answers_are_read_in_every_language():
    for code, _name in settings.LANGUAGES:
        with override(code):
            assert words.kind(str(Kind.LECTURE.label).upper()) == Kind.LECTURE
            assert words.admission(str(Admission.REGISTER.label)) == Admission.REGISTER
    assert (words.kind(""), words.admission(""), words.admission("Yes")) == (
        Kind.ACTIVITY, Admission.DROP_IN, Admission.REGISTER,
    )  # fmt: skip
    for reader in (words.kind, words.admission):
        with pytest.raises(Unclear):
            reader("perhaps")


def planned(text, ends="", first=TUESDAY):
    rule = words.rule(text, ends, first=first, zone=ATHENS, today=TODAY)
    return plan_in_words(Schedule(first_date=first, rule=rule), zone=ATHENS, until=date(2029, 1, 1))


@pytest.mark.parametrize(
    ("text", "ends", "wanted"),
    [
        ("", "", "1 December 2026"),
        ("once", "", "1 December 2026"),
        ("weekly", "5", "every week: Tuesday, 5 dates"),
        ("Every week: Tuesday, THURSDAY", "8.12.2026", "every week: Tuesday, Thursday, until 8 December 2026, 3 dates"),
        ("every 2 weeks: tue thu", "", "every 2 weeks: Tuesday, Thursday, until further notice"),
        ("fortnightly", "3", "every 2 weeks: Tuesday, 3 dates"),
        ("daily", "3", "every day, 3 dates"),
        ("every 3 days", "3", "every 3 days, 3 dates"),
        ("monthly", "3", "every month: day 1 of the month, 3 dates"),
        ("every month on the same weekday", "3", "every month: first Tuesday, 3 dates"),
        ("every year", "2", "every year: 1 December, 2 dates"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=4", "", "every week: Tuesday, 4 dates"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TU", "2", "every month: first Tuesday, 2 dates"),
    ],
)  # fmt: skip
def test_rule_is_read_in_words(text, ends, wanted):
    assert planned(text, ends) == wanted


@pytest.mark.parametrize(
    ("text", "ends", "sentence"),
    [
        ("now and then", "", "every 2 weeks"),
        ("weekly: Wednesday", "", "does not fit the first date, 1 December 2026"),
        ("weekly: Tuesday, Caturday", "", "caturday"),
        ("daily: Tuesday", "", "only for what repeats by the week"),
        ("weekly", "30.11.2026", "before the first"),
        ("weekly", "0", "between 1 and 500"),
        ("weekly", "soon", "no date we can read"),
        ("FREQ=SECONDLY", "", "does not fit"),
    ],
)
def test_rule_that_is_none_is_refused_with_a_sentence(text, ends, sentence):
    with pytest.raises(Unclear, match=sentence):
        planned(text, ends)


def test_rule_is_read_in_the_words_of_every_language():
    for code, _name in settings.LANGUAGES:
        with override(code):
            rule = words.rule(words._every(words.WEEKLY, 3), "2", first=TUESDAY, zone=ATHENS, today=TODAY)
        assert (rule.rrules[0].interval, rule.rrules[0].count) == (3, 2)


@given(st.text(max_size=40), st.text(max_size=20), st.integers(0, 400))
@example("freq=weekly;count=99999999", "", 0)
@example("every ٣ weeks", "²", 0)
@example("freq=weekly;byday=TU;until=99999999T999999Z", "", 0)
def test_any_cell_is_a_value_or_a_sentence(text, ends, days):
    first = TUESDAY + timedelta(days=days)
    for reader in (words.hour, words.number, words.price, words.kind, words.admission):
        with suppress(Unclear):
            reader(text)
    with suppress(Unclear):
        words.day(text, today=TODAY)
    with suppress(Unclear):
        words.rule(text, ends, first=first, zone=ATHENS, today=TODAY)
