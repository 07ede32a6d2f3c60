"""All registrations of one's branches in the admin: searched by name, address or reference, and taken out as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.domain import LOOK, branches_of
from core import exports as exporter
from core.tokens import read_aloud
from events.registration.enums import State
from events.registration.models import Registration
from events.registration.querysets import RegistrationQuerySet
from events.registration.views.desk import exported, frame

ON_A_PAGE = 50
# One file holds at most this many lines; more is a matter for the figures, not for lists of people.
MOST_LINES = 20_000


@require_safe
def registration_index(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `export=csv` or `xlsx` gives exactly what the filters show."""
    branches = branches_of(request.user, LOOK)
    found = _filtered(Registration.objects.of_branches(branches).real(), request.GET)
    kind = request.GET.get("export", "")
    if kind in exporter.FORMATS:
        return exported(request, _("Registrations"), kind, found[:MOST_LINES])
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        **frame(_("Registrations"), []),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "branches": branches,
        "states": [choice for choice in State.choices if choice[0] != State.REPEAT],
        "asked": request.GET,
        "query": asked.urlencode(),
    }
    return render(request, "registration/admin/registration_index.html", context)


def _filtered(rows: RegistrationQuerySet, asked: Any) -> RegistrationQuerySet:
    sought = asked.get("q", "").replace("\0", "").strip()  # PostgreSQL refuses to be asked for a NUL
    if sought:
        found = Q(name__icontains=sought) | Q(email__icontains=sought)
        if code := read_aloud(sought):
            found |= Q(code__startswith=code)
        rows = rows.filter(found)
    if asked.get("branch"):
        rows = rows.filter(occurrence__branch__slug=asked["branch"])
    if asked.get("state") in State.values:
        rows = rows.filter(state=asked["state"])
    return rows.select_related("occurrence__event", "occurrence__branch").order_by("-created_at", "-pk")
