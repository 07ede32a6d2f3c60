"""Dates planned for an hour that clocks skip in spring or show twice in autumn (calendars reference 5.3)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from events.calendar.domain.expansion import exists, instant, rule_days
from events.calendar.models import EventPage, Schedule


@dataclass(frozen=True)
class OddHour:
    """A wall time of the plan that does not exist that day (`skipped`), or exists twice."""

    day: date
    moment: time
    skipped: bool
    shown: time

    @property
    def sentence(self) -> str:
        facts = {
            "date": date_format(self.day),
            "time": time_format(self.moment),
            "shown": time_format(self.shown),
        }
        if self.skipped:
            return (
                _("On %(date)s the clocks are put forward and there is no %(time)s: it is taken as %(shown)s.") % facts
            )
        return _("On %(date)s the clocks are put back and %(time)s comes twice: the first is meant.") % facts


def odd_hours(page: EventPage, *, zone: str, first: date, until: date) -> list[OddHour]:
    """Starts and ends of the page's plan from `first` to `until` that clocks skip or show twice; few or none."""
    found = []
    for schedule in page.schedules.all():
        for day in rule_days(schedule, zone=zone, until=until):
            if day >= first:
                found += [_odd(on, moment, zone) for on, moment in _times(schedule, day)]
    return sorted({each for each in found if each}, key=lambda each: (each.day, each.moment))


def _times(schedule: Schedule, day: date) -> list[tuple[date, time]]:
    if schedule.start_time is None:
        return []
    if schedule.end_time is None:
        return [(day, schedule.start_time)]
    last = day if schedule.end_time > schedule.start_time else day + timedelta(days=1)
    return [(day, schedule.start_time), (last, schedule.end_time)]


def _odd(day: date, moment: time, zone: str) -> OddHour | None:
    first = instant(day, moment, zone)
    if not exists(day, moment, zone):
        return OddHour(day, moment, skipped=True, shown=first.astimezone(ZoneInfo(zone)).time())
    again = datetime.combine(day, moment, tzinfo=ZoneInfo(zone)).replace(fold=1)
    if again.utcoffset() == again.replace(fold=0).utcoffset():
        return None
    return OddHour(day, moment, skipped=False, shown=moment)
