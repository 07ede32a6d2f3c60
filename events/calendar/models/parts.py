"""The inline rows of event pages: plans and texts, nothing a person is attached to."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from recurrence.fields import RecurrenceField
from wagtail.models import Orderable

from events.calendar.enums import Admission, OnClosingDays, QuestionType


class Schedule(Orderable):
    """One plan of an event: when it first happens, how it repeats, where, how many seats.

    Times are wall time in the branch's zone. `code` ties the dates to the plan through drafts, reverts and translations
    (decision 3.3); on a translation only `label` and `speakers` count. Everything may be empty in a draft. `follows` is
    the code of the schedule this one goes on from, after "this and following" was changed.
    """

    page = ParentalKey("calendar.EventPage", on_delete=models.CASCADE, related_name="schedules")
    code = models.UUIDField(default=uuid.uuid4)
    follows = models.UUIDField(null=True, blank=True, editable=False)
    label = models.CharField(_("name of this series or session"), max_length=200, blank=True)
    speakers = models.CharField(_("speakers"), max_length=200, blank=True)
    first_date = models.DateField(_("first date"), null=True, blank=True)
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_time = models.TimeField(_("until"), null=True, blank=True)
    rule = RecurrenceField(verbose_name=_("repeats"), include_dtstart=False, null=True, blank=True)
    space = models.ForeignKey(
        "places.Space", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("space")
    )
    seats = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: no limit."))
    online_seats = models.PositiveIntegerField(
        _("places online"), null=True, blank=True, help_text=_("Only when people take part online. Empty: no limit.")
    )
    admission = models.CharField(
        _("registration"),
        max_length=10,
        choices=Admission.choices,
        blank=True,
        help_text=_("Empty: as the event has it."),
    )
    on_closing_days = models.CharField(
        _("on closing days"),
        max_length=5,
        choices=OnClosingDays.choices,
        blank=True,
        help_text=_("Empty: we ask as soon as a date falls on a closing day."),
    )
    session = models.BooleanField(_("a session in the day programme of another date"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")

    def __str__(self) -> str:
        return self.label or str(self.first_date or "")


class Speaker(Orderable):
    """Who speaks at a lecture."""

    page = ParentalKey("calendar.LecturePage", on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("who they are"), max_length=250, blank=True)

    def __str__(self) -> str:
        return self.name


class CoCreator(Orderable):
    """Who made a participatory event, named as they wish, with their part of the work."""

    page = ParentalKey("calendar.ParticipatoryPage", on_delete=models.CASCADE, related_name="cocreators")
    name = models.CharField(_("name, as they wish to be named"), max_length=120)
    role = models.CharField(_("role"), max_length=200, blank=True)
    from_community = models.BooleanField(_("from the community itself"), default=True)

    def __str__(self) -> str:
        return self.name


class Barrier(Orderable):
    """Something that kept people away, and what was done about it."""

    page = ParentalKey("calendar.ParticipatoryPage", on_delete=models.CASCADE, related_name="barriers")
    barrier = models.CharField(_("what kept people away"), max_length=200)
    removed_by = models.CharField(_("what we did about it"), max_length=250)

    def __str__(self) -> str:
        return self.barrier


class Question(Orderable):
    """A question of its own in an event's registration form; none unless staff write one.

    `code` ties the answers and the translations to it, as with schedules: on a translation only `label`, `help_text`,
    `choices` (in the order of the source) and `reason` count. `reason` and the day of deletion, `days` after the date,
    are shown beside it.
    """

    page = ParentalKey("calendar.EventPage", on_delete=models.CASCADE, related_name="questions")
    code = models.UUIDField(default=uuid.uuid4)
    label = models.CharField(_("question"), max_length=200, blank=True)
    help_text = models.CharField(_("more about it"), max_length=250, blank=True)
    field_type = models.CharField(
        _("answer"), max_length=16, choices=QuestionType.choices, default=QuestionType.SINGLELINE
    )
    choices = models.TextField(_("choices, one in each line"), blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    each_person = models.BooleanField(_("asked for each person of a party"), default=False)
    reason = models.CharField(_("why you ask"), max_length=200, blank=True)
    days = models.PositiveSmallIntegerField(
        _("deleted, days after the date"), default=7, validators=[MaxValueValidator(30)]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label
