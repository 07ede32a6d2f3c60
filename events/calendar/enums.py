"""The fixed choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class Kind(models.TextChoices):
    """What an event is; each kind is a page type, and the value is the word in addresses and feeds."""

    EXHIBITION = "exhibition", _("Exhibition")
    LECTURE = "lecture", _("Talk or lecture")
    PARTICIPATORY = "participatory", _("Take part")
    ACTIVITY = "activity", _("Activity")


class Mode(models.TextChoices):
    """Where people meet."""

    HERE = "here", _("In the library")
    ELSEWHERE = "elsewhere", _("Elsewhere")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In the library and online")


class Admission(models.TextChoices):
    """How one gets in."""

    DROP_IN = "drop-in", _("Drop in, no registration")
    REGISTER = "register", _("Registration on this site")


class WaitingPolicy(models.TextChoices):
    """Who is next when a place frees."""

    STRICT = "strict", _("Strictly in order")
    BEST_FIT = "best-fit", _("The first party that fits")


class Status(models.TextChoices):
    """The state of one date. *Moved* is no state: it is a start that differs from the plan."""

    SCHEDULED = "scheduled", pgettext_lazy("an event's date", "Takes place")
    POSTPONED = "postponed", pgettext_lazy("an event's date", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("an event's date", "Cancelled")


class Cocreation(models.IntegerChoices):
    """How far the community decided (the ladder of co-creation)."""

    INFORMED = 0, _("0: informed")
    CONSULTED = 1, _("1: consulted")
    CONTRIBUTED = 2, _("2: contributed")
    SHARED = 3, _("3: planned together")
    COMMUNITY_LED = 4, _("4: led by the community")


class OnClosingDays(models.TextChoices):
    """What becomes of the dates of a series on days when the library is closed. Empty: nobody has decided yet."""

    SKIP = "skip", _("Leave these dates out")
    KEEP = "keep", _("They take place all the same")
