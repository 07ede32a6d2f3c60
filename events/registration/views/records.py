"""One person's record: what we know, what happened, what was written. Every opening is noted."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.domain import DESK, EDIT, LOOK, branches_of, may_act_for
from core import clock
from core.tokens import read_aloud
from events.calendar.domain.wording import span_in_words
from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.attending import absences
from events.registration.domain.letters import calling
from events.registration.domain.staff import records
from events.registration.domain.staff.sight import Sight, sight_of
from events.registration.domain.taking_part import bundles
from events.registration.domain.waiting import reconfirming
from events.registration.enums import ACTIVE, State
from events.registration.models import Registration
from events.registration.views.desk import frame
from places.models import Branch

OPENED = "registration.opened"
# How many openings and other dates are listed.
LATEST, MOST_DATES = 50, 60


def own_registration(request: HttpRequest, code: str, roles: tuple[str, ...]) -> Registration:
    """The registration, if one holds one of the roles at its branch; else it is not there."""
    whole = Registration.objects.real().select_related(
        "occurrence__event", "occurrence__branch", "occurrence__space", "occurrence__branch__library"
    )
    mine = whole.filter(code=read_aloud(code), occurrence__branch__in=branches_of(request.user, roles))
    found = mine.first()
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
def registration_record(request: HttpRequest, code: str) -> HttpResponse:
    """The record; who opened it stands in the log of the branch."""
    registration = own_registration(request, code, LOOK)
    log(instance=registration, action=OPENED, user=request.user)
    return render(request, "registration/admin/registration_record.html", _record(request, registration))


def _record(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    sight, now = sight_of(request.user), clock.now()
    date = registration.occurrence
    title = registration.name or registration.code
    return {
        **frame(title, [("registration_desk:registrations", [], _("Registrations"))]),
        "registration": registration,
        "occurrence": date,
        "when": span_in_words(date.start, date.end, zone=date.zone, all_day=date.all_day),
        "email": sight.email(registration),
        "sees_needs": sight.sees_needs(registration),
        **(_answers(registration) if sight.sees_needs(registration) else {}),
        "bundle": _bundle(registration),
        "is_course": bundles.is_of_course(registration),
        "absences": absences.absences_in_words(_absences(registration, sight)),
        "history": records.lines(registration),
        "post": records.post(registration),
        "openings": _openings(registration) if sight.sees_openings(registration) else None,
        **_acts(request, registration, begun=now >= date.end and rules.has_begun(date, now=now)),
    }


def _absences(registration: Registration, sight: Sight) -> int:
    return absences.absences(registration, now=clock.now()) if sight.sees_needs(registration) else 0


def _answers(registration: Registration) -> dict[str, Any]:
    """People, consents and answers, in three queries."""
    return {
        "party": list(registration.people.all()),
        "consents": list(registration.consents.select_related("person").order_by("pk")),
        "answers": list(registration.answers.select_related("person").order_by("pk")),
    }


def _bundle(registration: Registration) -> list[bundles.Line]:
    """All dates taken in the same step, this one among them; nothing where it was the only one."""
    together = [each for each in bundles.with_key(registration.bundle) if each.state != State.REPEAT]
    return bundles.lines(together, language=get_language() or "en", now=clock.now()) if len(together) > 1 else []


def _openings(registration: Registration) -> list[ModelLogEntry]:
    rows = ModelLogEntry.objects.filter(object_id=str(registration.pk), action=OPENED)
    mine = rows.filter(content_type__app_label="registration", content_type__model="registration")
    return list(mine.select_related("user").order_by("-timestamp")[:LATEST])


def _acts(request: HttpRequest, registration: Registration, *, begun: bool) -> dict[str, Any]:
    """What this person may do with it now."""
    branch, active = registration.occurrence.branch, registration.state in ACTIVE and not begun
    may_act = active and may_act_for(request.user, branch, DESK)
    in_course = bundles.is_of_course(registration)
    may_edit = active and may_act_for(request.user, branch, EDIT)
    movable = may_edit and registration.state in (State.CONFIRMED, State.WAITING)
    return {
        "may_act": may_act,
        "may_edit": may_edit,
        "may_write": may_edit and bool(registration.email),
        "most": rules.most_places(registration.occurrence, by_staff=True),
        "other_dates": other_dates(registration) if movable else [],
        "may_miss": may_act and in_course and registration.state == State.CONFIRMED,
        "may_return": in_course and not begun and may_act_for(request.user, branch, DESK),
        **_telephone(registration, may_act=may_act),
    }


def _telephone(registration: Registration, *, may_act: bool) -> dict[str, Any]:
    """What staff have to say or ask on the telephone, for people without an address."""
    if not may_act or registration.email:
        return {}
    branch, now = Branch.objects.filter(pk=registration.occurrence.branch_id), clock.now()
    left = calling.to_call(branch, now=now).filter(pk=registration.pk)
    asking = [date for date in reconfirming.asking_now(branch, now=now) if date.pk == registration.occurrence_id]
    asks = reconfirming.to_ask_ourselves(*asking).filter(pk=registration.pk)
    return {"to_call": left.exists(), "to_ask": bool(asking) and asks.exists()}


def other_dates(registration: Registration) -> list[tuple[str, str]]:
    """Dates of the same event to come, by code, in words with their free places."""
    here = registration.occurrence
    to_come = Occurrence.objects.filter(event=here.event_id, withdrawn_at=None, off_rule=False, start__gt=clock.now())
    found = to_come.filter(status=Status.SCHEDULED).exclude(pk__in=_taken(registration)).order_by("start")[:MOST_DATES]
    return [(each.code, _with_places(each)) for each in found]


def _taken(registration: Registration) -> list[UUID]:
    """The dates the party has already."""
    theirs = bundles.of(registration)
    return [each.occurrence_id for each in theirs if each.state in ACTIVE or each.pk == registration.pk]


def _with_places(row: Occurrence) -> str:
    when = span_in_words(row.start, row.end, zone=row.zone, all_day=row.all_day)
    if row.seats is None:
        return when
    return _("%(when)s (free places: %(left)s)") % {"when": when, "left": max(row.seats - row.seats_taken, 0)}
