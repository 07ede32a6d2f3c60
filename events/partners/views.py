"""The public page of one happening."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.tokens import read_aloud
from events.partners.models import Happening


def happening_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One date of a partner's calendar, plainly marked as theirs."""
    shown = Happening.objects.filter(withdrawn_at=None).select_related("organisation", "topic")
    happening = get_object_or_404(shown, code=read_aloud(code))
    return render(request, "partners/happening.html", {"happening": happening, "updated": happening.modified})
