"""Readable pages where Wagtail would fail or lose something: events with dates, branch pages, unfinished drafts."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.domain import EDIT, may_act_for
from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.deleting import Changing, Holding, Unfinished
from events.calendar.domain.sources import source_of
from events.calendar.forms.reasons import EventCancelForm
from events.calendar.models import BranchPage, EventPage


def refuse_delete(request: HttpRequest, held: list[Holding]) -> HttpResponse:
    """Says what hangs on the pages and what can be done instead; 409: the pages are not in a state to be deleted."""
    only = held[0].page.specific if len(held) == 1 else None
    event = only if isinstance(only, EventPage) else None
    context = {"holdings": held, "event": event, "page_title": _("This cannot be deleted")}
    return TemplateResponse(request, "calendar/admin/cannot_delete.html", context, status=409)


def refuse_branch_pages(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Keeps the pages of branches on the site, unless a superuser takes them off: rights and events hang on them."""
    if request.user.is_superuser or not BranchPage.objects.filter(pk__in=[page.pk for page in pages]).exists():
        return None
    context = {"page_title": _("The page of a branch stays")}
    return TemplateResponse(request, "calendar/admin/branch_page_stays.html", context, status=409)


def refuse_unfinished(request: HttpRequest, drafts: list[Unfinished]) -> HttpResponse:
    """Says what each draft lacks, with the way to it."""
    context = {"drafts": drafts, "page_title": _("Not everything is ready to be published")}
    return TemplateResponse(request, "calendar/admin/unfinished.html", context, status=409)


def refuse_unseen(request: HttpRequest, drafts: list[Changing]) -> HttpResponse:
    """Says which drafts change dates people hold; each is published from its own page, where that is seen first."""
    context = {"drafts": drafts, "page_title": _("Please look at these first")}
    return TemplateResponse(request, "calendar/admin/unseen.html", context, status=409)


@require_http_methods(["GET", "POST"])
def event_cancel(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks for the reason, shows who is told what, then cancels all dates of the event that are still to come."""
    event = source_of(get_object_or_404(EventPage, pk=page_id).specific)
    if not may_act_for(request.user, branch_of(event), EDIT):
        raise PermissionDenied
    form = EventCancelForm(request.POST if request.method == "POST" else None, event=event, now=clock.now())
    if form.is_valid() and form.was_seen(request.POST.get("seen", "")):
        number = form.act(now=clock.now())
        for row in form.rows:
            log(instance=row, action="calendar.cancel", user=request.user, data=form.cleaned_data)
        told = ngettext("%(number)s date is cancelled.", "%(number)s dates are cancelled.", number)
        messages.success(request, told % {"number": number})
        return redirect("wagtailadmin_explore", event.get_parent().pk)
    context = {"event": event, "form": form, "dates": form.rows, "page_title": _("Cancel the event")}
    return TemplateResponse(request, "calendar/admin/event_cancel.html", context)
