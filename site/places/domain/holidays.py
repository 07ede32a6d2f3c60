"""Public holidays as closing days: entered once for each branch and year, then staff's like any other row."""

from datetime import date, datetime
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction

from core.translated import LANGUAGES, Translated
from places.domain.hours import hours_of
from places.models import Branch, ClosingDay, HolidayYear

# By law a Sunday in all but name, and libraries are closed: the eves of Midsummer, Christmas and the New Year.
CATEGORIES = {"SE": ("public", "de_facto")}


def enter_due(now: datetime) -> int:
    """Enters what is missing for this year, and for each further year a month before the first dates in it are made."""
    last = (now + relativedelta(months=settings.OCCURRENCE_HORIZON_MONTHS + 1)).year
    years = range(now.year, last + 1)
    known = set(HolidayYear.objects.filter(year__in=years).values_list("branch_id", "country", "year"))
    missing = [
        (branch, year)
        for branch in Branch.objects.exclude(country="")
        for year in years
        if (branch.pk, branch.country, year) not in known
    ]
    return sum(enter(branch, year) for branch, year in missing)


@transaction.atomic
def enter(branch: Branch, year: int) -> int:
    """Writes the public holidays of the year once; returns how many. What staff changed or removed stays so."""
    _entry, first_time = HolidayYear.objects.get_or_create(branch=branch, country=branch.country, year=year)
    if not first_time or not branch.country:
        return 0
    known = hours_of(branch, date(year, 1, 1), date(year, 12, 31))
    rows = [
        ClosingDay(branch=branch, first=day, last=day, reason=name, holiday_year=year)
        for day, name in public_holidays(branch.country, year).items()
        if known.closing(day) is None
    ]
    ClosingDay.objects.bulk_create(rows)
    return len(rows)


@cache
def public_holidays(country: str, year: int) -> dict[date, Translated]:
    """The days with their names, in each of our languages the library of holidays has them in."""
    categories = CATEGORIES.get(country, ("public",))
    offered = {code.split("_")[0]: code for code in getattr(holidays, country).supported_languages}
    found: dict[date, Translated] = {}
    for language in LANGUAGES:
        if language in offered:
            days = holidays.country_holidays(country, years=year, language=offered[language], categories=categories)
            for day, name in sorted(days.items()):
                found.setdefault(day, Translated())[language] = name[:1].upper() + name[1:]
    return found
