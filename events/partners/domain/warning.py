"""Telling its keepers that a partner's calendar has failed for long: one letter to each, once for each bad spell."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation

from accounts.models import Role, User
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
    due = [(source, user) for source in failing[:AT_A_TIME] for user in _keepers(source)]
    if not due:
        return 0
    abouts = {_about(source, user) for source, user in due}
    told = set(Letter.objects.filter(kind=KIND, about__in=abouts).values_list("about", "version"))
    missing = [(source, user) for source, user in due if (_about(source, user), _spell(source)) not in told]
    for source, user in missing:
        _write(source, user)
    return len(missing)


def _keepers(source: Source) -> Iterator[User]:
    """Who manages the branch, the longest serving first."""
    groups = {"groups__branch_role__branch": source.branch_id, "groups__branch_role__role": Role.MANAGER}
    yield from User.objects.filter(is_active=True, **groups).exclude(email="").distinct().order_by("pk")


def _about(source: Source, user: User) -> str:
    return f"source:{source.pk}:{user.pk}"


def _spell(source: Source) -> int:
    """The number of a bad spell: the minute of the last good fetch before it."""
    return int(source.good_at.timestamp()) // 60 if source.good_at else 0


@transaction.atomic
def _write(source: Source, user: User) -> None:
    language = _language(user)
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


def _language(user: User) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


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
