"""This and the following dates of a series: asked, shown what would happen, then done."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.domain import EDIT
from core import clock
from core.exceptions import RuleBroken
from events.calendar.forms.dates import when
from events.calendar.forms.following import FollowingForm
from events.calendar.views.dates import own_occurrence


@require_http_methods(["GET", "POST"])
def occurrence_following(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks; at the first POST shows what it would do, at the second (what was shown is the same) does it."""
    occurrence = own_occurrence(request, pk, EDIT)
    if not occurrence.event.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    try:
        form = FollowingForm(request.POST or None, occurrence=occurrence, for_user=request.user)
    except RuleBroken as refused:
        messages.error(request, refused.sentence)
        return redirect("occurrence:show", pk)
    seen = form.preview(now=clock.now()) if form.is_bound and form.is_valid() else None
    confirmed = seen is not None and request.POST.get("seen") == seen.digest
    if confirmed and form.act(now=clock.now(), by=request.user):
        messages.success(request, _("This date and the following ones are changed."))
        left = seen is not None and seen.undecided
        return redirect("registration_desk:decide", occurrence.event_id) if left else redirect("occurrence:show", pk)
    context: dict[str, Any] = {
        "occurrence": occurrence,
        "when": when(occurrence),
        "form": form,
        "preview": seen,
        "page_title": _("Change this and the following dates"),
        "media": form.media,
    }
    return TemplateResponse(request, "calendar/admin/occurrence_following.html", context)
