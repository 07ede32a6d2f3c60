"""Letters: one row for each, written in the transaction of the fact it tells; the row is the queue."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outbox.querysets import LetterQuerySet, PauseQuerySet
from outbox.validators import validate_one_address


class LetterState(models.TextChoices):
    """Where a letter is; only `outbox.domain` changes it."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", _("Came back")
    WITHDRAWN = "withdrawn", _("No longer needed")


# States in which nothing happens on a letter any more, and staff may have it sent once more.
AGAIN = (LetterState.SENT, LetterState.FAILED, LetterState.BOUNCED)


class Letter(models.Model):
    """A letter to one person about one state of one thing.

    `kind` names its templates ("registration/confirmed" is templates/registration/letters/confirmed.{subject.txt,txt,
    html}); `about` and `version` say what it tells ("registration:4F7K2M9QXT", 3), so that the same fact is never told
    twice. `context` and `attachments` ({"name", "type", "content"}, with text as content) hold the facts as they were;
    the words are made at delivery and kept for the retention time. `branch` is in whose name the letter goes out, to
    whose address answers go, and whose managers may look after it. What a letter says may be over at `valid_until` (an
    offer, the event itself): then it is withdrawn, not sent. `unsubscribe_url` is an absolute address that takes the
    one-click POST of RFC 8058 without login and shows a page on GET; letters nobody can do without have none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    branch = models.ForeignKey(
        "places.Branch",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("branch"),
    )
    to = models.EmailField(_("to"), validators=[validate_one_address])
    to_name = models.CharField(max_length=100, blank=True)
    reply_to = models.EmailField(blank=True, validators=[validate_one_address])
    language = models.CharField(max_length=10)
    context = models.JSONField(default=dict)
    attachments = models.JSONField(default=list)  # [{"name": "event.ics", "type": "text/calendar", "content": "..."}]
    urgent = models.BooleanField(default=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    # Anyone with a form can have it sent to any address (`domain.sparing`).
    asked_for = models.BooleanField(default=False)

    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often a mail server was given it without our hearing the answer, because the worker was lost.
    unheard = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["kind", "about", "version"], name="one_letter_per_state")]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["about"]),
            models.Index(fields=["to", "due_at"], condition=Q(asked_for=True), name="letters_asked_for"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.about}"

    @property
    def masked_to(self) -> str:
        """The address as staff see it: enough to recognise, too little to write down."""
        name, at, domain = self.to.partition("@")
        return f"{name[:1]}...{at}{domain}" if at else ""

    @property
    def can_be_sent_again(self) -> bool:
        """Nothing happens on it any more, and its words are still kept."""
        return bool(self.to) and self.state in AGAIN


class Pause(models.Model):
    """A time in which no letter leaves: after a restore, or because something is wrong with what goes out.

    While there is a row without `resumed_at` no worker takes a letter. Rows stay, so that one can read who stopped the
    letters and why.
    """

    reason = models.CharField(_("reason"), max_length=200)
    paused_at = models.DateTimeField()
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of letters")
        verbose_name_plural = _("pauses of letters")
        ordering = ["-paused_at"]

    def __str__(self) -> str:
        return self.reason


class MailHost(models.Model):
    """How fast we may talk to one mail server, for all workers together.

    `free_at` is when the bucket would be full again (the generic cell rate algorithm: one moment instead of a number
    of tokens). `slowness` halves the rate that often until `slow_until`, after the server asked for less.
    """

    name = models.CharField(max_length=255, primary_key=True)
    free_at = models.DateTimeField()
    slowness = models.PositiveSmallIntegerField(default=0)
    slow_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class MailLine(models.Model):
    """One of the few connections we may have to a mail server; a worker holds it until `held_until` at the latest."""

    host = models.ForeignKey(MailHost, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    held_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "number"], name="one_line_per_number")]

    def __str__(self) -> str:
        return f"{self.host_id} {self.number}"
