"""The short memory of those who had a place, did not cancel and did not come. Nothing follows from it by itself.

Kept is a keyed hash of the address and the day, as long as the retention table says; staff read a number and decide.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from events.registration.domain.limits import NO_SHOW, hashed
from events.registration.enums import Source, State
from events.registration.models import NoShow, Registration

# After the end, so that whoever was not ticked off at the door can still be; not looked at again after a week.
SETTLED, LOOKED_AT = timedelta(hours=12), timedelta(days=7)


def note_absences(now: datetime) -> int:
    """Work: who was absent from dates that ended lately, where somebody was checked in.

    What is put right at the desk within the week is put right here, too. Two reads, however many dates there are.
    """
    lately = Q(occurrence__end__lte=now - SETTLED, occurrence__end__gt=now - LOOKED_AT)
    there = {(row.who, row.occurrence_id): row.pk for row in NoShow.objects.filter(lately)}
    absent = {
        (_who(email), key): NoShow(who=_who(email), occurrence_id=key, on=end.date())
        for email, key, end in _absent().filter(lately).values_list("email", "occurrence", "occurrence__end")
    }
    made = NoShow.objects.bulk_create([row for key, row in absent.items() if key not in there], ignore_conflicts=True)
    wrong = NoShow.objects.filter(pk__in=[pk for key, pk in there.items() if key not in absent]).delete()[0]
    return len(made) + int(wrong)


def remembered() -> timedelta:
    """How far back staff see."""
    return timedelta(days=settings.RETENTION["no_show"].days)


def absences(registration: Registration, *, now: datetime) -> int:
    """How often this address was absent lately, on other dates."""
    if not registration.email:
        return 0
    lately = NoShow.objects.filter(who=_who(registration.email), on__gt=(now - remembered()).date())
    return lately.exclude(occurrence=registration.occurrence_id).count()


def absences_in_words(number: int) -> str:
    """For staff: “was absent twice” as a figure with its span; nothing for nobody."""
    if not number:
        return ""
    sentence = ngettext(
        "Was absent %(number)s time in the last %(days)s days without cancelling.",
        "Was absent %(number)s times in the last %(days)s days without cancelling.",
        number,
    )
    return sentence % {"number": number, "days": remembered().days}


def _absent():  # type: ignore[no-untyped-def]
    """In the room, with a place and an address, and nobody of the party came, where somebody came by name."""
    came = Registration.objects.filter(occurrence=OuterRef("occurrence"), state=State.CONFIRMED, arrived__gt=0)
    expected = Registration.objects.filter(state=State.CONFIRMED, online=False).exclude(email="")
    missing = expected.exclude(source=Source.WALK_IN).filter(Q(arrived=None) | Q(arrived=0))
    return missing.filter(Exists(came.exclude(source=Source.WALK_IN)))


def _who(email: str) -> str:
    return hashed(NO_SHOW, email.strip().lower())
