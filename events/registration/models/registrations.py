"""Registrations and what happened to them."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import tokens
from events.registration.enums import ACTIVE, Source, State, Verb
from events.registration.querysets import RegistrationQuerySet
from outbox.validators import validate_one_address

# The purposes for which the code is signed: in a person's link, and in the QR code staff read at the door.
MANAGE = "registration-manage"
TICKET = "registration-ticket"
REMINDERS = "registration-reminders"


def registration_code() -> str:
    """The reference a person reads in the letter, and the word that is signed in their link."""
    return tokens.code(12)


class Registration(models.Model):
    """One contact and the places they hold, or wait for, on one date.

    A registration may be part of a `bundle`: the dates one person took in one step, a whole course or some chosen ones.
    `online` is how the party takes part in a hybrid date. `people` names them where the event asks for names; `party`
    is how many places they take. `slip_digest` is the digest of the code on the printed slip of somebody without
    e-mail. `offered_until` is set while a place is offered; `told` holds the facts of the date the person was last told
    ({"start", "end", "place", "mode", "state"}, all strings); `join_told` is the digest of the start and of the link to
    take part online that they were last sent.

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
    slip_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    bundle = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    online = models.BooleanField(_("takes part online"), default=False)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WEB)
    language = models.CharField(max_length=10)

    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, validators=[validate_one_address])
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    guardian = models.CharField(_("adult who answers for the children"), max_length=100, blank=True)
    group = models.CharField(_("school or group"), max_length=120, blank=True)
    grade = models.CharField(_("grade or age of the group"), max_length=60, blank=True)
    card = models.CharField(_("library card"), max_length=40, blank=True)
    access_needs = models.CharField(_("access needs"), max_length=500, blank=True)
    party = models.PositiveSmallIntegerField(_("places"), default=1, validators=[MinValueValidator(1)])

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    shown = models.CharField(max_length=10, choices=State.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    told_sequence = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict, blank=True)
    join_told = models.CharField(max_length=64, blank=True, editable=False)
    reminders = models.BooleanField(_("wants reminders"), default=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)
    confirmed_again_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False), name="offered_has_a_deadline"
            ),
            models.UniqueConstraint(
                fields=["occurrence", "number"], condition=Q(number__isnull=False), name="one_party_per_number"
            ),
            models.UniqueConstraint(
                fields=["occurrence", "email"],
                condition=Q(state__in=ACTIVE) & ~Q(email=""),
                name="one_registration_per_address_and_date",
            ),
        ]
        indexes = [models.Index(fields=["occurrence", "state"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The signed address of the person's own page: whoever has it may change and cancel."""
        return reverse("signed:registration-manage", args=[tokens.sign(MANAGE, self.code)])

    def get_ticket_url(self) -> str:
        """The signed address in the code for the door: a button for staff, nothing for others."""
        return reverse("signed:ticket", args=[tokens.sign(TICKET, self.code)])

    @property
    def face(self) -> str:
        """The state as the person sees it."""
        return self.shown or self.state

    @property
    def holds_places(self) -> bool:
        """Whether its places count as taken."""
        return self.state == State.OFFERED or (self.state == State.CONFIRMED and self.arrived != 0)


class Entry(models.Model):
    """One line of a registration's history, in facts: what happened, by whom, to how many places.

    `came_from` is the date it was moved from. `facts` are what a sentence of the history needs beside (numbers and
    codes, nothing personal): {"left": 1} for a party that did not fit.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="history")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    party = models.PositiveSmallIntegerField()
    came_from = models.ForeignKey(
        "calendar.Occurrence", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    facts = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.verb}"
