"""Telling its keepers that a partner's calendar has failed for long: one letter to each, once for each bad spell."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation

from accounts.domain import language_of, managers_of
from accounts.models import User
from events.partners.models import Outcome, Source
from outbox.domain import write
from outbox.models import Letter

KIND = "partners/failing"
# Five fetches in a row are four hours, a partner's bad morning: a day without a good one must have passed, too.
FAILURES, SILENCE = 5, timedelta(days=1)
AT_A_TIME = 50


def tell_keepers(now: datetime) -> int:
    """Writes to the managers of the branch whose partner's calendar keeps failing; returns how many letters it wrote.

    Nothing is marked: the letter itself says that it was written, for the same keeper and the same last good fetch.
    """
    failing = Source.objects.failing(now, failures=FAILURES, silence=SILENCE).select_related("organisation", "branch")
    due = [(source, user) for source in failing[:AT_A_TIME] for user in managers_of(source.branch_id)]
    if not due:
        return 0
    abouts = {_about(source, user) for source, user in due}
    told = set(Letter.objects.filter(kind=KIND, about__in=abouts).values_list("about", "version"))
    missing = [(source, user) for source, user in due if (_about(source, user), _spell(source)) not in told]
    for source, user in missing:
        _write(source, user)
    return len(missing)


def _about(source: Source, user: User) -> str:
    return f"source:{source.pk}:{user.pk}"


def _spell(source: Source) -> int:
    """The number of a bad spell: the minute of the last good fetch before it."""
    return int(source.good_at.timestamp()) // 60 if source.good_at else 0


@transaction.atomic
def _write(source: Source, user: User) -> None:
    language = language_of(user)
    with translation.override(language):
        facts = _facts(source)
    write(
        KIND,
        about=_about(source, user),
        version=_spell(source),
        to=user.email,
        to_name=user.get_full_name(),
        language=language,
        context=facts,
        urgent=False,
        branch=source.branch,
    )


def _facts(source: Source) -> dict[str, Any]:
    last = source.runs.filter(outcome=Outcome.FAILED).first()
    good = source.good_at and formats.date_format(timezone.localtime(source.good_at), "DATETIME_FORMAT")
    return {
        "partner_name": source.organisation.name,
        "calendar_name": source.calendar,
        "failures": source.failures,
        "good_at": good or "",
        "reason": " ".join(last.sentences) if last else "",
        "report_url": settings.BASE_URL + reverse("sources:show", args=[source.pk]),
    }
