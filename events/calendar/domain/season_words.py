"""What people write in the cells of a season's table, in any of the site's languages: days, hours, rules, numbers.

Every reader takes the text of one cell and gives its value, or raises `Unclear` with a sentence for the row.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import cache

import recurrence
from django.conf import settings
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, override, pgettext

from core.exceptions import RuleBroken
from core.folding import fold
from events.calendar.domain import grammar
from events.calendar.domain.completeness import YEARS
from events.calendar.enums import Admission, Kind

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: \d{2}:\d{2})?")
# The day first, as in all our countries: 27.11.2026, 27. 11. 2026, 27/11/2026, 27-11-2026.
NATIONAL_DAY = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})\.?")
HOUR = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?")
PRICE = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?")
DAILY, WEEKLY, MONTHLY, MONTHLY_DAY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "MONTHLY-DAY", "YEARLY"
NOTHING = {"", "-", "–", "—"}


class Unclear(RuleBroken):
    """A cell that cannot be understood; the sentence says what to write instead."""


def day(text: str, *, today: date) -> date | None:
    """A day in ISO form or with the day first; None for an empty cell."""
    if text in NOTHING:
        return None
    if match := ISO_DAY.fullmatch(text):
        year, month, number = (int(part) for part in match.groups())
    elif match := NATIONAL_DAY.fullmatch(text):
        number, month, year = (int(part) for part in match.groups())
    else:
        raise Unclear(_("“%(text)s” is no date we can read. Write it like 27.11.2026 or 2026-11-27.") % {"text": text})
    try:
        found = date(year, month, number)
    except ValueError as error:
        sentence = _("“%(text)s” is no day of the calendar. Write the day first, like 27.11.2026.")
        raise Unclear(sentence % {"text": text}) from error
    if abs(found.year - today.year) > YEARS:
        raise Unclear(_("“%(text)s” is far away. Please check the year.") % {"text": text})
    return found


def hour(text: str) -> time | None:
    """A time of day: 18:00, 18.00 or 18; None for an empty cell."""
    if text in NOTHING:
        return None
    match = HOUR.fullmatch(text.lower())
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0))
    raise Unclear(_("“%(text)s” is no time we can read. Write it like 18:00.") % {"text": text})


def number(text: str) -> int | None:
    """A number of places; None for an empty cell: no limit."""
    if text in NOTHING:
        return None
    if re.fullmatch(r"[0-9]{1,5}", text):
        return int(text)
    raise Unclear(_("“%(text)s” is no number of places. Write a number, or leave it empty.") % {"text": text})


def price(text: str) -> Decimal | None:
    """A price in euro; None when it is free."""
    bare = re.sub(r"(€|eur[a-z]*|ευρω|evr[a-z]*)", "", fold(text)).strip()
    if text in NOTHING or bare in free_words():
        return None
    match = PRICE.fullmatch(bare)
    if match is None:
        raise Unclear(_("“%(text)s” is no price we can read. Write it like 5 or 5,50.") % {"text": text})
    return Decimal(f"{match[1]}.{match[2] or '0'}") or None


def kind(text: str) -> Kind:
    """What it is; an activity when nothing is said."""
    if text in NOTHING:
        return Kind.ACTIVITY
    found = kinds().get(fold(text))
    if found is None:
        names = ", ".join(str(each.label) for each in Kind)
        raise Unclear(_("“%(text)s” is no kind of event. Write one of: %(names)s.") % {"text": text, "names": names})
    return found


def admission(text: str) -> Admission:
    """Whether people register; they do not when nothing is said."""
    if text in NOTHING:
        return Admission.DROP_IN
    found = admissions().get(fold(text))
    if found is None:
        raise Unclear(_("“%(text)s” says nothing about registration. Write yes or no.") % {"text": text})
    return found


def rule(text: str, ends: str, *, first: date, zone: str, today: date) -> recurrence.Recurrence | None:
    """How an event repeats, with its last day or its number of dates; None when it does not."""
    words, days = _parted(text)
    if words in once_words():
        return None
    written = text if "freq=" in fold(text) else _written(words, days, text, first)
    if ends not in NOTHING and not re.search(r"(COUNT|UNTIL)=", written, re.IGNORECASE):
        written += _ending(ends, first, today)
    found = grammar.carried(written, first=first, zone=zone)
    if found is None:
        sentence = _("“%(text)s” does not fit the first date, %(date)s. Please check both.")
        raise Unclear(sentence % {"text": text, "date": date_format(first)})
    return found


def repeats(text: str) -> bool:
    """Whether the cell says that it repeats."""
    return _parted(text)[0] not in once_words()


def in_all_languages(say: Callable[[], str]) -> set[str]:
    """The words in each language of the site, folded."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(fold(say()))
    return found


def _parted(text: str) -> tuple[str, str]:
    """“every week: Tuesday, Thursday” as its two parts, folded."""
    words, _colon, days = fold(text).partition(":")
    return " ".join(words.split()), days


