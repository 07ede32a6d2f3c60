"""The screens of staff: events that wait for their outcome, drafting one, taking figures again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.domain import EDIT, branches_of, may_act_for
from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain.branches import branch_of
from events.calendar.domain.sources import source_of
from events.calendar.models import EventPage
from media.archive.domain.drafting import OutcomeExists, draft_outcome, take_again, waiting_for_outcome
from media.archive.models import OutcomePage

MOST = 100


@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Events of one's branches that are over and have no outcome yet."""
    branches = branches_of(request.user, EDIT)
    if not branches.exists():
        raise PermissionDenied
    events = waiting_for_outcome(branches, clock.now())[:MOST]
    context = {"events": events, "page_title": _("Outcomes to draft")}
    return TemplateResponse(request, "archive/admin/waiting_list.html", context)


@require_http_methods(["GET", "POST"])
def outcome_draft(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks, then drafts the outcome of the event and opens it."""
    event = source_of(get_object_or_404(EventPage, pk=page_id))
    if not may_act_for(request.user, branch_of(event), EDIT):
        raise PermissionDenied
    if request.method == "POST":
        try:
            outcome = draft_outcome(event, by=request.user, now=clock.now())
        except OutcomeExists as rule:
            outcome = rule.facts["outcome"]
        except RuleBroken as rule:
            messages.error(request, str(rule))
            return redirect("outcome_draft", event.pk)
        return redirect("wagtailadmin_pages:edit", outcome.pk)
    context = {"event": event, "page_title": _("Draft the outcome")}
    return TemplateResponse(request, "archive/admin/outcome_draft.html", context)


@require_http_methods(["GET", "POST"])
def figures_again(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks, then takes the figures of a draft anew."""
    outcome = get_object_or_404(OutcomePage.objects.select_related("branch"), pk=page_id)
    if not may_act_for(request.user, outcome.branch, EDIT):
        raise PermissionDenied
    if request.method == "POST":
        try:
            take_again(outcome, by=request.user, now=clock.now())
            messages.success(request, _("The figures are those of this moment."))
        except RuleBroken as rule:
            messages.error(request, str(rule))
        return redirect("wagtailadmin_pages:edit", outcome.pk)
    context = {"outcome": outcome, "page_title": _("Take the figures again")}
    return TemplateResponse(request, "archive/admin/figures_again.html", context)


def refuse_delete(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Says that an event with an outcome stays; nothing when none of the pages has one."""
    told = OutcomePage.objects.filter(event__in=[page.pk for page in pages]).first()
    if told is None:
        return None
    context = {"outcome": told, "page_title": _("This cannot be deleted")}
    return TemplateResponse(request, "archive/admin/event_stays.html", context, status=409)
