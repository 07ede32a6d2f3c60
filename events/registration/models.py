"""Registrations, what happened to them, how many came, and the counters that keep robots slow."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import tokens
from events.registration.enums import AgePart, Method, Source, State, Verb
from events.registration.querysets import RegistrationQuerySet
from outbox.validators import validate_one_address

MANAGE = "registration-manage"  # the purpose for which the code in a person's link is signed


def registration_code() -> str:
    """The reference a person reads in the letter, and the word that is signed in their link."""
    return tokens.code(12)


class Registration(models.Model):
    """One contact and the places they hold, or wait for, on one date.

    `number` is the place in the waiting list (dense in order, not in value). `version` counts its states, so that each
    state is told in one letter; `told_sequence` is the state of the date the person knows of. `form_key` is the
    instance of the form it came from: the same form posted twenty times is one registration. `arrived` is how many
    people came; 0 means nobody came and the places are free again. After the retention time name, e-mail and needs are
    emptied; the row and its figures stay.

    A row in state `repeat` is the answer to someone who was registered already (decision 3.4): it takes nothing, is in
    no figure, and `shown` says what a newcomer would have been told at that moment.
    """

    code = models.CharField(max_length=16, unique=True, default=registration_code, editable=False)
    occurrence = models.ForeignKey("calendar.Occurrence", on_delete=models.PROTECT, related_name="registrations")
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WEB)
    language = models.CharField(max_length=10)

    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, validators=[validate_one_address])
    access_needs = models.CharField(_("access needs"), max_length=500, blank=True)
    party = models.PositiveSmallIntegerField(_("places"), default=1, validators=[MinValueValidator(1)])

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    shown = models.CharField(max_length=10, choices=State.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    told_sequence = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True)
    arrived = models.PositiveSmallIntegerField(_("people who came"), null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["occurrence", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(party__gte=1), name="party_of_at_least_one"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(number__isnull=False), name="waiting_has_a_number"
            ),
            models.UniqueConstraint(
                fields=["occurrence", "number"], condition=Q(number__isnull=False), name="one_party_per_number"
            ),
            models.UniqueConstraint(
                fields=["occurrence", "email"],
                condition=Q(state__in=["confirmed", "waiting"]) & ~Q(email=""),
                name="one_registration_per_address_and_date",
            ),
        ]
        indexes = [models.Index(fields=["occurrence", "state"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The signed address of the person's own page: whoever has it may change and cancel."""
        return reverse("signed:registration-manage", args=[tokens.sign(MANAGE, self.code)])

    @property
    def face(self) -> str:
        """The state as the person sees it."""
        return self.shown or self.state

    @property
    def holds_places(self) -> bool:
        """Whether its places count as taken."""
        return self.state == State.CONFIRMED and self.arrived != 0


class Entry(models.Model):
    """One line of a registration's history, in facts: what happened, by whom, to how many places.

    `came_from` is the date it was moved from.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="history")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    party = models.PositiveSmallIntegerField()
    came_from = models.ForeignKey(
        "calendar.Occurrence", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.verb}"


class Headcount(models.Model):
    """How many people were in the room, as staff counted: the figure of statistics. No row means: not counted."""

    occurrence = models.ForeignKey("calendar.Occurrence", on_delete=models.PROTECT, related_name="headcounts")
    part = models.CharField(_("of whom"), max_length=10, choices=AgePart.choices, default=AgePart.ALL)
    online = models.BooleanField(_("online"), default=False)
    number = models.PositiveIntegerField(_("number"))
    method = models.CharField(_("how it was found"), max_length=12, choices=Method.choices, default=Method.COUNTED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        constraints = [models.UniqueConstraint(fields=["occurrence", "part", "online"], name="one_headcount_per_part")]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_part_display()}"


def calendar_code() -> str:
    """The secret in the address of a person's own calendar: 130 bits."""
    return tokens.secret()


class PersonalCalendar(models.Model):
    """One e-mail address's own calendar of registrations. Whoever knows the `code` reads it, so it is only ever sent.

    A new code is a new address; the row goes when its person switches it off, and with their last registration.
    """

    code = models.CharField(max_length=32, unique=True, default=calendar_code, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")

    def __str__(self) -> str:
        return f"personal calendar {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("signed:calendar-page", args=[self.code])


class RateCounter(models.Model):
    """How often something was sent in one span of time, by a keyed hash of who sent it: never an address itself."""

    purpose = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "who", "since"], name="one_counter_per_span")]
        indexes = [models.Index(fields=["since"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.count}"
