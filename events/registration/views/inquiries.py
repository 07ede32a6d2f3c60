"""Somebody asks what we keep of them, and lost their link: a manager looks, hands out a copy, or erases it.

A manager acts on the registrations of their own branches; a superuser on the whole person, letters and calendar
included. The address is only ever posted, so that it stands in no log of addresses.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.domain import MANAGE, branches_of
from core import clock
from core.exceptions import RuleBroken
from events.registration.domain.privacy import erasing, exporting
from events.registration.forms.links import InquiryForm
from events.registration.models import Registration
from events.registration.views.desk import frame


@dataclass(frozen=True)
class Inquiry:
    """Whose registrations, and which of them this member of staff may act on; `whole`: the whole person."""

    email: str
    registrations: list[Registration]
    whole: bool

    @property
    def among(self) -> list[Registration] | None:
        return None if self.whole else self.registrations


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    """Asks for the address; then shows how much there is, gives a copy, or erases it."""
    if not branches_of(request.user, MANAGE).exists():
        raise PermissionDenied
    form = InquiryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    inquiry = _inquiry(request, form.cleaned_data["email"])
    deed = form.cleaned_data["deed"]
    if deed == "copy":
        return _copy(request, inquiry)
    if deed == "erase" and form.cleaned_data["sure"]:
        return _erase(request, inquiry)
    _note(request, "look", inquiry)
    return _show(request, form, inquiry, asks=deed == "erase")


def _inquiry(request: HttpRequest, email: str) -> Inquiry:
    found = erasing.of(email)
    if request.user.is_superuser:
        return Inquiry(email, found, whole=True)
    own = set(branches_of(request.user, MANAGE).values_list("pk", flat=True))
    return Inquiry(email, [each for each in found if each.occurrence.branch_id in own], whole=False)


def _copy(request: HttpRequest, inquiry: Inquiry) -> HttpResponse:
    _note(request, "copy", inquiry)
    body = exporting.as_json(exporting.of_person(inquiry.email, inquiry.among))
    headers = {"Content-Disposition": 'attachment; filename="person.json"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type="application/json", headers=headers)


def _erase(request: HttpRequest, inquiry: Inquiry) -> HttpResponse:
    try:
        number = erasing.erase_person(inquiry.email, now=clock.now(), among=inquiry.among, by=request.user)
    except RuleBroken as refused:
        messages.error(request, refused.sentence)
        return _show(request, InquiryForm(), inquiry)
    _note(request, "erase", inquiry)
    done = ngettext("%(number)d registration is erased.", "%(number)d registrations are erased.", number)
    messages.success(request, done % {"number": number})
    return _show(request, InquiryForm())


def _note(request: HttpRequest, deed: str, inquiry: Inquiry) -> None:
    """Who did it and to how many rows; never to whom."""
    facts = {"rows": len(inquiry.registrations), "whole": inquiry.whole}
    log(instance=request.user, action=f"registration.person_{deed}", user=request.user, data=facts)


def _show(request: HttpRequest, form: Any, inquiry: Inquiry | None = None, *, asks: bool = False) -> HttpResponse:
    trail = [("registration_desk:registrations", [], _("Registrations"))]
    title = _("What we keep of a person")
    context = {
        **frame(title, trail),
        "form": form,
        "inquiry": inquiry,
        "asks": asks,
        "whole": request.user.is_superuser,
    }
    response = render(request, "registration/admin/person_kept.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
