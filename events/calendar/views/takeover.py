"""The library's old calendar in the admin: its events shown with what would become of them, then made into drafts."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain import takeover
from events.calendar.domain.drafting import PlanFacts
from events.calendar.domain.season_words import Unclear
from events.calendar.domain.takeover import OldCalendar, OldEvent
from events.calendar.enums import Kind
from events.calendar.forms.season import MOST_SEALED, seal
from events.calendar.forms.takeover import OldCalendarForm, TakeOverForm
from events.calendar.models import Schedule
from events.calendar.views.season import planned_branches
from events.calendar.words import plan_in_words
from places.models import Branch


@require_http_methods(["GET", "POST"])
def season_calendar(request: HttpRequest) -> HttpResponse:
    """Asks for the file; at POST shows its events. Nothing is written."""
    branches = planned_branches(request)
    initial = {"since": clock.today(settings.TIME_ZONE)}
    form = OldCalendarForm(request.POST or None, request.FILES or None, branches=branches, initial=initial)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            found = takeover.look(form.data_of_file(), zone=asked["branch"].zone, since=asked["since"], now=clock.now())
            return _shown(request, found, asked)
        except RuleBroken as refusal:
            form.add_error("file", refusal.sentence)
    context = {"form": form, "page_title": _("Take over your old calendar")}
    return TemplateResponse(request, "calendar/season/calendar.html", context)


@require_POST
def season_calendar_make(request: HttpRequest) -> HttpResponse:
    """Makes drafts of what was chosen; no redirect, because what is shown lives in the form alone."""
    form = TakeOverForm(request.POST, branches=planned_branches(request))
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("season:calendar")
    asked = form.cleaned_data
    try:
        made = takeover.take_over(
            form.events(), branch=asked["branch"], kind=asked["kind"], language=asked["language"], user=request.user
        )
    except Unclear as refusal:
        messages.error(request, refusal.sentence)
        return redirect("season:calendar")
    told = ngettext("%(number)s draft is made.", "%(number)s drafts are made.", len(made)) % {"number": len(made)}
    messages.success(request, told)
    return _shown(request, OldCalendar(asked["sealed"], []), asked)


def _shown(request: HttpRequest, found: OldCalendar, asked: dict[str, Any]) -> HttpResponse:
    sealed = seal(TakeOverForm.purpose, [event.as_json() for event in found.events])
    if len(sealed) > MOST_SEALED:
        raise takeover.TooMuch(_("The calendar holds more text than we take in one go. Choose a later day."))
    known = takeover.already_there(found.events, asked["branch"])
    events = [
        {
            "event": event, "first": event.first, "last": event.last,
            "plans": _in_words(event, asked["branch"]), "page": known.get(event.uid),
        }
        for event in found.events
    ]  # fmt: skip
    context = {
        "events": events, "left_out": found.left_out, "sealed": sealed, "asked": asked,
        "new": sum(1 for each in events if each["page"] is None),
        "page_title": _("Take over your old calendar"), "page_subtitle": asked["branch"],
    }  # fmt: skip
    return TemplateResponse(request, "calendar/season/calendar_events.html", context)


def _in_words(event: OldEvent, branch: Branch) -> list[tuple[PlanFacts, str]]:
    """Each plan, and how it repeats in words."""
    plans = takeover.facts_of(event, branch=branch, kind=Kind.ACTIVITY).plans
    until = event.first + timedelta(days=550)
    return [
        (plan, plan_in_words(Schedule(first_date=plan.first_date, rule=plan.rule), zone=branch.zone, until=until))
        for plan in plans
    ]
