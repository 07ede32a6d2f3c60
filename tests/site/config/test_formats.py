from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, get_format

DAY = date(2026, 11, 24)
IN_WORDS = {
    "el": "24 Νοεμβρίου 2026",
    "sl": "24. novembra 2026",
    "sv": "24 november 2026",
    "da": "24. november 2026",
    "en": "24 November 2026",
}


@pytest.mark.parametrize(("language", "words"), IN_WORDS.items())
def test_dates_stand_in_words_with_the_month_in_the_right_case(language, words):
    with translation.override(language):
        assert date_format(DAY, "DATE_FORMAT") == words
        assert words.startswith(date_format(DAY, "MONTH_DAY_FORMAT"))


@pytest.mark.parametrize("language", IN_WORDS)
def test_weeks_begin_on_monday_and_the_clock_has_24_hours(language):
    with translation.override(language):
        assert get_format("FIRST_DAY_OF_WEEK") == 1
        assert date_format(datetime(2026, 11, 24, 18, 5), "TIME_FORMAT") == "18:05"  # noqa: DTZ001
