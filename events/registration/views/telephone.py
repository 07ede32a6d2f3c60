"""Writing somebody down at the desk or on the telephone, and the slip that is printed for people without e-mail."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.domain import DESK
from core import clock, qr
from core.exceptions import RuleBroken
from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain.course_line import belongs, is_course
from events.registration.domain.letters import teller
from events.registration.domain.privacy import keeping
from events.registration.domain.taking_part import bundles, courses, links, registering
from events.registration.enums import Source, State
from events.registration.forms.door import DeskForm, SlipForm
from events.registration.models import Registration
from events.registration.views.desk import frame, own_date

# More letters of title, place and name than this are set smaller, so that a slip stays one page.
MOST_LETTERS = 120


@require_http_methods(["GET", "HEAD", "POST"])
def desk_register(request: HttpRequest, code: str) -> HttpResponse:
    """Write down somebody who telephones or stands at the desk; without e-mail a slip follows."""
    occurrence = own_date(request, code, DESK)
    course = _course(occurrence)
    given: dict[str, Any] = {"occurrence": occurrence, "now": clock.now(), "language": get_language() or "en"}
    given["course"] = len(course["dates"])
    form = DeskForm(typed=request.POST, **given) if "more" in request.POST else DeskForm(request.POST or None, **given)
    if form.is_bound and form.is_valid() and (made := _written_down(request, occurrence, form)):
        messages.success(request, _written(made))
        if made[0].email:
            return redirect("registration_desk:date", occurrence.code)
        return redirect("registration_desk:slip", made[0].occurrence.code, made[0].code)
    context = {**_frame(occurrence, _("Register somebody")), "form": form, "occurrence": occurrence, **course}
    return render(request, "registration/admin/desk_register.html", context)


def _course(occurrence: Occurrence) -> dict[str, Any]:
    """Of a date of a course: the dates one would register for, how full they are, and why nobody can join it now."""
    if not is_course(occurrence.event) or not belongs(occurrence):
        return {"dates": []}
    every = courses.dates_of(occurrence.event)
    try:
        coming = courses.check_open(every, now=clock.now(), by_staff=True)
    except RuleBroken as refused:
        return {"dates": [], "no_course": refused.sentence}
    return {"dates": coming, **courses.standing(coming)}


def _written_down(request: HttpRequest, occurrence: Occurrence, form: DeskForm) -> list[Registration]:
    """What was made: of a whole course a registration for each date; nothing when the form says what is wrong."""
    given = {name: form.cleaned_data[name] for name in ("name", "email", "party", "access_needs", "language")}
    given |= {"form_key": form.form_key, "now": clock.now(), "online": form.online, "details": form.details()}
    given |= {"source": Source.DESK, "by": request.user}
    try:
        if form.is_for_course:
            made = courses.register(occurrence.event, **given)
        else:
            made = [registering.register(occurrence, **given)]
    except RuleBroken as refused:
        form.refuse(refused)
        return []
    if made[0].state == State.REPEAT:
        form.add_error("email", _("This address is registered for this date already. Find it in the list."))
        return []
    return made


def _written(made: list[Registration]) -> str:
    """Who was written down, and how it stands with them."""
    words = {"name": made[0].name, "state": made[0].get_state_display(), "number": len(made)}
    if made[0].bundle is None:
        return _("%(name)s: %(state)s") % words
    sentence = ngettext(
        "%(name)s: %(state)s. This holds for %(number)d date of the course.",
        "%(name)s: %(state)s. This holds for all %(number)d dates of the course.",
        len(made),
    )
    return sentence % words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_slip(request: HttpRequest, code: str, registration: str) -> HttpResponse:
    """GET asks for the size, POST makes a new code and shows the slip to print; the code of an older slip is void."""
    occurrence = own_date(request, code, DESK)
    found = Registration.objects.of(occurrence).active().filter(code=registration, erased_at=None).first()
    if found is None:
        raise Http404
    found.occurrence = occurrence
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with translation.override(found.language):
            return render(request, "registration/admin/desk_slip.html", _slip(found, form.cleaned_data["size"]))
    context = {**_frame(occurrence, _("Print a slip")), "form": form, "registration": found, "occurrence": occurrence}
    return render(request, "registration/admin/desk_slip_ask.html", context)


def _slip(registration: Registration, size: str) -> dict[str, Any]:
    """What stands on the slip, in the active language. The code is shown this once; we keep its digest alone."""
    row = rows.of([registration.occurrence], language=registration.language)[0]
    with transaction.atomic():
        code = links.new_slip(registration)
    facts = teller.date_facts(row, registration.occurrence) | teller.person_facts(registration)
    return {
        **facts,
        "tight": sum(len(facts[name]) for name in ("title", "place", "address", "person_name")) > MOST_LETTERS,
        "registration": registration,
        "size": size,
        "qr": qr.drawing(facts["manage_url"]),
        "slip_code": teller.spelled(code),
        "slip_address": settings.BASE_URL + reverse("registration:slip"),
        "bundle": bundles.facts(registration, now=clock.now()),
        "erased": date_format(keeping.erased_on(registration), "DATE_FORMAT"),
    }


def _frame(occurrence: Occurrence, title: str) -> dict[str, Any]:
    row = rows.of([occurrence], language=get_language() or "en")[0]
    trail = [("registration_desk:index", [], _("Desk")), ("registration_desk:date", [occurrence.code], row.title)]
    return frame(title, trail)
