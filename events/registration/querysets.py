"""Registrations as sentences: `Registration.objects.of(occurrence).holding()`."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat

from events.registration.enums import ACTIVE, Source, State
from outbox.models import Letter

if TYPE_CHECKING:
    from events.calendar.models import Occurrence
    from events.registration.models import Registration  # noqa: F401  (only the type)
    from places.models import Branch


def over_by(moment: datetime, date: str = "occurrence") -> Q:
    """Dates that were over at the moment; `date` is the way to them.

    What is postponed is still to come. Where a date was called off after its time, its end is when that happened.
    """
    called_off_later = Q(**{f"{date}__status": "cancelled", f"{date}__modified__gt": moment})
    ended = Q(**{f"{date}__end__lte": moment})
    return ended & ~Q(**{f"{date}__status": "postponed"}) & ~called_off_later


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations by date, by state and by what is due for them."""

    def of(self, occurrence: "Occurrence") -> "RegistrationQuerySet":
        return self.filter(occurrence=occurrence)

    def of_branches(self, branches: "QuerySet[Branch]") -> "RegistrationQuerySet":
        return self.filter(occurrence__branch__in=branches)

    def real(self) -> "RegistrationQuerySet":
        """Everything but the answers given to someone who was registered already."""
        return self.exclude(state=State.REPEAT)

    def active(self) -> "RegistrationQuerySet":
        """Those who have a place, are offered one, wait for one or asked for one."""
        return self.filter(state__in=ACTIVE)

    def holding(self) -> "RegistrationQuerySet":
        """Those whose places count as taken: offered, or confirmed and not given free because nobody came."""
        here = Q(state=State.CONFIRMED) & (Q(arrived=None) | Q(arrived__gt=0))
        return self.filter(here | Q(state=State.OFFERED))

    def in_line(self, *, online: bool | None = None) -> "RegistrationQuerySet":
        """The waiting list, first comer first; of a hybrid date the list for the room or that for online places."""
        rows = self if online is None else self.filter(online=online)
        return rows.filter(state=State.WAITING).order_by("number")

    def offers_over(self, now: datetime) -> "RegistrationQuerySet":
        """Offers that nobody took until their deadline, or the start.

        While the date is called off they wait, and until their person was told that it takes place after all: then
        they get a new deadline (`domain.letters.resuming`).
        """
        over = Q(offered_until__lte=now, told_sequence__gte=F("occurrence__sequence")) | Q(occurrence__start__lte=now)
        return self.filter(over, state=State.OFFERED, occurrence__status="scheduled")

    def unanswered(self) -> "RegistrationQuerySet":
        """People with a place and an address who were asked whether they still come and did not answer.

        Not those who do not know yet how the date is now.
        """
        asked = self.filter(state=State.CONFIRMED, asked_again_at__isnull=False, confirmed_again_at=None)
        return asked.filter(arrived=None, told_sequence__gte=F("occurrence__sequence")).exclude(email="")

    def came(self) -> "RegistrationQuerySet":
        """Those of whom at least one person came, walk-ins among them."""
        return self.filter(state=State.CONFIRMED, arrived__gt=0)

    def walk_ins(self) -> "RegistrationQuerySet":
        return self.filter(source=Source.WALK_IN)

    def untold(self, now: datetime) -> "RegistrationQuerySet":
        """People who may not know how their date is now; not for dates that are over.

        Who last heard that theirs is postponed hears what becomes of it, however long ago it was to be.

        Time, room and state raise the date's `sequence`; the mode and the place in words stand on the page of the
        event. Whether there is anything to tell is decided by difference (`domain.changing`).
        """
        event = "occurrence__event__"
        known = self.active().filter(Q(occurrence__end__gt=now) | Q(told__state="postponed"))
        told = known.annotate(
            told_mode=Cast(KT("told__mode"), models.TextField()), told_place=Cast(KT("told__place"), models.TextField())
        )
        stands = ~Q(occurrence__status="cancelled") & Q(occurrence__withdrawn_at=None)
        other_mode = Q(told_mode__isnull=False) & ~Q(told_mode=F(f"{event}mode"))
        elsewhere = Q(**{f"{event}mode": "elsewhere"}, told_mode="elsewhere") & ~Q(told_place=F(f"{event}place_note"))
        return told.filter(Q(occurrence__sequence__gt=F("told_sequence")) | stands & (other_mode | elsewhere))

    def over_before(self, moment: datetime) -> "RegistrationQuerySet":
        """Of dates that were over at `moment` (`over_by`)."""
        return self.filter(over_by(moment))

    def postponed_since(self, moment: datetime) -> "RegistrationQuerySet":
        """Not forgotten yet, of dates that were to end by then and have no other time since."""
        return self.filter(occurrence__status="postponed", occurrence__end__lte=moment, erased_at=None)

    def forgettable_since(self, moment: datetime) -> "RegistrationQuerySet":
        """Not forgotten yet, of dates that ended by then; dates taken in one step wait for the last of them."""
        taken_with = self.model._default_manager.filter(bundle=OuterRef("bundle"), bundle__isnull=False)
        later = taken_with.filter(~over_by(moment), erased_at=None)
        return self.over_before(moment).filter(erased_at=None).exclude(Exists(later))

    def with_holdings(self) -> "RegistrationQuerySet":
        """Each with whether it has people, consents and answers, and how many letters about it still hold words."""
        people, consents, answers = (
            apps.get_model("registration", name).objects.filter(registration=OuterRef("pk"))
            for name in ("Person", "Consent", "Answer")
        )
        about = Letter.objects.with_words().filter(about=Concat(Value("registration:"), OuterRef("code")))
        letters = about.order_by().values("about").annotate(number=Count("pk")).values("number")
        return self.annotate(
            has_people=Exists(people),
            has_consents=Exists(consents),
            has_answers=Exists(answers),
            letters=Coalesce(Subquery(letters, IntegerField()), 0),
        )
