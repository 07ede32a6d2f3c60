"""The fixed choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class State(models.TextChoices):
    """Where a registration stands; changed only in `domain`."""

    CONFIRMED = "confirmed", pgettext_lazy("a registration", "Has a place")
    WAITING = "waiting", pgettext_lazy("a registration", "On the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("a registration", "Cancelled")
    REPEAT = "repeat", pgettext_lazy("a registration", "Sent again, nothing taken")


class Source(models.TextChoices):
    """How a registration came in."""

    WEB = "web", pgettext_lazy("a registration", "By the person, on the site")
    DESK = "desk", pgettext_lazy("a registration", "At the desk or by telephone")
    WALK_IN = "walk-in", pgettext_lazy("a registration", "Walk-in")


class Method(models.TextChoices):
    """How an attendance figure was found (ISO 2789 asks)."""

    COUNTED = "counted", _("Counted")
    CHECKED_IN = "checked-in", _("Checked in by name")
    ESTIMATED = "estimated", _("Estimated")
    PLATFORM = "platform", _("Reported by the online platform")


class AgePart(models.TextChoices):
    """Whom a count is of."""

    ALL = "all", _("Everyone")
    CHILDREN = "children", _("Children and young people under 18")
    ADULTS = "adults", _("Adults")


class Verb(models.TextChoices):
    """What happened to a registration, as its history says it."""

    REGISTERED = "registered", pgettext_lazy("history", "registered")
    JOINED = "joined", pgettext_lazy("history", "joined the waiting list")
    PROMOTED = "promoted", pgettext_lazy("history", "got a place from the waiting list")
    CHANGED = "changed", pgettext_lazy("history", "changed the number of places")
    CANCELLED = "cancelled", pgettext_lazy("history", "cancelled")
    MOVED = "moved", pgettext_lazy("history", "was moved to another date")
    TOLD = "told", pgettext_lazy("history", "was told of a change of the date")
    CAME = "came", pgettext_lazy("history", "checked in")
    UNDONE = "undone", pgettext_lazy("history", "check-in undone")
    ABSENT = "absent", pgettext_lazy("history", "did not come, place given free")
