"""Opening hours and closing days in the admin: read by all staff of the branch, changed by its managers."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.domain import LOOK, MANAGE, branches_of, may_act_for
from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain.branches import branch_of
from events.calendar.domain.closing import concerned, enter_closing
from events.calendar.domain.closures import outside_hours, without_closing_days
from events.calendar.domain.expansion import horizon, planned_dates
from events.calendar.domain.sources import is_translation
from events.calendar.domain.wording import days_in_words, span_in_words
from events.calendar.forms.hours import CANCEL, ClosingForm, PeriodForm, WeekForm
from events.calendar.models import EventPage
from places.domain.hours import Hours, Period, Span, hours_of, set_week
from places.models import Branch, ClosingDay

# Closing days are listed as far ahead as public holidays are entered.
AHEAD = timedelta(days=3 * 366)


@require_GET
def hours_index(request: HttpRequest) -> HttpResponse:
    """The branches somebody works for; the way to the only one is not asked."""
    branches = list(branches_of(request.user, LOOK))
    if not branches:
        raise PermissionDenied
    if len(branches) == 1:
        return redirect("opening_hours:branch", branches[0].pk)
    context = {"branches": branches, "page_title": _("Opening hours")}
    return TemplateResponse(request, "calendar/admin/hours_index.html", context)


@require_GET
def hours_branch(request: HttpRequest, branch_id: int) -> HttpResponse:
    """The week, the periods with a week of their own, and the closing days to come with the dates on them."""
    branch = _branch(request, branch_id, LOOK)
    today = clock.today(branch.zone)
    hours = hours_of(branch, today, today + AHEAD)
    monday = today - timedelta(days=today.weekday())
    dates = concerned(branch, hours.closings, now=clock.now())
    context = {
        "branch": branch,
        "hours": hours,
        "week": hours.week(monday),
        "period": (period := hours.period(today)) and days_in_words(*period),
        "periods": [(days_in_words(*period), period[0]) for period in hours.periods() if period[1] >= today],
        "closings": [
            (row, days_in_words(row.first, row.last), len(found))
            for row, found in zip(hours.closings, dates, strict=True)
        ],
        "may_change": may_act_for(request.user, branch, MANAGE),
        "page_title": _("Opening hours"),
        "page_subtitle": str(branch),
    }
    return TemplateResponse(request, "calendar/admin/hours_branch.html", context)


@require_http_methods(["GET", "POST"])
def hours_week(request: HttpRequest, branch_id: int) -> HttpResponse:
    """The usual week."""
    branch = _branch(request, branch_id, MANAGE)
    form = WeekForm(request.POST if request.method == "POST" else None, spans=_spans(branch, None))
    return _change_week(request, branch, form, _("The usual week"), None)


@require_http_methods(["GET", "POST"])
def hours_period(request: HttpRequest, branch_id: int, first: date | None = None) -> HttpResponse:
    """The week of a new period, or of the one that begins on that day."""
    branch = _branch(request, branch_id, MANAGE)
    period = next(
        (found for found in Hours(tuple(branch.opening_times.all()), ()).periods() if found[0] == first), None
    )
    if first and period is None:
        return redirect("opening_hours:branch", branch.pk)
    initial = {"first": period[0], "last": period[1]} if period else {}
    form = PeriodForm(request.POST if request.method == "POST" else None, spans=_spans(branch, period), initial=initial)
    return _change_week(request, branch, form, _("Hours for a period"), period)


@require_http_methods(["GET", "POST"])
def closing_change(request: HttpRequest, branch_id: int, closing_id: int | None = None) -> HttpResponse:
    """A closing day, new or not: the dates it concerns are shown first, and one answer decides about all of them."""
    branch = _branch(request, branch_id, MANAGE)
    closing = get_object_or_404(branch.closing_days, pk=closing_id) if closing_id else ClosingDay(branch=branch)
    form = ClosingForm(request.POST if request.method == "POST" else None, instance=closing, now=clock.now())
    if form.is_valid():
        cancelled = enter_closing(form.instance, cancel=form.cleaned_data["decision"] == CANCEL, now=clock.now())
        log(instance=form.instance, action="wagtail.edit" if closing_id else "wagtail.create", user=request.user)
        for row in cancelled:
            log(instance=row, action="calendar.cancel", user=request.user, data={"reason": row.reason})
        told = ngettext("%(number)s date is cancelled.", "%(number)s dates are cancelled.", len(cancelled))
        messages.success(request, told % {"number": len(cancelled)} if cancelled else _("The closing day is saved."))
        return redirect("opening_hours:branch", branch.pk)
    dates = [(row, span_in_words(row.start, row.end, zone=row.zone)) for row in form.dates]
    title = _("Closing day")
    context = {"branch": branch, "form": form, "dates": dates, "page_title": title, "page_subtitle": str(branch)}
    return TemplateResponse(request, "calendar/admin/closing.html", context)


@require_POST
def closing_remove(request: HttpRequest, branch_id: int, closing_id: int) -> HttpResponse:
    """Takes a closing day away; what was cancelled for it stays cancelled."""
    branch = _branch(request, branch_id, MANAGE)
    closing = get_object_or_404(branch.closing_days, pk=closing_id)
    log(instance=closing, action="wagtail.delete", user=request.user, deleted=True)
    closing.delete()
    messages.success(request, _("The closing day is removed. What was cancelled for it stays cancelled."))
    return redirect("opening_hours:branch", branch.pk)


def warn_outside_hours(request: HttpRequest, page: EventPage) -> None:
    """After publishing: how many dates lie outside the opening hours. No fault, so nothing is refused."""
    branch, now = branch_of(page), clock.now()
    if branch is None or is_translation(page):
        return
    plan = [one for one in planned_dates(page, zone=branch.zone, until=horizon(now)) if one.end > now]
    found = outside_hours(page, without_closing_days(page, plan, branch, []), branch)
    if found:
        told = ngettext(
            "%(number)s date lies outside the opening hours, the first on %(when)s.",
            "%(number)s dates lie outside the opening hours, the first on %(when)s.",
            len(found),
        )
        first = min(found, key=lambda one: one.start)
        when = span_in_words(first.start, first.end, zone=branch.zone)
        messages.warning(request, told % {"number": len(found), "when": when})


def _change_week(request: HttpRequest, branch: Branch, form: WeekForm, title: str, old: Period) -> HttpResponse:
    if form.is_valid():
        asked = form.cleaned_data
        period = (asked["first"], asked["last"]) if "first" in asked else None
        try:
            set_week(branch, form.spans(), period=period, instead_of=old)
        except RuleBroken as refusal:
            form.add_error(None, refusal.sentence)
        else:
            log(instance=branch, action="wagtail.edit", user=request.user)
            messages.success(request, _("The opening hours are saved."))
            return redirect("opening_hours:branch", branch.pk)
    context = {"branch": branch, "form": form, "page_title": title, "page_subtitle": str(branch)}
    return TemplateResponse(request, "calendar/admin/hours_week.html", context)


def _spans(branch: Branch, period: Period) -> dict[int, list[Span]]:
    first, last = period or (None, None)
    found: dict[int, list[Span]] = {}
    for row in branch.opening_times.filter(valid_from=first, valid_until=last):
        found.setdefault(row.weekday, []).append((row.opens, row.closes))
    return found


def _branch(request: HttpRequest, branch_id: int, roles: tuple[str, ...]) -> Branch:
    branch = get_object_or_404(Branch, pk=branch_id)
    if not may_act_for(request.user, branch, roles):
        raise PermissionDenied
    return branch
