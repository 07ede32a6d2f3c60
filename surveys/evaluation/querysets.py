"""Surveys as sentences: `Survey.objects.of_dates().taking_answers(now)`."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from surveys.evaluation.models import Survey  # noqa: F401  (only the type)


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Surveys by what they are of and where they stand."""

    def of_dates(self) -> "SurveyQuerySet":
        """Surveys people are asked: each of one date of an event."""
        return self.filter(occurrence__isnull=False)

    def headings(self) -> "SurveyQuerySet":
        """The wider places where answers of small events come together."""
        return self.filter(occurrence=None)

    def taking_answers(self, now: datetime) -> "SurveyQuerySet":
        """Surveys that take an answer at this instant; the closing instant is not included."""
        return self.of_dates().filter(state="open", occurrence__status="scheduled", opens__lte=now, closes__gt=now)

    def to_close(self, now: datetime) -> "SurveyQuerySet":
        """Surveys whose time is over and whose last answers are not yet dealt with."""
        return self.of_dates().exclude(state="closed").filter(closes__lte=now)
