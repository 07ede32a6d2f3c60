"""What the room keeps about its own keeping: addresses that asked for their links, and what was forgotten each day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinksAsked(models.Model):
    """Somebody typed an address to have the links of their registrations sent again; `tick` answers and deletes it.

    The page writes this row for every address alike, so that nothing about its answer tells who is registered.
    """

    email = models.EmailField()
    language = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("request for links")
        verbose_name_plural = _("requests for links")

    def __str__(self) -> str:
        return f"request {self.pk}"


class Forgetting(models.Model):
    """That the nightly work ran on a day, and how many rows it forgot by line of the retention table. No names."""

    on = models.DateField(unique=True)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("day of forgetting")
        verbose_name_plural = _("days of forgetting")
        ordering = ["-on"]

    def __str__(self) -> str:
        return str(self.on)
