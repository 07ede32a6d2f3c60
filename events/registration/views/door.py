"""What the buttons of the desk do: one press, one verb of the domain, and back to the list with a sentence."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_POST

from accounts.domain import DESK
from core import clock
from core.exceptions import RuleBroken
from core.tokens import read_aloud
from events.calendar.models import Occurrence
from events.registration.domain.attending import attendance, counting, desk
from events.registration.domain.letters import teller
from events.registration.forms.door import HeadcountForm, WalkInForm
from events.registration.models import Person, Registration
from events.registration.views.desk import DOOR, own_date

# A press that waited longer for the network than this, in seconds, counts as made then: a day at the door.
LONGEST_WAIT = 24 * 60 * 60


class NotHere(RuleBroken):
    """No such registration on this date."""


class NotUnderstood(RuleBroken):
    """A field of one of the small forms at the door."""


@require_POST
def desk_do(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """One press of a button at the door: back to the list, or a short answer for the desk's script."""
    if verb not in VERBS:
        raise Http404
    occurrence = own_date(request, code, DESK)
    try:
        said, done = press(request, occurrence, verb), True
    except RuleBroken as refused:
        said, done = refused.sentence, False
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"done": done, "said": said if done else _told_later(request, occurrence, verb, said)})
    (messages.success if done else messages.error)(request, said)
    return redirect(reverse("registration_desk:date", args=[occurrence.code]) + _again(request))


def press(request: HttpRequest, occurrence: Occurrence, verb: str) -> str:
    """Do what one button does; returns the sentence to show, raises RuleBroken with the one that says why not."""
    if verb not in VERBS:
        raise Http404
    return VERBS[verb](request, occurrence)


def _told_later(request: HttpRequest, occurrence: Occurrence, verb: str, said: str) -> str:
    """Why a press was refused, with whom it was about and when it was made: the page may be another one by now."""
    try:
        what = _of_whom(request, occurrence, verb)
    except RuleBroken:
        return said
    at = teller.clock_time(_facts(request)["now"], occurrence)
    return _("%(what)s, %(time)s: %(sentence)s") % {"what": what, "time": at, "sentence": said}


def _of_whom(request: HttpRequest, occurrence: Occurrence, verb: str) -> str:
    if verb == "walk-in":
        return _("Came without registering: %(party)s") % {"party": _number(request.POST.get("party", "")) or ""}
    if verb == "count":
        return _("Headcount")
    return _called(_person(request, occurrence) or _registration(request, occurrence))


def _again(request: HttpRequest) -> str:
    sought = request.POST.get("q", "")
    return f"?{urlencode({'q': sought})}" if sought else ""


def _facts(request: HttpRequest) -> dict[str, Any]:
    """Who pressed, when, with which key and why. A press that waited on the device says how many seconds ago it was."""
    ago = min(_number(request.POST.get("ago", "")) or 0, LONGEST_WAIT)
    moment = clock.now() - timedelta(seconds=ago)
    key, reason = request.POST.get("key", "")[:36], request.POST.get("reason", "")
    return {"now": moment, "by": request.user, "key": key, "reason": reason}


def _key_of_press(key: str) -> uuid.UUID | None:
    """The key of a press that the desk's script sends; a form without it has its own."""
    return uuid.UUID(key) if re.fullmatch(r"[0-9a-f]{32}", key) else None


def _check_in(request: HttpRequest, occurrence: Occurrence) -> str:
    registration, person = _registration(request, occurrence), _person(request, occurrence)
    if person:
        found, first = desk.arrive(person, **_facts(request))
        person.refresh_from_db()
    else:
        number = _number(request.POST.get("number", "")) or None
        found, first = desk.check_in(registration, number=number, **_facts(request))
    name = _called(person or found)
    if first:
        return _("%(name)s is checked in.") % {"name": name}
    moment = person.arrived_at if person else found.checked_in_at
    if moment is None:
        return _("The check-in of %(name)s was undone in the meantime.") % {"name": name}
    return _("%(name)s was checked in already, at %(time)s.") % {
        "name": name, "time": teller.clock_time(moment, occurrence),
    }  # fmt: skip