def _written(words: str, days: str, text: str, first: date) -> str:
    """The phrase as a rule."""
    known = phrases().get(words)
    if known is None:
        sentence = _("“%(text)s” is no way to repeat that we know. Write for example: %(examples)s.")
        examples = "; ".join((_every(WEEKLY, 1), _every(WEEKLY, 2), _every(MONTHLY, 1)))
        raise Unclear(sentence % {"text": text, "examples": examples})
    frequency, step = known
    if frequency == MONTHLY_DAY:
        place = (first.day - 1) // 7 + 1
        position = f"{-1 if place == 5 else place}{grammar.WEEKDAYS[first.weekday()]}"
        return f"FREQ=MONTHLY;BYDAY={position}"
    numbers = _weekdays(days)
    if numbers and frequency != WEEKLY:
        raise Unclear(_("Weekdays can be named only for what repeats by the week."))
    by_day = ";BYDAY=" + ",".join(grammar.WEEKDAYS[each] for each in sorted(numbers)) if numbers else ""
    return f"FREQ={frequency};INTERVAL={step}{by_day}"


def _weekdays(text: str) -> set[int]:
    names = [name for name in re.split(r"[\s,;/+&.]+", text) if name]
    unknown = [name for name in names if name not in weekdays()]
    if unknown:
        raise Unclear(_("“%(text)s” is no weekday.") % {"text": unknown[0]})
    return {weekdays()[name] for name in names}


def _ending(text: str, first: date, today: date) -> str:
    if re.fullmatch(r"[0-9]{1,3}", text):
        if not 1 <= int(text) <= grammar.MOST_DATES:
            raise Unclear(_("A series has between 1 and %(most)s dates.") % {"most": grammar.MOST_DATES})
        return f";COUNT={int(text)}"
    last = day(text, today=today)
    if last is None or last < first:
        raise Unclear(_("The last date is before the first. Please check both."))
    return f";UNTIL={last:%Y%m%d}"


def _every(frequency: str, step: int) -> str:
    words = {
        DAILY: ngettext("every day", "every %(number)s days", step),
        WEEKLY: ngettext("every week", "every %(number)s weeks", step),
        MONTHLY: ngettext("every month", "every %(number)s months", step),
        YEARLY: ngettext("every year", "every %(number)s years", step),
    }
    return words[frequency] % {"number": step}


@cache
def phrases() -> dict[str, tuple[str, int]]:
    """By their words in every language: the frequency and the step."""
    found: dict[str, tuple[str, int]] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for frequency in (DAILY, WEEKLY, MONTHLY, YEARLY):
                for step in range(1, grammar.MOST_STEPS + 1):
                    found[fold(_every(frequency, step))] = (frequency, step)
            for words, meant in _short_words():
                found[fold(words)] = meant
    return found


def _short_words() -> list[tuple[str, tuple[str, int]]]:
    return [
        (pgettext("an event repeats", "daily"), (DAILY, 1)),
        (pgettext("an event repeats", "weekly"), (WEEKLY, 1)),
        (pgettext("an event repeats", "fortnightly"), (WEEKLY, 2)),
        (pgettext("an event repeats", "monthly"), (MONTHLY, 1)),
        (pgettext("an event repeats", "yearly"), (YEARLY, 1)),
        (pgettext("an event repeats", "Every month on the same date"), (MONTHLY, 1)),
        (pgettext("an event repeats", "Every month on the same weekday"), (MONTHLY_DAY, 1)),
    ]


@cache
def once_words() -> set[str]:
    return {
        *NOTHING,
        *in_all_languages(lambda: pgettext("an event repeats", "once")),
        *in_all_languages(lambda: pgettext("answer in a table", "no")),
    }


@cache
def weekdays() -> dict[str, int]:
    """Names of weekdays, whole and short, in every language; Monday is 0."""
    found: dict[str, int] = {name.lower(): index for index, name in enumerate(grammar.WEEKDAYS)}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for names in (WEEKDAYS_ABBR, WEEKDAYS):
                found |= {fold(str(name)).rstrip("."): index for index, name in names.items()}
    return found


@cache
def free_words() -> set[str]:
    return in_all_languages(lambda: pgettext("price", "Free"))


@cache
def kinds() -> dict[str, Kind]:
    found = {fold(each.value): each for each in Kind}
    for each in Kind:
        found |= dict.fromkeys(in_all_languages(lambda each=each: str(each.label)), each)  # type: ignore[misc]
    return found


@cache
def admissions() -> dict[str, Admission]:
    found = {fold(each.value): each for each in Admission}
    for each in Admission:
        found |= dict.fromkeys(in_all_languages(lambda each=each: str(each.label)), each)  # type: ignore[misc]
    yes = in_all_languages(lambda: pgettext("answer in a table", "yes"))
    no = in_all_languages(lambda: pgettext("answer in a table", "no"))
    return {**found, **dict.fromkeys(yes, Admission.REGISTER), **dict.fromkeys(no, Admission.DROP_IN)}
