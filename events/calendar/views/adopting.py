"""The button that makes an event page of a partner's date."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from accounts.domain import EDIT, may_act_for
from core import clock
from core.exceptions import RuleBroken
from core.tokens import read_aloud
from events.calendar.domain.adopting import adopt, branch_page_for
from events.partners.models import Happening


@require_POST
def happening_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Makes the draft and leads to it; pressed again, leads to the same page."""
    happening = get_object_or_404(Happening.objects.select_related("branch"), code=read_aloud(code))
    if not may_act_for(request.user, happening.branch, EDIT):
        raise PermissionDenied
    try:
        under = branch_page_for(happening)
    except RuleBroken as refusal:
        messages.error(request, refusal.sentence)
        return redirect("happenings:edit", happening.pk)
    if not under.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    page = adopt(happening, under, user=request.user, now=clock.now())
    messages.success(
        request, _("This is the draft. Look it through and publish it; then it takes the partner’s place.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
