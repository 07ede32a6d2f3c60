"""Answering a survey, by the link of a letter or the code at the event: no account, no session."""

import functools
import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain.sources import text_page
from surveys.evaluation.domain import answering
from surveys.evaluation.domain.questionnaires import questions_of
from surveys.evaluation.domain.sealing import KeyLost
from surveys.evaluation.enums import Mode
from surveys.evaluation.forms import AnswerForm
from surveys.evaluation.models import Survey

LANGUAGES = dict(settings.LANGUAGES)
# A link that opens nothing is answered 410 whether it was ever valid or not: the two look the same to a stranger, and
# a 404 outside the languages would be sent on to an address with a language, token and all.
GONE, NOT_YET = 410, 403
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """The page speaks the language of ?lang=, is kept nowhere, and answers a refusal in a sentence."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponse:
        with translation.override(_wanted(request) or translation.get_language()):
            try:
                response = view(request, **kwargs)
            except answering.TooMany as refusal:
                response = _note(request, refusal.sentence, status=429)
                response.headers["Retry-After"] = str(refusal.facts["wait"])
            except RuleBroken as refusal:
                response = _note(
                    request, refusal.sentence, status=NOT_YET if isinstance(refusal, answering.NotOpenYet) else GONE
                )
            except KeyLost:
                log.exception("A survey cannot take answers.")
                sentence = _("We cannot take your answers just now. Please try again later.")
                response = _note(request, sentence, status=503)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapped


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind the link of a letter, in the language of the registration."""
    now = clock.now()
    invitation = answering.invitation_of(token, now=now)
    language = _wanted(request) or invitation.registration.language
    with translation.override(language):
        form = _form(request, invitation.survey)
        if not form.is_valid():
            return _show(request, form, invitation.survey, mode=Mode.INVITED)
        answering.answer_invited(invitation, answers=form.answers, now=now)
        return _thanks(language)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer_openly(request: HttpRequest, code: str) -> HttpResponse:
    """The form behind the QR code of an event, in the language of the browser."""
    now = clock.now()
    survey = answering.open_survey(code, now=now)
    form = _form(request, survey)
    if not form.is_valid():
        return _show(request, form, survey, mode=Mode.OPEN)
    answering.answer_openly(survey, answers=form.answers, now=now)
    return _thanks(translation.get_language())


@private
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank you, and what happens now. The address says nothing of who answered what."""
    context = {"language_urls": _languages(request), "together": settings.SURVEY_GROUP}
    return render(request, "evaluation/thanks.html", context)


def _form(request: HttpRequest, survey: Survey) -> AnswerForm:
    return AnswerForm(request.POST if request.method == "POST" else None, questions=questions_of(survey))


def _show(request: HttpRequest, form: AnswerForm, survey: Survey, *, mode: str) -> HttpResponse:
    context = {
        "form": form,
        "survey": survey,
        "title": text_page(survey.occurrence.event, translation.get_language()).title,
        "invited": mode == Mode.INVITED,
        "language_urls": _languages(request),
    }
    return render(request, "evaluation/survey.html", context, status=422 if form.is_bound else 200)


def _thanks(language: str | None) -> HttpResponse:
    return redirect(f"{reverse('evaluation:survey-thanks')}?lang={language}")


def _note(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    context = {"sentence": sentence, "language_urls": _languages(request)}
    return render(request, "evaluation/note.html", context, status=status)


def _wanted(request: HttpRequest) -> str | None:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in LANGUAGES else None


def _languages(request: HttpRequest) -> dict[str, str]:
    """This very page in each language: the address with the token stays, only ?lang= changes."""
    return {code: f"{request.path}?lang={code}" for code in LANGUAGES}
