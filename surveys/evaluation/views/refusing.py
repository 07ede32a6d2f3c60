"""No more surveys by letter: by one click of a mail program, or by a person; and the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core import clock
from surveys.evaluation.domain import refusing
from surveys.evaluation.views.answering import private


@csrf_exempt  # mail programs post without a cookie (RFC 8058); whoever has the link may
@private
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends surveys by letter to this address; `again` lets them come as before."""
    if request.method == "POST" and "again" in request.POST:
        refusing.accept_again(token)
    elif request.method == "POST":
        refusing.refuse(token, now=clock.now())
    return render(request, "evaluation/no_more.html", {"refused": refusing.has_refused(token)})
