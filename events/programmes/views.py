"""The public pages of programmes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.tokens import read_aloud
from events.programmes.domain import line_of
from events.programmes.models import Programme


def programme_list(request: HttpRequest) -> HttpResponse:
    """Every public programme, the newest first."""
    programmes = list(Programme.objects.public())
    updated = max((programme.modified for programme in programmes), default=None)
    return render(request, "programmes/list.html", {"programmes": programmes, "updated": updated})


def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One programme with its whole line, from the need to what came of it."""
    programme = get_object_or_404(Programme.objects.public(), code=read_aloud(code))
    context = {"programme": programme, "line": line_of(programme), "updated": programme.modified}
    return render(request, "programmes/detail.html", context)
