"""The sign at the door of a branch: no interaction, readable from afar, fresh every five minutes without a script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import clock
from events.calendar.domain import houses
from places.models import Branch

# Seconds until the sign asks again, by itself.
REFRESH = 300


@require_safe
def today(request: HttpRequest, branch: str) -> HttpResponseBase:
    """Today in one branch."""
    house = get_object_or_404(Branch, slug=branch)
    context = houses.sign(
        house, language=get_language() or settings.LANGUAGE_CODE, today=clock.today(house.zone), now=clock.now()
    )
    return render(request, "calendar/today.html", {**context, "refresh": REFRESH})
