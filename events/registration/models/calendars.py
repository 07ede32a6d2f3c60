"""People's own calendars of what they registered for."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import tokens


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
