"""Erasing: what registrations say of people goes, rows, states and figures stay. At its time, or when a person asks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.models import User
from events.registration.domain import limits, rules, seats
from events.registration.domain.letters.teller import about_of
from events.registration.domain.privacy import erasures
from events.registration.domain.taking_part import registering
from events.registration.enums import ACTIVE, State
from events.registration.models import Answer, Consent, LinksAsked, NoShow, Person, PersonalCalendar, Registration
from outbox.domain import forgetting


def emptied(model: type[Any]) -> dict[str, Any]:
    """For each column of the model that a line of the retention table covers, what stands there afterwards."""
    label = model._meta.label
    names = [name for line in settings.RETENTION.values() for name in line.fields.get(label, "").split()]
    return {name: None if (field := model._meta.get_field(name)).null else field.get_default() for name in names}


def empty(keys: Iterable[int], *, now: datetime) -> int:
    """Take everything personal out of these registrations and their letters, in few statements; returns how many.

    People stay as rows without name or needs, so that who came of what age is counted as before.
    """
    keys = list(keys)
    rows = Registration.objects.filter(pk__in=keys)
    forgetting.forget(abouts=[about_of(each) for each in rows.only("code")])
    rows.filter(state=State.REPEAT).delete()
    for model in (Consent, Answer):
        model.objects.filter(registration__in=keys).delete()
    Person.objects.filter(registration__in=keys).update(**emptied(Person))
    rows.update(**emptied(Registration), erased_at=now)
    return len(keys)


def erase(registration: Registration, *, now: datetime, by: User | None = None, remember: bool = True) -> None:
    """Erase one registration because its person asks; a place or a number in the line goes to someone else first.

    Nobody is written to any more: we do not know where. Erasing twice is erasing once. `remember` it for the day of a
    restore; only the replay itself goes without.
    """
    with transaction.atomic():
        occurrence, fresh = seats.lock_with(registration)
        if fresh.erased_at:
            return
        if fresh.face in ACTIVE and not rules.has_begun(occurrence, now=now):
            fresh = registering.cancel(fresh, now=now, by=by)
        _forget([fresh], email="")
        if fresh.email and fresh.state != State.REPEAT:
            NoShow.objects.filter(who=limits.hashed(limits.NO_SHOW, fresh.email), occurrence=occurrence).delete()
        empty([fresh.pk], now=now)
        if remember:
            erasures.remember([fresh.code], now=now)


def taken_with(registration: Registration) -> list[Registration]:
    """This registration with the others taken in the same step (the dates of a course), not erased, by date."""
    if not registration.bundle:
        return [registration]
    rows = Registration.objects.filter(bundle=registration.bundle, erased_at=None)
    return list(rows.select_related("occurrence__event", "occurrence__branch").order_by("occurrence__start", "pk"))


def erase_person(
    email: str, *, now: datetime, among: Sequence[Registration] | None = None, by: User | None = None
) -> int:
    """Erase every registration with this address, or those `among` which somebody may act on; returns how many.

    Of a whole person go also their calendar, all letters, the mark of having been asked, and counted absences.
    """
    email = email.strip().lower()
    rows = of(email) if among is None else among
    for registration in rows:
        erase(registration, now=now, by=by)
    if among is None:
        forget_address(email)
        erasures.remember([each.code for each in rows], now=now, whole_person=True)
    return len(rows)


def forget_address(email: str) -> None:
    """What is kept for an address beside its registrations."""
    with transaction.atomic():
        _forget([], email=email)
        PersonalCalendar.objects.filter(email=email).delete()
        LinksAsked.objects.filter(email=email).delete()
        NoShow.objects.filter(who=limits.hashed(limits.NO_SHOW, email)).delete()


def of(email: str) -> list[Registration]:
    """Every registration with this address that is not erased, the newest first."""
    rows = Registration.objects.filter(email=email.strip().lower(), erased_at=None).exclude(email="")
    return list(rows.select_related("occurrence__event", "occurrence__branch").order_by("-created_at"))


def keepers() -> list[Any]:
    """The modules of later rooms that hold something of a person (`settings.PERSON_KEEPERS`)."""
    return [(import_string(f"{name}.held"), import_string(f"{name}.forget")) for name in settings.PERSON_KEEPERS]


def _forget(registrations: Sequence[Registration], *, email: str) -> None:
    forgetting.forget(to=email)
    for _held, forget in keepers():
        forget(registrations, email)
