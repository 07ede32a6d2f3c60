"""How one registers for an event: what staff decide once on its page, and `registration` keeps for every date."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.enums import Admission, OpenTo, PartyOf, RegistersFor, Reminder, WaitingPolicy

# The hour at which registration opens, some days before each date, where staff name none.
OPENING_HOUR = time(9)


def the_day_before() -> list[str]:
    """People are reminded once where staff have chosen nothing else."""
    return [Reminder.DAY_BEFORE.value]


class RegistrationPolicy(models.Model):
    """The rules of registration for every date of an event. The words for the public are made from them.

    `opens_at` is one instant for all dates; `opens_days` before each date, at `opens_time` of its branch's clock.
    `offer_hours` empty: a place that comes free is given at once; else offered for so many hours. `reconfirm_days`
    empty: nobody is asked again. `join_link` is personal to those who take part online: it never stands in public
    pages, feeds or logs, nor does `member_code`.
    """

    admission = models.CharField(_("registration"), max_length=10, choices=Admission.choices, default=Admission.DROP_IN)
    registers_for = models.CharField(
        _("people register for"), max_length=10, choices=RegistersFor.choices, default=RegistersFor.DATE
    )
    late_joining = models.BooleanField(_("one may join a course that has begun"), default=True)
    open_to = models.CharField(_("who may register"), max_length=10, choices=OpenTo.choices, default=OpenTo.EVERYONE)
    member_code = models.CharField(
        _("the code members were given"), max_length=40, blank=True, help_text=_("Only when a code opens the form.")
    )

    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    opens_days = models.PositiveSmallIntegerField(
        _("or opens so many days before each date"), null=True, blank=True, validators=[MaxValueValidator(365)]
    )
    opens_time = models.TimeField(_("at this hour"), default=OPENING_HOUR)
    closes_hours = models.PositiveSmallIntegerField(
        _("registration closes, hours before the start"), null=True, blank=True
    )
    people_least = models.PositiveSmallIntegerField(
        _("fewest people for it to take place"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    least_days = models.PositiveSmallIntegerField(
        _("staff are warned, days before"), default=3, validators=[MaxValueValidator(60)]
    )

    party_of = models.CharField(
        _("what we ask about a party"), max_length=10, choices=PartyOf.choices, default=PartyOf.NUMBER
    )
    party_max = models.PositiveSmallIntegerField(
        _("most places for one person"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    guardian_under = models.PositiveSmallIntegerField(
        _("children under this age come with an adult we know"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(18)],
    )
    guardian_seat = models.BooleanField(_("that adult takes a place, too"), default=False)
    asks_photo_consent = models.BooleanField(_("ask whether each person may be photographed"), default=False)
    asks_going_home = models.BooleanField(_("ask whether each child may go home alone"), default=False)
    asks_heard_of = models.BooleanField(_("ask how people heard of it"), default=False)

    waiting_list = models.BooleanField(_("waiting list when full"), default=True)
    waiting_policy = models.CharField(
        _("who is next on the waiting list"), max_length=10, choices=WaitingPolicy.choices, default=WaitingPolicy.STRICT
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to answer when a place comes free"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
        help_text=_("Empty: the place is theirs at once."),
    )
    reconfirm_days = models.PositiveSmallIntegerField(
        _("everyone is asked again, days before"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Empty: nobody is asked."),
    )
    reconfirm_hours = models.PositiveSmallIntegerField(
        _("places nobody confirmed go on, hours before the start"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    reminders = models.JSONField(_("reminders"), default=the_day_before, blank=True)
    join_link = models.URLField(
        _("link to take part online"),
        max_length=500,
        blank=True,
        help_text=_("Only those who take part online get it, shortly before the start. It is never shown in public."),
    )

    class Meta:
        abstract = True
