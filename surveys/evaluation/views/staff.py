"""For staff: the surveys of one's branches, their results, and the poster with the QR code."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from accounts.domain import LOOK, branches_of
from accounts.models import Role
from core import clock, qr
from events.calendar.domain.sources import text_page, text_pages
from events.programmes.models import Programme
from surveys.evaluation.domain.releasing import FEWEST_SHOWN
from surveys.evaluation.domain.results import own_words, results, surveys_of
from surveys.evaluation.enums import Mode
from surveys.evaluation.models import Survey

# Results are for those who plan and those who check; whoever stands at the desk needs the poster only.
READ = (Role.EDITOR, Role.MANAGER, Role.AUDITOR)
PER_PAGE = 50


@require_safe
def survey_index(request: HttpRequest) -> HttpResponse:
    """Surveys of dates that have begun, the latest first, and the headings where small ones come together."""
    if not branches_of(request.user, READ).exists():
        raise PermissionDenied
    mine = _mine(request, READ).select_related("occurrence__event", "occurrence__branch")
    dates = mine.of_dates().filter(opens__lte=clock.now()).annotate(**_counts()).order_by("-opens", "pk")
    page = Paginator(dates, PER_PAGE).get_page(request.GET.get("p"))
    titles = text_pages([survey.occurrence.event for survey in page], get_language() or "en")
    headings = mine.headings().select_related("programme", "branch").annotate(**_counts())
    context = {
        "page": page,
        "entries": [(survey, titles[survey.occurrence.event_id].title) for survey in page],
        "headings": [(survey, _name(survey)) for survey in headings],
        **_frame(_("Surveys"), []),
    }
    return render(request, "evaluation/admin/survey_index.html", context)


@require_safe
def survey_results(request: HttpRequest, code: str) -> HttpResponse:
    """One survey: figures, and own words apart from them; with ?all of all dates of its event."""
    survey = _own(request, code, READ)
    whole = not survey.is_heading and "all" in request.GET
    # Dates of one event may belong to several branches (a tour): only one's own are added up.
    shown = surveys_of(survey.occurrence.event).filter(pk__in=_mine(request, READ)) if whole else surveys_of(survey)
    context = {
        "survey": survey,
        "whole": whole,
        "results": results(shown),
        "own_words": _with_questions(survey, own_words(shown)),
        "fewest": max(survey.k, FEWEST_SHOWN),
        **_frame(_name(survey), [("evaluation_staff:index", _("Surveys"))]),
    }
    return render(request, "evaluation/admin/survey_results.html", context)


@require_safe
def survey_poster(request: HttpRequest, code: str) -> HttpResponse:
    """A page to print and hang up: the QR code that opens the survey of this date."""
    survey = _own(request, code, LOOK)
    if survey.is_heading:
        raise Http404
    address = settings.BASE_URL + reverse("evaluation:survey-open", args=[survey.code])
    context = {"survey": survey, "title": _name(survey), "address": address, "qr": qr.drawing(address)}
    return render(request, "evaluation/admin/poster.html", context)


def _mine(request: HttpRequest, roles: tuple[str, ...]) -> "QuerySet[Survey]":
    """The surveys of one's branches, and the headings of their kinds and programmes."""
    branches = branches_of(request.user, roles)
    programmes = Programme.objects.filter(pk=OuterRef("programme"), branches__in=branches)
    return Survey.objects.filter(Q(occurrence__branch__in=branches) | Q(branch__in=branches) | Exists(programmes))


def _own(request: HttpRequest, code: str, roles: tuple[str, ...]) -> Survey:
    whole = _mine(request, roles).select_related("occurrence__event", "occurrence__branch", "programme", "branch")
    found = whole.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _counts() -> dict[str, Any]:
    """People who answered: opened here, or counted here and opened under the heading."""
    return {
        "answered": Count("responses", filter=Q(responses__mode=Mode.INVITED)) + F("folded_invited"),
        "answered_openly": Count("responses", filter=Q(responses__mode=Mode.OPEN)) + F("folded_open"),
    }


def _name(survey: Survey) -> str:
    if survey.occurrence:
        return text_page(survey.occurrence.event, get_language() or "en").title
    if survey.programme:
        return _("Small events of the programme “%(programme)s”") % {"programme": survey.programme}
    facts = {"branch": survey.branch, "kind": survey.get_kind_display()}
    return _("Small events in %(branch)s: %(kind)s") % facts


def _with_questions(survey: Survey, words: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    texts = dict(survey.questionnaire.questions.values_list("code", "text"))
    return [(str(texts.get(code, code)), said) for code, said in words.items()]


def _frame(title: str, trail: list[tuple[str, str]]) -> dict[str, Any]:
    way = [{"url": reverse(name), "label": label} for name, label in trail]
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": [*way, {"url": "", "label": title}],
    }
