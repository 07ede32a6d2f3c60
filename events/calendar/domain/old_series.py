"""The dates of one event of an old calendar, brought into plans that our own form can show: few rows, no date too many.

A series keeps its rule where our grammar has words for it; where the file leaves dates out, it becomes several series
one after the other, because a plan has no exceptions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, ngettext

from core.ical_events import Entry
from events.calendar.domain import grammar
from events.calendar.domain.expansion import rule_days
from events.calendar.models import Schedule

# More rows than this are no help in a form; a series that needs more is written date by date, up to the second number.
MOST_PARTS, MOST_SINGLE = 12, 40
Times = tuple[time | None, time | None]


@dataclass(frozen=True)
class OldPlan:
    """One plan in plain text: ISO day, times as 18:00 or empty, rule as RRULE or empty."""

    first: str
    start: str = ""
    end: str = ""
    rule: str = ""


@dataclass
class OldDates:
    """When an event of the old calendar is: its plans, or the days of something that lasts, and what to know of it."""

    plans: list[OldPlan] = field(default_factory=list)
    period: tuple[str, str] | None = None
    remarks: list[str] = field(default_factory=list)


def dates_of(entries: Sequence[Entry], rule: str, *, zone: str) -> OldDates:
    """The plans of entries that share a UID, in the order of their dates; `rule` as `ical_series.rules_of` gives it."""
    first = entries[0]
    if first.all_day and first.end and first.end - first.start > timedelta(hours=36):
        return _lasting(first, len(entries), zone)
    found = OldDates()
    if any(entry.end and entry.end - entry.start >= timedelta(days=1) and not entry.all_day for entry in entries):
        found.remarks.append(_("It ends on another day. Please check the end in the draft."))
    days = [(_local(entry.start, zone).date(), _times(entry, zone)) for entry in entries]
    usual = Counter(times for _day, times in days).most_common(1)[0][0]
    regular = sorted({day for day, times in days if times == usual})
    runs = _runs(regular, rule, zone) if rule and len(regular) > 1 else None
    if runs is None:
        return _one_by_one(found, days, repeats=bool(rule))
    in_runs = {day for run in runs for day in run}
    single = [(day, times) for day, times in days if times != usual or day not in in_runs]
    if len(runs) + len(single) > MOST_PARTS:
        return _one_by_one(found, days, repeats=True)
    found.plans = [_series(run, usual, rule, zone, last=run is runs[-1]) for run in runs]
    found.plans += [_single(day, times) for day, times in single]
    _tell_parts(found, len(runs), len(single))
    return found


def _runs(regular: list[date], rule: str, zone: str) -> list[list[date]] | None:
    """The days the rule gives, parted where the calendar leaves one out; None when our grammar cannot say the rule."""
    plan = grammar.carried(_endless(rule), first=regular[0], zone=zone)
    if plan is None:
        return None
    kept = set(regular)
    runs: list[list[date]] = [[]]
    for day in rule_days(Schedule(first_date=regular[0], rule=plan), zone=zone, until=regular[-1]):
        if day in kept:
            runs[-1].append(day)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _series(run: list[date], times: Times, rule: str, zone: str, *, last: bool) -> OldPlan:
    """One run as a plan. The last one goes on as the file says; the others end with their last date."""
    bare = _endless(rule)
    if last and bare == _tidied(rule):
        return _plan(run[0], times, bare)
    if len(run) == 1:
        return _plan(run[0], times)
    if "COUNT=" in rule.upper() and len(run) <= grammar.MOST_DATES:
        return _plan(run[0], times, f"{bare};COUNT={len(run)}")
    end = run[-1]
    if last and "UNTIL=" in rule.upper():
        # Later than the last date we look ahead to, perhaps.
        written = grammar.carried(_tidied(rule), first=run[0], zone=zone)
        end = max([end, *rule_days(Schedule(first_date=run[0], rule=written), zone=zone)]) if written else end
    return _plan(run[0], times, f"{bare};UNTIL={end:%Y%m%d}")


def _one_by_one(found: OldDates, days: list[tuple[date, Times]], *, repeats: bool) -> OldDates:
    found.plans = [_single(day, times) for day, times in days[:MOST_SINGLE]]
    if repeats and len(days) > 1:
        found.remarks.append(_("Our form has no words for how it repeats: its dates are written one by one."))
    if len(days) > MOST_SINGLE:
        sentence = _("It has %(number)s dates; the first %(most)s of them are taken.")
        found.remarks.append(sentence % {"number": len(days), "most": MOST_SINGLE})
    return found


def _lasting(entry: Entry, number: int, zone: str) -> OldDates:
    assert entry.end is not None  # noqa: S101 (asked by the caller; says it to the type checker)
    first, last = _local(entry.start, zone).date(), _local(entry.end, zone).date() - timedelta(days=1)
    found = OldDates(period=(first.isoformat(), last.isoformat()))
    found.remarks.append(_("It lasts several days: it becomes an exhibition."))
    if number > 1:
        found.remarks.append(_("It repeats in the file; only its first period is taken."))
    return found


def _tell_parts(found: OldDates, runs: int, single: int) -> None:
    if runs > 1:
        sentence = _("The file leaves dates out, so the series is in %(number)s parts.")
        found.remarks.append(sentence % {"number": runs})
    if single:
        sentence = ngettext(
            "%(number)s date is not where the rule has it and stands by itself.",
            "%(number)s dates are not where the rule has them and stand by themselves.",
            single,
        )
        found.remarks.append(sentence % {"number": single})


def _single(day: date, times: Times) -> OldPlan:
    return _plan(day, times)


def _plan(day: date, times: Times, rule: str = "") -> OldPlan:
    start, end = (f"{each:%H:%M}" if each else "" for each in times)
    return OldPlan(day.isoformat(), start, end, rule)


def _times(entry: Entry, zone: str) -> Times:
    if entry.all_day:
        return None, None
    return _local(entry.start, zone).time(), _local(entry.end, zone).time() if entry.end else None


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def _tidied(rule: str) -> str:
    return ";".join(part for part in rule.upper().replace(" ", "").split(";") if part)


def _endless(rule: str) -> str:
    return ";".join(part for part in _tidied(rule).split(";") if not part.startswith(("COUNT=", "UNTIL=")))
