"""A season's work in the admin: where it begins, and a season from a table: shown row by row, then made."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from accounts.domain import EDIT, branches_of
from core import clock
from core.exceptions import RuleBroken
from core.exports import FORMATS, file_response
from core.spreadsheets import MOST_BYTES, Sheet, read_sheet
from events.calendar.domain import season_rows
from events.calendar.domain.season_example import example_row
from events.calendar.forms.season import MakeForm, SheetForm, seal
from events.programmes.models import Programme


@require_GET
def season(request: HttpRequest) -> HttpResponse:
    """The ways to a new season: copies, a table, the old calendar."""
    branches = planned_branches(request)
    programmes = Programme.objects.filter(branches__in=branches).distinct().order_by("-starts_on")
    context = {"programmes": programmes[:30], "page_title": _("A season’s work")}
    return TemplateResponse(request, "calendar/season/index.html", context)


@require_GET
def season_template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """An empty table with the columns in one's own language and one row as an example."""
    branches = planned_branches(request)
    language = get_language() or settings.LANGUAGE_CODE
    example = example_row(branches.first(), today=clock.today(settings.TIME_ZONE))
    return file_response(_("Season"), kind if kind in FORMATS else "csv", season_rows.header(language), [example])


@require_http_methods(["GET", "POST"])
def season_table(request: HttpRequest) -> HttpResponse:
    """Asks for the table; at POST says of every row what would become of it. Nothing is written."""
    planned_branches(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sheet = read_sheet(form.cleaned_data["file"].read(MOST_BYTES + 1))
            return _shown(request, sheet, form.cleaned_data["language"])
        except RuleBroken as refusal:
            form.add_error("file", refusal.sentence)
    context = {"form": form, "page_title": _("A season from a table")}
    return TemplateResponse(request, "calendar/season/table.html", context)


@require_POST
def season_table_make(request: HttpRequest) -> HttpResponse:
    """Makes the drafts of the table that was shown, and shows it again: now they are there.

    No redirect: the table lives in the form alone, and a second POST makes nothing.
    """
    planned_branches(request)
    form = MakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("season:table")
    made = season_rows.make(form.sheet(), **_asked(request, form.cleaned_data["language"]))
    told = ngettext("%(number)s draft is made.", "%(number)s drafts are made.", len(made)) % {"number": len(made)}
    messages.success(request, told)
    return _shown(request, form.sheet(), form.cleaned_data["language"])


def planned_branches(request: HttpRequest) -> Any:
    """The branches whose events the person plans; refuses whoever plans none."""
    branches = branches_of(request.user, EDIT)
    if not branches.exists():
        raise PermissionDenied
    return branches


def _shown(request: HttpRequest, sheet: Sheet, language: str) -> HttpResponse:
    judged = season_rows.judge(sheet, **_asked(request, language))
    context = {
        "season": judged,
        "sealed": seal(MakeForm.purpose, [sheet.header, sheet.rows]),
        "language": language,
        "page_title": _("A season from a table"),
    }
    return TemplateResponse(request, "calendar/season/table_rows.html", context)


def _asked(request: HttpRequest, language: str) -> dict[str, Any]:
    return {"user": request.user, "language": language, "today": clock.today(settings.TIME_ZONE)}
