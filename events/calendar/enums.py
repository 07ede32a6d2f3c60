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


class RegistersFor(models.TextChoices):
    """What one registration covers."""

    DATE = "date", _("One date")
    CHOSEN = "chosen", _("The dates or sessions they choose")
    COURSE = "course", _("The whole course: a place on every date, or none")


class OpenTo(models.TextChoices):
    """For whom places are."""

    EVERYONE = "everyone", _("Everyone")
    CARD = "card", _("People with a library card, who write its number")
    CODE = "code", _("People who were given a code")
    APPROVAL = "approval", _("Everyone may ask; the library answers")


class PartyOf(models.TextChoices):
    """What is asked about those who come together."""

    NUMBER = "number", _("How many they are, and one name")
    PEOPLE = "people", _("The name of each person")
    GROUP = "group", _("A school class or group: how many, which grade, no names")


class Reminder(models.TextChoices):
    """When people are reminded; the instant is worked out when it is sent, by the clock of the branch."""

    WEEK_BEFORE = "week", _("A week before, in the morning")
    THREE_DAYS = "three-days", _("Three days before, in the morning")
    DAY_BEFORE = "day", _("The day before, at 9:00")
    SAME_DAY = "same-day", _("On the day, at 8:00")
    TWO_HOURS = "two-hours", _("Two hours before")


class QuestionType(models.TextChoices):
    """How a question is answered: Wagtail's own form field types, those that a citizen needs."""

    SINGLELINE = "singleline", _("A line of text")
    MULTILINE = "multiline", _("Several lines of text")
    NUMBER = "number", _("A number")
    CHECKBOX = "checkbox", _("Yes or no")
    RADIO = "radio", _("One of the choices")
    CHECKBOXES = "checkboxes", _("Any of the choices")


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
