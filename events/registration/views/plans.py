"""Before a plan goes live: what it does to dates and people, and what becomes of dates that are no longer in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from accounts.domain import EDIT, may_act_for
from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.deleting import unfinished
from events.calendar.domain.previewing import Preview, date_key, preview
from events.calendar.enums import Status
from events.calendar.forms.dates import when
from events.calendar.models import EventPage, Occurrence
from events.calendar.views.guards import refuse_unfinished
from events.registration.domain.letters.rehearsing import Rehearsal
from events.registration.domain.staff import deciding
from events.registration.forms.plans import DecisionsForm
from events.registration.views.desk import frame

# How many other dates people may be moved to are offered.
MOST_TARGETS = 60


def ask_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Leads to the preview when publishing the saved draft changes dates the public knows."""
    if not isinstance(page, EventPage) or _waits(page):
        return None
    seen = _preview(page)
    return redirect("registration_desk:publish", page.pk) if seen.asks else None


@require_http_methods(["GET", "POST"])
def event_publish(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the draft would do; at POST it is published, if it is still what was shown, and the decisions are done."""
    page = _own_page(request, page_id, publish=True)
    if _waits(page):
        return redirect("wagtailadmin_pages:edit", page.pk)
    if drafts := unfinished([page]):
        return refuse_unfinished(request, drafts)
    seen = _preview(page)
    form = _form(request, [(change.row, change.people) for change in seen.undecided], _targets(seen))
    shown = request.POST.get("seen") == seen.digest
    if request.method == "POST" and not shown:
        messages.warning(request, _("Something has changed meanwhile. Please look again."))
    elif request.method == "POST" and form.is_valid():
        (page.get_latest_revision() or page.save_revision(user=request.user)).publish(user=request.user)
        messages.success(request, _("“%(title)s” is published.") % {"title": page.get_admin_display_title()})
        _do(request, page, form)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return render(request, "registration/admin/event_publish.html", _context(page, form, seen))


@require_http_methods(["GET", "POST"])
def event_decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """Dates that left the plan and wait for a decision: after an approval, or a publication ahead of time."""
    page = _own_page(request, page_id)
    people = deciding.people_of(page)
    left = list(page.occurrences.not_over(clock.now()).filter(off_rule=True, withdrawn_at=None).order_by("start"))
    there = page.occurrences.filter(off_rule=False, withdrawn_at=None, status=Status.SCHEDULED, start__gt=clock.now())
    form = _form(request, [(row, people.get(row.pk, 0)) for row in left], list(there.order_by("start")))
    if request.method == "POST" and form.is_valid():
        _do(request, page, form)
        return redirect("registration_desk:decide", page.pk)
    return render(request, "registration/admin/event_publish.html", _context(page, form, None))


def _own_page(request: HttpRequest, page_id: int, *, publish: bool = False) -> EventPage:
    page: EventPage = get_object_or_404(EventPage, pk=page_id).specific
    if not may_act_for(request.user, branch_of(page), EDIT):
        raise PermissionDenied
    if publish and not _may_publish(request, page):
        raise PermissionDenied
    return page


def _may_publish(request: HttpRequest, page: EventPage) -> bool:
    """As on the page's own screen: a page somebody else locked, or that waits for its hour, is left alone."""
    lock = page.get_lock()
    locked = lock is not None and lock.for_user(request.user)
    return not locked and bool(page.permissions_for_user(request.user).can_publish())


def _waits(page: EventPage) -> bool:
    """Whether the draft goes live at an hour to come: what it does then is decided under "left dates" afterwards."""
    goes_live = page.get_latest_revision_as_object().go_live_at
    return bool(goes_live and goes_live > clock.now())


def _preview(page: EventPage) -> Preview:
    draft = page.get_latest_revision_as_object()
    return preview(draft, now=clock.now(), people=deciding.people_of(page))


def _targets(seen: Preview) -> list[Occurrence]:
    """Dates of the new plan that people can be moved to, those that do not exist yet among them."""
    kept = seen.of("made", "moved", "changed", "unchanged", "restored")
    now = clock.now()
    return [change.row for change in kept if change.row.start > now and change.row.status == Status.SCHEDULED]


def _form(request: HttpRequest, dates: list[tuple[Occurrence, int]], targets: list[Occurrence]) -> DecisionsForm:
    return DecisionsForm(
        request.POST if request.method == "POST" else None,
        dates=[
            (row, _("%(when)s (%(people)s people)") % {"when": when(row), "people": people}) for row, people in dates
        ],
        targets=[(date_key(row), _with_places(row)) for row in targets[:MOST_TARGETS]],
    )


def _with_places(row: Occurrence) -> str:
    if row.seats is None:
        return when(row)
    left = max(row.seats - row.seats_taken, 0)
    return _("%(when)s (free places: %(left)s)") % {"when": when(row), "left": left}


def _do(request: HttpRequest, page: EventPage, form: DecisionsForm) -> None:
    done, refused = deciding.decide_all(page, form.decisions(), now=clock.now(), by=request.user)
    for sentence in done:
        messages.success(request, sentence)
    for sentence in refused:
        messages.error(request, sentence)


def _context(page: EventPage, form: DecisionsForm, seen: Preview | None) -> dict[str, Any]:
    told = [change.row.pk for change in seen.told] if seen else []
    concerned = [*told, *[row.pk for row in form.dates.values()]]
    title = _("Before it is published") if seen else _("Dates that left the plan")
    shown = [change for change in seen.changes if change.word != "unchanged"] if seen else []
    return {
        **frame(title, [("wagtailadmin_pages:edit", [str(page.pk)], page.get_admin_display_title())]),
        "event": page,
        "form": form,
        "preview": seen,
        "lines": [(change, when(change.row), _before(change)) for change in shown],
        "rehearsal": deciding.rehearse_plan(page.get_latest_revision_as_object(), now=clock.now()) if seen else None,
        "if_cancelled": _if_cancelled(page, form),
        "by_telephone": deciding.without_address(concerned),
    }


def _if_cancelled(page: EventPage, form: DecisionsForm) -> Rehearsal | None:
    """The letter people get of the dates that are to be decided about, should all of them be cancelled."""
    keys = [row.pk for row in form.dates.values()]
    return deciding.rehearse_cancelling(page, keys, now=clock.now()) if keys else None


def _before(change: Any) -> str:
    """When the date would have been, if it moves."""
    if change.word != "moved":
        return ""
    row = Occurrence(**{name: getattr(change.row, name) for name in ("start", "end", "zone", "all_day")})
    for name in ("start", "end", "all_day"):
        setattr(row, name, change.was.get(name, getattr(row, name)))
    return when(row)
