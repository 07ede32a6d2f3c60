"""What people are told of the rules before they join: how the waiting list serves, and that they are asked again.

The sentences are made from the policy of the event, so that nobody promises anything else than `seats` does.
"""

from django.utils.translation import gettext as _, ngettext

from events.calendar.enums import RegistersFor, WaitingPolicy
from events.calendar.models import Occurrence
from events.registration.domain.deadlines import asked_at
from events.registration.domain.ways import has_two_ways


def waiting(occurrence: Occurrence) -> list[str]:
    """How places go on to those who wait for this date, sentence by sentence, in the active language."""
    event = occurrence.event
    if event.waiting_policy == WaitingPolicy.BEST_FIT:
        order = _(
            "A free place goes to the first party on the list that it is enough for. "
            "A party it is too few places for is passed over and keeps its place on the list."
        )
    else:
        order = _(
            "Free places go strictly in the order in which people joined. "
            "While they are too few for the first party, everybody waits."
        )
    # A place in a course is never offered date by date: it is given at once (`seats.settle`).
    hours = None if event.registers_for == RegistersFor.COURSE else event.offer_hours
    sentences = [order, *_given_or_offered(hours)]
    if has_two_ways(event):
        sentences.append(_("There is one list for places in the library and one for places online."))
    sentences.append(_("The list ends when the date begins. At the door, staff let in who waited while there is room."))
    return sentences


def _given_or_offered(hours: int | None) -> list[str]:
    if not hours:
        return [_("When a place comes free, it is yours at once, and we write to you.")]
    offer = ngettext(
        "When a place comes free, we offer it to you in a letter, and you have %(hours)s hour to take it.",
        "When a place comes free, we offer it to you in a letter, and you have %(hours)s hours to take it.",
        hours,
    )
    return [
        offer % {"hours": hours},
        _("No offer is sent and none ends between 21:00 and 8:00."),
        _("Who says no or does not answer in time leaves the list, and the place goes to the next one."),
        _("When there is not enough time left for an answer, the place is yours at once."),
    ]


def reconfirming(occurrence: Occurrence) -> list[str]:
    """That everyone is asked again, and when places nobody confirmed go on; nothing where nobody is asked."""
    days, hours = occurrence.event.reconfirm_days, occurrence.event.reconfirm_hours
    if days is None or asked_at(occurrence) is None:
        return []
    asked = ngettext(
        "%(days)s day before, we ask you whether you still come.",
        "%(days)s days before, we ask you whether you still come.",
        days,
    )
    goes = ngettext(
        "Places for which nobody answers go on %(hours)s hour before the start.",
        "Places for which nobody answers go on %(hours)s hours before the start.",
        hours,
    )
    return [asked % {"days": days}, goes % {"hours": hours}]
