"""The public page of one happening."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.tokens import read_aloud
from events.partners.models import Happening


def happening_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One date of a partner's calendar, plainly marked as theirs; our own page, when there is one in its place."""
    known = Happening.objects.select_related("organisation", "topic", "adopted")
    happening = get_object_or_404(known, code=read_aloud(code))
    if happening.adopted and happening.adopted.live and happening.published:
        return redirect(happening.adopted.localized.get_url(request))
    if happening.taken_back:
        raise Http404
    return render(request, "partners/happening.html", {"happening": happening, "updated": happening.modified})
