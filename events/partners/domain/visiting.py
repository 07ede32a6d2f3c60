"""Visiting partners' calendars when they are due: claim, fetch, read apart, take in, and write the report."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from core import clock
from core.addresses import AddressRefused
from core.exceptions import RuleBroken
from core.fetching import Fetched, Fetcher
from core.remarks import Refusal, Remark, marked as _
from events.partners.domain.importing import Report, miss_again, origin_of, read_window, take_in
from events.partners.models import Outcome, Run, Source, SourceState

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # a visit ends after two at most: 30 s to fetch, 45 s to read, and the writing
CANDIDATES = 20
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=15), timedelta(hours=24)
# Our window moves on though the file stays the same: it is read whole again after this time.
READ_AGAIN = timedelta(days=7)
KEPT_RUNS = 30


class SwitchedOff(RuleBroken):
    """The calendar is switched off, so nobody will fetch it."""


@dataclass(frozen=True)
class Visit:
    """What came of one visit, and the marks to remember of the file."""

    outcome: Outcome
    report: Report
    marks: dict[str, Any]
    pause: int = 0


def work(now: datetime) -> int:
    """Visit one source that is due; returns how many were visited. Any number of processes may do this at once."""
    source = claim(now)
    if source is None:
        return 0
    finish(source, visit(source, now=now), now=clock.now())
    return 1


def claim(now: datetime) -> Source | None:
    """Take the next source for this process alone: a conditional UPDATE, after a SELECT so that looking writes nothing.

    A source whose worker was lost is due again when its lease is over.
    """
    due = Source.objects.due(now)
    for pk in due.values_list("pk", flat=True)[:CANDIDATES]:
        if due.filter(pk=pk).update(leased_until=now + LEASE, tried_at=now):
            return Source.objects.select_related("organisation", "branch", "topic").get(pk=pk)
    return None


def fetch_now(source: Source, *, now: datetime) -> None:
    """Let the next `tick` fetch it, whatever was planned."""
    if not source.active:
        raise SwitchedOff(gettext("This calendar is switched off. Switch it on first."))
    Source.objects.filter(pk=source.pk).update(due_at=now)


def visit(source: Source, *, now: datetime, fetcher: Fetcher | None = None) -> Visit:
    """Fetch and take in; whatever goes wrong becomes the report of a failure, and the last good dates stay."""
    try:
        return _read(source, _fetched(source, fetcher or Fetcher(), now), now)
    except Refusal as refusal:
        report = Report(remarks=[refusal.remark])
        return Visit(Outcome.FAILED, report, {}, pause=getattr(refusal, "pause", 0))
    except Exception:
        # A fault of ours, too, must end as a report with a pause: raised, this one source would be tried first at each
        # `tick` and hold up all others. The log has the whole fault.
        log.exception("The calendar of source %s could not be taken in.", source.pk)
        told = Remark(_("Something went wrong on our side; the log of the server says what."))
        return Visit(Outcome.FAILED, Report(remarks=[told]), {})


def _fetched(source: Source, fetcher: Fetcher, now: datetime) -> Fetched:
    if source.host == urlsplit(settings.BASE_URL).hostname:
        raise AddressRefused(_("This is our own calendar. Its dates stand here already."))
    fresh = source.read_at is not None and now - source.read_at < READ_AGAIN
    marks = {"etag": source.etag, "last_modified": source.last_modified} if fresh else {}
    return fetcher.fetch(source.address, user_agent=source.user_agent, **marks)


def _read(source: Source, got: Fetched, now: datetime) -> Visit:
    seen = hashlib.sha256(got.body).hexdigest()
    fresh = source.read_at is not None and now - source.read_at < READ_AGAIN
    if got.unchanged or (fresh and seen == source.body_hash):
        marks = {} if got.unchanged else {"etag": got.etag, "last_modified": got.last_modified}
        return Visit(Outcome.SAME, Report(withdrawn=miss_again(source, now=now)), marks)
    zone = source.zone or source.organisation.zone
    reading = read_window(got.body, zone=zone, now=now, local_rules=source.local_rules)
    report = take_in(origin_of(source), reading, now=now)
    marks = {"etag": got.etag, "last_modified": got.last_modified, "body_hash": seen}
    return Visit(Outcome.READ, report, {**marks, "read_at": now})


def finish(source: Source, done: Visit, *, now: datetime) -> None:
    """Write the report and when to come again, unless the lease ran out and another worker has the source now."""
    with transaction.atomic():
        ours = Source.objects.filter(pk=source.pk, leased_until=source.leased_until)
        if not ours.update(leased_until=None, **_next(source, done, now)):
            log.warning("Source %s was taken over by another worker before it was finished.", source.pk)
            return
        _write(source, done, now)


def _next(source: Source, done: Visit, now: datetime) -> dict[str, Any]:
    if done.outcome != Outcome.FAILED:
        due = now + timedelta(hours=source.every_hours)
        return {"state": SourceState.FINE, "good_at": now, "failures": 0, "due_at": due, **done.marks}
    pause = min(FIRST_PAUSE * 2 ** min(source.failures, 10), LONGEST_PAUSE)
    due = now + max(pause, timedelta(seconds=done.pause))
    return {"state": SourceState.FAILING, "failures": source.failures + 1, "due_at": due}


def _write(source: Source, done: Visit, now: datetime) -> None:
    report = done.report
    remarks = [remark.as_json() for remark in report.remarks]
    numbers = {name: getattr(report, name) for name in ("added", "changed", "withdrawn", "unchanged", "skipped")}
    Run.objects.create(source=source, at=now, outcome=done.outcome, remarks=remarks, **numbers)
    old = source.runs.values_list("pk", flat=True)[KEPT_RUNS:]
    source.runs.filter(pk__in=list(old)).delete()
