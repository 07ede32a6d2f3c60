"""Inviting those who came, once, in the days after. Work for `tick`."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from core import tokens
from events.calendar.domain.sources import text_page
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.models import Registration
from outbox.domain import AddressRefused, write
from outbox.models import Letter
from surveys.evaluation.domain import asking
from surveys.evaluation.domain.refusing import no_more_address
from surveys.evaluation.enums import State
from surveys.evaluation.models import Invitation, Survey

# Check-ins are sometimes entered later; after this nobody is asked any more.
WITHIN = timedelta(days=3)
# Local hours in which a letter may be written: the night and the early morning are quiet.
FROM_HOUR, TO_HOUR = 8, 21
PORTION = 100


def invite(now: datetime) -> int:
    """Write to those who came to a date that has ended and were not asked lately; returns the number of letters."""
    due = [each for each in attended_and_not_invited(now) if _is_day(now, each.occurrence.zone)]
    if not due:
        return 0
    spared = asking.not_to_ask({each.email for each in due}, now)
    due = [each for each in due if asking.address_hash(each.email) not in spared]
    written = 0
    for each in due:
        # Counted by letters, not by tries: an address that is refused every time blocks nobody behind it.
        written += _invite(each, now)
        if written == PORTION:
            break
    return written


def attended_and_not_invited(now: datetime) -> "QuerySet[Registration]":
    """Registrations with people who came and an e-mail address, of dates that ended in the last three days."""
    invited = Invitation.objects.filter(registration=OuterRef("pk"))
    letters = Letter.objects.filter(about=Concat(Value("registration:"), OuterRef("code")))
    came_back = letters.bounced().filter(Q(to=OuterRef("email")) | Q(to=""))
    return (
        Registration.objects.came()
        .filter(
            occurrence__status=Status.SCHEDULED,
            occurrence__end__lte=now,
            occurrence__end__gt=now - WITHIN,
            occurrence__survey__state=State.OPEN,
            occurrence__survey__closes__gt=now,
        )
        .exclude(email="")
        .exclude(Exists(invited))
        .exclude(Exists(came_back))
        .select_related("occurrence__survey", "occurrence__event", "occurrence__branch")
        .order_by("pk")
    )


def _invite(registration: Registration, now: datetime) -> int:
    """One letter, or none when another process or another date was faster, or the address cannot be written to."""
    survey = registration.occurrence.survey
    try:
        with transaction.atomic():
            Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
            invited = survey.invitations.filter(registration=registration).exists()
            if invited or not asking.note(registration.email, now):
                return 0
            token = tokens.secret()
            invitation = Invitation.objects.create(
                survey=survey, registration=registration, token_hash=tokens.digest(token)
            )
            Survey.objects.filter(pk=survey.pk).update(invited=F("invited") + 1)
            write(
                "evaluation/invitation",
                about=f"invitation:{invitation.pk}",
                version=1,
                to=registration.email,
                to_name=registration.name,
                language=registration.language,
                context=_context(registration, survey, token),
                branch=registration.occurrence.branch,
                urgent=False,
                valid_until=survey.closes,
                unsubscribe_url=no_more_address(registration.email, language=registration.language),
            )
    except AddressRefused:
        return 0
    return 1


def _context(registration: Registration, survey: Survey, token: str) -> dict[str, Any]:
    occurrence: Occurrence = registration.occurrence
    language, zone = registration.language, ZoneInfo(occurrence.zone)
    address = settings.BASE_URL + reverse("evaluation:survey-answer", args=[token])
    with translation.override(language):
        return {
            "event_name": text_page(occurrence.event, language).title,
            "day": date_format(occurrence.start.astimezone(zone).date(), "DATE_FORMAT"),
            "closes": date_format(survey.closes.astimezone(zone).date(), "DATE_FORMAT") if survey.closes else "",
            "survey_url": address,
            "no_more_url": no_more_address(registration.email, language=registration.language),
            "together": survey.k,
        }


def _is_day(now: datetime, zone: str) -> bool:
    return FROM_HOUR <= now.astimezone(ZoneInfo(zone)).hour < TO_HOUR
