"""Reported figures: who looks sees up to which day each branch is locked, managers lock."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import LOOK, MANAGE, branches_of
from core import clock
from core.exceptions import RuleBroken
from events.registration.domain.attending import locking
from events.registration.forms.door import LockForm
from events.registration.models import AttendanceLock
from events.registration.views.desk import frame

# The list of what was locked when goes back so far.
MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def desk_locks(request: HttpRequest) -> HttpResponse:
    """The locks of one's branches, and the form of those who may set one."""
    mine, to_lock = branches_of(request.user, LOOK), branches_of(request.user, MANAGE)
    if not mine.exists() or (request.method == "POST" and not to_lock.exists()):
        raise PermissionDenied
    form = LockForm(request.POST or None, branches=to_lock)
    if request.method == "POST" and form.is_valid() and _locked(request, form):
        return redirect("registration_desk:locks")
    counting = locking.locks_of(mine)
    context = {
        **frame(_("Reported figures"), [("registration_desk:index", [], _("Desk"))]),
        "entries": [(branch, counting.get(branch.pk)) for branch in mine],
        "locks": AttendanceLock.objects.filter(branch__in=mine).select_related("branch", "by")[:MOST],
        "form": form if to_lock.exists() else None,
    }
    return render(request, "registration/admin/desk_locks.html", context)


def _locked(request: HttpRequest, form: LockForm) -> bool:
    given = form.cleaned_data
    try:
        locking.lock_period(given["branch"], until=given["until"], now=clock.now(), by=request.user)
    except RuleBroken as refused:
        form.add_error("until", refused.sentence)
        return False
    messages.success(request, _("The figures are locked up to that day."))
    return True
