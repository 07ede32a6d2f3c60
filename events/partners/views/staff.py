"""Screens of staff that are no list or form of rows: the reports of a source, fetching now, the review."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.domain import EDIT, MANAGE, branches_of, may_act_for
from core import clock
from core.exceptions import RuleBroken
from events.partners import words
from events.partners.domain.reviewing import decide
from events.partners.domain.visiting import fetch_now
from events.partners.forms import ReviewForm
from events.partners.models import Happening, Source

PAGE = 50


@require_GET
def source_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How a calendar is doing, and what its last fetches brought."""
    source = _source(request, pk, EDIT)
    runs = [{"run": run, "account": words.account(run)} for run in source.runs.all()]
    waiting = Happening.objects.waiting().filter(source=source).count()
    context = {
        "source": source, "runs": runs, "waiting": waiting, "state": words.source_state(source),
        "may_manage": may_act_for(request.user, source.branch, MANAGE),
        "page_title": str(source.organisation), "page_subtitle": source.calendar,
    }  # fmt: skip
    return TemplateResponse(request, "partners/admin/source.html", context)


@require_POST
def source_fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks the calendar as due; the next `tick` fetches it."""
    source = _source(request, pk, MANAGE)
    try:
        fetch_now(source, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, refusal.sentence)
    else:
        log(instance=source, action="partners.fetch", user=request.user)
        messages.success(request, _("It is fetched within a minute. Look again here for its report."))
    return redirect("sources:show", pk)


@require_http_methods(["GET", "POST"])
def happening_review(request: HttpRequest) -> HttpResponse:
    """New dates of partners, let through or hidden many at a time."""
    branches = branches_of(request.user, EDIT)
    if not branches.exists():
        raise PermissionDenied
    rows = Happening.objects.waiting().filter(start__gt=clock.now(), branch__in=branches)
    form = ReviewForm(request.POST if request.method == "POST" else None, rows=rows)
    if form.is_valid():
        number = decide(form.cleaned_data["happenings"], to=form.cleaned_data["to"], now=clock.now())
        told = ngettext("%(number)s date was decided about.", "%(number)s dates were decided about.", number)
        messages.success(request, told % {"number": number})
        return redirect("happenings:review")
    page = Paginator(rows.select_related("organisation", "branch").order_by("start", "pk"), PAGE).get_page(
        request.GET.get("p")
    )
    items = [{"happening": row, "when": words.when(row), "state": words.state(row)} for row in page]
    context = {"items": items, "page": page, "form": form, "page_title": _("Partners’ dates to look through")}
    return TemplateResponse(request, "partners/admin/review.html", context)


def _source(request: HttpRequest, pk: int, roles: tuple[str, ...]) -> Source:
    found = get_object_or_404(Source.objects.select_related("organisation", "branch", "topic"), pk=pk)
    if not may_act_for(request.user, found.branch, roles):
        raise PermissionDenied
    return found
