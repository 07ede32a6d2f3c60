"""Pages written from what the site knows, so that they cannot become untrue: privacy, access, contact, open data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from core.links import absolute
from events.calendar.models import BranchPage
from places.models import Branch, Space


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why and for how long: the retention table itself."""
    context = {"keepings": settings.RETENTION.values(), "updated": settings.STATEMENT_CHECKED_ON}
    return render(request, "home/privacy.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with the access facts of every space."""
    spaces = Space.objects.select_related("branch").order_by("branch__position", "branch", "pk")
    return render(request, "home/accessibility.html", {"spaces": spaces, "updated": settings.STATEMENT_CHECKED_ON})


def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the house and every branch."""
    context = {"branches": Branch.objects.all(), "updated": settings.STATEMENT_CHECKED_ON}
    return render(request, "home/contact.html", context)


def open_data(request: HttpRequest) -> HttpResponse:
    """What other programs may read, and how to subscribe."""
    feed = f"{settings.BASE_URL}/{get_language()}/events/feed.ics"
    context = {
        "feed": feed,
        "webcal": "webcal://" + feed.partition("://")[2],
        "atom": absolute(reverse("calendar:event-atom")),
        "api": absolute(reverse("api:openapi-json")),
        "updated": settings.STATEMENT_CHECKED_ON,
    }
    return render(request, "home/open_data.html", context)


def libraries(request: HttpRequest) -> HttpResponse:
    """Every branch with its page in the active language."""
    live = BranchPage.objects.live().filter(locale__language_code=get_language()).select_related("branch", "picture")
    pages = list(live.order_by("branch__position", "branch__slug"))
    updated = max((page.last_published_at for page in pages if page.last_published_at), default=None)
    return render(request, "home/libraries.html", {"pages": pages, "updated": updated})
