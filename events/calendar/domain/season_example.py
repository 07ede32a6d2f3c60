"""The row in the template of a season's table: what each column may hold, shown rather than explained."""

from datetime import date, timedelta

from django.utils.translation import gettext as _, ngettext, pgettext

from events.calendar.enums import Kind
from places.models import Audience, Branch, SpokenLanguage, Topic


def example_row(branch: Branch | None, *, today: date) -> list[str]:
    """One weekly series a month from now, with names this installation knows, in the active language."""
    first = today + timedelta(days=28 - today.weekday() + 1)
    space = branch.spaces.first() if branch else None
    return [
        _("Story hour"),
        _("We read aloud, look at pictures and talk about them."),
        str(Kind.ACTIVITY.label),
        str(branch or ""),
        str(space.name) if space else "",
        first.isoformat(),
        "17:00",
        "18:00",
        ngettext("every week", "every %(number)s weeks", 2) % {"number": 2},
        "10",
        "20",
        pgettext("answer in a table", "yes"),
        str(Audience.objects.first() or ""),
        str(Topic.objects.first() or ""),
        str(SpokenLanguage.objects.first() or ""),
        pgettext("price", "Free"),
        "",
        "",
    ]
