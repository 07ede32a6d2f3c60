"""Two questions people answer by their signed link: take the offered place, and do you still come."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import clock
from core.exceptions import RuleBroken
from events.registration.domain import deadlines
from events.registration.domain.letters import teller
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import offers, reconfirming
from events.registration.enums import State
from events.registration.models import Registration
from events.registration.views.managing import facts_of, for_its_holder

Answer = Callable[..., Registration]
# What the buttons say.
TAKE, DECLINE = "take", "decline"
YES, NO = "yes", "no"


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_offer(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks, POST takes the place or gives it to the next one on the list: mail programs follow links."""
    answers = {TAKE: offers.accept, DECLINE: registering.cancel}
    return _answered(
        request, token, registration, answers, "registration/registration_offer.html", **_offer(registration)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_still(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks, POST says yes, or cancels."""
    answers = {YES: reconfirming.still_coming, NO: registering.cancel}
    return _answered(
        request, token, registration, answers, "registration/registration_still.html", **_still(registration)
    )


def _offer(registration: Registration) -> dict[str, Any]:
    until = registration.offered_until
    over = offers.is_over(registration, registration.occurrence, now=clock.now())
    return {
        "asks": registration.face == State.OFFERED and not over,
        "until": teller.moment_in_words(until, registration.occurrence) if until else "",
    }


def _still(registration: Registration) -> dict[str, Any]:
    occurrence = registration.occurrence
    return {
        "asks": registration.face == State.CONFIRMED and clock.now() < occurrence.start,
        "said_yes": registration.confirmed_again_at is not None,
        "until": teller.moment_in_words(deadlines.goes_on_at(occurrence), occurrence),
    }


def _answered(
    request: HttpRequest,
    token: str,
    registration: Registration,
    answers: dict[str, Answer],
    template: str,
    **facts: Any,
) -> HttpResponse:
    refusal = None
    answer = answers.get(request.POST.get("answer", ""))
    if request.method == "POST" and answer:
        try:
            answer(registration, now=clock.now())
            return redirect(registration)
        except RuleBroken as refused:
            refusal = refused
    context = {**facts_of(token, registration), **facts, "refusal": refusal}
    return render(request, template, context)
