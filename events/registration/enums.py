"""The fixed choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class State(models.TextChoices):
    """Where a registration stands; changed only in `domain`."""

    PENDING = "pending", pgettext_lazy("a registration", "Asked, the library answers")
    CONFIRMED = "confirmed", pgettext_lazy("a registration", "Has a place")
    WAITING = "waiting", pgettext_lazy("a registration", "On the waiting list")
    OFFERED = "offered", pgettext_lazy("a registration", "Is offered a place")
    LAPSED = "lapsed", pgettext_lazy("a registration", "Did not answer, the place went on")
    REFUSED = "refused", pgettext_lazy("a registration", "Refused by the library")
    CANCELLED = "cancelled", pgettext_lazy("a registration", "Cancelled")
    REPEAT = "repeat", pgettext_lazy("a registration", "Sent again, nothing taken")


# Who is registered in some way: one such row for each address and date.
ACTIVE = ["pending", "confirmed", "waiting", "offered"]
# Who was registered and is not any more. Nobody comes back from here; they register again.
ENDED = ["cancelled", "lapsed", "refused"]


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
    ASKED = "asked", pgettext_lazy("history", "asked for a place")
    APPROVED = "approved", pgettext_lazy("history", "was approved by the library")
    REFUSED = "refused", pgettext_lazy("history", "was refused by the library")
    OFFERED = "offered", pgettext_lazy("history", "was offered a place")
    ACCEPTED = "accepted", pgettext_lazy("history", "took the offered place")
    DECLINED = "declined", pgettext_lazy("history", "declined the offered place")
    LAPSED = "lapsed", pgettext_lazy("history", "did not answer in time")
    SKIPPED = "skipped", pgettext_lazy("history", "was passed over: the party did not fit the free places")
    ASKED_AGAIN = "asked-again", pgettext_lazy("history", "was asked whether they still come")
    CONFIRMED_AGAIN = "confirmed-again", pgettext_lazy("history", "said that they still come")
    REMINDED = "reminded", pgettext_lazy("history", "was reminded")
    CHANGED = "changed", pgettext_lazy("history", "changed the number of places")
    CANCELLED = "cancelled", pgettext_lazy("history", "cancelled")
    EXCUSED = "excused", pgettext_lazy("history", "said that they cannot come to this date")
    BACK = "back", pgettext_lazy("history", "comes to this date after all")
    LEFT = "left", pgettext_lazy("history", "left the course")
    MOVED = "moved", pgettext_lazy("history", "was moved to another date")
    TOLD = "told", pgettext_lazy("history", "was told of a change of the date")
    UNWRITTEN = "unwritten", pgettext_lazy("history", "could not be written to: the address takes no letters")
    CALL = "call", pgettext_lazy("history", "has to be told by telephone")
    CALLED = "called", pgettext_lazy("history", "was told by telephone")
    CAME = "came", pgettext_lazy("history", "checked in")
    UNDONE = "undone", pgettext_lazy("history", "check-in undone")
    ABSENT = "absent", pgettext_lazy("history", "did not come, place given free")


class ConsentKind(models.TextChoices):
    """What a person may agree to."""

    PHOTO = "photo", pgettext_lazy("consent", "May be photographed")
    GOING_HOME = "going-home", pgettext_lazy("consent", "May go home alone")
