"""Copying to new dates in the admin: asked and shown at GET, done at POST."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.domain import EDIT, branches_of, may_act_for
from core import clock
from core.exceptions import RuleBroken
from core.tokens import read_aloud
from events.calendar.domain import copying, programme_copies
from events.calendar.domain.branches import branch_of
from events.calendar.domain.copying import CopyPlan
from events.calendar.domain.shifting import Shift, first_day
from events.calendar.domain.sources import source_of
from events.calendar.forms.copying import CopyEventForm, CopyProgrammeForm
from events.calendar.models import EventPage
from events.calendar.words import plan_in_words
from events.programmes.models import Programme

# How many dates of a preview are spelled out.
SPELLED_OUT = 12


@require_http_methods(["GET", "POST"])
def event_copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """One event: when it begins anew, then its dates in words, then its drafts."""
    event = source_of(get_object_or_404(EventPage, pk=page_id).specific)
    if not may_act_for(request.user, branch_of(event), EDIT):
        raise PermissionDenied
    first = first_day(event.get_latest_revision_as_object())
    form = CopyEventForm(_answers(request, dateless=first is None), first=first)
    shift = _shift(form, event)
    if request.method == "POST" and shift:
        made = copying.copy_event(event, shift, user=request.user)
        messages.success(request, _("This is the copy: a draft. The dates are new; nobody is registered for it."))
        return redirect("wagtailadmin_pages:edit", made.pk)
    plan = copying.plan_copy(event, shift) if shift else None
    context = {
        "event": event, "form": form, "plan": plan, "dates": plan and dates_in_words(plan),
        "page_title": _("Copy to new dates"), "page_subtitle": event.draft_title or event.title,
    }  # fmt: skip
    return TemplateResponse(request, "calendar/season/event_copy.html", context)


@require_http_methods(["GET", "POST"])
def programme_copy(request: HttpRequest, code: str) -> HttpResponse:
    """A whole programme: when it begins anew and which events go along, then the list of them, then all drafts."""
    programme = get_object_or_404(Programme, code=read_aloud(code))
    if not branches_of(request.user, EDIT).filter(programmes=programme).exists():
        raise PermissionDenied
    pages = programme_copies.events_of(programme, request.user)
    form = CopyProgrammeForm(_answers(request), first=programme.starts_on, pages=pages)
    plan = None
    if form.is_valid():
        chosen, asked = form.chosen(), {**form.asked(), "today": clock.today(settings.TIME_ZONE)}
        try:
            if request.method == "POST":
                made = programme_copies.copy_programme(programme, chosen, **asked, user=request.user)
                return _programme_copied(request, *made)
            plan = programme_copies.plan_programme(programme, chosen, **asked)
        except RuleBroken as refusal:
            form.add_error(None, refusal.sentence)
    context = {
        "programme": programme, "form": form, "plan": plan, "pages": pages,
        "page_title": _("Copy the programme to new dates"), "page_subtitle": programme,
    }  # fmt: skip
    return TemplateResponse(request, "calendar/season/programme_copy.html", context)


def dates_in_words(plan: CopyPlan) -> dict[str, Any]:
    """What `next_dates.html` wants of a plan: series in words, the first dates, how many more."""
    until = (plan.first or clock.today(plan.zone)) + timedelta(days=copying.PREVIEW_DAYS)
    words = [(row.label, plan_in_words(row, zone=plan.zone, until=until)) for row in plan.page.schedules.all()]
    return {
        "series": [pair for pair in words if pair[1]],
        "dates": plan.dates[:SPELLED_OUT],
        "more": max(len(plan.dates) - SPELLED_OUT, 0),
        "zone": plan.zone,
    }


def _answers(request: HttpRequest, *, dateless: bool = False) -> Any:
    """What was asked for: at POST always something, at GET only once a day was chosen."""
    if request.method == "POST":
        return request.POST
    return request.GET if dateless or "first" in request.GET else None


def _shift(form: CopyEventForm, event: EventPage) -> Shift | None:
    """How far it goes; None, with the reason in the form, while that is not known."""
    if not form.is_valid():
        return None
    today = clock.today(settings.TIME_ZONE)
    try:
        return copying.shift_for(event, form.cleaned_data.get("first") or today, by_rule=form.by_rule, today=today)
    except RuleBroken as refusal:
        form.add_error(None, refusal.sentence)
        return None


def _programme_copied(request: HttpRequest, copied: Programme, drafts: list[EventPage]) -> HttpResponse:
    told = ngettext(
        "The new programme is here, with %(number)s event as a draft. It is not shown to the public yet.",
        "The new programme is here, with %(number)s events as drafts. It is not shown to the public yet.",
        len(drafts),
    )
    messages.success(request, told % {"number": len(drafts)})
    return redirect("programme_rows:edit", copied.pk)
