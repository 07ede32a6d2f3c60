"""What people do with the dates of a course, from the link in their letter: miss one, come after all, leave."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain import rows
from events.registration.domain.letters import teller
from events.registration.domain.taking_part import bundles, courses
from events.registration.models import Registration
from events.registration.views.managing import for_its_holder

Verb = Callable[..., Any]


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_absent(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks, POST frees the place of this one date."""
    return _ask(request, token, registration, "absent", courses.absent_once)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_back(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks, POST takes the place of this date again."""
    return _ask(request, token, registration, "back", courses.come_after_all)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_holder
def registration_leave(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """GET asks, POST leaves the course, or gives back all the dates that were chosen."""
    return _ask(request, token, registration, "leave", courses.leave)


def _ask(request: HttpRequest, token: str, registration: Registration, step: str, verb: Verb) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            verb(registration, now=clock.now())
            return redirect(_page(registration, clock.now()))
        except RuleBroken as refused:
            refusal = refused
    row = rows.of([registration.occurrence], language=registration.language)[0]
    context = {
        "step": step,
        "title": row.title,
        "when": teller.in_words(row),
        "waits": registration.face == "waiting",
        "token": token,
        "refusal": refusal,
    }
    return render(request, "registration/course_step.html", context)


def _page(registration: Registration, now: datetime) -> Registration:
    """Whose page lists all dates: the next one they come to."""
    return bundles.leading(bundles.of(registration), now=now)