def _came_later(request: HttpRequest, occurrence: Occurrence) -> str:
    found = desk.came_later(_registration(request, occurrence), **_facts(request))
    facts = {"name": _called(found), "came": found.arrived}
    return ngettext("%(name)s: %(came)d person is here.", "%(name)s: %(came)d people are here.", found.arrived) % facts


def _undo(request: HttpRequest, occurrence: Occurrence) -> str:
    registration, person = _registration(request, occurrence), _person(request, occurrence)
    after = request.POST.get("after", "")[:36]
    found = desk.undo_check_in(registration, person=person, after=after, **_facts(request))
    return _("The check-in of %(name)s is undone.") % {"name": _called(person or found)}


def _admit(request: HttpRequest, occurrence: Occurrence) -> str:
    found = desk.admit(_registration(request, occurrence), now=clock.now(), by=request.user)
    return _("%(name)s has a place now.") % {"name": _called(found)}


def _walk_in(request: HttpRequest, occurrence: Occurrence) -> str:
    form, facts = _valid(WalkInForm(request.POST, now=clock.now())), _facts(request)
    party, pressed = form.cleaned_data["party"], _key_of_press(facts.pop("key"))
    desk.walk_in(
        occurrence, party=party, name=form.cleaned_data["name"], form_key=pressed or form.form_key,
        language=get_language() or "en", **facts,
    )  # fmt: skip
    return ngettext("%(party)d person came in.", "%(party)d people came in.", party) % {"party": party}


def _give_free(request: HttpRequest, occurrence: Occurrence) -> str:
    freed = desk.give_free(occurrence, now=clock.now(), by=request.user)
    return ngettext("%(freed)d place is free again.", "%(freed)d places are free again.", freed) % {"freed": freed}


def _count(request: HttpRequest, occurrence: Occurrence) -> str:
    form = _valid(HeadcountForm(request.POST, occurrence=occurrence))
    facts = _facts(request)
    del facts["key"]  # the same count twice is the same count
    kept = counting.keep_counts(occurrence, numbers=form.numbers, methods=form.methods, **facts)
    if not kept:
        return _("The count is taken back: this date is not counted.")
    return _("The count is kept: %(number)d.") % {"number": attendance.total(kept)}


def _stand_here(request: HttpRequest, occurrence: Occurrence) -> str:
    request.session[DOOR] = occurrence.code
    return _("This device reads tickets for this date now, until you log out.")


def _stand_anywhere(request: HttpRequest, occurrence: Occurrence) -> str:
    request.session.pop(DOOR, None)
    return _("This device reads tickets for every date of today.")


VERBS: dict[str, Callable[[HttpRequest, Occurrence], str]] = {
    "check-in": _check_in,
    "came-later": _came_later,
    "undo": _undo,
    "admit": _admit,
    "walk-in": _walk_in,
    "give-free": _give_free,
    "count": _count,
    "stand-here": _stand_here,
    "stand-anywhere": _stand_anywhere,
}


def _valid(form: Any) -> Any:
    if form.is_valid():
        return form
    field, problems = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    raise NotUnderstood(f"{label}: {problems[0]}" if label else problems[0])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _registration(request: HttpRequest, occurrence: Occurrence) -> Registration:
    """By its code, and of this date only: another date's code tells nothing."""
    code = read_aloud(request.POST.get("registration", ""))
    found = Registration.objects.of(occurrence).real().filter(code=code).first()
    if found is None:
        raise NotHere(_("This is not a registration for this date."))
    return found


def _person(request: HttpRequest, occurrence: Occurrence) -> Person | None:
    """One named person of a party, where the button was theirs."""
    asked = request.POST.get("person", "")
    if not asked:
        return None
    mine = Person.objects.select_related("registration").filter(registration__occurrence=occurrence)
    mine = mine.filter(registration=_registration(request, occurrence))
    found = mine.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    if found is None:
        raise NotHere(_("This is not a registration for this date."))
    return found


def _called(who: Registration | Person) -> str:
    """The name, or the reference of a party without one."""
    if isinstance(who, Person):
        return who.name or _called(who.registration)
    return who.name or teller.spelled(who.code)
