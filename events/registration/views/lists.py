"""All registrations of one's branches in the admin: by event, date and state, searched, and taken out as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _, pgettext
from django.views.decorators.http import require_safe

from accounts.domain import DESK, EDIT, LOOK, branches_of
from accounts.models import User
from core import exports as exporter
from events.calendar.domain.wording import span_in_words
from events.calendar.models import Occurrence
from events.registration.domain.staff import finding
from events.registration.domain.staff.sight import sight_of
from events.registration.enums import State
from events.registration.views.desk import frame
from events.registration.views.files import exported

ON_A_PAGE = 50


@require_safe
def registration_index(request: HttpRequest) -> HttpResponseBase:
    """The list; `export=csv` or `xlsx` gives exactly what the filters show, with the columns one may see."""
    sight, asked = sight_of(request.user), request.GET
    rows = finding.asked_for(request.user, asked, sight)
    found = finding.in_state(rows, asked)
    kind = asked.get("export", "")
    if kind in exporter.FORMATS:
        return exported(request, _("Registrations"), kind, found)
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page"))
    context = {
        **frame(_("Registrations"), []),
        "page": page,
        "people": [(each, sight.email(each)) for each in page],
        "counts": finding.counts(rows),
        "branches": list(branches_of(request.user, LOOK)),
        "states": [choice for choice in State.choices if choice[0] != State.REPEAT],
        "modes": _modes(),
        "orders": _orders(),
        "order": finding.order_of(asked),
        "asked": asked,
        "query": without(asked, "page", "export"),
        "query_of_states": without(asked, "page", "export", "state"),
        "about": about(request.user, asked),
        "to_do": branches_of(request.user, DESK).exists(),
        "may_write": branches_of(request.user, EDIT).exists(),
    }
    return render(request, "registration/admin/registration_index.html", context)


def without(asked: QueryDict, *names: str) -> str:
    """The filters as part of an address, but for these."""
    rest = asked.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()


def about(user: User, asked: QueryDict) -> str:
    """The date or event the list is narrowed to, in words; nothing where it is not one's own."""
    dates = Occurrence.objects.filter(branch__in=branches_of(user, LOOK)).select_related("event")
    if code := asked.get("date", ""):
        row = dates.filter(code=code).first()
        if row is None:
            return ""
        when = span_in_words(row.start, row.end, zone=row.zone, all_day=row.all_day)
        return f"{row.event.title} · {when}"
    if (event := asked.get("event", "")).isdecimal() and len(event) < 10:
        row = dates.filter(event=int(event)).first()
        return row.event.title if row else ""
    return ""


def _modes() -> list[tuple[str, str]]:
    return [("here", _("In the library")), ("online", _("Online"))]


def _orders() -> list[tuple[str, str]]:
    return [
        ("newest", pgettext("order of registrations", "Newest first")),
        ("name", pgettext("order of registrations", "By name")),
        ("date", pgettext("order of registrations", "By date")),
        ("line", pgettext("order of registrations", "As they wait")),
    ]
