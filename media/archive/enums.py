"""The fixed choices of this room."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class Medium(models.TextChoices):
    """In what form a publication exists."""

    PRINTED = "printed", pgettext_lazy("a publication", "Printed")
    DIGITAL = "digital", pgettext_lazy("a publication", "Digital")
    PHOTOGRAPHIC = "photographic", pgettext_lazy("a publication", "Photographs")
    AUDIO = "audio", pgettext_lazy("a publication", "Audio")
    VIDEO = "video", pgettext_lazy("a publication", "Video")


class Fact(StrEnum):
    """The figures of an outcome; the values are the keys under which they are frozen and never change."""

    HELD = "held"
    CANCELLED = "cancelled"
    REGISTERED = "registered"
    ATTENDED = "attended"
    WALK_INS = "walk_ins"
    NO_SHOWS = "no_shows"
    WAITING = "waiting"
    INVITED = "invited"
    ANSWERED = "answered"
    RATE = "rate"
