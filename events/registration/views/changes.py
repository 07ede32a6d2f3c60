"""What staff do with one registration from its record: one press, one verb of the domain, and back with a sentence."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from accounts.domain import DESK, EDIT
from core import clock
from core.exceptions import RuleBroken
from events.calendar.domain.wording import span_in_words
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.letters import calling
from events.registration.domain.staff import moving
from events.registration.domain.taking_part import bundles, courses, registering
from events.registration.domain.waiting import approving, offers, reconfirming
from events.registration.enums import State
from events.registration.models import Registration
from events.registration.views.records import own_registration


class NotANumber(RuleBroken):
    """The number of places is none."""


@require_POST
def registration_do(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Does it, if the user may; what a rule refuses is said on the record, or on the list it was pressed in."""
    if verb not in VERBS:
        raise Http404
    roles, act = VERBS[verb]
    registration = own_registration(request, code, roles)
    try:
        messages.success(request, act(request, registration))
    except RuleBroken as refused:
        messages.error(request, refused.sentence)
    if "listed" in request.POST:
        return redirect("registration_desk:awaiting")
    return redirect("registration_desk:record", registration.code)


def _party(request: HttpRequest, registration: Registration) -> str:
    typed = request.POST.get("party", "").strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise NotANumber(_("Please write a whole number in digits."))
    party = int(typed)
    if bundles.is_of_course(registration):
        courses.change_party(registration, party=party, now=clock.now(), by=request.user)
        sentence = ngettext(
            "It is %(party)s place now on every date of the course to come.",
            "It is %(party)s places now on every date of the course to come.",
            party,
        )
        return sentence % {"party": party}
    registering.change_party(registration, party=party, now=clock.now(), by=request.user)
    return ngettext("It is %(party)s place now.", "It is %(party)s places now.", party) % {"party": party}


def _cancel(request: HttpRequest, registration: Registration) -> str:
    if bundles.is_of_course(registration):
        courses.leave(registration, now=clock.now(), by=request.user)
        return _told(registration, _("They are out of the course: all its dates to come are cancelled for them."))
    registering.cancel(registration, now=clock.now(), by=request.user)
    return _told(registration, _("The registration is cancelled."))


def _absent(request: HttpRequest, registration: Registration) -> str:
    courses.absent_once(registration, now=clock.now(), by=request.user)
    return _told(registration, _("Their place on this date is free. The rest of the course stays theirs."))


def _back(request: HttpRequest, registration: Registration) -> str:
    courses.come_after_all(registration, now=clock.now(), by=request.user)
    return _told(registration, _("Their place on this date is theirs again."))


def _move(request: HttpRequest, registration: Registration) -> str:
    to = Occurrence.objects.filter(code=request.POST.get("to", ""), event=registration.occurrence.event_id).first()
    if to is None:
        raise rules.NotPossibleNow(_("The other date is not there any more. Please choose again."))
    moving.move_party(registration, to=to, now=clock.now(), by=request.user)
    when = span_in_words(to.start, to.end, zone=to.zone, all_day=to.all_day)
    return _told(registration, _("Moved to %(when)s.") % {"when": when})


def _approve(request: HttpRequest, registration: Registration) -> str:
    after = approving.approve(registration, now=clock.now(), by=request.user)
    if after.state == State.WAITING:
        return _told(registration, _("Approved. No place is free, so they are on the waiting list."))
    return _told(registration, _("Approved: they have a place."))


def _refuse(request: HttpRequest, registration: Registration) -> str:
    words = request.POST.get("words", "")[:500]
    approving.refuse(registration, now=clock.now(), by=request.user, words=words)
    return _told(registration, _("The request is refused."))


def _accept(request: HttpRequest, registration: Registration) -> str:
    offers.accept(registration, now=clock.now(), by=request.user)
    return _told(registration, _("The offered place is theirs now."))


def _decline(request: HttpRequest, registration: Registration) -> str:
    offers.decline(registration, now=clock.now(), by=request.user)
    return _told(registration, _("The offered place goes to the next one on the list."))


def _still(request: HttpRequest, registration: Registration) -> str:
    reconfirming.still_coming(registration, now=clock.now(), by=request.user)
    return _("Noted: they still come.")


def _called(request: HttpRequest, registration: Registration) -> str:
    calling.called(registration, now=clock.now(), by=request.user)
    return _("Noted: they were told by telephone.")


def _told(registration: Registration, done: str) -> str:
    """The sentence, and who tells the person."""
    told = (
        _("A letter tells it.") if registration.email else _("There is no e-mail address: please tell them yourself.")
    )
    return f"{done} {told}"


VERBS: dict[str, tuple[tuple[str, ...], Callable[[HttpRequest, Registration], str]]] = {
    "party": (DESK, _party),
    "accept": (DESK, _accept),
    "decline": (DESK, _decline),
    "still-coming": (DESK, _still),
    "called": (DESK, _called),
    "approve": (EDIT, _approve),
    "refuse": (EDIT, _refuse),
    "cancel": (DESK, _cancel),
    "absent": (DESK, _absent),
    "back": (DESK, _back),
    "move": (EDIT, _move),
}
