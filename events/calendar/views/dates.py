"""One date in the admin: its facts, and each decision about it on a small screen of its own."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.domain import EDIT, LOOK, may_act_for
from core import clock
from core.exceptions import RuleBroken
from events.calendar.forms.dates import FORMS, verbs_for, when
from events.calendar.models import Occurrence


@require_GET
def occurrence_show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The facts of the date and what can be decided about it."""
    occurrence = _occurrence(request, pk, LOOK)
    may_edit = may_act_for(request.user, occurrence.branch, EDIT)
    context = {
        "occurrence": occurrence,
        "when": when(occurrence),
        "verbs": verbs_for(occurrence, now=clock.now()) if may_edit else [],
        "page_title": occurrence.event.title,
        "page_subtitle": when(occurrence),
    }
    return TemplateResponse(request, "calendar/admin/occurrence.html", context)


@require_http_methods(["GET", "POST"])
def occurrence_change(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Asks, and at POST does it; what a rule refuses is said in the form."""
    if verb not in FORMS:
        raise Http404
    occurrence = _occurrence(request, pk, EDIT)
    form = FORMS[verb](request.POST if request.method == "POST" else None, occurrence=occurrence)
    if form.is_valid():
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


def _occurrence(request: HttpRequest, pk: UUID, roles: tuple[str, ...]) -> Occurrence:
    found = get_object_or_404(Occurrence.objects.select_related("event", "branch", "space__branch"), pk=pk)
    if not may_act_for(request.user, found.branch, roles):
        raise PermissionDenied
    return found
