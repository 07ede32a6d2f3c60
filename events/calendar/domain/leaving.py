"""What happens to dates and people when an event goes to another branch, said before it goes."""

from datetime import datetime

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _, ngettext
from wagtail.models import Page

from events.calendar.domain.branches import branch_of
from events.calendar.domain.occurrences import still_to_come
from events.calendar.domain.sources import is_translation
from events.calendar.models import EventPage


def consequences(page: EventPage, destination: Page, *, now: datetime) -> list[str]:
    """In sentences, what moving the page under another one does to its dates; nothing where the branch stays."""
    old, new = branch_of(page), branch_of(destination)
    if old is None or new is None or old == new or not page.live or is_translation(page):
        return []
    facts = still_to_come(page, now=now).aggregate(
        dates=Count("pk"), people=Sum(F("seats_taken") + F("online_taken")), rooms=Count("pk", filter=~Q(space=None))
    )
    if not facts["dates"]:
        return []
    moved = ngettext(
        "%(number)s date to come goes to %(branch)s.", "%(number)s dates to come go to %(branch)s.", facts["dates"]
    )
    found = [moved % {"number": facts["dates"], "branch": str(new)}]
    if people := facts["people"]:
        told = ngettext(
            "%(number)s place on them is taken: the people are told where to go.",
            "%(number)s places on them are taken: the people are told where to go.",
            people,
        )
        found.append(told % {"number": people})
    if facts["rooms"]:
        found.append(_("Their spaces belong to %(branch)s and are taken off: choose new ones.") % {"branch": str(old)})
    return found
