"""The desk: today's dates, one date with its people, on screen, on paper and as a file. What its buttons do: `door`."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from accounts.domain import DESK, LOOK, branches_of, may_act_for
from core import clock, exports as exporter
from core.folding import fold
from core.tokens import read_aloud
from events.calendar.domain import rows
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.attending import attendance, desk, locking
from events.registration.domain.letters import teller
from events.registration.domain.staff.sight import sight_of
from events.registration.enums import State
from events.registration.forms.door import HeadcountForm, WalkInForm
from events.registration.models import Headcount, Registration
from events.registration.views.files import exported

# The list shows what is on now, what ended a little while ago (someone may still count), and the days ahead.
BEHIND, AHEAD, MOST = timedelta(hours=12), timedelta(days=14), 100
# The session's word for the date at which this device reads tickets.
DOOR = "desk-door"


@require_safe
def desk_index(request: HttpRequest) -> HttpResponse:
    """Today's and the next dates of the branches one may look at."""
    now = clock.now()
    dates = Occurrence.objects.public().filter(branch__in=branches_of(request.user, LOOK))
    found = list(dates.overlapping(now - BEHIND, now + AHEAD)[:MOST])
    mine = Occurrence.objects.filter(branch__in=branches_of(request.user, DESK))
    uncounted = list(attendance.uncounted(mine, now=now).select_related("event", "branch", "space")[:MOST])
    context = {"entries": _entries(found, now), "uncounted": _entries(uncounted, now), **frame(_("Desk"), [])}
    return render(request, "registration/admin/desk_index.html", context)


def _entries(found: list[Occurrence], now: Any) -> list[dict[str, Any]]:
    figures = attendance.figures_by_date(found)
    told = rows.of(found, language=get_language() or "en")
    return [
        {
            "row": row,
            "hours": teller.hours(row),
            "occurrence": occurrence,
            "figures": figures.get(occurrence.pk, attendance.Figures()),
            "is_on": occurrence.start <= now < occurrence.end,
            "is_over": occurrence.end <= now,
        }
        for row, occurrence in zip(told, found, strict=True)
    ]


@require_safe
def desk_date(request: HttpRequest, code: str) -> HttpResponse:
    """Who is coming to one date, and the buttons for the door; `q` finds a name or a reference."""
    occurrence = own_date(request, code, LOOK)
    may_act = may_act_for(request.user, occurrence.branch, DESK)
    return render(request, "registration/admin/desk_date.html", _date(request, occurrence, may_act))


def _date(request: HttpRequest, occurrence: Occurrence, may_act: bool) -> dict[str, Any]:
    now, sought = clock.now(), request.GET.get("q", "")
    sees_needs = occurrence.branch_id in sight_of(request.user).needs
    known = Registration.objects.of(occurrence).real().prefetch_related("people")
    everyone = list(known.order_by("name", "pk"))
    row = rows.of([occurrence], language=get_language() or "en")[0]
    headcounts = list(Headcount.objects.filter(occurrence=occurrence).order_by("online", "part"))
    return {
        **frame(row.title, [("registration_desk:index", [], _("Desk"))]),
        "occurrence": occurrence,
        "when": teller.in_words(row),
        "row": row,
        "q": sought,
        **_by_state([each for each in everyone if matches(each, sought, people=sees_needs)]),
        "figures": attendance.figures([occurrence]),
        "headcounts": headcounts,
        "counted": attendance.total(headcounts) if headcounts else None,
        "may_act": may_act,
        "sees_needs": sees_needs,
        "needs_column": sees_needs and any(map(_has_needs, everyone)),
        "may_free": may_act and rules.has_begun(occurrence, now=now) and any(_is_awaited(each) for each in everyone),
        "locked": locking.is_locked(occurrence),
        "stands_here": request.session.get(DOOR) == occurrence.code,
        "takes_registrations": desk.expects_registration(occurrence),
        "walk_in": WalkInForm(now=now),
        "headcount": HeadcountForm(occurrence=occurrence, headcounts=headcounts),
    }


def _by_state(people: list[Registration]) -> dict[str, list[Registration]]:
    """Who is expected, who is here, who stands without a place, and who is off, each in the order the desk reads."""
    confirmed = [each for each in people if each.state == State.CONFIRMED]
    waiting = [each for each in people if each.state == State.WAITING]
    return {
        "expected": [each for each in confirmed if not each.arrived],
        "arrived": [each for each in confirmed if each.arrived],
        "asked": [each for each in people if each.state in (State.PENDING, State.OFFERED)],
        "line": sorted(waiting, key=lambda each: each.number or 0),
        "cancelled": [each for each in people if each.state in (State.CANCELLED, State.LAPSED, State.REFUSED)],
    }


def _is_awaited(registration: Registration) -> bool:
    return registration.state == State.CONFIRMED and registration.arrived is None and not registration.online


def _has_needs(registration: Registration) -> bool:
    return bool(registration.access_needs) or any(person.access_needs for person in registration.people.all())


def matches(registration: Registration, sought: str, *, people: bool = True) -> bool:
    """Whether the words stand in a name of the party, whatever their accents, or begin the reference.

    The names of its `people` are only for those who may see them.
    """
    if not sought.strip():
        return True
    names = [registration.name, registration.group]
    if people:
        names += [person.name for person in registration.people.all()]
    code = read_aloud(sought.strip())
    by_code = bool(code) and registration.code.startswith(code)
    return by_code or any(fold(sought.strip()) in fold(name) for name in names)


@require_safe
def desk_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The same list on paper, with a box to tick and lines for walk-ins."""
    occurrence = own_date(request, code, LOOK)
    return render(request, "registration/admin/desk_sheet.html", _date(request, occurrence, may_act=False))


@require_safe
def desk_export(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The list of one date as a file."""
    occurrence = own_date(request, code, LOOK)
    if kind not in exporter.FORMATS:
        raise Http404
    people = Registration.objects.of(occurrence).real().select_related("occurrence__event").order_by("name", "pk")
    return exported(request, occurrence.event.title, kind, people)


def own_date(request: HttpRequest, code: str, roles: tuple[str, ...]) -> Occurrence:
    """The date, if one holds one of the roles at its branch; else it is not there."""
    whole = Occurrence.objects.select_related("event", "branch", "space")
    found = whole.filter(code=code, branch__in=branches_of(request.user, roles)).first()
    if found is None:
        raise Http404
    return found


def frame(title: str, trail: list[tuple[str, list[str], str]]) -> dict[str, Any]:
    """What the frame of an admin page reads: the title and the way back."""
    way = [{"url": reverse(name, args=args), "label": label} for name, args, label in trail]
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [*way, {"url": "", "label": title}],
    }
