"""One date in the admin: its facts, and each decision about it on a small screen of its own."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.domain import EDIT, LOOK, may_act_for
from accounts.models import User
from core import clock
from core.exceptions import RuleBroken
from events.calendar.forms.dates import FORMS, verbs_for, when
from events.calendar.models import Occurrence, Schedule


@require_GET
def occurrence_show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The facts of the date and what can be decided about it."""
    occurrence = own_occurrence(request, pk, LOOK)
    may_edit = may_act_for(request.user, occurrence.branch, EDIT)
    context = {
        "occurrence": occurrence,
        "when": when(occurrence),
        "verbs": verbs_for(occurrence, now=clock.now()) if may_edit else [],
        "may_split": may_edit and may_split(request.user, occurrence, now=clock.now()),
        "page_title": occurrence.event.title,
        "page_subtitle": when(occurrence),
    }
    return TemplateResponse(request, "calendar/admin/occurrence.html", context)


@require_http_methods(["GET", "POST"])
def occurrence_change(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Asks, shows who would be told what, and at the next POST does it; what a rule refuses is said in the form."""
    if verb not in FORMS:
        raise Http404
    occurrence = own_occurrence(request, pk, EDIT)
    form = FORMS[verb](request.POST if request.method == "POST" else None, occurrence=occurrence)
    if form.is_valid() and form.was_seen(request.POST.get("seen", "")):
        try:
            after = form.act(now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, refusal.sentence)
        else:
            log(instance=after, action=f"calendar.{verb}", user=request.user, data={"reason": after.reason})
            messages.success(request, form.told(after))
            return redirect("occurrence:show", pk)
    context = {"occurrence": occurrence, "when": when(occurrence), "form": form, "page_title": form.heading}
    return TemplateResponse(request, "calendar/admin/occurrence_change.html", context)


def may_split(user: User, occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether "this and following" can be chosen: a date to come of a series, by someone who may publish its page."""
    if occurrence.planned_on is None or occurrence.end <= now or occurrence.off_rule or occurrence.withdrawn_at:
        return False
    series = Schedule.objects.filter(page=occurrence.event_id, code=occurrence.schedule_code, rule__contains="FREQ")
    return series.exists() and bool(occurrence.event.permissions_for_user(user).can_publish())


def own_occurrence(request: HttpRequest, pk: UUID, roles: tuple[str, ...]) -> Occurrence:
    """The date, if one holds one of the roles at its branch."""
    found = get_object_or_404(Occurrence.objects.select_related("event", "branch", "space__branch"), pk=pk)
    if not may_act_for(request.user, found.branch, roles):
        raise PermissionDenied
    return found
