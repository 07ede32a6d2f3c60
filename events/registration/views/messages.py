"""Writing to many people at once, and afterwards what became of every letter."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from accounts.domain import EDIT, LOOK, branches_of
from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain import rows
from events.registration.domain.letters import announcing, delivery, messaging, teller
from events.registration.domain.letters.messaging import Audience
from events.registration.domain.staff import finding
from events.registration.domain.staff.sight import sight_of
from events.registration.forms.messages import EVERYONE, STATES, MessageForm
from events.registration.views.desk import frame, own_date
from events.registration.views.lists import about

ON_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def registration_message(request: HttpRequest) -> HttpResponse:
    """Asks for the words, shows who gets which letter, and at the next POST sends it, once."""
    asked = request.GET
    ticked = asked.getlist("code")
    if not branches_of(request.user, EDIT).exists():
        raise Http404
    if not (ticked or asked.get("date") or asked.get("event")):
        messages.warning(request, _("Please tick whom you want to write to."))
        return redirect("registration_desk:registrations")
    data = request.POST if request.method == "POST" else None
    form = MessageForm(data, ticked=ticked, state=asked.get("state", ""), now=clock.now())
    context: dict[str, Any] = {
        "form": form,
        "about": about(request.user, asked),
        **frame(_("Write to people"), _trail()),
    }
    try:
        to = _audience(request, form, ticked)
        context["audience"] = to
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("subject", "text")}
            if request.POST.get("seen") == to.mark(**given):
                return _sent(request, to, form, given)
            context["mark"] = to.mark(**given)
            context["samples"] = messaging.samples(to, **given, key=form.form_key, now=clock.now())
    except RuleBroken as refused:
        context["refusal"] = refused.sentence
    return render(request, "registration/admin/registration_message.html", context)


def _audience(request: HttpRequest, form: MessageForm, ticked: list[str]) -> Audience:
    """Only of branches one edits for, only people who are registered in some way now."""
    chosen = form["to"].value()
    found = finding.asked_for(request.user, request.GET, sight_of(request.user)).active()
    found = found.of_branches(branches_of(request.user, EDIT)).filter(state__in=STATES.get(chosen, STATES[EVERYONE]))
    return messaging.audience(found.filter(code__in=ticked) if ticked else found)


def _sent(request: HttpRequest, to: Audience, form: MessageForm, given: dict[str, str]) -> HttpResponse:
    number = messaging.send(to, **given, key=form.form_key, now=clock.now())
    facts = {"subject": given["subject"], "people": number, "to": form.cleaned_data["to"]}
    log(instance=to.people[0][0].occurrence if to.people else request.user, action="registration.message",
        user=request.user, data=facts)  # fmt: skip
    sentence = ngettext("%(number)s letter goes out.", "%(number)s letters go out.", number) % {"number": number}
    messages.success(request, sentence)
    dates = {each.occurrence.code for people in to.people for each in people}
    if len(dates) == 1:
        return redirect("registration_desk:told", dates.pop())
    return redirect(f"{reverse('registration_desk:registrations')}?{request.GET.urlencode()}")


@require_safe
def date_told(request: HttpRequest, code: str) -> HttpResponse:
    """Who of a date was told what, and whether it arrived; `problems` shows only what did not."""
    occurrence = own_date(request, code, LOOK)
    row = rows.of([occurrence], language=get_language() or "en")[0]
    problems = request.GET.get("problems") == "1"
    page = Paginator(delivery.people_of(occurrence, problems=problems), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(_("Who was told"), [*_trail(), ("registration_desk:date", [occurrence.code], row.title)]),
        "occurrence": occurrence,
        "row": row,
        "when": teller.in_words(row),
        "page": page,
        "told": delivery.told(list(page)),
        "counts": delivery.counts(occurrence),
        "problems": problems,
        "sees_needs": occurrence.branch_id in sight_of(request.user).needs,
        "coming": announcing.untold_of(occurrence, now=clock.now()),
    }
    return render(request, "registration/admin/date_told.html", context)


def _trail() -> list[tuple[str, list[str], str]]:
    return [("registration_desk:registrations", [], _("Registrations"))]
