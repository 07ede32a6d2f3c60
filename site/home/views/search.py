"""Search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from core import clock
from home.domain.searching import LONGEST_QUERY, search


def site_search(request: HttpRequest) -> HttpResponse:
    """A plain GET form and what it found."""
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY]
    found = search(words, language=get_language(), now=clock.now())
    return render(request, "home/search.html", {"found": found})
