"""Sources, reports and happenings in staff's words."""

from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _, ngettext

from events.partners.models import Happening, Outcome, Review, Run, Source


def when(happening: Happening) -> str:
    """The day and hour in the date's own zone."""
    start = happening.start.astimezone(ZoneInfo(happening.zone))
    day = formats.date_format(start, "DATE_FORMAT")
    return day if happening.all_day else f"{day}, {formats.time_format(start.time(), 'TIME_FORMAT')}"


def state(happening: Happening) -> str:
    """What staff should know of the date: gone, cancelled, waiting, hidden, in our own calendar, edited."""
    found = []
    if happening.adopted_id:
        found.append(_("in our own calendar"))
    if happening.withdrawn_at:
        found.append(_("gone from the partner’s calendar"))
    if happening.status != "confirmed":
        found.append(str(happening.get_status_display()))
    found.append(str(Review(happening.review).label))
    if happening.edited:
        found.append(_("with words of ours"))
    if happening.zone_unknown:
        found.append(_("please check the hour"))
    return " · ".join(found)


def moment(value: object) -> str:
    return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else "–"  # type: ignore[arg-type]


def source_state(source: Source) -> str:
    if not source.active:
        return _("Switched off")
    if source.failures > 1:
        count = {"number": source.failures}
        return ngettext("Failed %(number)s time", "Failed %(number)s times in a row", source.failures) % count
    return str(source.get_state_display())


def account(run: Run) -> str:
    """One fetch in a sentence."""
    if run.outcome == Outcome.FAILED:
        return _("It failed; the last good dates stay.")
    parts = [
        ngettext("%(number)s date added", "%(number)s dates added", run.added) % {"number": run.added},
        ngettext("%(number)s changed", "%(number)s changed", run.changed) % {"number": run.changed},
        ngettext("%(number)s withdrawn", "%(number)s withdrawn", run.withdrawn) % {"number": run.withdrawn},
        ngettext("%(number)s left out", "%(number)s left out", run.skipped) % {"number": run.skipped},
    ]
    told = [
        part for part, number in zip(parts, (run.added, run.changed, run.withdrawn, run.skipped), strict=True) if number
    ]
    return " · ".join(told) or _("Nothing new.")
