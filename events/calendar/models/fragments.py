"""Dates as they stand in feeds, written once: the bytes, and what they were written from."""

from django.db import models


class Written(models.Model):
    """A VEVENT in one language.

    `mark` is all that the index of a feed needs: start in seconds, digest, octets and zone of the body (see
    `domain/fragments.Mark`). The other columns say what it was written from: while they equal what the database says,
    the body is fresh. `basis` is the digest of what all dates share, `fact_at` and `sequence` are those of the date.
    """

    language = models.CharField(max_length=10)
    body = models.TextField()
    mark = models.CharField(max_length=120)
    basis = models.CharField(max_length=32)
    fact_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()

    # Nothing an editor looks for: Wagtail need not keep a register of what these rows refer to.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class Fragment(Written):
    """A date of ours. `text` is the page whose words it has, `borrowed` says that they are in another language.

    `picture` is the file of the picture it leads to, empty for none: see `domain/fragments.spoil`.
    """

    occurrence = models.ForeignKey("calendar.Occurrence", on_delete=models.CASCADE, related_name="fragments")
    text = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    text_at = models.DateTimeField()
    source_at = models.DateTimeField()
    borrowed = models.BooleanField()
    picture = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        verbose_name = "fragment"
        constraints = [models.UniqueConstraint(fields=["occurrence", "language"], name="one_fragment_per_language")]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.language}"


class PartnerFragment(Written):
    """A partner's date, with the name of the organisation that stands in it."""

    happening = models.ForeignKey("partners.Happening", on_delete=models.CASCADE, related_name="fragments")
    organisation_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = "partner's fragment"
        constraints = [
            models.UniqueConstraint(fields=["happening", "language"], name="one_partner_fragment_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.happening_id} {self.language}"
