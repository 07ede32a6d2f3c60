"""Pages written from what the site knows, so that they cannot become untrue: privacy, access, contact, open data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from events.calendar.models import BranchPage
from places.models import Branch, Space


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why and for how long: the retention table itself."""
    return render(request, "home/privacy.html", {"keepings": settings.RETENTION.values()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with the access facts of every space."""
    spaces = Space.objects.select_related("branch").order_by("branch__position", "branch", "pk")
    return render(request, "home/accessibility.html", {"spaces": spaces, "updated": settings.STATEMENT_CHECKED_ON})


def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the house and every branch."""
    return render(request, "home/contact.html", {"branches": Branch.objects.all()})


def open_data(request: HttpRequest) -> HttpResponse:
    """What other programs may read, and how to subscribe."""
    feed = f"{settings.BASE_URL}/{get_language()}/events/feed.ics"
    return render(request, "home/open_data.html", {"feed": feed, "webcal": "webcal://" + feed.partition("://")[2]})


def libraries(request: HttpRequest) -> HttpResponse:
    """Every branch with its page in the active language."""
    pages = BranchPage.objects.live().filter(locale__language_code=get_language()).select_related("branch", "picture")
    return render(request, "home/libraries.html", {"pages": pages.order_by("branch__position", "branch__slug")})
